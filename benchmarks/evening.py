"""An hour of a Chief Constable's chat: a full room, a queue at its doors, one moderator, or three.

    .venv/bin/python -m benchmarks.evening            # an hour in a minute, twice
    .venv/bin/python -m benchmarks.evening --quick    # a tenth of everything, under 20 seconds

The server is a process of its own, with SQLite synced as in service, real requests and real
sockets. Only the pace of people is compressed: a virtual clock in this driver says when somebody
asks and when a moderator has read, and all hold times are reckoned on it.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import uvloop

from benchmarks.evening_figures import Result, Watched, result, table
from benchmarks.evening_log import read
from benchmarks.evening_people import Book, Clock, Moderator, Public
from benchmarks.evening_script import Author
from benchmarks.processes import CannotMeasure, Running, cores
from benchmarks.submissions import processor_time
from tests.house import CAST, LIVE, template
from tests.people import Staff
from tests.serving import Process

ON_DUTY = ("priya", "sam", "helen")
PATIENCE = 20.0  # seconds until the last viewer has the last item
GRACE = 60.0  # seconds that an evening may take besides its hour
BEHIND = 10.0  # virtual seconds: with more, the machine was too busy to compress time honestly
PER_ADDRESS = 50  # sockets, as in service


@dataclass(frozen=True, slots=True)
class Plan:
    """How large an evening it is."""

    viewers: int = 800
    waiting: int = 250
    more: int = 400
    minutes: float = 60.0
    factor: float = 60.0
    seed: int = 5

    @property
    def seconds(self) -> float:
        return self.minutes * 60

    def tenth(self) -> "Plan":
        """And a quarter faster."""
        return replace(self, viewers=self.viewers // 10, waiting=self.waiting // 10,
                       more=self.more // 10, minutes=self.minutes / 10,
                       factor=self.factor * 1.25)  # fmt: skip


def held(plan: Plan, moderators: int, core: int) -> Result:
    """One evening from the doors to the end, on a server of its own."""
    book = Book(Author(plan.seed).evening(plan.waiting, plan.more, plan.seconds))
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        path = Path(folder) / "webchat.sqlite3"
        template(f"sqlite:///{path}")
        with Process(f"sqlite:///{path}", path.parent, max_sockets_per_address=PER_ADDRESS) as it:
            os.sched_setaffinity(it.process.pid, {core})
            with Running(viewers_of(it), core=-1) as crowd:
                fill(crowd, plan.viewers)
                spent, took = uvloop.run(hour(it, plan, moderators, book))
                shown = [one.id for one in book.asked if one.verdict == "approval"]
                missed, gone = crowd.ask(f"missed {PATIENCE} {' '.join(shown)}")
            end(it)
        watched = Watched(moderators, plan.seconds, int(missed), int(gone), spent, took)
        return result(book, read(path, book), watched)


def viewers_of(process: Process) -> tuple[str, ...]:
    crowd = (sys.executable, "-m", "benchmarks.evening_crowd")
    return (*crowd, str(process.port), f"/chats/{LIVE}/live")


def fill(crowd: Running, viewers: int) -> None:
    (joined,) = crowd.ask(f"join {viewers}")
    if joined != viewers:
        raise CannotMeasure(f"{joined:.0f} of {viewers} viewers got in")


async def hour(process: Process, plan: Plan, moderators: int, book: Book) -> tuple[float, float]:
    """Processor time of the server and the time that passed, both in seconds."""
    clock = Clock(plan.factor)
    public = Public(process.url, clock)
    for asked in book.asked[: plan.waiting]:
        await public.ask(asked)
    emails = [CAST[name].email for name in ON_DUTY[:moderators]]
    duty = [Moderator(process.url, email, clock, book) for email in emails]
    for one in duty:
        await one.sit_down()
    before = processor_time(process.process.pid)
    clock.start()
    async with asyncio.timeout(plan.seconds / plan.factor + GRACE), asyncio.TaskGroup() as group:
        group.create_task(public.ask_in_time(book.asked[plan.waiting :]))
        for one in duty:
            group.create_task(one.work(plan.seconds))
    spent, took = processor_time(process.process.pid) - before, clock.now / plan.factor
    for one in duty:
        await one.get_up()
    await public.web.aclose()
    return spent, took


def end(process: Process) -> None:
    """Close the chat and end it, so that what nobody read lapses."""
    priya = Staff(process.url, CAST["priya"].email)
    priya.end(LIVE)
    priya.http.close()


def main() -> int:
    plan, out, runs = asked_for()
    own = cores()
    os.sched_setaffinity(0, {own[-1]})
    try:
        results = [held(plan, moderators, own[0]) for moderators in runs]
    except CannotMeasure as error:
        print(f"cannot measure: {error}", file=sys.stderr)
        return 2
    print("\n".join(table(results)))
    if any(one.behind > BEHIND for one in results):
        print("the machine could not keep the pace: try a smaller --factor", file=sys.stderr)
    if out is not None:
        figures = {"plan": asdict(plan), "runs": [asdict(one) for one in results]}
        out.write_text(json.dumps(figures, indent=1))
    return 0 if all(one.sound for one in results) else 1


def asked_for() -> tuple[Plan, Path | None, list[int]]:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in asdict(Plan()).items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--moderators", type=int, nargs="+", choices=(1, 2, 3), default=[1, 3])
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of everything, a quarter faster"
    )
    parser.add_argument("--json", type=Path, help="write every figure here")
    given = vars(parser.parse_args())
    quick, out, runs = given.pop("quick"), given.pop("json"), given.pop("moderators")
    plan = Plan(**given)
    return plan.tenth() if quick else plan, out, runs


if __name__ == "__main__":
    sys.exit(main())
