"""Ending a chat early is final: it asks for the chat's short name, and nothing less will do."""

import pytest

from tests.house import LIVE, House
from tests.people import Staff

ENDING = f"/staff/chats/{LIVE}/ending"
REFUSED = f"Type {LIVE} to end this chat. Nothing was done."


@pytest.fixture
def priya(house: House) -> Staff:
    return house.staff("priya")


def test_only_the_short_name_ends_it(house: House, priya: Staff) -> None:
    for word in ({}, {"word": ""}, {"word": "yes"}, {"word": f"{LIVE}?"}):
        answer = priya.post(ENDING, **word)
        assert (answer.status_code, answer.json()["detail"]) == (422, REFUSED)
    assert "Live now" in house.visitor().get(f"/chats/{LIVE}").text

    assert priya.post(ENDING, word=f" {LIVE.upper()} ").status_code == 200  # as a phone may type it
    assert "Ended" in house.visitor().get(f"/chats/{LIVE}").text
    assert priya.post(ENDING, word=LIVE).json()["detail"] == "Only a chat that is on can be ended."


def test_a_wrong_word_by_form_is_said_on_the_desk(priya: Staff) -> None:
    page = priya.submit_form(ENDING, word="yes")
    assert page.status_code == 422
    assert REFUSED in page.text
    assert 'data-phase="live"' in page.text
    assert priya.submit_form(ENDING, word=LIVE).status_code == 303


def test_what_waits_lapses_also_when_a_live_chat_is_ended_at_once(
    house: House, priya: Staff
) -> None:
    dana = house.visitor()
    asked = dana.asked(LIVE, "Will the crossing move?")
    assert priya.post(ENDING, word=LIVE).status_code == 200
    assert (
        dana.http.get(asked["status_url"], headers={"Accept": "application/json"}).json()["status"]
        == "lapsed"
    )
    assert dana.ask(LIVE, "And the bins?").status_code == 409


def test_closing_to_new_questions_asks_for_no_word(house: House, priya: Staff) -> None:
    assert priya.post(f"/staff/chats/{LIVE}/closing").status_code == 200
    assert "Closing" in house.visitor().get(f"/chats/{LIVE}").text


def test_after_the_end_nothing_is_pinned_or_paced_any_more(house: House, priya: Staff) -> None:
    assert priya.post(ENDING, word=LIVE).status_code == 200
    for path, given in (("notice", {"text": "Hello?"}), ("pace", {"slow": "60"})):
        answer = priya.post(f"/staff/chats/{LIVE}/{path}", **given)
        assert (answer.status_code, answer.json()["detail"]) == (409, "The chat has ended.")
    assert "Hello?" not in house.visitor().get(f"/chats/{LIVE}").text
