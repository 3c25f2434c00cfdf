"""One simulated person's browser: cookies of its own, and only what any browser could ask for."""

import asyncio
import contextlib
import json
import random
import ssl
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Self, TypedDict

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Origin

ENDED = 4401  # close code: the session behind the socket is over
SHORTEST, LONGEST = 0.5, 15.0  # seconds before a lost socket is tried again
JSON = "application/json"
LARGEST = 8 * 1024 * 1024  # bytes of one frame: a snapshot of a long evening
PATIENCE = 15.0  # seconds an answer may take
LOST = (httpx.HTTPError, OSError, TimeoutError, ConnectionClosed, InvalidHandshake)

# One for all, as a certificate store takes longer to read than a chat takes to open.
certificates = ssl.create_default_context()


class SignedOut(Exception):
    """The site no longer knows who this is."""


class NotForUs(Exception):
    """There is nothing here for this person: another role, no seat, no such chat."""


class Frame(TypedDict, total=False):
    kind: str
    id: str
    seq: int
    html: str
    epoch: str
    here: int
    moderators: str


class Browser:
    """Talks JSON to the site, and follows its sockets through every loss."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._web = httpx.AsyncClient(
            base_url=url, verify=certificates, trust_env=False, timeout=PATIENCE,
            headers={"Accept": JSON, "Origin": url, "User-Agent": "simulated person"},
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._web.aclose()

    async def look(self, path: str) -> str:
        """A page, as somebody sees it who opens the address."""
        return (await self._web.get(path, headers={"Accept": "text/html"})).text

    async def fetch(self, path: str) -> httpx.Response:
        return checked(await self._web.get(path))

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """A deed. Raises SignedOut; any other refusal is in the answer."""
        return checked(await self._web.post(path, json=fields))

    async def follow(self, path: str) -> AsyncGenerator[Frame]:
        """Everything a live address says: the whole first, then each change, whatever gets lost.

        Raises SignedOut or NotForUs.
        """
        place: dict[str, str] = {}
        losses = 0
        while True:
            with contextlib.suppress(*LOST):
                async for frame in self._listen(path, place):
                    losses = 0
                    yield frame
            losses += 1
            await asyncio.sleep(pause(losses))

    async def _listen(self, path: str, place: dict[str, str]) -> AsyncIterator[Frame]:
        """One socket until it is lost; `place` moves along, so that the next begins there."""
        query = "&".join(f"{name}={value}" for name, value in place.items())
        address = f"{self.url.replace('http', 'ws', 1)}{path}?{query}"
        try:
            async with connect(
                address, origin=Origin(self.url), additional_headers=self._cookies(), proxy=None,
                compression=None, max_size=LARGEST,
            ) as socket:  # fmt: skip
                async for text in socket:
                    frame: Frame = json.loads(text)
                    if frame["kind"] == "hello":
                        if not welcome(frame, place):
                            return
                        continue
                    if "seq" in frame:
                        place["after"] = str(frame["seq"])
                    yield frame
        except InvalidStatus as refusal:
            refused(refusal.response.status_code)
            raise
        except ConnectionClosed as closed:
            if closed.rcvd and closed.rcvd.code == ENDED:
                raise SignedOut from None
            raise

    def _cookies(self) -> dict[str, str]:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._web.cookies.jar)
        return {"Cookie": cookies} if cookies else {}


def checked(answer: httpx.Response) -> httpx.Response:
    if answer.status_code == 401:
        raise SignedOut
    return answer


def refused(status: int) -> None:
    """What a refused handshake means; one that only says "full" is tried again."""
    if status == 401:
        raise SignedOut
    if status in {403, 404}:
        raise NotForUs


def welcome(hello: Frame, place: dict[str, str]) -> bool:
    """Note the epoch; False when it is another than ours, and our place means nothing now."""
    if place.get("epoch", hello["epoch"]) != hello["epoch"]:
        place.clear()
        return False
    place["epoch"] = hello["epoch"]
    return True


def pause(losses: int) -> float:
    """Seconds to wait after so many losses in a row, spread so that a crowd trickles back."""
    most = min(LONGEST, SHORTEST * 2 ** (losses - 1))
    return random.uniform(most / 2, most)
