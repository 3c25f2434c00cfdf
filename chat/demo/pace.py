"""How fast simulated people are: pauses that people make, all longer or shorter together."""

import asyncio
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """1.0 is an evening; a test is in more of a hurry."""

    factor: float = 1.0

    async def pause(self, least: float, most: float) -> None:
        """Wait somewhere between so many seconds."""
        await asyncio.sleep(random.uniform(least, most) * self.factor)

    async def write(self, text: str, *, words_a_minute: float) -> None:
        """Wait as long as somebody takes to write this."""
        seconds = 60 * len(text.split()) / words_a_minute
        await self.pause(0.8 * seconds, 1.2 * seconds)
