"""What the Python peers share: commands on standard input, and the stamp in each message."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

Tell = Callable[[int], Awaitable[None]]


def stamped(number: int, size: int) -> str:
    """A message of `size` characters with its number and the moment it was made, in ns."""
    return f"@@{number:08d}:{time.monotonic_ns():020d}".ljust(size, "x")


async def obey(tell: Tell) -> None:
    """Send one message for `one`, so many at a pace for `rate HERTZ COUNT`; end with the input."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    number = 0
    while line := await reader.readline():
        word, *numbers = line.decode().split()
        hertz, count = map(int, numbers) if word == "rate" else (1, 1)
        began = loop.time()
        for told in range(count):
            await asyncio.sleep(began + told / hertz - loop.time())
            await tell(number)
            number += 1
