"""Limits in memory: what is too often, and that a flood cannot make the looking slow."""

import time

from foundation.limits import SWEEP_AT, Limits, Rate


def test_what_is_idle_again_is_forgotten() -> None:
    now = 0.0
    limits = Limits(lambda: now)
    rate = Rate(per_minute=60, burst=1)
    for number in range(SWEEP_AT):
        limits.take(f"early {number}", rate)
    now = 10.0
    limits.take("late", rate)
    assert list(limits._arrival) == ["late"]


def test_a_flood_that_leaves_nobody_idle_is_not_looked_through_at_each_of_it() -> None:
    limits = Limits(lambda: 0.0)
    rate = Rate(per_minute=1, burst=1)
    began = time.thread_time()
    for number in range(3 * SWEEP_AT):
        assert limits.take(f"one of many {number}", rate) == 0.0
    assert time.thread_time() - began < 2
