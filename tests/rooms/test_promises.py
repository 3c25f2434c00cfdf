"""Promises: what was said would be done, let through by a second person, told at the next chat."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from chat.rooms.verbs import turn
from chat.schedule import verbs as schedule
from chat.schedule.models import Area, ChatKind
from tests.house import DIRECT, LIVE, House
from tests.people import Staff
from tests.rooms.test_answering import approved

NEXT = "bedminster-next"
WORDS, DONE = "We will count the cars at the crossing.", "Counted on three mornings."


@pytest.fixture
def tomorrow() -> str:
    return (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


@pytest.fixture
def house(house: House) -> House:
    """With the area's next chat in the diary, which questions can be left in."""

    async def put() -> None:
        at = datetime.now(UTC)
        async with house.database.writing() as session:
            area = await session.scalar(select(Area).where(Area.slug == LIVE))
            chat = await schedule.schedule(
                session, NEXT, title="Bedminster again", kind=ChatKind.NEIGHBOURHOOD, area=area,
                opens_at=at + timedelta(days=1), closes_at=at + timedelta(days=1, hours=1), at=at,
            )  # fmt: skip
            await turn(session, chat.id, at=at)

    house.do(put())
    return house


def promise(by: Staff, due: str, **fields: str) -> str:
    """A promise that waits, by id."""
    given = {"text": WORDS, "team": "Roads team", "due": due, **fields}
    answer = by.post(f"/staff/chats/{LIVE}/promises", **given)
    assert answer.status_code == 200, answer.text
    return answer.json()["promise"]


def version(by: Staff, path: str) -> str:
    """What stands in the form that decides at that address."""
    page = by.get("/staff/promises").text
    found = re.search(rf'action="{path}/approval">.*?value="(\w+)"', page, re.DOTALL)
    return found[1] if found else ""


def decide(by: Staff, path: str, deed: str = "approval", **fields: str) -> int:
    given = {"version": version(by, path), **fields}
    return by.post(f"{path}/{deed}", **given).status_code


def report(by: Staff, item: str, outcome: str = "kept", text: str = DONE) -> int:
    return by.post(f"/staff/promises/{item}/report", outcome=outcome, text=text).status_code


def reported(by: Staff) -> str:
    """The address of the report that waits."""
    found = re.search(
        r'action="(/staff/promise-reports/\w+)/approval', by.get("/staff/promises").text
    )
    assert found
    return found[1]


def test_a_promise_opens_the_areas_next_chat_once_a_second_person_let_it_through(
    house: House, tomorrow: str
) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    dana, pages = house.visitor(), (f"/areas/{LIVE}", f"/chats/{NEXT}")
    item = promise(cole, tomorrow, question=question)
    path = f"/staff/promises/{item}"
    with dana.watch(NEXT) as watcher:
        assert WORDS not in watcher.until("snapshot")["html"]
        assert all(WORDS not in dana.get(page).text for page in pages)
        assert cole.post(f"{path}/approval", version="x").status_code == 403
        assert decide(priya, path) == 200
        assert WORDS in watcher.until("chat.promises")["html"]
    for page in pages:
        text = dana.get(page).text
        assert WORDS in text
        assert "Roads team" in text
        assert "Still to do" in text
    assert "You said, we did" in dana.get(f"/chats/{NEXT}").text
    assert WORDS not in dana.get(f"/chats/{DIRECT}").text  # another area's


def test_nobody_lets_their_own_through_and_it_can_be_given_back_and_taken_down(
    house: House, tomorrow: str
) -> None:
    priya, sam, dana = house.staff("priya"), house.staff("sam"), house.visitor()
    item = promise(priya, tomorrow)
    path = f"/staff/promises/{item}"
    mine = version(sam, path)
    assert "1 promise waits for a second person" in sam.get("/staff/chats").text
    assert "promise waits" not in house.staff("cole").get("/staff/chats").text
    assert priya.post(f"{path}/approval", version=mine).status_code == 409
    assert decide(sam, path, "rejection", reason="speculation") == 200
    assert decide(sam, path, version=mine) == 409  # it is decided
    fields = {"text": f"{WORDS} Ring 07700 900123.", "team": "Roads team, 07700 900124"}
    path = f"/staff/promises/{promise(priya, tomorrow, **fields)}"
    for number in ("07700 900123", "07700 900124"):
        assert f'<q dir="auto">{number}</q>' in sam.get("/staff/promises").text
    assert decide(sam, path) == 200
    with dana.watch(NEXT) as watcher:
        assert WORDS in watcher.until("snapshot")["html"]
        assert sam.post(f"{path}/withdrawal", reason="speculation").status_code == 200
        assert WORDS not in watcher.until("chat.promises")["html"]
    assert WORDS not in dana.get(f"/areas/{LIVE}").text


def test_what_has_become_of_it_is_told_once_a_second_person_let_it_through(
    house: House, tomorrow: str
) -> None:
    cole, priya, dana = house.staff("cole"), house.staff("priya"), house.visitor()
    item = promise(cole, tomorrow)
    assert report(cole, item) == 409  # not shown yet
    assert decide(priya, f"/staff/promises/{item}") == 200
    assert report(house.staff("lewis"), item) == 403
    watch_list = f"/staff/chats/{LIVE}/watch-list"
    assert priya.post(watch_list, entries="Counter", version="0").status_code == 200
    assert report(cole, item, "not-yet", "The counter is on its way.") == 200
    assert '<q dir="auto">counter</q>' in priya.get("/staff/promises").text
    assert report(cole, item) == 409  # one waits
    assert "on its way" not in dana.get(f"/chats/{NEXT}").text
    assert decide(priya, reported(priya)) == 200
    assert "on its way" in dana.get(f"/chats/{NEXT}").text
    assert report(cole, item) == 200
    assert decide(priya, reported(priya)) == 200
    page = dana.get(f"/chats/{NEXT}").text
    assert "<b>Done</b>" in page
    assert DONE in page
    assert "on its way" not in page


@pytest.mark.parametrize("slug", [NEXT, LIVE])
def test_nothing_new_is_told_while_a_room_of_the_area_is_halted(
    house: House, tomorrow: str, slug: str
) -> None:
    cole, priya, dana = house.staff("cole"), house.staff("priya"), house.visitor()
    shown, item = (f"/staff/promises/{promise(cole, tomorrow)}" for _ in range(2))
    assert decide(priya, shown) == 200
    assert report(cole, shown.rpartition("/")[2]) == 200
    assert priya.post(f"/staff/chats/{slug}/freezing").status_code == 200
    for path in (item, reported(priya)):
        answer = priya.post(f"{path}/approval", version=version(priya, path))
        assert (answer.status_code, answer.json()["halt"]) == (409, "frozen")
    page = priya.submit_form(f"{item}/approval", version=version(priya, item)).text
    assert "is halted: nothing new is shown in its area until it carries on." in page
    assert DONE not in dana.get(f"/areas/{LIVE}").text
    assert priya.post(f"{shown}/withdrawal", reason="speculation").status_code == 200
    assert WORDS not in dana.get(f"/chats/{NEXT}").text  # what is taken down goes all the same
    assert priya.post(f"/staff/chats/{slug}/lifting").status_code == 200
    assert decide(priya, item) == 200
    assert WORDS in dana.get(f"/chats/{NEXT}").text


def test_a_report_that_is_refused_says_why_at_its_field(house: House, tomorrow: str) -> None:
    cole = house.staff("cole")
    item = promise(cole, tomorrow)
    assert decide(house.staff("priya"), f"/staff/promises/{item}") == 200
    path = f"/staff/promises/{item}/report"
    for outcome, text, field in (("", DONE, 'name="outcome"'), ("kept", "", 'name="text"')):
        page = cole.submit_form(path, outcome=outcome, text=text).text
        (refused,) = re.findall(r'<[^>]*aria-describedby="line-error" autofocus>', page)
        assert field in refused


def test_without_scripts_what_is_refused_comes_back_with_its_words(
    house: House, tomorrow: str
) -> None:
    cole, path = house.staff("cole"), f"/staff/chats/{LIVE}/promises"
    assert f'action="{path}"' in cole.get(f"/staff/chats/{LIVE}/panel", promise="").text
    for fields in ({"text": ""}, {"due": "soon"}, {"team": ""}, {"text": "w" * 301}):
        given = {"text": WORDS, "team": "Roads team", "due": tomorrow, **fields}
        back = cole.submit_form(path, **given)
        assert back.status_code == 422
        assert (given["text"] or given["team"]) in back.text
    sent = cole.submit_form(path, text=WORDS, team="CID", due=tomorrow)
    assert "A second person reads your promise" in cole.http.get(sent.headers["location"]).text
    assert (
        cole.post(path, text=WORDS, team="CID", due=tomorrow, question="0" * 16).status_code == 404
    )
