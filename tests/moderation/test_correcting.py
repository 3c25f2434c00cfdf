"""Correcting an answer: other words and a dated note, which a second person lets through."""

import re

from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import at_desk, row
from tests.people import Staff
from tests.rooms.test_answering import approved, release, waiting_answer

WRONG, RIGHT, NOTE = "It opens at 9.", "It opens at 10.", "We gave the wrong hour."


def shown(house: House, slug: str = LIVE) -> tuple[str, str]:
    """A question and its answer, which the public sees."""
    question, priya, cole = approved(house, slug), house.staff("priya"), house.staff("cole")
    assert cole.post(f"/staff/questions/{question}/answer", text=WRONG).status_code == 200
    if slug == LIVE:
        answer = waiting_answer(priya)
        assert release(priya, answer) == 200
    else:
        answer = re.findall(r'id="a-([0-9a-z]+)"', house.visitor().get(f"/chats/{slug}").text)[0]
    return question, answer


def correct(by: Staff, answer: str, text: str = RIGHT, note: str = NOTE, **more: str) -> int:
    path = f"/staff/answers/{answer}/correction"
    return by.post(path, text=text, note=note, **more).status_code


def waiting(priya: Staff, slug: str = LIVE) -> str:
    """The correction that waits, by id."""
    page = priya.get(f"/staff/chats/{slug}").text
    (found,) = re.findall(r'id="h-([0-9a-z]+)"[^>]*data-sort="correction"', page)
    return found


def let_through(by: Staff, item: str, **fields: str) -> int:
    version = by.version(item, "corrections")
    return by.post(f"/staff/corrections/{item}/approval", version=version, **fields).status_code


def test_the_public_sees_the_new_words_with_the_note_and_never_the_old(
    house: House, rows: Rows
) -> None:
    _, answer = shown(house)
    cole, priya, dana = house.staff("cole"), house.staff("priya"), house.visitor()
    with dana.watch(LIVE) as watcher, at_desk(house.staff("sam")) as desk:
        assert WRONG in watcher.until("snapshot")["html"]
        assert correct(cole, answer) == 200
        item = waiting(priya)
        assert RIGHT in row(desk.until("answer.correction-held")["html"], item)
        page = dana.get(f"/chats/{LIVE}").text
        assert WRONG in page
        assert RIGHT not in page
        assert NOTE not in page
        assert let_through(priya, item) == 200
        html = watcher.until("answer.corrected")["html"]
        assert (
            f'id="h-{item}" data-place="queue" data-gone' in desk.until("answer.corrected")["html"]
        )
    for seen in (html, dana.get(f"/chats/{LIVE}").text):
        assert RIGHT in seen
        assert NOTE in seen
        assert WRONG not in seen
    with dana.watch(LIVE, after=0) as late:  # nor is it replayed
        late.until("hello")
        assert WRONG not in late.until("answer.released")["html"]
    assert WRONG in cole.get(f"/staff/chats/{LIVE}/panel").text  # the panel can look it up
    assert (WRONG,) in rows("SELECT text FROM revisions")


def test_its_author_does_not_let_it_through_nor_does_an_officer(house: House) -> None:
    _, answer = shown(house)
    priya, sam, item = house.staff("priya"), house.staff("sam"), ""
    assert correct(priya, answer) == 200  # a moderator may, without a seat
    item = waiting(sam)
    assert let_through(priya, item) == 409
    path = f"/staff/corrections/{item}/approval"
    assert house.staff("cole").post(path, version="x").status_code == 403
    assert correct(house.staff("adeyemi"), answer) == 409  # one waits already
    assert correct(house.staff("lewis"), answer) == 403  # no seat here
    assert let_through(sam, item, text="It opens at ten.", change="clarity") == 200
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert "It opens at ten." in page
    assert "edited by a moderator" in page


def test_it_is_given_back_with_its_reason_and_nothing_changes(house: House) -> None:
    _, answer = shown(house)
    cole, priya = house.staff("cole"), house.staff("priya")
    assert correct(cole, answer, "Ring Alex on 07700 900123.", "See 07700 900124.") == 200
    item = waiting(priya)
    pane = priya.pane(item, "corrections")
    assert pane.text.count("<mark") == 2  # in the words and in the note
    assert "Will the crossing move?" in pane.text
    for taken_out_or_put_in in (rf"<del>.*{WRONG}</del>", r"<ins>.*Ring Alex on .*</ins>"):
        assert re.search(taken_out_or_put_in, pane.text)
    fields = {"version": priya.version(item, "corrections"), "reason": "personal-information"}
    assert priya.post(f"/staff/corrections/{item}/rejection", **fields).status_code == 200
    assert "personal information" in cole.get(f"/staff/chats/{LIVE}/panel").text
    assert WRONG in house.visitor().get(f"/chats/{LIVE}").text
    assert let_through_stale(priya, item) == 409


def let_through_stale(by: Staff, item: str) -> int:
    return by.post(f"/staff/corrections/{item}/approval", version="x").status_code


def test_where_a_chat_is_direct_a_correction_shows_at_once(house: House) -> None:
    _, answer = shown(house, DIRECT)
    assert correct(house.staff("adeyemi"), answer) == 200
    page = house.visitor().get(f"/chats/{DIRECT}").text
    assert RIGHT in page
    assert NOTE in page
    assert WRONG not in page


def test_a_correction_that_waits_goes_with_its_answer(house: House) -> None:
    _, answer = shown(house)
    priya = house.staff("priya")
    assert correct(house.staff("cole"), answer) == 200
    item = waiting(priya)
    with at_desk(house.staff("sam")) as desk:
        withdrawal = f"/staff/answers/{answer}/withdrawal"
        assert priya.post(withdrawal, reason="speculation").status_code == 200
        gone = desk.until("answer.withdrawn")["html"]
    assert re.search(rf'id="h-{item}"[^>]*data-gone[^>]*>gone with its answer', gone)
    assert RIGHT not in priya.get(f"/staff/chats/{LIVE}").text
    assert correct(house.staff("cole"), answer) == 409


def test_without_scripts_a_refused_correction_comes_back_with_its_words(house: House) -> None:
    _, answer = shown(house)
    cole, path = house.staff("cole"), f"/staff/answers/{answer}/correction"
    form = cole.get(f"/staff/chats/{LIVE}/panel", correct=answer).text
    assert f'action="{path}"' in form
    for fields in ({"text": RIGHT, "note": ""}, {"text": WRONG, "note": NOTE}):
        back = cole.submit_form(path, **fields)
        assert back.status_code == 422
        assert (fields["note"] or fields["text"]) in back.text
    assert cole.submit_form(path, text=RIGHT, note="n" * 301).status_code == 422
    assert cole.submit_form(path, text=RIGHT, note=NOTE).status_code == 303
