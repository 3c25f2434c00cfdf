"""From a click to every screen, in the real room: a thousand visitors, five desks, one server.

    .venv/bin/python -m benchmarks.screens [--viewers 1000] [--rounds 100]

The server runs on one core; the people and their screens on the other, over loopback, with SQLite
synced as in service. Three ways are timed: from sending a question until it is on every
moderator's screen, from approving it until it is on every visitor's, and from sending a question
until its receipt is there while a crowd is told of twelve approvals a second. The crowd is the
viewers of the live measurement, in C and at a lower priority than those who ask.
"""

import argparse
import asyncio
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import urlencode

import httpx
import uvloop

from benchmarks.processes import CannotMeasure, Running, built
from benchmarks.submissions import cookie, percentile, processor_time
from foundation.server import raise_file_limit
from tests.house import LIVE, template
from tests.people import JSON, Staff
from tests.serving import Process

DESKS = 5
ASKED, APPROVED, SATURATED = 50, 12, 8  # a second, a second, for so many seconds
PATIENCE = 20.0  # seconds
GOAL, GOAL_OF_RECEIPTS = 150.0, 50.0  # milliseconds, 99th percentile
AT_ONCE = 200  # who come in together
FRAMES = 2  # that a newcomer gets: hello and the room as it is
TAIL = 64  # bytes kept, in case what is awaited is cut in two
R = TypeVar("R")


class Awaited:
    """What all of some screens are to show, and when the last of them did."""

    def __init__(self) -> None:
        self.words = b""
        self.missing: set[Screen] = set()
        self.shown: asyncio.Future[float] | None = None

    def on(self, screens: Sequence["Screen"], words: str) -> asyncio.Future[float]:
        self.words, self.missing = words.encode(), set(screens)
        self.shown = asyncio.get_running_loop().create_future()
        return self.shown

    def seen_by(self, screen: "Screen") -> None:
        self.missing.discard(screen)
        if not self.missing and self.shown is not None and not self.shown.done():
            self.words = b""
            self.shown.set_result(time.monotonic())


class Screen(asyncio.Protocol):
    """One page's live socket, which looks for the awaited words in what comes in."""

    def __init__(self, awaited: Awaited, path: str, headers: str) -> None:
        self.awaited, self.path, self.headers = awaited, path, headers
        self.tail = b""
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(
            f"GET {self.path} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {'A' * 22}==\r\n{self.headers}"
            "\r\n".encode()
        )

    def leave(self) -> None:
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if not self.joined.done() and b'"hello"' in data:
            self.joined.set_result(None)
        if not self.awaited.words:
            return
        data = self.tail + data
        self.tail = data[-TAIL:]
        if self.awaited.words in data and self in self.awaited.missing:
            self.awaited.seen_by(self)


class Evening:
    """The people in one room, on one server."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.visitors: list[Screen] = []
        self.awaited = Awaited()
        self.server = {"Host": f"127.0.0.1:{process.port}", "Origin": process.url}
        moderator = Staff(process.url, "priya@example.org")
        self.desk = "; ".join(f"{one.name}={one.value}" for one in moderator.http.cookies.jar)
        self.http = httpx.AsyncClient(base_url=process.url, timeout=PATIENCE)

    async def arrive(self, viewers: int) -> None:
        """Let visitors in until there are so many; at first, the desks as well."""
        while len(self.visitors) < viewers:
            few = range(min(AT_ONCE, viewers - len(self.visitors)))
            public = (self.screen(f"/chats/{LIVE}/live") for _ in few)
            self.visitors += await asyncio.gather(*public)

    async def sit_down(self) -> None:
        desks = [self.screen(f"/staff/chats/{LIVE}/live", self.desk) for _ in range(DESKS)]
        self.desks = await asyncio.gather(*desks)

    async def screen(self, path: str, cookies: str = "") -> Screen:
        given = {**self.server, **({"Cookie": cookies} if cookies else {})}
        headers = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        _, screen = await asyncio.get_running_loop().create_connection(
            lambda: Screen(self.awaited, path, headers), "127.0.0.1", self.process.port
        )
        await asyncio.wait_for(screen.joined, PATIENCE)
        return screen

    async def ask(self, token: str) -> str:
        """Send a question and return its id, once it is acknowledged."""
        text = f"{token}: will the crossing be moved before the term starts?"
        fields = {"name": "Dana", "text": text, "key": secrets.token_hex(8), "rules": "yes"}
        given = {**self.server, **JSON, "Cookie": cookie(),
                 "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        path = f"/chats/{LIVE}/questions"
        answer = await self.http.post(path, content=urlencode(fields), headers=given)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    async def version(self, question: str) -> str:
        path = f"/staff/questions/{question}"
        pane = await self.http.get(path, params={"part": "item"}, headers={"Cookie": self.desk})
        return pane.text.partition('name="version" value="')[2].partition('"')[0]

    async def approve(self, question: str, version: str) -> None:
        answer = await self.http.post(
            f"/staff/questions/{question}/approval", json={"version": version},
            headers={**self.server, **JSON, "Cookie": self.desk},
        )  # fmt: skip
        assert answer.status_code == 200, answer.text

    async def timed(
        self, screens: Sequence[Screen], token: str, act: Callable[[], Awaitable[object]]
    ) -> tuple[float, object]:
        """Milliseconds from the act until the last screen shows the token, and its outcome."""
        shown = self.awaited.on(screens, token)
        began = time.monotonic()
        outcome = await act()
        return (await asyncio.wait_for(shown, PATIENCE) - began) * 1_000, outcome

    async def quietly(self, rounds: int) -> tuple[list[float], list[float]]:
        """One question after the other: to the desks, and from there to everybody."""
        held, shown = [], []
        for _ in range(rounds):
            token = secrets.token_hex(6)
            took, question = await self.timed(
                self.desks, token, lambda token=token: self.ask(token)
            )
            held.append(took)
            version = await self.version(str(question))
            took, _ = await self.timed(
                self.visitors, token,
                lambda question=question, version=version: self.approve(str(question), version),
            )  # fmt: skip
            shown.append(took)
        return held, shown

    def leave(self) -> None:
        """Let the visitors go."""
        for screen in self.visitors:
            screen.leave()
        self.visitors.clear()

    async def saturated(self, crowd: Running) -> tuple[list[float], dict[str, object]]:
        """Receipts while every approval goes to a crowd: their times in milliseconds, and how busy
        everybody was."""
        waiting = [await self.ask(secrets.token_hex(6)) for _ in range(APPROVED * SATURATED)]
        versions = [(question, await self.version(question)) for question in waiting]

        async def ask(_: int) -> float:
            began = time.monotonic()
            await self.ask(secrets.token_hex(6))
            return (time.monotonic() - began) * 1_000

        before, watched, (frames,) = self.busy(), crowd.usage(), crowd.ask("frames")
        began = time.monotonic()
        times, _ = await asyncio.gather(
            paced(ask, ASKED),
            paced(lambda number: self.approve(*versions[number]), APPROVED),
        )
        took = time.monotonic() - began
        served, watching = self.busy() - before, (crowd.usage() - watched).cpu
        (more,) = crowd.ask("frames")
        return times, {
            "frames to screens a second": round((more - frames) / took),
            "server's core busy": f"{served / took:.0%}",
            "load generator busy": f"{watching / took:.0%}",
        }

    def busy(self) -> float:
        return processor_time(self.process.process.pid)


async def paced(act: Callable[[int], Coroutine[None, None, R]], hertz: int) -> list[R]:
    """Do it so many times a second, whether or not the last one is done."""
    began, doing = time.monotonic(), []
    for number in range(hertz * SATURATED):
        await asyncio.sleep(began + number / hertz - time.monotonic())
        doing.append(asyncio.create_task(act(number)))
    return await asyncio.gather(*doing)


async def measured(
    process: Process, viewers: int, crowd: int, rounds: int
) -> list[dict[str, object]]:
    evening = Evening(process)
    await evening.sit_down()
    await evening.arrive(viewers)
    held, shown = await evening.quietly(rounds)
    evening.leave()
    with Running((str(built("load.c")), str(process.port), f"/chats/{LIVE}/live"), core=-1) as load:
        os.setpriority(os.PRIO_PROCESS, load.process.pid, 10)
        joined, *_ = load.ask(f"join {crowd} {FRAMES}")
        if joined != crowd:
            raise CannotMeasure(f"{joined:.0f} of {crowd} viewers got in")
        receipts, besides = await evening.saturated(load)
    await evening.http.aclose()
    return [
        figure("submit → every moderator's screen", held, GOAL),
        figure(f"approve → every screen of {viewers} visitors", shown, GOAL),
        figure(f"submit → receipt, a crowd of {crowd}", receipts, GOAL_OF_RECEIPTS) | besides,
    ]


def figure(what: str, times: Sequence[float], goal: float) -> dict[str, object]:
    p99 = percentile(times, 0.99)
    return {
        "what": what, "times": len(times), "p50 ms": round(percentile(times, 0.5), 1),
        "p99 ms": round(p99, 1), "goal": f"p99 < {goal:.0f} ms",
        "verdict": "pass" if p99 < goal else "fail",
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--viewers", type=int, default=1_000)
    parser.add_argument("--crowd", type=int, default=8_000)
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    raise_file_limit()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        url = f"sqlite:///{Path(folder) / 'webchat.sqlite3'}"
        template(url)
        with Process(url, Path(folder), max_sockets_per_address=given.crowd + 10) as process:
            os.sched_setaffinity(process.process.pid, {0})
            os.sched_setaffinity(0, {1})
            figures = uvloop.run(measured(process, given.viewers, given.crowd, given.rounds))
    print("\n".join(json.dumps(one, ensure_ascii=False) for one in figures))
    return 0 if all(one["verdict"] == "pass" for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
