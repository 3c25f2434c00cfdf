"""Durable submissions: questions over HTTP to their 201, checks on, the disk synced.

    .venv/bin/python -m benchmarks.submissions [--seconds 5] [--waiting 64]

The server runs on one core and the load on the other, over loopback. Every question comes from
another visitor, with the cookie that the room's page gives, and as the form a page without scripts
sends, so the answer is 303 with the receipt. Each connection asks once before the clock starts:
the first few questions after a start take some 100 ms more, once.
"""

import argparse
import asyncio
import hashlib
import json
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from itsdangerous import Signer

from benchmarks.processes import TICK
from foundation.identifiers import new_id
from tests.house import LIVE, template
from tests.serving import KEY, Process

GOAL_RATE, GOAL_P99 = 1_500, 80.0  # per second, milliseconds
SIGNER = Signer(KEY, salt="webchat.visitor", digest_method=hashlib.sha256)
WORDS = "Will the crossing on Cotham Road be moved before the school term starts?"


class Asker:
    """One keep-alive connection that sends a question, waits for its receipt, and
    sends the next."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.times: list[float] = []

    async def arrive(self) -> None:
        """Load the page once, as everybody does who asks."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        await self.exchange(f"GET /chats/{LIVE} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n")

    async def exchange(self, request: str) -> str:
        self.writer.write(request.encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            (line for line in head.split("\r\n") if line.lower().startswith("content-length")),
            "x: 0",
        )
        await self.reader.readexactly(int(length.partition(": ")[2]))
        return head

    async def ask_until(self, end: float) -> None:
        while time.monotonic() < end:
            began = time.monotonic()
            await self.ask()
            self.times.append((time.monotonic() - began) * 1_000)
        self.writer.close()

    async def ask(self) -> None:
        head = await self.exchange(self.request())
        if " 303 " not in head.split("\r\n", 1)[0]:
            raise AssertionError(head.split("\r\n", 1)[0])

    def request(self) -> str:
        fields = {
            "name": "Dana",
            "text": f"{WORDS} {secrets.token_hex(3)}",
            "key": secrets.token_hex(8),
            "rules": "yes",
        }
        body = urlencode(fields)
        return (
            f"POST /chats/{LIVE}/questions HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nCookie: {cookie()}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )


def cookie() -> str:
    """What the page would have given a new visitor."""
    return f"webchat-visitor={SIGNER.sign(new_id()).decode()}"


async def load(port: int, *, waiting: int, seconds: float) -> list[float]:
    askers = [Asker(port) for _ in range(waiting)]
    for asker in askers:
        await asker.arrive()
        await asker.ask()
    end = time.monotonic() + seconds
    await asyncio.gather(*(asker.ask_until(end) for asker in askers))
    return [each for asker in askers for each in asker.times]


def processor_time(pid: int) -> float:
    """Seconds so far, in the kernel and outside it."""
    words = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICK


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--waiting", type=int, default=64)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        url = f"sqlite:///{Path(folder) / 'webchat.sqlite3'}"
        template(url)
        with Process(url, Path(folder)) as server:
            os.sched_setaffinity(server.process.pid, {0})
            os.sched_setaffinity(0, {1})
            before = processor_time(server.process.pid)
            times = asyncio.run(load(server.port, waiting=given.waiting, seconds=given.seconds))
            spent = processor_time(server.process.pid) - before
    rate, p99 = len(times) / given.seconds, percentile(times, 0.99)
    verdict = "pass" if rate >= GOAL_RATE and p99 < GOAL_P99 else "fail"
    print(
        json.dumps(
            {
                "waiting": given.waiting,
                "per second": round(rate),
                "p50 ms": round(statistics.median(times), 1),
                "p99 ms": round(p99, 1),
                "ms of processor time each": round(spent / len(times) * 1_000, 2),
                "goal": f">= {GOAL_RATE}/s, p99 < {GOAL_P99:.0f} ms",
                "verdict": verdict,
            }
        )
    )


if __name__ == "__main__":
    main()
