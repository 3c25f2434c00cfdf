"""How simulated staff come to work: they sign in like anybody, and again when signed out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from chat.demo.browser import LOST, Browser, NotForUs, SignedOut

BETWEEN = 5.0  # seconds before somebody tries again after the site could not be reached
REFUSED = 300.0  # seconds after a refused password; each further try would use up an allowance

Duty = Callable[[Browser, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class LogIn:
    email: str
    password: str


class NoEntry(Exception):
    """The site does not take this log-in."""


async def work(url: str, log_in: LogIn, duties: Sequence[Duty]) -> None:
    """Do every duty for ever; each is given the browser and the name one is known by."""
    async with Browser(url) as browser:
        while True:
            rest = BETWEEN
            try:
                await shift(browser, log_in, duties)
            except* (SignedOut, *LOST):
                pass
            except* NoEntry:
                rest = REFUSED
            await asyncio.sleep(rest)


async def shift(browser: Browser, log_in: LogIn, duties: Sequence[Duty]) -> None:
    name = await sign_in(browser, log_in)
    async with asyncio.TaskGroup() as group:
        for duty in duties:
            group.create_task(unless_sent_away(duty, browser, name))


async def unless_sent_away(duty: Duty, browser: Browser, name: str) -> None:
    try:
        await duty(browser, name)
    except* NotForUs:
        pass  # somebody else's chat


async def sign_in(browser: Browser, log_in: LogIn) -> str:
    """Sign in; the name one is known by to colleagues. Raises NoEntry."""
    answer = await browser.send("/staff/sign-in", email=log_in.email, password=log_in.password)
    if answer.status_code != 200:
        raise NoEntry
    who = answer.json()
    return f"{who['rank']} {who['name']}".strip()
