"""The simulated people, a program of its own that knows public addresses and log-ins alone.

    python -m chat.demo.people --url http://127.0.0.1:8000 --chat bedminster-2026-12-01

The first line of standard input is a JSON object of passwords by e-mail address. It ends when
standard input does, so that nobody is left talking when whoever started it is gone.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence

from chat.demo.cast import SIMULATED_MODERATOR, SIMULATED_OFFICERS, Member
from chat.demo.crowd import Crowd, Script
from chat.demo.moderator import Moderator
from chat.demo.officer import Officer
from chat.demo.pace import Pace
from chat.demo.signing_in import Duty, LogIn, work

MAIN, BESIDE = 30, 6  # visitors in the first chat named, and in each other
AFTER_A_FAULT = 10.0  # seconds

Life = Callable[[], Awaitable[None]]


def main() -> None:
    options = arguments()
    passwords: dict[str, str] = json.loads(sys.stdin.buffer.readline())
    asyncio.run(until_told(lives(options.url, options.chat, passwords, Pace(options.pace))))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Simulated people for the demonstration.")
    parser.add_argument("--url", required=True, help="where the site is")
    parser.add_argument(
        "--chat", required=True, action="append", help="address of a chat; may be repeated"
    )
    parser.add_argument("--pace", type=float, default=1.0, help="of all pauses; less is quicker")
    return parser.parse_args()


def lives(url: str, slugs: Sequence[str], passwords: Mapping[str, str], pace: Pace) -> list[Life]:
    """What everybody does: the staff in all the chats, a crowd in each; questions in the first."""
    script = Script()
    crowds = [Crowd(url, slug, pace, size=MAIN if slug == slugs[0] else BESIDE) for slug in slugs]
    duties: dict[Member, list[Duty]] = {
        SIMULATED_MODERATOR: [Moderator(slug, script, pace).duty for slug in slugs]
    } | {
        member: [Officer(slug, member.shown, script, pace, council=bool(member.organisation)).duty
                 for slug in slugs]
        for member in SIMULATED_OFFICERS
    }  # fmt: skip
    return [
        *[at_work(url, LogIn(one.email, passwords[one.email]), duties[one]) for one in duties],
        *[crowd.come_and_go for crowd in crowds],
        lambda: crowds[0].talk(script.questions()),
    ]  # fmt: skip


def at_work(url: str, log_in: LogIn, duties: Sequence[Duty]) -> Life:
    return lambda: work(url, log_in, duties)


async def until_told(everybody: Sequence[Life]) -> None:
    """Live until a signal comes or standard input ends."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    loop.add_reader(sys.stdin.fileno(), lambda: os.read(sys.stdin.fileno(), 4096) or told.set())
    living = [asyncio.create_task(live(one)) for one in everybody]
    await told.wait()
    for task in living:
        task.cancel()
    await asyncio.gather(*living, return_exceptions=True)


async def live(one: Life) -> None:
    """Carry on after any fault: one that stumbles must not end the evening for all."""
    while True:
        try:
            await one()
        except Exception as error:
            print(f"a simulated person stumbled: {error!r}", file=sys.stderr, flush=True)
        await asyncio.sleep(AFTER_A_FAULT)


if __name__ == "__main__":
    main()
