"""How far off a moment is, in words: days are those of the calendar in England."""

import re
from datetime import datetime, timedelta

import pytest

from foundation.clock import ENGLAND
from foundation.web.templates import environment

MONDAY = "2026-11-23 06:40"
WORDS = [
    (MONDAY, "2026-11-23 06:39", "in 0 seconds"),
    (MONDAY, "2026-11-23 06:41", "in 60 seconds"),
    (MONDAY, "2026-11-23 07:05", "in 25 minutes"),
    (MONDAY, "2026-11-23 08:09", "in 89 minutes"),
    (MONDAY, "2026-11-23 09:10", "in 3 hours"),
    (MONDAY, "2026-11-23 19:00", "in 12 hours"),
    (MONDAY, "2026-11-23 23:59", "in 17 hours"),
    (MONDAY, "2026-11-24 00:00", "tomorrow"),
    (MONDAY, "2026-11-24 19:00", "tomorrow"),
    (MONDAY, "2026-11-24 23:59", "tomorrow"),
    (MONDAY, "2026-11-25 00:00", "in 2 days"),
    (MONDAY, "2026-11-25 19:00", "in 2 days"),
    (MONDAY, "2026-12-01 19:00", "in 8 days"),
    # a short night's wait
    ("2026-11-23 23:50", "2026-11-24 00:10", "in 20 minutes"),
    ("2026-11-23 22:30", "2026-11-24 01:00", "in 3 hours"),
    ("2026-11-23 22:30", "2026-11-24 10:29", "in 12 hours"),
    ("2026-11-23 22:30", "2026-11-24 10:30", "tomorrow"),
    # the clocks go forward on 28 March 2027 and back on 31 October
    ("2027-03-27 19:00", "2027-03-28 19:00", "tomorrow"),
    ("2027-03-27 23:30", "2027-03-29 00:15", "in 2 days"),
    ("2027-03-28 00:00", "2027-03-28 23:00", "in 22 hours"),
    ("2027-03-28 00:30", "2027-03-29 00:15", "tomorrow"),
    ("2027-07-05 00:30", "2027-07-06 23:30", "tomorrow"),
    ("2027-10-30 19:00", "2027-10-31 19:00", "tomorrow"),
    ("2027-10-30 23:30", "2027-11-01 00:15", "in 2 days"),
    ("2027-10-31 00:00", "2027-10-31 23:50", "in 25 hours"),
    ("2027-10-29 12:00", "2027-11-01 19:00", "in 3 days"),
]


def moment(local: str) -> datetime:
    """A moment as it is read on the wall in England."""
    return datetime.fromisoformat(local).replace(tzinfo=ENGLAND)


@pytest.mark.parametrize(("now", "at", "words"), WORDS)
def test_a_countdown_goes_by_the_calendar_in_england(now: str, at: str, words: str) -> None:
    macros = environment().get_template("layouts/times.html").module
    html = macros.until(moment(at), moment(now))  # ty: ignore[unresolved-attribute]
    assert re.findall(r"data-until>(.+)</time>", html) == [words]


def test_half_an_hour_rounds_up_as_it_does_in_a_script() -> None:
    macros = environment().get_template("layouts/times.html").module
    now = moment(MONDAY)
    html = macros.until(now + timedelta(seconds=9_000), now)  # ty: ignore[unresolved-attribute]
    assert "in 3 hours" in html
