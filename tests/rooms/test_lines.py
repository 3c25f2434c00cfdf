"""The library of approved lines: written by one, let in by another, answered with by officers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import DIRECT, LIVE, House
from tests.people import Staff
from tests.rooms.test_answering import waiting_answer

WORDS = "Bicycles are marked free of charge at every front desk. Ask for it when you come in."
LINK = "https://www.avonandsomerset.police.uk/bicycles"


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for the tests of this file: a library holds what it is given."""
    with House.over(sqlite_template, tmp_path_factory.mktemp("lines")) as house:
        yield house


@pytest.fixture(scope="module")
def priya(house: House) -> Staff:
    return house.staff("priya")


@pytest.fixture(scope="module")
def casey(house: House) -> Staff:
    return house.staff("casey")


@pytest.fixture(scope="module")
def cole(house: House) -> Staff:
    return house.staff("cole")


def written(by: Staff, title: str, text: str = WORDS, **more: str) -> str:
    """A line that waits to be let in, by number."""
    answer = by.post("/staff/lines", title=title, text=text, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()["line"]


def version(by: Staff, line: str) -> str:
    page = by.get(f"/staff/lines/{line}").text
    return page.partition('name="version" value="')[2].partition('"')[0]


def decide(by: Staff, line: str, deed: str, wording: str) -> int:
    return by.post(f"/staff/lines/{line}/{deed}", version=wording).status_code


def let_in(by: Staff, line: str) -> None:
    assert decide(by, line, "approval", version(by, line)) == 200


def offered(by: Staff, slug: str = LIVE) -> str:
    page = by.get(f"/staff/chats/{slug}/panel").text
    return page.partition('id="lines"')[2].partition("</details>")[0]


def test_officers_are_offered_a_line_once_a_second_person_lets_it_in(
    priya: Staff, casey: Staff, cole: Staff
) -> None:
    line = written(casey, "Marking bicycles", link=LINK)
    assert WORDS not in offered(cole)
    wording = version(priya, line)
    assert decide(casey, line, "approval", wording) == 409  # her own
    assert decide(cole, line, "approval", wording) == 403
    let_in(priya, line)
    assert f"{WORDS} {LINK}" in offered(cole)
    page = cole.get(f"/staff/lines/{line}").text
    assert "Written by Casey Holt, let in by Priya Shah" in page


def group(by: Staff, name: str) -> str:
    """What the library's page has under a heading."""
    page = by.get("/staff/lines").text
    return page.partition(f'id="lines-{name}"')[2].partition("</section>")[0]


def test_a_line_that_waits_stands_apart_with_what_one_may_do(
    priya: Staff, casey: Staff, cole: Staff
) -> None:
    line = written(casey, "Lost dogs")
    path = f"/staff/lines/{line}"
    deed = f'action="{path}/approval"'
    for who, may in ((priya, True), (casey, False), (cole, False)):
        assert "Lost dogs" in group(who, "held")
        assert (deed in group(who, "held")) is may
        assert "Lost dogs" not in group(who, "offered")
        assert "/retirement" not in who.get(path).text  # it is offered to nobody yet
    assert "You wrote this" in group(casey, "held")
    let_in(priya, line)
    assert "Lost dogs" not in group(priya, "held")
    assert "Lost dogs" in group(priya, "offered")
    assert "/retirement" in priya.get(path).text


def test_other_words_wait_and_the_ones_before_are_kept(
    priya: Staff, casey: Staff, cole: Staff
) -> None:
    line = written(casey, "Noise at night", "Ring the council by day.")
    let_in(priya, line)
    path = f"/staff/lines/{line}/wording"
    given = {"title": "Noise at night", "text": "Ring the council at any hour."}
    assert priya.post(path, **given).status_code == 200
    assert "Ring the council by day." in offered(cole)
    wording = version(casey, line)
    assert decide(casey, line, "approval", wording) == 200
    assert decide(casey, line, "approval", wording) == 409
    assert "Ring the council at any hour." in offered(cole)
    assert "Ring the council by day." not in offered(cole)
    assert "Ring the council by day." in cole.get(f"/staff/lines/{line}").text


def test_a_line_is_given_back_or_retired_and_never_deleted(
    priya: Staff, casey: Staff, cole: Staff
) -> None:
    poor = written(priya, "Poor", "We do not know.")
    assert decide(casey, poor, "rejection", version(casey, poor)) == 200
    assert "We do not know." not in offered(cole)
    line = written(priya, "Firework code", "Keep to the firework code.")
    let_in(casey, line)
    assert priya.post(f"/staff/lines/{line}/retirement").status_code == 200
    assert priya.post(f"/staff/lines/{line}/retirement").status_code == 409
    assert "firework code" not in offered(cole)
    assert "Keep to the firework code." in cole.get(f"/staff/lines/{line}").text
    assert priya.post(f"/staff/lines/{line}/restoration").status_code == 200
    assert "firework code" in offered(cole)


def test_what_cannot_be_is_refused_in_words_and_comes_back(casey: Staff) -> None:
    refused = re.compile(r'id="line-(\w+)" name[^>]* aria-describedby="line-error" autofocus')
    for fields, words in (
        ({"title": ""}, "Give the line a title"),
        ({"text": ""}, "Write the words"),
        ({"title": "T" * 81}, "at most 80"),
        ({"link": "http://www.avonandsomerset.police.uk/x"}, "beginning with https"),
        ({"link": "https://shop.example.com/x"}, "a page of the force"),
        ({"link": "javascript:alert(1)"}, "a page of the force"),
        ({"area": "999999"}, "Choose an area"),
    ):
        given = {"title": "A title", "text": WORDS, **fields}
        back = casey.submit_form("/staff/lines", **given)
        assert back.status_code == 422
        assert words in back.text
        assert refused.findall(back.text) == list(fields)
        assert (given["text"] or given["title"]) in back.text


def test_a_line_of_one_area_is_offered_there_alone_and_found_by_its_words(
    house: House, priya: Staff, casey: Staff, cole: Staff
) -> None:
    page = casey.get("/staff/lines").text
    easton = next(
        one for one in page.split('<option value="') if one.split(">")[1].startswith("Easton<")
    ).partition('"')[0]
    line = written(casey, "Lido hours", "The lido opens at seven.", area=easton, topic="Sport")
    let_in(priya, line)
    assert "The lido opens" not in offered(cole)
    assert "The lido opens" in offered(cole, DIRECT)
    for about, found in (("LIDO seven", True), ("easton", True), ("lido tram", False)):
        listed = cole.get("/staff/lines", about=about).text
        assert ("The lido opens" in listed) is found
    assert "No line holds all of these words" in cole.get("/staff/lines", about="zebra").text


def test_a_line_that_is_used_unchanged_is_no_repeat_and_other_words_are(
    house: House, priya: Staff, casey: Staff, cole: Staff
) -> None:
    line = written(casey, "Standing line", "Please look at the front desk for the hours it keeps.")
    let_in(priya, line)
    words = "Please look at the front desk for the hours it keeps."
    own = "The council will mend that lamp before the end of the month."
    for text, marked in ((words, False), (words, False), (own, False), (own, True)):
        question = house.visitor().asked(LIVE, "Who mends the lamp?")["id"]
        assert priya.approve(question).status_code == 200
        answer = cole.post(f"/staff/questions/{question}/answer", text=text)
        assert answer.status_code == 200
        item = waiting_answer(priya)
        pane = priya.pane(item, "answers").text
        assert ("Written before by the same person" in pane) is marked
        given = {"version": priya.version(item, "answers")}
        assert priya.post(f"/staff/answers/{item}/approval", **given).status_code == 200
