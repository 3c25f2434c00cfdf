"""An answer may call for another question: its asker asks on, and the new one is held like any."""

import secrets

import pytest

from tests.house import LIVE, House
from tests.people import JSON, Person, Visitor

Given = dict[str, str]
ON = "And when will the lamp be mended?"


@pytest.fixture
def dana(house: House) -> Visitor:
    return house.visitor()


@pytest.fixture
def answered(house: House, dana: Visitor) -> Given:
    """Dana's question, answered by Sgt Cole."""
    priya = house.staff("priya")
    asked = dana.asked(LIVE, "Will the crossing move?")
    priya.approve(asked["id"])
    house.staff("cole").post(f"/staff/questions/{asked['id']}/answer", text="Yes: in May.")
    page = priya.get(f"/staff/chats/{LIVE}").text
    answer = page.split('data-sort="answer"')[0].rsplit('id="h-', 1)[1][:16]
    version = priya.version(answer, "answers")
    assert priya.post(f"/staff/answers/{answer}/approval", version=version).status_code == 200
    return asked


def ask_on(who: Person, asked: Given, text: str = ON, key: str = ""):
    path = f"{asked['status_url']}/follow-up"
    return who.post(path, text=text, key=key or secrets.token_hex(8))


def test_it_is_held_and_shown_as_a_follow_up(house: House, dana: Visitor, answered: Given) -> None:
    priya = house.staff("priya")
    answer = ask_on(dana, answered)
    assert (answer.status_code, answer.json()["status"]) == (201, "held")
    assert f'href="{answer.json()["status_url"]}"' in dana.get(answered["status_url"]).text
    assert ON not in house.visitor().get(f"/chats/{LIVE}").text
    pane = priya.pane(answer.json()["id"]).text
    assert "Follow-up to Q1:" in pane
    assert "Will the crossing move?" in pane
    with house.visitor().watch(LIVE) as room:
        room.until("snapshot")
        priya.approve(answer.json()["id"])
        assert "follow-up to Q1" in room.until("question.approved")["html"]
    assert "follow-up to Q1" in house.visitor().get(f"/chats/{LIVE}").text


def test_it_waits_its_turn(house: House, dana: Visitor, answered: Given) -> None:
    """Whoever asks on has had a turn: first questions of others come before."""
    item = ask_on(dana, answered).json()["id"]
    other = house.visitor("Ali").asked(LIVE, "Is the lido open?")["id"]
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    assert page.index(f'id="h-{other}"') < page.index(f'id="h-{item}"')


def test_a_retry_is_not_a_second_question(house: House, dana: Visitor, answered: Given) -> None:
    """Nor is it refused when the chat has stopped taking questions meanwhile."""
    key = secrets.token_hex(8)
    first = ask_on(dana, answered, key=key)
    house.staff("priya").post(f"/staff/chats/{LIVE}/stopping")
    again = ask_on(dana, answered, key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["receipt"] == again.json()["receipt"]


def test_one_asks_on_when_there_is_an_answer_and_the_chat_takes_questions(
    house: House, dana: Visitor, answered: Given
) -> None:
    waiting = dana.asked(LIVE, "Is the lido open?")
    assert ask_on(dana, waiting).status_code == 409
    house.staff("priya").post(f"/staff/chats/{LIVE}/stopping")
    assert ask_on(dana, answered).status_code == 409
    assert "Ask a follow-up" not in dana.get(answered["status_url"]).text


def test_whoever_holds_the_receipt_may_and_nobody_else(house: House, answered: Given) -> None:
    elsewhere = house.stranger()  # another browser, with the receipt
    assert ask_on(elsewhere, answered).status_code == 201
    wrong = {"status_url": f"/questions/{answered['id']}"}
    assert ask_on(house.stranger(), wrong).status_code == 404


def test_what_is_wrong_with_it_comes_back_in_its_field(dana: Visitor, answered: Given) -> None:
    page = dana.http.get(answered["status_url"]).text
    key = page.split('name="key" value="')[1].split('"')[0]
    long = "quagga " * 80
    path = f"{answered['status_url']}/follow-up"
    page = dana.submit_form(path, text=long, key=key)
    assert page.status_code == 422
    assert "at most 500 characters" in page.text
    assert long.strip() in page.text
    sent = dana.submit_form(path, text=ON, key=key)
    assert sent.status_code == 303
    assert dana.http.get(sent.headers["Location"], headers=JSON).json()["status"] == "held"
