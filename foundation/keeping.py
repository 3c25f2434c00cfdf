"""What many ask for at once and may be a little old: kept in memory, read by one for all."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, each read again once it is `fresh` seconds old.

    Whoever asks while it is being read waits for that reading: without it a crowd would read the
    same thing a hundred times over, in the very moment when there is no time for it.
    """

    def __init__(self, read: Callable[[K], Awaitable[V]], *, fresh: float) -> None:
        self._read, self._fresh = read, fresh
        self._values: dict[K, tuple[float, V]] = {}
        self._readings: dict[K, asyncio.Task[V]] = {}

    async def of(self, key: K) -> V:
        """The value for a key. Raises what reading it raises, which is not kept."""
        if (kept := self._values.get(key)) and time.monotonic() < kept[0]:
            return kept[1]
        if key not in self._readings:
            self._readings[key] = asyncio.create_task(self._look(key))
            self._readings[key].add_done_callback(_heard)
        # Shielded: one who leaves while waiting must not take the others' reading along.
        return await asyncio.shield(self._readings[key])

    def forget(self, key: K) -> None:
        """It was changed here: whoever asks from now on reads it anew."""
        self._values.pop(key, None)
        self._readings.pop(key, None)

    async def _look(self, key: K) -> V:
        me = asyncio.current_task()
        try:
            value = await self._read(key)
            if self._readings.get(key) is me:  # else it was forgotten meanwhile, and may be old
                self._values[key] = (time.monotonic() + self._fresh, value)
            return value
        finally:
            if self._readings.get(key) is me:
                del self._readings[key]


def _heard(reading: asyncio.Task[object]) -> None:
    """Take note of how a reading ended, also when all who waited for it have left."""
    if not reading.cancelled():
        reading.exception()
