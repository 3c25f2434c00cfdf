"""What comes back to its asker at once: in other words, please; or this is where to turn."""

import re
from datetime import timedelta

import pytest

from foundation.clock import SetClock
from tests.conftest import Rows
from tests.house import LIVE, House
from tests.moderation.desks import asker, do, held
from tests.people import JSON

TELLS = {
    "danger": ("tel:999", "control-room"),
    "crime": ("tel:101", "control-room"),
    "at-risk": ("tel:101", "safeguarding"),
    "information": ("0800 555 111", "intelligence"),
    "team": ("tel:101", "neighbourhood-team"),
}


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


def queue(house: House) -> list[str]:
    """The names of those who wait for a decision, from the top."""
    page = house.staff("sam").get(f"/staff/chats/{LIVE}").text
    return re.findall(r'data-place="queue"\s.*?row__name"><bdi>([^<]+)<', page, re.DOTALL)


def test_an_asker_is_asked_for_other_words_at_once_and_told_why(house: House) -> None:
    dana = house.visitor()
    asked = dana.asked(LIVE, "Why is Mr Smith of number 9 such a fool?")
    with dana.follow(asked["status_url"] + "/live") as watcher:
        watcher.until("hello")
        assert do(house.staff("priya"), asked["id"], "asking-back", reason="abuse") == 200
        assert watcher.until("look-again")["html"] == ""
    page = dana.get(asked["status_url"]).text
    assert "A moderator asks for other words" in page
    assert "its words go against the house rules" in page
    assert f'action="{asked["status_url"]}/rewording"' in page


def test_nobody_else_hears_that_an_asker_was_asked_back(house: House) -> None:
    dana, ali = house.visitor(), house.visitor("Ali")
    asked, other = (one.asked(LIVE, "Will the crossing move?") for one in (dana, ali))
    with ali.follow(other["status_url"] + "/live") as alis, ali.watch(LIVE) as room:
        for watcher in (alis, room):
            watcher.until("snapshot")
        do(house.staff("priya"), asked["id"], "asking-back", reason="abuse")
        assert house.staff("priya").approve(other["id"]).status_code == 200
        assert alis.next()["id"] == other["id"]
        assert room.next()["id"] == other["id"]


def test_whoever_is_asked_back_keeps_their_place(house: House, clock: SetClock) -> None:
    ali, url = asker(house, "Ali"), {}
    for name in ("Ali", "Ben", "Cat"):
        asked = (ali if name == "Ali" else asker(house, name)).asked(LIVE, f"{name}: may I park?")
        url[name], clock.at = asked, clock.at + timedelta(seconds=1)
    do(house.staff("priya"), url["Ali"]["id"], "asking-back", reason="abuse")
    assert queue(house) == ["Ben", "Cat"]
    answer = ali.post(f"{url['Ali']['status_url']}/rewording", text="Where may I park?")
    assert "It is next." in answer.json()["html"]
    assert queue(house) == ["Ali", "Ben", "Cat"]


def test_other_words_are_another_version_and_the_old_one_is_not_approved(house: House) -> None:
    dana, priya = house.visitor(), house.staff("priya")
    asked = dana.asked(LIVE, "Why is Mr Smith such a fool?")
    stale = priya.version(asked["id"])
    do(priya, asked["id"], "asking-back", reason="abuse")
    dana.post(f"{asked['status_url']}/rewording", text="Why is my neighbour so loud?")
    late = priya.approve(asked["id"], version=stale)
    assert late.status_code == 409
    assert late.json()["detail"] == (
        "Its asker has changed the words since you opened it. Look again."
    )
    assert priya.version(asked["id"]) != stale
    assert priya.approve(asked["id"]).status_code == 200
    page = dana.get(f"/chats/{LIVE}").text
    assert "so loud?" in page
    assert "Mr Smith" not in page


def test_a_rejection_after_asking_back_is_told_no_sooner_than_any_other(house: House) -> None:
    dana, priya = house.visitor(), house.staff("priya")
    asked = dana.asked(LIVE, "Why is Mr Smith of number 9 such a fool?")
    do(priya, asked["id"], "asking-back", reason="personal-information")
    do(priya, asked["id"], "rejection", reason="abuse")
    own = dana.http.get(asked["status_url"], headers=JSON).json()
    assert (own["status"], own["reason"]) == ("held", None)
    assert "against the house rules" not in own["html"]


@pytest.mark.parametrize("diversion", TELLS)
def test_whoever_is_diverted_is_told_at_once_where_to_turn(
    house: House, rows: Rows, diversion: str
) -> None:
    dana, (where, unit) = house.visitor(), TELLS[diversion]
    asked = dana.asked(LIVE, "Who can I tell about this?")
    with dana.follow(asked["status_url"] + "/live") as watcher:
        watcher.until("hello")
        assert do(house.staff("priya"), asked["id"], "diversion", diversion=diversion) == 200
        assert watcher.until("look-again")["html"] == ""
    own = dana.http.get(asked["status_url"], headers=JSON).json()
    assert own["status"] == "diverted"
    assert "Not for this chat" in own["html"]
    assert where in own["html"]
    assert rows("SELECT unit FROM referrals") == [(unit,)]
    assert rows("SELECT particulars FROM events WHERE kind = 'question.diverted'")[0][0].count(
        f'"unit": "{unit}"'
    )


def test_what_is_diverted_is_never_shown(house: House) -> None:
    item, words = held(house, "Is the quagga safe?"), "quagga"
    priya, sam = house.staff("priya"), house.staff("sam")
    version = priya.version(item)
    do(priya, item, "diversion", diversion="crime")
    late = sam.approve(item, version=version)
    assert (late.status_code, late.json()["verdict"]) == (409, "divert")
    for deed in ("restoration", "separation"):
        assert sam.post(f"/staff/questions/{item}/{deed}").status_code == 409
    assert words not in house.visitor().get(f"/chats/{LIVE}").text
    assert words not in sam.get(f"/staff/chats/{LIVE}").text
