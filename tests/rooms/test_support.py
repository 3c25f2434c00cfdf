"""Others ask a question too: counted once each, told to the room of many at once."""

import re
from pathlib import Path

import pytest

from chat.rooms.jobs import tell_support
from tests.conftest import Rows
from tests.house import LIVE, House
from tests.people import Person, Visitor

COUNT = re.compile(r"(\d+) people ask this")


def asked(house: House) -> str:
    """A question of Dana's in the room."""
    id = house.visitor().asked(LIVE, "Will the crossing move?")["id"]
    house.staff("priya").approve(id)
    return id


@pytest.fixture
def shown(house: House) -> str:
    return asked(house)


def press(who: Person, question: str, way: str = "support") -> dict[str, object]:
    answer = who.post(f"/questions/{question}/{way}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def tell(house: House) -> None:
    house.do(tell_support(house.database, house.app.state.ground.clock.now()))


def counted(html: str) -> list[str]:
    return COUNT.findall(html)


def test_each_is_counted_once_and_can_take_it_back(house_on_both: House) -> None:
    house = house_on_both
    shown, ali, sam = asked(house), house.visitor("Ali"), house.visitor("Sam")
    assert press(ali, shown) == {"support": 1, "yours": True}
    assert press(ali, shown)["support"] == 1
    assert press(sam, shown)["support"] == 2
    assert 'aria-pressed="true"' in ali.get(f"/chats/{LIVE}").text
    assert 'aria-pressed="true"' not in house.visitor().get(f"/chats/{LIVE}").text
    for _ in range(2):
        assert press(ali, shown, "support/withdrawal") == {"support": 1, "yours": False}


def test_the_room_the_desks_and_the_asker_are_told_of_many_at_once(house: House) -> None:
    dana = house.visitor()
    mine = dana.asked(LIVE, "Will the crossing move?")
    house.staff("priya").approve(mine["id"])
    with (
        house.visitor().watch(LIVE) as room,
        house.staff("cole").follow(f"/staff/chats/{LIVE}/panel/live") as panel,
        dana.follow(mine["status_url"] + "/live") as own,
    ):
        for one in (room, panel, own):
            one.until("snapshot")
        for name in ("Ali", "Sam", "Jo"):
            press(house.visitor(name), mine["id"])
        tell(house)
        tell(house)
        assert counted(room.until("question.supported")["html"]) == ["4"]  # and Dana herself
        assert counted(panel.until("question.supported")["html"]) == ["4"]
        own.until("look-again")
        kinds = [frame["kind"] for frame in room.heard]
        assert kinds.count("question.supported") == 1
    assert counted(dana.get(mine["status_url"]).text) == ["4"]


def test_nobody_asks_too_what_they_asked_or_cannot_see(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    held, other = (dana.asked(LIVE, text)["id"] for text in ("Is it open?", "Is it open now?"))
    answer = house.visitor("Ali").post(f"/questions/{held}/support")
    assert answer.status_code == 404
    priya.approve(held)
    version = priya.version(other)
    priya.post(f"/staff/questions/{other}/merging", version=version, into=held)
    answer = dana.post(f"/questions/{held}/support")
    assert (answer.status_code, answer.json()["detail"]) == (409, "You have asked this yourself.")
    priya.post(f"/staff/questions/{held}/withdrawal", reason="abuse")
    assert house.visitor("Ali").post(f"/questions/{held}/support").status_code == 404


def test_a_halted_room_is_told_once_it_carries_on(house: House, shown: str) -> None:
    priya = house.staff("priya")
    priya.post(f"/staff/chats/{LIVE}/freezing")
    with house.visitor().watch(LIVE) as room:
        room.until("snapshot")
        press(house.visitor("Ali"), shown)
        tell(house)
        priya.post(f"/staff/chats/{LIVE}/lifting")
        tell(house)
        room.until("question.supported")
        kinds = [frame["kind"] for frame in room.heard]
        assert kinds.index("chat.lifted") < kinds.index("question.supported")


def test_after_the_end_nothing_is_counted(house: House, shown: str) -> None:
    house.staff("priya").end(LIVE)
    answer = house.visitor("Ali").post(f"/questions/{shown}/support")
    assert (answer.status_code, answer.json()["detail"]) == (409, "The chat has ended.")


def queue(house: House) -> list[str]:
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    return re.findall(r'id="h-([0-9a-z]+)" data-place="queue"', page)


def test_of_the_first_questions_what_more_ask_comes_first(house: House) -> None:
    """Who was merged counts at once, also on open desks; what was taken out counts no more."""
    priya = house.staff("priya")
    first, same, other = (
        house.visitor().asked(LIVE, f"Will {what} move?")["id"]
        for what in ("the bus", "a lamp", "the lamp")
    )
    assert queue(house) == [first, same, other]
    with priya.follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        priya.post(f"/staff/questions/{same}/merging", version=priya.version(same), into=other)
        assert re.search(rf'id="h-{other}".*\+1', desk.until("question.merged")["html"], re.DOTALL)
    assert queue(house) == [other, first]
    priya.post(f"/staff/questions/{same}/separation")
    assert queue(house) == [first, same, other]


def test_what_was_merged_before_is_counted_where_it_goes(house: House, rows: Rows) -> None:
    priya = house.staff("priya")
    one, two, three = (house.visitor().asked(LIVE, f"Will lamp {n} move?")["id"] for n in range(3))
    for item, into in ((one, two), (two, three)):
        version = priya.version(item)
        priya.post(f"/staff/questions/{item}/merging", version=version, into=into)
    assert rows(f"SELECT support FROM questions WHERE id = '{three}'") == [(2,)]
    priya.approve(three)
    priya.post(f"/staff/questions/{three}/withdrawal", reason="abuse")
    assert rows("SELECT DISTINCT support FROM questions") == [(0,)]


def test_it_works_without_scripts(house: House, shown: str) -> None:
    ali: Visitor = house.visitor("Ali")
    answer = ali.submit_form(f"/questions/{shown}/support")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/chats/{LIVE}#q-{shown}")
    assert f'action="/questions/{shown}/support/withdrawal"' in ali.get(f"/chats/{LIVE}").text


def test_pressing_without_end_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=3) as house:
        shown, ali = asked(house), house.visitor("Ali")
        ali.get(f"/chats/{LIVE}")
        for _ in range(3):
            press(ali, shown)
        answer = ali.post(f"/questions/{shown}/support")
        assert answer.status_code == 429
        assert answer.json()["detail"].startswith("You are pressing very quickly.")
