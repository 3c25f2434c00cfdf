"""Crew notes: for the moderators of one desk, who say that they have seen them; for nobody else."""

import re
from collections.abc import Iterator

import pytest

from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import at_desk, held, held_elsewhere
from tests.people import Staff

NOTES, PANEL = f"/staff/chats/{LIVE}/notes", f"/staff/chats/{LIVE}/panel"
WORDS = "Ali was at the station about this"


@pytest.fixture
def priya(house: House) -> Staff:
    return house.staff("priya")


@pytest.fixture
def sam(house: House) -> Staff:
    return house.staff("sam")


def note(by: Staff, text: str = WORDS, **fields: str) -> None:
    answer = by.post(NOTES, text=text, **fields)
    assert answer.status_code == 200, answer.text


def listed(page: str) -> list[str]:
    """The notes of a desk's page, by their words, in their order."""
    return re.findall(r'<p class="note__text"[^>]*>([^<]*)</p>', page)


def newest(who: Staff) -> str:
    """The id of the note that stands first on somebody's desk."""
    return re.findall(r'<li class="note" id="n-([0-9a-z]+)"', who.get(f"/staff/chats/{LIVE}").text)[
        0
    ]


def new_for(who: Staff) -> int:
    """How many notes somebody's desk says they have yet to acknowledge."""
    page = who.get(f"/staff/chats/{LIVE}").text
    return len(re.findall(r'acknowledgement" data-deed="crew" data-see>', page))


def test_a_note_is_on_the_other_desk_at_once_and_is_acknowledged(priya: Staff, sam: Staff) -> None:
    with at_desk(sam) as desk:
        note(priya)
        frame = desk.until("note.written")
        assert WORDS in frame["html"]
        assert "Priya Shah" in frame["html"]
        assert (new_for(priya), new_for(sam)) == (0, 1)
        assert sam.post(f"/staff/notes/{newest(sam)}/acknowledgement").status_code == 200
        assert re.search(r"Seen by\s+Sam Doyle", desk.until("note.acknowledged")["html"])
    assert new_for(sam) == 0
    assert listed(sam.get(f"/staff/chats/{LIVE}").text) == [WORDS]


def test_whoever_comes_to_the_desk_sees_first_what_they_have_not_seen(
    house: House, priya: Staff, sam: Staff
) -> None:
    for words in ("One", "Two"):
        note(priya, words)
    assert sam.post(f"/staff/notes/{newest(sam)}/acknowledgement").status_code == 200
    assert listed(sam.get(f"/staff/chats/{LIVE}").text) == ["One", "Two"]
    assert "since you were last here" in sam.get(f"/staff/chats/{LIVE}").text
    assert listed(priya.get(f"/staff/chats/{LIVE}").text) == ["Two", "One"]
    assert new_for(house.staff("helen")) == 2


def test_a_note_about_an_item_stands_with_it(house: House, priya: Staff, sam: Staff) -> None:
    item = held(house)
    note(priya, about=item)
    assert WORDS in sam.pane(item).text
    assert WORDS not in sam.pane(held(house, "Who mends the lamp?")).text
    elsewhere = priya.post(NOTES, text=WORDS, about=held_elsewhere(house))
    assert elsewhere.status_code == 404
    assert listed(priya.get(f"/staff/chats/{DIRECT}").text) == []


def test_ones_own_note_is_taken_back_words_and_all(
    house: House, priya: Staff, sam: Staff, rows: Rows
) -> None:
    note(priya)
    path = f"/staff/notes/{newest(priya)}"
    assert sam.post(f"{path}/withdrawal").status_code == 409
    assert priya.post(f"{path}/acknowledgement").status_code == 409
    with at_desk(sam) as desk:
        assert priya.post(f"{path}/withdrawal").status_code == 200
        assert "data-gone" in desk.until("note.withdrawn")["html"]
    assert sam.post(f"{path}/acknowledgement").status_code == 409
    assert rows("SELECT text FROM crew_notes") == [("",)]
    assert sam.post("/staff/notes/0000000000000000/acknowledgement").status_code == 404


def test_it_is_written_and_acknowledged_by_form(priya: Staff, sam: Staff) -> None:
    assert priya.submit_form(NOTES, text=WORDS).headers["location"] == f"/staff/chats/{LIVE}"
    refused = priya.submit_form(NOTES, text=" ")
    assert refused.status_code == 422
    assert "A note has 1 to 500 characters." in refused.text
    seen = sam.submit_form(f"/staff/notes/{newest(sam)}/acknowledgement")
    assert seen.headers["location"] == f"/staff/chats/{LIVE}#crew"
    assert sam.post(f"/staff/notes/{newest(sam)}/acknowledgement").status_code == 409


@pytest.fixture
def ears(house: House) -> Iterator[list[object]]:
    """All that an officer on the panel and a visitor are told while the test runs."""
    with (
        house.staff("cole").follow(f"{PANEL}/live") as panel,
        house.visitor().watch(LIVE) as room,
    ):
        for one in (panel, room):
            one.until("snapshot")
        yield [panel, room]


def test_neither_the_panel_nor_the_public_hears_of_a_note_nor_does_the_log(
    house: House, priya: Staff, sam: Staff, rows: Rows, ears: list
) -> None:
    note(priya, about=held(house))
    assert sam.post(f"/staff/notes/{newest(sam)}/acknowledgement").status_code == 200
    priya.post(f"/staff/chats/{LIVE}/freezing")  # which both are told of, after all else
    for one in ears:
        one.until("chat.frozen")
        assert WORDS not in str(one.heard)
        assert not [frame for frame in one.heard if frame["kind"].startswith("note.")]
    assert WORDS not in house.staff("cole").get(PANEL).text
    assert WORDS not in house.visitor().get(f"/chats/{LIVE}").text
    assert WORDS not in str(rows("SELECT kind, about, particulars FROM events"))


def test_an_officer_writes_and_acknowledges_none(house: House, priya: Staff) -> None:
    note(priya)
    cole, path = house.staff("cole"), f"/staff/notes/{newest(priya)}"
    for answer in (
        cole.post(NOTES, text=WORDS),
        cole.post(f"{path}/acknowledgement"),
        cole.post(f"{path}/withdrawal"),
        cole.get(f"/staff/chats/{LIVE}"),
    ):
        assert answer.status_code == 403
        assert WORDS not in answer.text
