"""An asker changes or takes back their own question, while nobody has let it through."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from chat.rooms import jobs
from foundation.clock import SetClock
from tests.conftest import Rows
from tests.house import LIVE, House
from tests.people import JSON, Staff, Visitor

URGENT = "There is a man with a knife outside my house right now"
TYPED = "Where may the quagga graze?"
Given = dict[str, str]


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


@pytest.fixture
def dana(house: House) -> Visitor:
    return house.visitor()


@pytest.fixture
def asked(dana: Visitor) -> Given:
    return dana.asked(LIVE, "Will the crossing move?")


def reword(who: Visitor, given: Given, text: str = TYPED) -> httpx.Response:
    return who.post(f"{given['status_url']}/rewording", text=text)


def retract(who: Visitor, given: Given) -> httpx.Response:
    return who.post(f"{given['status_url']}/retraction")


def queue(house: House) -> list[str]:
    """The ids in the queue, from the top."""
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    return re.findall(r'id="h-([0-9a-z]+)" data-place="queue"', page)


def do(by: Staff, item: str, deed: str, **fields: str) -> None:
    answer = by.post(f"/staff/questions/{item}/{deed}", version=by.version(item), **fields)
    assert answer.status_code == 200, answer.text


def test_other_words_take_the_place_of_the_first(
    house: House, dana: Visitor, asked: Given, rows: Rows
) -> None:
    answer = reword(dana, asked)
    assert (answer.status_code, answer.json()["status"]) == (200, "held")
    assert TYPED in answer.json()["html"]
    assert TYPED in house.staff("priya").pane(asked["id"]).text
    page = dana.get(asked["status_url"]).text
    assert TYPED in page
    assert "Will the crossing move?" not in page
    assert ("Will the crossing move?",) in rows("SELECT text FROM revisions")


def test_the_desk_sees_them_at_once_and_the_room_never(
    house: House, dana: Visitor, asked: Given
) -> None:
    another = dana.asked(LIVE, "Is the lido open?")["id"]
    with (
        house.staff("priya").follow(f"/staff/chats/{LIVE}/live") as desk,
        dana.watch(LIVE) as room,
        dana.follow(asked["status_url"] + "/live") as own,
    ):
        for one in (desk, room, own):
            one.until("snapshot")
        reword(dana, asked)
        assert TYPED in desk.until("question.reworded")["html"]
        assert TYPED not in str(own.until("look-again"))
        house.staff("priya").approve(another)
        assert room.next()["id"] == another
    assert TYPED not in house.visitor().get(f"/chats/{LIVE}").text


def test_what_is_marked_is_marked_anew(house: House, dana: Visitor, asked: Given) -> None:
    reword(dana, asked, "Please ring me on 07700 900123.")
    assert "<mark" in house.staff("priya").pane(asked["id"]).text
    reword(dana, asked, "Please write to me.")
    assert "<mark" not in house.staff("priya").pane(asked["id"]).text


def test_it_can_be_taken_back(house: House, dana: Visitor, asked: Given) -> None:
    version = house.staff("priya").version(asked["id"])
    with house.staff("sam").follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        answer = retract(dana, asked)
        assert (answer.status_code, answer.json()["status"]) == (200, "retracted")
        assert re.search(rf'id="h-{asked["id"]}"[^>]*data-gone', desk.next()["html"])
    assert queue(house) == []
    late = house.staff("priya").approve(asked["id"], version=version)
    assert late.status_code == 409
    assert late.json()["detail"] == "Its asker has taken this question back."


@pytest.mark.parametrize("deed", ["rewording", "retraction"])
def test_whoever_holds_the_receipt_may_and_nobody_else(
    house: House, dana: Visitor, asked: Given, deed: str
) -> None:
    mallory = house.visitor("Mallory")
    for wrong in (asked["id"], "0" * 26, asked["receipt"][::-1]):
        assert mallory.post(f"/questions/{wrong}/{deed}", text=TYPED).status_code == 404
    staff = f"/staff/questions/{asked['id']}/{deed}"
    assert house.staff("priya").post(staff, text=TYPED).status_code == 404
    assert dana.http.get(asked["status_url"], headers=JSON).json()["status"] == "held"
    elsewhere = house.stranger()  # another browser, with the receipt
    assert elsewhere.post(f"{asked['status_url']}/{deed}", text=TYPED).status_code == 200


STATES = {
    "approved": ("approval", {}, "has been approved already"),
    "diverted": ("diversion", {"diversion": "crime"}, "has been diverted"),
    "merged": ("merging", {}, "has been merged"),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("deed", [reword, retract])
def test_what_is_decided_is_not_changed_any_more(
    house: House, dana: Visitor, asked: Given, state: str,
    deed: Callable[[Visitor, Given], httpx.Response],
) -> None:  # fmt: skip
    decided, fields, words = STATES[state]
    into = house.visitor("Ali").asked(LIVE, "Will the crossing move soon?")["id"]
    do(house.staff("priya"), asked["id"], decided, into=into, **fields)
    late = deed(dana, asked)
    assert late.status_code == 409
    assert words in late.json()["detail"]
    assert TYPED not in late.text
    assert TYPED not in dana.get(asked["status_url"]).text


@pytest.mark.parametrize("deed", [reword, retract])
def test_what_was_taken_back_stays_so(
    dana: Visitor, asked: Given, deed: Callable[[Visitor, Given], httpx.Response]
) -> None:
    retract(dana, asked)
    assert deed(dana, asked).status_code == 409


@pytest.mark.parametrize("deed", [reword, retract])
def test_a_refusal_tells_of_a_rejection_no_sooner_than_the_page(
    house: House, clock: SetClock, dana: Visitor, asked: Given,
    deed: Callable[[Visitor, Given], httpx.Response],
) -> None:  # fmt: skip
    assert house.staff("priya").reject(asked["id"]).status_code == 200
    early = deed(dana, asked)
    assert (early.status_code, early.json()["state"]) == (409, "held")
    assert "reject" not in early.text
    clock.at += timedelta(seconds=10)
    house.do(jobs.tell_askers(house.database, clock.now()))
    assert "has been rejected" in deed(dana, asked).json()["detail"]


def test_a_form_that_comes_too_late_keeps_the_words(
    house: House, dana: Visitor, asked: Given
) -> None:
    house.staff("priya").approve(asked["id"])
    page = dana.submit_form(f"{asked['status_url']}/rewording", text=TYPED)
    assert page.status_code == 409
    assert "has been approved already" in page.text
    assert TYPED in page.text
    assert TYPED not in house.visitor().get(f"/chats/{LIVE}").text


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Enter your question"), (" \u200b\n", "Enter your question"),
     ("quagga " * 80, "at most 500 characters")],
)  # fmt: skip
def test_words_that_cannot_be_asked_are_refused_and_kept(
    dana: Visitor, asked: Given, text: str, words: str
) -> None:
    answer = reword(dana, asked, text)
    assert (answer.status_code, answer.json()["field"]) == (422, "text")
    assert words in answer.json()["detail"]
    assert "quagga" not in answer.text
    page = dana.submit_form(f"{asked['status_url']}/rewording", text=text)
    assert page.status_code == 422
    assert words in page.text
    assert text.strip(" \u200b\n") in page.text
    assert "Will the crossing move?" in page.text


def test_urgent_words_put_it_on_top_and_say_where_to_turn(
    house: House, clock: SetClock, dana: Visitor, asked: Given
) -> None:
    clock.at += timedelta(seconds=1)
    ali = house.visitor("Ali")
    first, last = asked["id"], ali.asked(LIVE, "Is the lido open?")
    assert queue(house) == [first, last["id"]]
    answer = reword(ali, last, URGENT).json()
    assert answer["urgent"] is True
    assert "tel:999" in answer["html"]
    assert queue(house) == [last["id"], first]
    assert "tel:999" in ali.get(last["status_url"]).text


@pytest.mark.parametrize(
    ("deed", "fields"), [("parking", {}), ("escalation", {"to": "duty-senior"})]
)
def test_what_is_in_a_second_persons_hands_stays_there(
    house: House, dana: Visitor, asked: Given, deed: str, fields: dict[str, str]
) -> None:
    priya = house.staff("priya")
    do(priya, asked["id"], deed, **fields)
    assert reword(dana, asked).status_code == 200
    assert queue(house) == []
    assert priya.approve(asked["id"]).status_code == 409
    assert house.staff("sam").approve(asked["id"]).status_code == 200


def test_what_was_asked_back_is_in_the_queue_again(
    house: House, dana: Visitor, asked: Given
) -> None:
    do(house.staff("priya"), asked["id"], "asking-back", reason="abuse")
    assert queue(house) == []
    reword(dana, asked)
    assert queue(house) == [asked["id"]]


def test_without_scripts_both_are_forms(dana: Visitor, asked: Given) -> None:
    page = dana.get(asked["status_url"]).text
    for deed, fields in (("rewording", {"text": TYPED}), ("retraction", {})):
        assert f'action="{asked["status_url"]}/{deed}"' in page
        answer = dana.submit_form(f"{asked['status_url']}/{deed}", **fields)
        assert (answer.status_code, answer.headers["location"]) == (303, asked["status_url"])
        page = dana.get(asked["status_url"]).text
        assert TYPED in page
    assert "Taken back" in page
    assert f'action="{asked["status_url"]}/rewording"' not in page


def test_after_the_end_nothing_is_changed(house: House, dana: Visitor, asked: Given) -> None:
    house.staff("priya").end(LIVE)
    for late in (reword(dana, asked), retract(dana, asked)):
        assert late.status_code == 409
        assert late.json()["detail"] == "The chat has ended."
    page = dana.submit_form(f"{asked['status_url']}/rewording", text=TYPED)
    assert page.status_code == 409
    assert TYPED in page.text
    assert f'action="{asked["status_url"]}' not in page.text


def test_a_refused_page_leads_back_to_the_receipts_own(
    house: House, dana: Visitor, asked: Given
) -> None:
    house.staff("priya").approve(asked["id"])
    page = dana.submit_form(f"{asked['status_url']}/rewording", text=TYPED).text
    assert 'rewording">look again' not in page


def test_while_the_last_answers_are_written_it_can_still_be_taken_back(
    house: House, dana: Visitor, asked: Given
) -> None:
    assert house.staff("priya").post(f"/staff/chats/{LIVE}/closing").status_code == 200
    assert reword(dana, asked).status_code == 200
    assert retract(dana, asked).status_code == 200


def test_whoever_changes_it_too_often_is_slowed(sqlite_url: str, tmp_path: Path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=3) as house:
        dana, ali = house.visitor(), house.visitor("Ali")
        asked, other = (one.asked(LIVE, "Will it move?") for one in (dana, ali))
        answers = [reword(dana, asked, f"Will it move {n}?") for n in range(5)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert reword(ali, other).status_code == 200


def test_a_form_that_comes_too_often_keeps_the_words(sqlite_url: str, tmp_path: Path) -> None:
    with House(sqlite_url, tmp_path, questions_per_minute=1) as house:
        dana = house.visitor()
        asked = dana.asked(LIVE, "Will it move?")
        reword(dana, asked)
        page = dana.submit_form(f"{asked['status_url']}/rewording", text=TYPED)
        assert page.status_code == 429
        assert TYPED in page.text
