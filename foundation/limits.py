"""How often one key may do one thing: the generic cell rate algorithm (GCRA), in memory."""

import time
from collections.abc import Callable
from dataclasses import dataclass

SWEEP_AT = 10_000  # keys kept before those that are idle again are dropped


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_minute` a minute."""

    per_minute: float
    burst: int

    @property
    def interval(self) -> float:
        return 60 / self.per_minute


class Limits:
    """One theoretical arrival time per key; restart forgets it, which only ever
    lets more through."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._arrival: dict[str, float] = {}
        self._sweep_at = SWEEP_AT

    def take(self, key: str, rate: Rate) -> float:
        """0.0 when the deed is within its rate, else the seconds until it would be."""
        now = self._monotonic()
        arrival = max(self._arrival.get(key, now), now)
        wait = arrival - now - rate.interval * (rate.burst - 1)
        # The tolerance keeps a caller who waited exactly as told from being refused by rounding.
        if wait > 1e-6:
            return wait
        self._arrival[key] = arrival + rate.interval
        if len(self._arrival) > self._sweep_at:
            self._arrival = {k: at for k, at in self._arrival.items() if at > now}
            # A flood that leaves none idle must not have all of them looked through each time.
            self._sweep_at = max(SWEEP_AT, 2 * len(self._arrival))
        return 0.0
