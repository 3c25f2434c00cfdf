"""If in doubt, a second person decides: parked, handed on, and put back where it was."""

import re
from datetime import timedelta

import httpx
import pytest

from chat.moderation.verbs import deciding
from foundation.clock import SetClock, stamp
from foundation.web.templates import hour
from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import DEEDS, at_desk, do, held, held_elsewhere, row
from tests.people import Staff

IN_DOUBT = "You were in doubt about this: somebody else must let it through."
DOUBTS = {"parking": {}, "escalation": {"to": "press-office"}}
SET_ASIDE = {**DOUBTS, "asking-back": {"reason": "abuse"}}


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


def place(house: House, item: str) -> str:
    """The list of the desk that an item stands in."""
    found = row(house.staff("sam").get(f"/staff/chats/{LIVE}").text, item)
    return re.findall(r'data-place="([^"]+)"', found)[0]


def refused(answer: httpx.Response) -> str:
    """The sentence with which a deed is refused."""
    assert answer.status_code == 409, answer.text
    return answer.json()["detail"]


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_second_person_lets_it_through_and_the_first_does_not(house: House, doubt: str) -> None:
    item, priya = held(house), house.staff("priya")
    assert do(priya, item, doubt, **DOUBTS[doubt]) == 200
    assert refused(priya.approve(item)) == IN_DOUBT
    assert refused(priya.approve(item, text="In my words.")) == IN_DOUBT
    assert house.staff("sam").approve(item).status_code == 200


def test_without_the_guard_the_first_lets_it_through(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> bool:
        return False

    monkeypatch.setattr(deciding, "in_doubt", never)
    item, priya = held(house), house.staff("priya")
    do(priya, item, "parking")
    assert priya.approve(item).status_code == 200


@pytest.mark.parametrize("deed", ["rejection", "diversion", "asking-back"])
def test_whoever_was_in_doubt_may_still_keep_it_out(house: House, deed: str) -> None:
    item, priya = held(house), house.staff("priya")
    do(priya, item, "parking")
    assert do(priya, item, deed, **DEEDS[deed]) == 200


@pytest.mark.parametrize(("deed", "list"), [("parking", "queue-parked"),
                                            ("escalation", "queue-escalated"),
                                            ("asking-back", "queue-asked-back")])  # fmt: skip
def test_what_is_set_aside_stands_apart_until_it_is_put_back(
    house: House, deed: str, list: str
) -> None:
    item = held(house)
    assert place(house, item) == "queue"
    with at_desk(house.staff("sam")) as sams:
        do(house.staff("priya"), item, deed, **SET_ASIDE[deed])
        heard = sams.next()
        assert f'data-place="{list}"' in row(heard["html"], item)
    assert place(house, item) == list
    assert do(house.staff("sam"), item, "putting-back") == 200
    assert place(house, item) == "queue"


@pytest.mark.parametrize("deed", SET_ASIDE)
def test_nothing_is_set_aside_twice_or_put_back_twice(house: House, deed: str) -> None:
    item, sam = held(house), house.staff("sam")
    assert do(sam, item, "putting-back") == 409
    assert do(house.staff("priya"), item, deed, **SET_ASIDE[deed]) == 200
    assert do(sam, item, deed, **SET_ASIDE[deed]) == 409
    assert do(sam, item, "putting-back") == 200
    assert do(sam, item, "putting-back") == 409


@pytest.mark.parametrize("doubt", DOUBTS)
@pytest.mark.parametrize(("seconds", "approved"), [(9, 200), (10, 409)])
def test_a_slip_is_forgotten_within_ten_seconds(
    house: House, clock: SetClock, doubt: str, seconds: int, approved: int
) -> None:
    item, priya = held(house), house.staff("priya")
    do(priya, item, doubt, **DOUBTS[doubt])
    clock.at += timedelta(seconds=seconds)
    assert do(priya, item, "putting-back") == 200
    assert do(priya, item, "approval") == approved


def test_that_another_put_it_back_is_no_slip(house: House) -> None:
    item, priya = held(house), house.staff("priya")
    do(priya, item, "parking")
    do(house.staff("sam"), item, "putting-back")
    assert refused(priya.approve(item)) == IN_DOUBT


@pytest.mark.parametrize(("deed", "fields"), [("escalation", {"to": "duty-senior"}),
                                              ("asking-back", {"reason": "abuse"})])  # fmt: skip
def test_a_second_deed_that_is_undone_does_not_undo_the_doubt(
    house: House, clock: SetClock, deed: str, fields: dict[str, str]
) -> None:
    """Else whoever is in doubt could become their own second person."""
    item, priya = held(house), house.staff("priya")
    do(priya, item, "parking")
    clock.at += timedelta(minutes=1)
    do(priya, item, deed, **fields)
    do(priya, item, "putting-back")
    assert refused(priya.approve(item)) == IN_DOUBT


def test_two_who_were_in_doubt_leave_it_to_a_third(house: House) -> None:
    item, priya, sam = held(house), house.staff("priya"), house.staff("sam")
    do(priya, item, "parking")
    do(sam, item, "escalation", to="duty-senior")
    for doubter in (priya, sam):
        assert refused(doubter.approve(item)) == IN_DOUBT
    assert house.staff("helen").approve(item).status_code == 200


@pytest.mark.parametrize(("to", "minutes"), [("duty-senior", 5), ("press-office", 10)])
def test_what_is_handed_on_says_by_when(
    house: House, clock: SetClock, rows: Rows, to: str, minutes: int
) -> None:
    item, due = held(house), clock.now() + timedelta(minutes=minutes)
    assert do(house.staff("priya"), item, "escalation", to=to) == 200
    desk = house.staff("sam").get(f"/staff/chats/{LIVE}").text
    assert f'data-due datetime="{stamp(due)}"' in row(desk, item)
    pane = house.staff("sam").pane(item).text
    assert f"By Priya Shah; to be looked at by {hour(due)}" in pane
    assert rows('SELECT "to" FROM escalations') == [(to,)]


@pytest.mark.parametrize(
    ("deed", "fields", "field"),
    [
        ("escalation", {"to": "the-pope"}, "to"),
        ("escalation", {}, "to"),
        ("asking-back", {"reason": "because"}, "reason"),
        ("asking-back", {}, "reason"),
        ("diversion", {"diversion": "elsewhere"}, "diversion"),
        ("diversion", {}, "diversion"),
        ("parking", {"version": ""}, "version"),
        ("putting-back", {"version": ""}, "version"),
    ],
)
def test_a_choice_that_is_none_is_refused_and_nothing_is_done(
    house: House, deed: str, fields: dict[str, str], field: str
) -> None:
    item, priya = held(house), house.staff("priya")
    given = {"version": priya.version(item), **fields}
    answer = priya.post(f"/staff/questions/{item}/{deed}", **given)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert place(house, item) == "queue"


@pytest.mark.parametrize("deed", [*DEEDS, "putting-back"])
def test_what_is_decided_says_who_decided_what(house: House, deed: str) -> None:
    item, sam = held(house), house.staff("sam")
    version = sam.version(item)
    do(house.staff("priya"), item, "diversion", diversion="danger")
    answer = sam.post(f"/staff/questions/{item}/{deed}", version=version, **DEEDS.get(deed, {}))
    assert refused(answer) == "Priya Shah diverted this just now."
    assert (answer.json()["by"], answer.json()["verdict"]) == ("Priya Shah", "divert")


def test_what_its_asker_took_back_is_not_laid_at_a_colleagues_door(house: House) -> None:
    dana, sam = house.visitor(), house.staff("sam")
    asked = dana.asked(LIVE, "Will the crossing move?")
    version = sam.version(asked["id"])
    do(house.staff("priya"), asked["id"], "parking")
    assert dana.post(f"{asked['status_url']}/retraction").status_code == 200
    late = sam.approve(asked["id"], version=version)
    assert refused(late) == "Its asker has taken this question back."


@pytest.mark.parametrize("deed", [*DEEDS, "putting-back"])
def test_an_officer_and_a_stranger_do_none_of_it(house: House, deed: str) -> None:
    item = held(house)
    fields = {"version": house.staff("priya").version(item), **DEEDS.get(deed, {})}
    path = f"/staff/questions/{item}/{deed}"
    assert house.staff("cole").post(path, **fields).status_code == 403
    assert house.visitor("Mallory").post(path, **fields).status_code == 401
    assert place(house, item) == "queue"


def test_what_is_set_aside_in_another_chat_is_not_on_this_desk(house: House) -> None:
    here, elsewhere, priya = held(house), held_elsewhere(house), house.staff("priya")
    with at_desk(house.staff("sam")) as sams:
        assert do(priya, elsewhere, "parking") == 200
        assert do(priya, here, "parking") == 200
        assert sams.next()["id"] == here
    assert row(priya.get(f"/staff/chats/{LIVE}").text, elsewhere) == ""
    assert row(priya.get(f"/staff/chats/{DIRECT}").text, elsewhere)


@pytest.mark.parametrize("deed", [*DEEDS, "putting-back", "merging", "separation"])
def test_what_is_not_there_is_not_found(house: House, deed: str) -> None:
    priya: Staff = house.staff("priya")
    fields = {"version": "0" * 16, "into": held(house), **DEEDS.get(deed, {})}
    answer = priya.post(f"/staff/questions/no-such-question/{deed}", **fields)
    assert answer.status_code == 404


def test_after_the_end_nothing_is_restored_that_nobody_would_decide(house: House) -> None:
    item, priya = held(house), house.staff("priya")
    assert priya.reject(item).status_code == 200
    priya.end(LIVE)
    late = priya.post(f"/staff/questions/{item}/restoration")
    assert refused(late) == "The chat has ended."
