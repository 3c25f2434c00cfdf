"""A statement is pinned in every room and on the pages around them in one act, and goes so too."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.conftest import Rows
from tests.house import CLOSED, COMING, DIRECT, LIVE, LOBBY, House
from tests.people import Staff

STATEMENT, DOWN = "/staff/statement", "/staff/statement/withdrawal"
WORDS, OTHERS = "There was a fire in Bedminster. Nobody is hurt.", "The fire is out."
AROUND = ("/", "/chats", f"/areas/{LIVE}")
ROOMS = (LIVE, DIRECT, LOBBY, COMING)


@pytest.fixture
def priya(house: House) -> Staff:
    return house.staff("priya")


def pinned(by: Staff, text: str = WORDS) -> None:
    answer = by.post(STATEMENT, text=text)
    assert answer.json() == {"status": "statement.pinned", "rooms": len(ROOMS)}


def pages(house: House) -> dict[str, str]:
    """Every page that shows a statement, and one of a room that is over, by address."""
    visitor, addresses = house.visitor(), [*AROUND, *(f"/chats/{slug}" for slug in ROOMS)]
    return {path: visitor.get(path).text for path in [*addresses, f"/chats/{CLOSED}"]}


def test_one_act_pins_it_everywhere_at_once_and_another_takes_it_down(
    house: House, priya: Staff
) -> None:
    with ExitStack() as open_rooms:
        ears = [open_rooms.enter_context(house.visitor().watch(slug)) for slug in ROOMS]
        ears.append(
            open_rooms.enter_context(house.staff("cole").follow(f"/staff/chats/{LIVE}/panel/live"))
        )
        pinned(priya)
        for ear in ears:
            assert WORDS in ear.until("statement.pinned")["html"]
        shown = pages(house)
        assert WORDS not in shown.pop(f"/chats/{CLOSED}")
        assert all(WORDS in page for page in shown.values())
        assert WORDS in priya.get(f"/staff/chats/{LIVE}").text

        pinned(house.staff("helen"), OTHERS)  # the new one in its place
        for ear in ears:
            assert WORDS not in ear.until("statement.pinned")["html"]
        assert priya.post(DOWN).json()["status"] == "statement.withdrawn"
        for ear in ears:
            assert "data-gone" in ear.until("statement.withdrawn")["html"]
    assert not [path for path, page in pages(house).items() if WORDS in page or OTHERS in page]
    assert priya.post(DOWN).status_code == 409


def test_it_stands_above_the_rooms_own_notice_also_where_nothing_new_is_shown(
    house: House, priya: Staff
) -> None:
    assert priya.post(f"/staff/chats/{LIVE}/notice", text="We run late.").status_code == 200
    assert priya.post(f"/staff/chats/{LIVE}/freezing").status_code == 200
    pinned(priya)
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert -1 < page.index(WORDS) < page.index("We run late.")


def test_a_room_that_ends_drops_it_for_those_who_are_in_it(house: House, priya: Staff) -> None:
    pinned(priya)
    with house.visitor().watch(LIVE) as room:
        assert WORDS in room.until("snapshot")["html"]
        priya.end(LIVE)
        ended = [room.until("chat.turned"), room.until("chat.turned")][-1]["html"]
        assert 'id="statement" data-gone' in ended


def test_it_is_pinned_by_form_and_refused_with_its_words_kept(house: House, priya: Staff) -> None:
    long = "Stay indoors. " * 40
    refused = priya.submit_form(STATEMENT, text=long)
    assert refused.status_code == 422
    assert "A statement has 1 to 500 characters." in refused.text
    assert long.strip() in refused.text
    there = priya.submit_form(STATEMENT, text=WORDS).headers["location"]
    assert there == "/staff/chats#statement-desk"
    page = priya.get("/staff/chats").text
    assert "Pinned by Priya Shah" in page
    assert "Take it down everywhere" in page
    assert priya.submit_form(DOWN).headers["location"] == there


def test_an_officer_neither_pins_one_nor_is_offered_to(house: House) -> None:
    cole = house.staff("cole")
    assert cole.post(STATEMENT, text=WORDS).status_code == 403
    assert cole.post(DOWN).status_code == 403
    assert "Pin a statement" not in cole.get("/staff/chats").text
    assert WORDS not in house.visitor().get("/").text


def test_two_who_pin_while_others_ask_and_decide_never_wait_for_each_other(
    house_on_both: House,
) -> None:
    """All rooms are locked in one order; a deadlock would be a refusal or a long wait here."""
    house = house_on_both
    priya, sam = house.staff("priya"), house.staff("sam")
    askers = [house.visitor() for _ in (LIVE, DIRECT)]
    for asker, slug in zip(askers, (LIVE, DIRECT), strict=True):
        asker.get(f"/chats/{slug}")

    def act(number: int) -> int:
        if number % 4 < 2:
            return (priya, sam)[number % 4].post(STATEMENT, text=f"{number}").status_code
        slug = (LIVE, DIRECT)[number % 2]
        return askers[number % 2].ask(slug, f"{number}: will the crossing move?").status_code

    with ThreadPoolExecutor(4) as at_once:
        done = list(at_once.map(act, range(24)))
    assert set(done) == {200, 201}


def test_the_log_tells_who_pinned_and_never_what(priya: Staff, rows: Rows) -> None:
    pinned(priya)
    told = rows(
        "SELECT stream_id, kind, about, particulars FROM events WHERE kind LIKE 'statement%'"
    )
    assert len(told) == len(ROOMS) + 1
    assert WORDS not in str(told)
