"""The argon2id hashes of passwords, made two at a time off the loop."""

import asyncio
import functools
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from foundation.errors import Unavailable

R = TypeVar("R")
BUSY = "Too many people are signing in just now. Please try again in a few seconds."


class Mill:
    """A few threads for heavy work; above a number of waiting pieces it takes no more.

    Each hash needs 19 MiB and some 30 ms, so without a bound a flood of sign-ins would take the
    memory and the cores of the chat itself.
    """

    def __init__(self, *, threads: int, most_waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="password")
        self._most = threads + most_waiting
        self._taken = 0

    async def grind(self, work: Callable[[], R]) -> R:
        """The result of `work`, done on a thread. Raises Unavailable when too much is waiting."""
        if self._taken >= self._most:
            raise Unavailable(BUSY, retry_after=2)
        self._taken += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._taken -= 1


hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
mill = Mill(threads=2, most_waiting=60)


async def hashed(password: str) -> str:
    """The argon2id hash to keep. Raises Unavailable."""
    return await mill.grind(lambda: hasher.hash(normal(password)))


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; without a hash as slow as with one. Raises Unavailable."""
    return await mill.grind(lambda: verify(password_hash, normal(password)))


def verify(password_hash: str | None, password: str) -> bool:
    # An account that is not there must cost the same time, or the clock tells who works here.
    try:
        return hasher.verify(password_hash or nobodys(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def nobodys() -> str:
    """The hash of a password that nobody knows."""
    return hasher.hash(secrets.token_urlsafe(32))


def normal(password: str) -> str:
    """One spelling for the same characters, whichever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password)
