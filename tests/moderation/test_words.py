"""Words of abuse are the whole force's: changed by moderators a version at a time, tried before,
put back, and read against at once in every room; they decide nothing."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from chat.checks import OWN_WORDS
from tests.house import DIRECT, LIVE, House
from tests.people import Staff

WORDS = "/staff/words"


@pytest.fixture(scope="module")
def force(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all that leaves the next test a list to change."""
    folder = tmp_path_factory.mktemp("words")
    shutil.copy(sqlite_template, folder / "webchat.sqlite3")
    with House(f"sqlite:///{folder / 'webchat.sqlite3'}", folder) as house:
        yield house


def in_force(by: Staff) -> str:
    """The version that the page would change."""
    found = re.search(r'name="version" value="(\d+)"', by.get(WORDS).text)
    assert found
    return found[1]


def put(by: Staff, *entries: str, note: str = "") -> int:
    """Put a list in force; the number of its version."""
    answer = by.post(WORDS, version=in_force(by), entries="\n".join(entries), note=note)
    if answer.status_code == 409:  # another test has left just these
        put(by, "nitwit")
        return put(by, *entries, note=note)
    assert answer.status_code == 200, answer.text
    return answer.json()["version"]


def marked(by: Staff, item: str, sort: str = "questions") -> bool:
    return "Words of abuse" in by.pane(item, sort).text


def told(house: House, query: str) -> list[tuple[object, ...]]:
    """What stands in the house's tables, read past the program."""
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def test_a_force_that_never_changed_them_has_the_programs(house: House) -> None:
    priya = house.staff("priya")
    page = priya.get(WORDS).text
    assert "the list that the program comes with" in page
    assert priya.get(f"{WORDS}.txt").text.splitlines() == list(OWN_WORDS.entries)
    asked = house.visitor().asked(LIVE, "Why are you all wankers?")["id"]
    assert marked(priya, asked)


def test_what_waits_and_what_comes_are_read_by_the_new_words(house_on_both: House) -> None:
    house = house_on_both
    priya, dana = house.staff("priya"), house.visitor()
    waiting = dana.asked(LIVE, "Are you plonkers asleep?")["id"]
    elsewhere = house.visitor("Ali").asked(DIRECT, "Why are you all wankers?")["id"]
    with priya.follow(f"/staff/chats/{LIVE}/live", after=0) as desk:
        put(priya, "plonk*")
        assert 'data-order="1-' in desk.until("question.marked")["html"]
    assert marked(priya, waiting)
    assert not marked(priya, elsewhere)
    comes = house.visitor("Sam").asked(DIRECT, "You plonkers!")["id"]
    assert marked(priya, comes)
    assert priya.approve(comes).status_code == 200  # it decides nothing
    priya.post(f"{WORDS}/versions/1/restoration", version="2")
    assert not marked(priya, waiting)
    assert marked(priya, elsewhere)


def test_answers_and_other_words_of_the_asker_are_read_by_them_too(house: House) -> None:
    priya, cole = house.staff("priya"), house.staff("cole")
    put(priya, "wally")
    dana = house.visitor()
    asked = dana.asked(LIVE, "Who mends it?")
    assert not marked(priya, asked["id"])
    dana.post(f"{asked['status_url']}/rewording", text="Which wally mends it?")
    assert marked(priya, asked["id"])
    priya.approve(asked["id"])
    cole.post(f"/staff/questions/{asked['id']}/answer", text="Our own wally does.")
    found = re.findall(
        r'id="h-(\w+)"[^>]*data-sort="answer"', priya.get(f"/staff/chats/{LIVE}").text
    )
    assert [marked(priya, answer, "answers") for answer in found] == [True]


def test_a_list_that_somebody_changed_meanwhile_is_not_overwritten(force: House) -> None:
    priya, sam = force.staff("priya"), force.staff("sam")
    seen = in_force(priya)
    put(sam, "wally", "plonker")
    answer = priya.post(WORDS, version=seen, entries="numpty")
    assert (answer.status_code, answer.json()["by"]) == (409, "Sam Doyle")
    answer = priya.submit_form(WORDS, version=seen, entries="numpty\nprat", note="My reason")
    assert answer.status_code == 409
    assert "Sam Doyle changed the words meanwhile" in answer.text
    assert "numpty\nprat</textarea>" in answer.text
    assert 'value="My reason"' in answer.text
    assert priya.get(f"{WORDS}.txt").text == "wally\nplonker\n"
    now = in_force(priya)
    assert priya.post(f"{WORDS}/versions/1/restoration", version=seen).status_code == 409
    assert in_force(priya) == now


def test_a_bad_list_is_refused_whole_and_comes_back(force: House) -> None:
    priya = force.staff("priya")
    put(priya, "wally")
    version = in_force(priya)
    for entries, words in (
        ("plonker\n(a+)+$", "Entry 2 may hold only letters"), ("the", "Entry 1 has only common"),
        ("god", "Entry 1 would be found"), ("\n ", "at least one word"),
        ("\n".join(f"plonker {n}" for n in range(501)), "at most 500 entries"),
    ):  # fmt: skip
        answer = priya.post(WORDS, version=version, entries=entries)
        assert answer.status_code == 422
        assert words in answer.json()["detail"]
    page = priya.submit_form(WORDS, version=version, entries="plonker\nthe")
    assert page.status_code == 422
    assert "plonker\nthe</textarea>" in page.text
    many = "\n".join(f"plonker {n}" for n in range(10_000))
    answer = priya.submit_form(WORDS, version=version, entries=many)
    assert (answer.status_code, "at most 500 entries" in answer.text) == (422, True)
    assert "plonker 9999</textarea>" in answer.text
    long = priya.post(WORDS, version=version, entries="plonker", note="W" * 201)
    assert (long.status_code, long.json()["field"]) == (422, "note")
    same = priya.post(WORDS, version=version, entries=" wally \nWALLY")
    assert same.status_code == 409
    assert in_force(priya) == version


def test_words_are_tried_as_they_are_typed_and_nothing_is_kept(
    force: House, capfd: pytest.CaptureFixture[str]
) -> None:
    priya = force.staff("priya")
    version = put(priya, "clotpole")
    given = {"entries": "plonk*\nnever: plonkley", "text": "Plonkley has pl0nkers"}
    answer = priya.post(f"{WORDS}/trial", **given)
    assert answer.json() == {"findings": [{"rule": "abuse", "start": 13, "end": 21}]}
    page = priya.submit_form(f"{WORDS}/trial", version=str(version), **given).text
    assert "1 place is marked" in page
    assert re.search(r"Plonkley has <mark[^>]*>pl0nkers<", page)
    assert "plonk*\nnever: plonkley</textarea>" in page
    clean = priya.submit_form(f"{WORDS}/trial", entries="plonker", text="Good evening").text
    assert "Nothing in it is marked" in clean
    assert priya.post(f"{WORDS}/trial", entries="the", text="x").status_code == 422
    assert priya.post(f"{WORDS}/trial", entries="plonker", text=" ").status_code == 422
    assert priya.get(f"{WORDS}.txt").text == "clotpole\n"
    assert not told(force, "SELECT 1 FROM abuse_words WHERE entries LIKE '%plonkley%'")
    assert "lonk" not in "".join(capfd.readouterr())


def test_every_version_says_who_changed_what_and_can_be_put_back(force: House) -> None:
    priya, sam = force.staff("priya"), force.staff("sam")
    first = put(priya, "wally", "plonker", note="Heard on Tuesday")
    second = put(sam, "wally", "muppet show")
    page = sam.get(WORDS).text
    newest, before = page.split('class="versions__one"')[1:3]
    assert "Sam Doyle" in newest
    assert "Added:</b> <bdi>muppet show" in newest
    assert "Taken out:</b> <bdi>plonker" in newest
    assert "Put it back" not in newest
    assert "Heard on Tuesday" in before
    assert sam.get(f"{WORDS}.txt", version=str(first)).text == "wally\nplonker\n"
    path = f"{WORDS}/versions/{first}/restoration"
    assert sam.submit_form(path, version=str(second)).status_code == 303
    assert sam.get(f"{WORDS}.txt").text == "wally\nplonker\n"
    assert f"Put back: version {first}." in sam.get(WORDS).text
    assert sam.post(path, version=in_force(sam)).status_code == 409  # it is in force
    for missing in ("0", "99999999", "x"):
        assert sam.get(f"{WORDS}.txt", version=missing).status_code == 404
    events = told(force, "SELECT kind, particulars FROM events WHERE kind LIKE 'words.%'")
    assert {kind for kind, _ in events} >= {"words.changed", "words.put-back"}
    assert "wally" not in str(events)


def test_the_programs_list_is_put_back_as_whichever_a_newer_program_brings(force: House) -> None:
    priya = force.staff("priya")
    put(priya, "pillock")
    priya.post(f"{WORDS}/versions/1/restoration", version=in_force(priya))
    assert priya.get(f"{WORDS}.txt").text.splitlines() == list(OWN_WORDS.entries)
    query = "SELECT entries, back_to FROM abuse_words ORDER BY number DESC LIMIT 1"
    assert told(force, query) == [(None, 1)]
    again = priya.post(f"{WORDS}/versions/1/restoration", version=in_force(priya))
    assert again.status_code == 409


def test_a_watch_list_shows_who_changed_what_and_is_put_back(force: House) -> None:
    priya, sam = force.staff("priya"), force.staff("sam")
    path = f"/staff/chats/{LIVE}/watch-list"
    assert "There is none yet" in sam.get(f"{path}/versions").text
    version = priya.post(path, version="0", entries="Op Oak").json()["version"]
    sam.post(path, version=str(version), entries="Henderson")
    page = sam.get(f"{path}/versions").text
    newest, before = page.split('class="versions__one"')[1:]
    assert "Taken out:</b> <bdi>Op Oak" in newest
    assert "Priya Shah" in before
    assert "Op Oak" not in sam.get(f"{path}/versions", before="1").text
    assert sam.get(f"{path}/versions", before="2").text.count('class="versions__one"') == 1
    shown = re.search(r'name="version" value="(\d+)"', before)
    assert shown
    assert sam.submit_form(path, version=shown[1], entries="Op Oak").status_code == 303
    assert sam.get(path).json()["entries"] == "Op Oak"
    assert told(force, "SELECT 1 FROM events WHERE kind = 'view.watch-list'")
