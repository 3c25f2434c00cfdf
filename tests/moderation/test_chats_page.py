"""The staff's list of chats: what is on, what comes, and what ended lately."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from chat.schedule.models import Chat
from tests.house import CLOSED, COMING, DIRECT, LIVE, LOBBY, House
from tests.people import Staff


def sections(staff: Staff) -> dict[str, str]:
    page = staff.get("/staff/chats").text
    found = re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', page, re.DOTALL)
    return dict(found)


def listed(section: str) -> list[str]:
    return re.findall(r'href="/chats/(\w+)"', section)


def row(section: str, slug: str) -> str:
    rows = re.findall(r"<li.*?</li>", section, re.DOTALL)
    return next(one for one in rows if f'"/chats/{slug}"' in one)


async def ended_at(house: House, slug: str, at: datetime) -> None:
    async with house.database.writing() as session:
        await session.execute(update(Chat).where(Chat.slug == slug).values(ends_at=at))


def end(house: House, slug: str) -> None:
    house.staff("priya").end(slug)


def test_a_chat_is_on_once_it_is_live_and_not_in_its_lobby(house: House) -> None:
    found = sections(house.staff("priya"))
    assert set(listed(found["running"])) == {LIVE, DIRECT}
    assert listed(found["later"]) == [LOBBY, COMING]
    assert "questions can be left" in row(found["later"], LOBBY)


def test_a_chat_that_ended_is_found_for_a_week(house: House) -> None:
    priya, now = house.staff("priya"), datetime.now(UTC)
    house.do(ended_at(house, CLOSED, now - timedelta(days=6, hours=23)))
    assert listed(sections(priya)["ended"]) == [CLOSED]
    house.do(ended_at(house, CLOSED, now - timedelta(days=7, minutes=1)))
    assert "ended" not in sections(priya)


def test_the_latest_to_end_stands_first(house: House) -> None:
    end(house, LIVE)
    assert listed(sections(house.staff("priya"))["ended"]) == [LIVE, CLOSED]


def test_an_answer_that_waits_after_the_end_is_counted_where_its_desk_is_found(
    house: House,
) -> None:
    dana, priya, cole = house.visitor(), house.staff("priya"), house.staff("cole")
    asked = dana.asked(LIVE, "Will the crossing move?")["id"]
    priya.approve(asked)
    cole.post(f"/staff/questions/{asked}/answer", text="Yes, in May.")
    assert "<b>1</b> waiting" in row(sections(priya)["running"], LIVE)
    end(house, LIVE)
    found = sections(priya)["ended"]
    assert "<b>1</b> waiting" in row(found, LIVE)
    assert "nothing waiting" in row(found, CLOSED)
    assert f'href="/staff/chats/{LIVE}"' in row(found, LIVE)
    assert f'href="/staff/chats/{LIVE}/panel"' in row(sections(cole)["ended"], LIVE)


def test_an_answer_whose_question_was_taken_down_waits_for_nobody(house: House) -> None:
    dana, priya, cole = house.visitor(), house.staff("priya"), house.staff("cole")
    asked = dana.asked(LIVE, "Will the crossing move?")["id"]
    priya.approve(asked)
    cole.post(f"/staff/questions/{asked}/answer", text="Yes, in May.")
    priya.post(f"/staff/questions/{asked}/withdrawal", reason="abuse")
    assert "nothing waiting" in row(sections(priya)["running"], LIVE)


def test_an_officer_is_not_told_what_waits(house: House) -> None:
    found = sections(house.staff("cole"))["ended"]
    assert "waiting" not in found
    assert f'href="/staff/chats/{CLOSED}"' not in found
