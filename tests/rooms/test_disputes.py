"""A rejection is not the last word: its asker may dispute it, and another moderator decides."""

from datetime import timedelta

import pytest

from chat.rooms import jobs
from tests.house import LIVE, House
from tests.moderation.desks import holder_now, say_and_leave
from tests.people import JSON, Visitor

Given = dict[str, str]
WHY = "The quagga is a kind of zebra."


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


@pytest.fixture
def dana(house: House) -> Visitor:
    return house.visitor()


@pytest.fixture
def asked(dana: Visitor) -> Given:
    return dana.asked(LIVE, "Where may the quagga graze?")


def told(house: House) -> None:
    """Ten seconds later."""
    house.clock.at += timedelta(seconds=11)
    house.do(jobs.tell_askers(house.database, house.clock.now()))


def dispute(who: Visitor, asked: Given, text: str = WHY):
    return who.post(f"{asked['status_url']}/dispute", text=text)


@pytest.fixture
def disputed(house: House, dana: Visitor, asked: Given) -> Given:
    """Rejected by Priya, told, and disputed."""
    assert house.staff("priya").reject(asked["id"]).status_code == 200
    told(house)
    assert dispute(dana, asked).json()["status"] == "held"
    return asked


def test_another_moderator_lets_it_through(house: House, dana: Visitor, disputed: Given) -> None:
    priya, sam = house.staff("priya"), house.staff("sam")
    pane = sam.pane(disputed["id"]).text
    assert WHY in pane
    assert "Priya Shah rejected this (not for this chat)" in pane
    assert "verdicts" not in priya.pane(disputed["id"]).text
    say_and_leave(priya, ("claim", disputed["id"]))
    assert holder_now(house, disputed["id"]) == ""
    version = sam.version(disputed["id"])
    answer = priya.approve(disputed["id"], version=version)
    assert answer.status_code == 409
    assert answer.json()["detail"] == ("You rejected this: another moderator decides now.")
    assert priya.reject(disputed["id"], version=version).status_code == 409
    assert sam.approve(disputed["id"]).status_code == 200
    room = house.visitor().get(f"/chats/{LIVE}").text
    assert "Where may the quagga graze?" in room
    assert WHY not in room


def test_put_back_and_parked_it_still_is_not_for_who_rejected_it(
    house: House, disputed: Given
) -> None:
    priya, sam, item = house.staff("priya"), house.staff("sam"), disputed["id"]
    for deed in ("putting-back", "parking"):
        version = sam.version(item)
        assert sam.post(f"/staff/questions/{item}/{deed}", version=version).status_code == 200
    assert priya.approve(item).status_code == 409
    assert sam.approve(item).status_code == 409  # he parked it
    assert house.staff("helen").approve(item).status_code == 200


def test_it_is_heard_once(house: House, dana: Visitor, disputed: Given) -> None:
    assert dispute(dana, disputed).status_code == 409  # it is held
    assert house.staff("sam").reject(disputed["id"]).status_code == 200
    told(house)
    status = dana.get(disputed["status_url"]).text
    assert "Another moderator has looked at it too." in status
    assert "Ask another moderator" not in status
    again = dispute(dana, disputed)
    assert (again.status_code, again.json()["detail"]) == (
        409, "You have disputed this already.",
    )  # fmt: skip


def test_nothing_tells_of_a_rejection_that_can_still_be_undone(
    house: House, dana: Visitor, asked: Given
) -> None:
    house.staff("priya").reject(asked["id"])
    answer = dispute(dana, asked)
    assert answer.status_code == 409
    assert "reject" not in answer.text
    assert "Ask another moderator" not in dana.get(asked["status_url"]).text


def test_only_a_rejection_and_only_while_the_chat_runs(
    house: House, dana: Visitor, asked: Given
) -> None:
    assert dispute(dana, asked).status_code == 409
    house.staff("priya").reject(asked["id"])
    told(house)
    house.staff("priya").end(LIVE)
    assert dispute(dana, asked).json()["detail"] == "The chat has ended."
    assert "To complain, call 101." in dana.get(asked["status_url"]).text


def test_whoever_holds_the_receipt_may_and_nobody_else(
    house: House, dana: Visitor, asked: Given
) -> None:
    house.staff("priya").reject(asked["id"])
    told(house)
    for wrong in (asked["id"], asked["receipt"][::-1]):
        assert house.visitor("Mallory").post(f"/questions/{wrong}/dispute").status_code == 404
    assert dispute(house.stranger(), asked, "").status_code == 200


def test_too_many_words_come_back_in_their_field(house: House, dana: Visitor, asked: Given) -> None:
    house.staff("priya").reject(asked["id"])
    told(house)
    long = "quagga " * 60
    page = dana.submit_form(f"{asked['status_url']}/dispute", text=long)
    assert page.status_code == 422
    assert "Say it in at most 300 characters." in page.text
    assert long.strip() in page.text
    assert dana.http.get(asked["status_url"], headers=JSON).json()["status"] == "rejected"


def test_the_desk_hears_of_it_and_the_asker_of_what_comes_of_it(
    house: House, dana: Visitor, asked: Given
) -> None:
    sam = house.staff("sam")
    with (
        sam.follow(f"/staff/chats/{LIVE}/live") as desk,
        dana.follow(asked["status_url"] + "/live") as own,
    ):
        for one in (desk, own):
            one.until("snapshot")
        house.staff("priya").reject(asked["id"])
        assert f'id="x-{asked["id"]}"' in desk.until("question.rejected")["html"]
        told(house)
        assert "its asker knows" in desk.until("question.told")["html"]
        own.until("look-again")
        dispute(dana, asked)
        frame = desk.until("question.disputed")["html"]
        assert 'data-place="queue-disputed"' in frame
        assert WHY not in frame
        own.until("look-again")


def test_a_moderator_may_put_back_what_its_asker_was_told(
    house: House, dana: Visitor, asked: Given
) -> None:
    priya = house.staff("priya")
    priya.reject(asked["id"])
    told(house)
    assert "Put back" in priya.get(f"/staff/chats/{LIVE}").text
    with dana.follow(asked["status_url"] + "/live") as own:
        own.until("snapshot")
        assert priya.post(f"/staff/questions/{asked['id']}/restoration").status_code == 200
        own.until("look-again")
    assert dana.http.get(asked["status_url"], headers=JSON).json()["status"] == "held"
    assert priya.approve(asked["id"]).status_code == 200
