"""The desk's page offers what its hour and its items allow."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from chat.schedule.models import Chat
from tests.house import LIVE, LOBBY, House
from tests.moderation.desks import held

CURRENT = re.compile(r'<a class="row__link" href="\?item=(\w+)#item" aria-current="true">')
OPENING = re.compile(r'<form method="post" action="[^"]+/opening"[^>]*>')


def test_the_row_of_the_open_item_is_marked_without_a_script(house: House) -> None:
    first, second = held(house), held(house, "Who mends the lamp?")
    for given, open_now in (({}, first), ({"item": second}, second)):
        page = house.staff("priya").get(f"/staff/chats/{LIVE}", **given).text
        assert CURRENT.findall(page) == [open_now]


async def opens_at(house: House, at: datetime) -> None:
    async with house.database.writing() as session:
        await session.execute(update(Chat).where(Chat.slug == LOBBY).values(opens_at=at))


def opening(house: House) -> tuple[str, str]:
    """The form that opens the lobby's chat, and the paragraph that says from when."""
    page = house.staff("priya").get(f"/staff/chats/{LOBBY}").text
    return OPENING.findall(page)[0], re.findall(r"<p data-before=[^>]*>", page)[0]


def test_a_chat_is_not_offered_to_be_opened_days_early(house: House) -> None:
    form, since = opening(house)
    assert form.endswith(" hidden>")
    assert not since.endswith(" hidden>")


def test_a_chat_is_offered_to_be_opened_a_quarter_of_an_hour_early(house: House) -> None:
    house.do(opens_at(house, datetime.now(UTC) + timedelta(minutes=14)))
    form, since = opening(house)
    assert not form.endswith(" hidden>")
    assert since.endswith(" hidden>")
    assert house.staff("priya").post(f"/staff/chats/{LOBBY}/opening").status_code == 200


def test_an_answer_is_taken_down_for_reasons_that_an_answer_can_have(house: House) -> None:
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    of_question, of_answer = (
        re.findall(rf'<dialog class="ask" id="{one}".*?</dialog>', page, re.DOTALL)[0]
        for one in ("take-down", "take-down-answer")
    )
    assert "The asker is told why" in of_question
    assert "urgent: call instead" in of_question
    assert "The asker is told why" not in of_answer
    assert "urgent: call instead" not in of_answer
    assert "asked already" not in of_answer
    assert "personal information" in of_answer


def test_a_reason_that_is_no_longer_offered_is_still_taken(house: House) -> None:
    priya, cole = house.staff("priya"), house.staff("cole")
    asked = house.visitor().asked(LIVE, "Will the crossing move?")["id"]
    priya.approve(asked)
    cole.post(f"/staff/questions/{asked}/answer", text="Yes, in May.")
    page = priya.get(f"/staff/chats/{LIVE}").text
    ((answer, version),) = re.findall(
        r'id="h-(\w+)"[^>]*data-version="(\w+)" data-sort="answer"', page
    )
    assert "urgent: call instead" not in priya.pane(answer, "answers").text
    assert priya.post(f"/staff/answers/{answer}/approval", version=version).status_code == 200
    assert priya.post(f"/staff/answers/{answer}/withdrawal", reason="urgent").status_code == 200
