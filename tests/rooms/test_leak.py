"""The first of all tests: an unapproved word never reaches the public (P1)."""

import random
from pathlib import Path

import pytest

from tests.house import House
from tests.rooms.walk import Walk
from tests.serving import Process

STEPS = {"quick": 2_000, "full": 10_000, "soak": 100_000}
STEPS_APART = {**STEPS, "quick": 400}
STEPS_UNGUARDED = 200


def test_an_unapproved_word_never_reaches_the_public(house: House, tier: str) -> None:
    walk = Walk(house, house, random.Random(20261208))
    walk.walk(STEPS[tier])
    assert walk.steps == STEPS[tier]
    assert all(walk.deeds.get(deed.__name__) for deed, weight in walk.choices() if weight >= 1)
    assert set(walk.allowed) < walk.planted


def test_it_holds_when_one_process_takes_and_another_shows(
    postgres_url: str, tmp_path: Path, tier: str
) -> None:
    """Submitting and deciding on one, watching on the other, over one PostgreSQL; a second to take
    back."""
    with House(postgres_url, tmp_path) as asking, Process(postgres_url, tmp_path) as watching:
        walk = Walk(asking, watching, random.Random(20261209), grace=1.0)
        walk.walk(STEPS_APART[tier])
        assert set(walk.allowed) < walk.planted


def test_without_the_guard_the_walk_finds_the_leak(house: House, unguarded: None) -> None:
    walk = Walk(house, house, random.Random(20261208))
    with pytest.raises(AssertionError, match="Sighting"):
        walk.walk(STEPS_UNGUARDED)
