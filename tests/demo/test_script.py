"""What is said in the demonstration is fit to be said, and recognised however it is varied."""

from itertools import islice

import pytest

from chat import checks
from chat.demo.cast import SIMULATED_OFFICERS
from chat.demo.crowd import Script
from chat.demo.script import Evening, Improper, Line, Live, Other, read
from chat.demo.visitor import NAMES
from chat.rooms.models import LONGEST_ANSWER, LONGEST_NAME, LONGEST_QUESTION, Reason

LIVE, IMPROPER = read("live", Live).talk, read("improper", Improper).refuse
ROW = 120  # characters of a text that stand in one line of the queue
FALSE_ALARMS = 0.07  # 17 of 246 when measured; to come down as the checks learn
HOURS = 1_000  # questions: more than are asked before a chat must end


@pytest.fixture(scope="module")
def script() -> Script:
    return Script()


def test_there_is_enough_to_say() -> None:
    assert len(LIVE) >= 60
    assert len({line.ask for line in LIVE}) == len(LIVE)


@pytest.mark.parametrize("line", LIVE, ids=lambda line: line.ask[:30])
def test_a_proper_line_is_whole_and_names_nobody(line: Line) -> None:
    for text, longest in ((line.ask, LONGEST_QUESTION), (line.answer, LONGEST_ANSWER)):
        assert checks.canonical(text) == text
        assert 0 < checks.length(text) <= longest
        assert {mark.rule for mark in checks.read(text)} <= {"urgent"}


def test_hardly_any_proper_line_reads_as_urgent() -> None:
    """Nearly all that people write is fine, and the simulated moderator passes what is unmarked."""
    said = [
        text for line in (*LIVE, *seeded()) if not line.reason for text in (line.ask, line.answer)
    ]
    alarms = [text for text in said if checks.read(text)]
    assert len(alarms) <= FALSE_ALARMS * len(said), alarms


def test_improper_lines_are_of_every_sort() -> None:
    assert {line.reason for line in IMPROPER} == {reason.value for reason in Reason}
    marked = {mark.rule for line in IMPROPER for mark in checks.read(line.ask)}
    assert marked >= {"urgent", "phone", "e-mail", "postcode", "plate", "link"}
    assert any(not checks.read(line.ask) for line in IMPROPER)


def test_urgent_lines_are_found_urgent() -> None:
    for line in IMPROPER:
        if line.reason == "urgent":
            assert checks.is_urgent(checks.read(line.ask)), line.ask


def seeded() -> list[Line]:
    other = read("other", Other)
    evenings = (read("evening", Evening), other.closing, other.lobby, *other.past)
    return [
        line
        for evening in evenings
        for line in (*evening.talk, *evening.waiting, *evening.unreleased, *evening.held)
    ]


def test_nobody_goes_by_a_name_that_is_refused() -> None:
    panel = [member.shown for member in SIMULATED_OFFICERS]
    for name in {*NAMES, *(line.name for line in seeded())}:
        assert checks.length(name) <= LONGEST_NAME
        assert not checks.looks_like_staff(name, staff_names=panel), name


def test_the_panel_knows_its_answer_for_hours(script: Script) -> None:
    for line in islice(script.questions(), HOURS):
        if not line.reason:
            found = script.prepared(line.ask)
            assert found is not None
            assert found.answer == line.answer


def test_the_desk_tells_improper_from_proper_by_what_a_row_shows(script: Script) -> None:
    for line in islice(script.questions(), HOURS):
        found = script.improper(line.ask[: ROW - 1] + "…")
        assert (found.reason if found else "") == line.reason, line.ask


def test_what_nobody_wrote_for_us_is_not_recognised(script: Script) -> None:
    for text in (
        "Will the library open on Sundays again?",
        "",
        "?",
        "Is it",
        "Thank you, that is helpful.",
    ):
        assert script.prepared(text) is None
        assert script.improper(text) is None
