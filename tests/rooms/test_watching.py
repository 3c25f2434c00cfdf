"""A chat's watch list marks what holds its words: what comes, what waits already, and answers."""

import re

import pytest

from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.people import Staff

LIST = f"/staff/chats/{LIVE}/watch-list"


def listed(priya: Staff, *entries: str, version: str = "0") -> str:
    """Put a list in place; its version."""
    answer = priya.post(LIST, version=version, entries="\n".join(entries))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["version"])


def marked(priya: Staff, item: str, sort: str = "questions") -> bool:
    return "On the watch list" in priya.pane(item, sort).text


def test_what_comes_is_marked_and_looked_at_early(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    listed(priya, "Op Oak", "Henderson")
    plain = house.visitor("Ali").asked(LIVE, "When are the bins emptied?")["id"]
    watched = dana.asked(LIVE, "What became of op-oak and the Hendersons?")["id"]
    assert marked(priya, watched)
    assert not marked(priya, plain)
    page = priya.get(f"/staff/chats/{LIVE}").text
    assert page.index(f'id="h-{watched}"') < page.index(f'id="h-{plain}"')


def test_what_waits_already_is_read_anew(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    item = dana.asked(LIVE, "What became of Henderson?")["id"]
    with priya.follow(f"/staff/chats/{LIVE}/live", after=0) as desk:
        version = listed(priya, "Henderson")
        assert 'data-order="1-' in desk.until("question.marked")["html"]
        assert marked(priya, item)
        listed(priya, "Op Oak", version=version)
        assert 'data-order="2-' in desk.until("question.marked")["html"]
        assert not marked(priya, item)


def test_other_words_of_the_asker_are_read_against_it_too(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    listed(priya, "Henderson")
    asked = dana.asked(LIVE, "What became of it?")
    dana.post(f"{asked['status_url']}/rewording", text="What became of Henderson?")
    assert marked(priya, asked["id"])


def test_an_officers_answer_is_read_against_it_too(house: House, rows: Rows) -> None:
    priya, cole = house.staff("priya"), house.staff("cole")
    listed(priya, "Henderson")
    asked = house.visitor().asked(LIVE, "What became of it?")["id"]
    priya.approve(asked)
    cole.post(f"/staff/questions/{asked}/answer", text="Mr Henderson was charged.")
    page = priya.get(f"/staff/chats/{LIVE}").text
    (answer,) = re.findall(r'id="h-(\w+)"[^>]*data-sort="answer"', page)
    assert marked(priya, answer, "answers")


def test_a_list_is_of_its_own_chat(house: House) -> None:
    priya = house.staff("priya")
    listed(priya, "Henderson")
    elsewhere = house.visitor().asked(DIRECT, "What became of Henderson?")["id"]
    assert not marked(priya, elsewhere)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (["Henderson", "(a+)+$"], "Entry 2 may hold only letters"),
        ([f"name {n}" for n in range(501)], "at most 500 entries"),
        (["Henderson", "the"], "Entry 2"),
        (["x" * 61], "Entry 1"),
    ],
)
def test_a_bad_list_is_refused_whole(house: House, entries: list[str], words: str) -> None:
    priya = house.staff("priya")
    listed(priya, "Op Oak")
    item = house.visitor().asked(LIVE, "What became of Op Oak and Henderson?")["id"]
    answer = priya.post(LIST, version="1", entries="\n".join(entries))
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    text = priya.get(f"/staff/chats/{LIVE}").text
    assert "Op Oak</textarea>" in text
    assert marked(priya, item)


def test_ten_thousand_words_are_refused_with_a_sentence(house: House) -> None:
    entries = "\n".join(f"name {number}" for number in range(10_000))
    answer = house.staff("priya").post(LIST, version="0", entries=entries)
    assert answer.status_code == 422
    assert answer.json()["detail"] == "A list holds at most 500 entries."


def test_a_list_of_the_longest_entries_is_taken(house: House) -> None:
    longest = [f"{'œ' * 56} {number}" for number in range(100, 600)]
    answer = house.staff("priya").post(LIST, version="0", entries="\n".join(longest))
    assert answer.status_code == 200, answer.text


def test_a_list_that_somebody_changed_meanwhile_is_not_overwritten(house: House) -> None:
    priya, sam = house.staff("priya"), house.staff("sam")
    listed(sam, "Henderson")
    answer = priya.post(LIST, version="0", entries="Op Oak")
    assert answer.status_code == 409
    assert "Somebody changed the watch list" in answer.json()["detail"]
