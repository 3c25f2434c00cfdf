"""Live delivery beside its peers: `python -m benchmarks.live` (see benchmarks/README.md)."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.processes import CannotMeasure, Running, Server, Usage, built, port_of, servers

STARVED = 0.02  # share of the time a process may be kept off its core before that is said
PATIENCE = 60  # seconds a delivery may take before it counts as lost
OURS, LIMIT = "ours", "C limit"
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Plan:
    """What one run measures."""

    viewers: tuple[int, ...]
    rounds: int
    deliveries: int  # of quiet messages, per server and round
    crowd: int  # viewers at a pace
    seconds: int  # at each pace
    drowsy: int  # viewers of whom ten stop reading
    hertz: int  # messages a second they do not read


FULL = Plan(
    (1_000, 5_000, 10_000), rounds=3, deliveries=200_000, crowd=10_000, seconds=10,
    drowsy=200, hertz=200,
)  # fmt: skip
QUICK = Plan((500,), rounds=1, deliveries=40_000, crowd=500, seconds=2, drowsy=40, hertz=1_000)


@dataclass(frozen=True, slots=True)
class Quiet:
    """One server with so many viewers: joining, sitting idle, one message at a time."""

    server: str
    viewers: int
    turn: int  # which round it was
    joined: float  # seconds until all were in
    joins_cpu: float  # µs of processor time each
    idle: float  # KiB each
    cpu: float  # µs per delivery
    user: float  # µs of it outside the kernel
    last: float  # ms until the last viewer had it, median
    p99: float  # ms until 99 of 100 deliveries were made
    load_busy: float  # share of its core that the load generator used
    waited: float  # share of the time something else had the server's core
    pause: float | None = None  # ms the loop stood still at most
    collection: float | None = None  # ms the collector took at most


def quiet(server: Server, load: str, *, viewers: int, deliveries: int, turn: int) -> Quiet:
    messages = max(3, deliveries // viewers)
    with Running(server.command, core=0) as serving:
        port = port_of(serving)
        with Running((load, str(port), "/live"), core=-1) as watching:
            empty = serving.usage()
            joined, seconds, *_ = watching.ask(f"join {viewers} {server.frames}")
            check(server, int(joined), viewers)
            full = serving.usage() - empty
            pauses = dict(serving.told)
            spent, busy, waited, figures = tell_one_by_one(serving, watching, messages)
    made = viewers * messages
    return Quiet(
        server.name, viewers, turn, joined=seconds, joins_cpu=full.cpu / viewers * 1e6,
        idle=full.memory / viewers, cpu=spent.cpu / made * 1e6, user=spent.user / made * 1e6,
        last=median(last for _, last in figures), p99=median(p99 for p99, _ in figures),
        load_busy=busy, waited=waited, pause=pauses.get("pause"),
        collection=pauses.get("collection"),
    )  # fmt: skip


def check(server: Server, joined: int, viewers: int) -> None:
    if joined != viewers:
        raise CannotMeasure(f"{server.name}: {joined} of {viewers} viewers got in")


def tell_one_by_one(
    serving: Running, watching: Running, messages: int
) -> tuple[Usage, float, float, list[tuple[float, float]]]:
    """The next message when all have the last.

    What it cost, how busy the load generator was, the share of the time the server was kept off
    its core, and for each message the 99th percentile and the last.
    """
    before, busy, began = serving.usage(), watching.usage(), time.monotonic()
    figures = []
    for _ in range(messages):
        serving.say("one")
        _, lost, _, p99, _, last, _ = watching.ask(f"expect 1 {PATIENCE}")
        if lost:
            raise CannotMeasure(f"{lost:.0f} deliveries of one message were lost")
        figures.append((p99, last))
    spent, took = serving.usage() - before, time.monotonic() - began
    return spent, (watching.usage() - busy).cpu / took, spent.waited / took, figures


@dataclass(frozen=True, slots=True)
class Paced:
    """So many viewers and so many messages a second."""

    server: str
    viewers: int
    hertz: int
    lost: int
    cpu: float  # µs per delivery
    p50: float  # ms
    p99: float  # ms
    behind: float  # seconds the last message came after its time
    load_busy: float
    waited: float  # share of the time something else had the server's core
    load_waited: float  # and the load generator's


def paced(server: Server, load: str, *, viewers: int, hertz: int, seconds: int) -> Paced:
    with Running(server.command, core=0) as serving:
        port = port_of(serving)
        with Running((load, str(port), "/live"), core=-1) as watching:
            joined = watching.ask(f"join {viewers} {server.frames}")[0]
            check(server, int(joined), viewers)
            before, busy, began = serving.usage(), watching.usage(), time.monotonic()
            serving.say(f"rate {hertz} {hertz * seconds}")
            made, lost, p50, p99, *_ = watching.ask(f"expect {hertz * seconds} {seconds + 15}")
            took = time.monotonic() - began
            spent, busy = serving.usage() - before, watching.usage() - busy
    return Paced(
        server.name, viewers, hertz, int(lost), cpu=spent.cpu / max(1, made) * 1e6, p50=p50,
        p99=p99, behind=max(0.0, took - seconds), load_busy=busy.cpu / took,
        waited=spent.waited / took, load_waited=busy.waited / took,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sleepers:
    """Some of the viewers stop reading."""

    server: str
    awake: int
    lost: int
    p99: float  # ms, of those who read
    asleep: int
    gone: int
    gone_after: float  # seconds
    waited: float
    load_waited: float


def sleepers(server: Server, load: str, *, viewers: int, hertz: int, asleep: int = 10) -> Sleepers:
    with Running(server.command, core=0) as serving:
        port = port_of(serving)
        with Running((load, str(port), "/live"), core=-1) as watching:
            watching.ask(f"join {viewers} {server.frames}")
            watching.ask(f"sleep {asleep}")
            before, busy, began = serving.usage(), watching.usage(), time.monotonic()
            serving.say(f"rate {hertz} 4000")
            _, lost, _, p99, *_ = watching.ask("expect 4000 40")
            reading = time.monotonic() - began
            spent, busy = serving.usage() - before, watching.usage() - busy
            gone, waited = watching.ask(f"gone {asleep} {50 - reading:.0f}")
    return Sleepers(
        server.name, viewers - asleep, int(lost), p99, asleep, int(gone),
        gone_after=reading + waited, waited=spent.waited / reading,
        load_waited=busy.waited / reading,
    )  # fmt: skip


# The report


def medians(results: Sequence[Quiet]) -> dict[tuple[int, str], Quiet]:
    """One line per server and number of viewers, each figure the median of its rounds."""
    found: dict[tuple[int, str], list[Quiet]] = {}
    for result in results:
        found.setdefault((result.viewers, result.server), []).append(result)
    return {key: middle(same) for key, same in found.items()}


def middle(same: Sequence[Quiet]) -> Quiet:
    first = asdict(same[0])
    figures = {
        name: median(getattr(one, name) for one in same)
        for name, value in first.items()
        if isinstance(value, float)
    }
    return Quiet(**{**first, **figures})


def ratios(results: Sequence[Quiet], viewers: int, *, over: str, of: str = OURS) -> float | None:
    """One server over another within each round, then the median: only that travels."""
    ones = {one.turn: one.cpu for one in results if (one.server, one.viewers) == (of, viewers)}
    others = {one.turn: one.cpu for one in results if (one.server, one.viewers) == (over, viewers)}
    both = ones.keys() & others.keys()  # a peer may have been left out of a round
    return median(ones[turn] / others[turn] for turn in both) if both else None


COLUMNS = (
    "viewers", "server", "CPU µs per delivery", "of it user", "over the C limit",
    "last has it, ms", "p99 ms", "KiB per idle viewer", "joins/s", "load generator busy",
    "kept off its core",
)  # fmt: skip


def table(results: Sequence[Quiet]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" * len(COLUMNS) + "|"
    for (viewers, name), line in medians(results).items():
        ratio = ratios(results, viewers, over=LIMIT, of=name)
        cells = (
            f"{viewers:,}", name, f"{line.cpu:.1f}", f"{line.user:.1f}",
            "" if ratio is None else f"{ratio:.2f}", f"{line.last:.0f}", f"{line.p99:.0f}",
            f"{line.idle:.1f}", f"{viewers / line.joined:,.0f}", f"{line.load_busy:.0%}",
            f"{line.waited:.0%}",
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure, what it should be, and whether it is."""

    what: str
    figure: str
    goal: str
    met: bool


def goals(
    quiets: Sequence[Quiet], paces: Sequence[Paced], slow: Sequence[Sleepers]
) -> Iterator[Goal]:
    for (viewers, name), line in medians(quiets).items():
        if name == OURS:
            yield from goals_of_delivery(quiets, line, viewers)
    for pace in paces:
        if pace.server == OURS:
            most = 250 if pace.hertz <= 10 else 300
            figure = f"{pace.lost} lost, p99 {pace.p99:.0f} ms{starved(pace)}"
            yield Goal(
                f"{pace.viewers:,} viewers, {pace.hertz} messages a second", figure,
                f"0 lost, p99 < {most} ms", pace.lost == 0 and pace.p99 < most,
            )  # fmt: skip
    for one in slow:
        if one.server == OURS:
            yield Goal(
                f"{one.asleep} of {one.asleep + one.awake} stop reading: the others",
                f"{one.lost} lost, p99 {one.p99:.0f} ms{starved(one)}", "0 lost, p99 < 50 ms",
                one.lost == 0 and one.p99 < 50,
            )  # fmt: skip
            yield Goal(
                "those who stopped", f"{one.gone} gone in {one.gone_after:.0f} s",
                f"{one.asleep} gone in ≤ 45 s", one.gone == one.asleep and one.gone_after <= 45,
            )  # fmt: skip


def starved(one: Paced | Sleepers) -> str:
    """Says so where other work on the machine took the cores that were being measured."""
    if max(one.waited, one.load_waited) < STARVED:
        return ""
    return f" (kept off its core {one.waited:.0%}, the viewers {one.load_waited:.0%} of the time)"


def goals_of_delivery(quiets: Sequence[Quiet], line: Quiet, viewers: int) -> Iterator[Goal]:
    for other, most in ((LIMIT, 1.2), ("Node ws", 1.0)):
        ratio = ratios(quiets, viewers, over=other)
        if ratio is not None:
            what = f"CPU per delivery over {other}, {viewers:,} viewers"
            yield Goal(what, f"{ratio:.2f}", f"≤ {most}", ratio <= most)
    yield Goal(f"KiB per idle viewer, {viewers:,}", f"{line.idle:.1f}", "≤ 12", line.idle <= 12)
    if viewers == 10_000:
        yield Goal("the last of 10,000 has it", f"{line.last:.0f} ms", "< 150 ms", line.last < 150)
    if viewers == 5_000:
        yield Goal("5,000 joins at once", f"{line.joined:.2f} s", "≤ 2.5 s", line.joined <= 2.5)
        for what, figure in (("loop", line.pause), ("collector", line.collection)):
            if figure is not None:
                name = f"longest pause of the {what} while they join"
                yield Goal(name, f"{figure:.0f} ms", "< 30 ms", figure < 30)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", help="numbers of viewers, such as 1000,5000,10000")
    parser.add_argument("--rounds", type=int, help="how often each server is measured, in turn")
    parser.add_argument("--quick", action="store_true", help="a small run of under a minute")
    parser.add_argument("--all-paces", action="store_true", help="the paces for the peers as well")
    parser.add_argument("--no-quiet", action="store_true", help="only the paces and the sleepers")
    parser.add_argument("--json", type=Path, help="write every figure of every round here")
    given = parser.parse_args()
    plan = QUICK if given.quick else FULL
    viewers = tuple(map(int, given.viewers.split(","))) if given.viewers else plan.viewers
    viewers = () if given.no_quiet else viewers
    try:
        return run(
            plan, viewers, given.rounds or plan.rounds, every=given.all_paces, out=given.json
        )
    except CannotMeasure as error:
        print(f"cannot measure: {error}", file=sys.stderr)
        return 2


def run(plan: Plan, viewers: tuple[int, ...], rounds: int, *, every: bool, out: Path | None) -> int:
    load, all_servers = str(built("load.c")), servers()
    mine = [one for one in all_servers if one.name == OURS]
    quiets = [
        result
        for number in viewers
        for turn in range(rounds)
        for server in all_servers
        for result in tried(
            quiet, server, load, viewers=number, deliveries=plan.deliveries, turn=turn
        )
    ]
    paces = [
        result
        for hertz in (10, 50)
        for server in (all_servers if every else mine)
        for result in tried(
            paced, server, load, viewers=plan.crowd, hertz=hertz, seconds=plan.seconds
        )
    ]
    slow = [
        result
        for server in mine
        for result in tried(sleepers, server, load, viewers=plan.drowsy, hertz=plan.hertz)
    ]
    if out is not None:
        figures = [asdict(one) for one in (*quiets, *paces, *slow)]
        out.write_text(json.dumps(figures, indent=1))
    lines = list(goals(quiets, paces, slow))
    print("\n".join([*table(quiets), "", *verdicts(lines)]))
    return 0 if all(line.met for line in lines) else 1


def verdicts(lines: Sequence[Goal]) -> Iterator[str]:
    yield "| what | measured | goal | |"
    yield "|---|---|---|---|"
    for line in lines:
        yield f"| {line.what} | {line.figure} | {line.goal} | {'met' if line.met else 'missed'} |"


def tried(measure: Callable[..., R], server: Server, load: str, **given: int) -> Iterator[R]:
    """One measurement; a peer that cannot keep up is left out, ours ends the run."""
    try:
        result = measure(server, load, **given)
    except CannotMeasure as error:
        if server.name == OURS:
            raise
        print(f"left out: {error}", file=sys.stderr)
        return
    print(result, file=sys.stderr)
    yield result


if __name__ == "__main__":
    sys.exit(main())
