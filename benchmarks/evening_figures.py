"""The figures of a simulated evening: how long what was held, what went wrong, and their table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.evening_log import Log
from benchmarks.evening_people import Book
from benchmarks.evening_script import Asked
from benchmarks.submissions import percentile
from chat.rooms.models import Lane

VERDICTS = {
    "approval": "approved", "rejection": "rejected", "diversion": "diverted", "merging": "merged",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen from outside while an evening ran."""

    moderators: int
    hour: float  # virtual seconds
    missed: int  # viewers
    gone: int
    spent: float  # seconds of the server's processor
    took: float  # real seconds


@dataclass(frozen=True, slots=True)
class Group:
    """How long some of the questions were held, in virtual seconds."""

    asked: int
    decided: int
    median: float | None
    p95: float | None
    longest: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """One evening in figures."""

    moderators: int
    submitted: int
    acknowledged: int
    decided: int
    verdicts: dict[str, int]
    waiting: int
    parked: int
    lapsed: int
    lost: int
    otherwise: int
    firsts: Group
    later: Group
    urgent: Group
    longest: str
    longest_unread: str
    passed_over: int
    missed: int
    gone: int
    behind: float  # virtual seconds by which a decision was in after its moment, median
    most_behind: float
    processor_ms: float  # of the server, for each decision
    busy: float  # share of the server's core

    @property
    def sound(self) -> bool:
        faults = self.lost, self.otherwise, self.passed_over, self.missed, self.gone
        unread = self.waiting + self.parked
        return not any(faults) and self.submitted == self.acknowledged and self.lapsed == unread


def result(book: Book, log: Log, watched: Watched) -> Result:
    known = [one for one in book.asked if one.id in log.stories]
    urgent = [one for one in known if log.stories[one.id].lane is Lane.URGENT]
    calm = [one for one in known if one not in urgent]
    decided = [one for one in known if one.decided is not None]
    left = [one for one in known if one.decided is None]
    return Result(
        moderators=watched.moderators,
        submitted=len(book.asked),
        acknowledged=sum(bool(one.id) for one in book.asked),
        decided=len(decided),
        verdicts=dict(Counter(one.verdict for one in decided)),
        waiting=sum(one.parked_by is None for one in left),
        parked=sum(one.parked_by is not None for one in left),
        lapsed=log.lapsed(),
        lost=log.lost(book.asked),
        otherwise=log.otherwise(book.asked),
        firsts=group([one for one in calm if not one.turn]),
        later=group([one for one in calm if one.turn]),
        urgent=group(urgent),
        longest=longest(decided, log, watched.hour),
        longest_unread=longest([one for one in left if one.parked_by is None], log, watched.hour),
        passed_over=log.passed_over(book.picks),
        missed=watched.missed,
        gone=watched.gone,
        behind=percentile(book.behind, 0.5) if book.behind else 0.0,
        most_behind=max(book.behind, default=0.0),
        processor_ms=watched.spent / max(1, len(decided)) * 1_000,
        busy=watched.spent / watched.took,
    )


def group(asked: Sequence[Asked]) -> Group:
    times = [one.decided - one.sent for one in asked if one.decided is not None]
    if not times:
        return Group(len(asked), 0, None, None, None)
    return Group(
        len(asked), len(times), percentile(times, 0.5), percentile(times, 0.95), max(times)
    )


def longest(asked: Sequence[Asked], log: Log, seconds: float) -> str:
    """The longest wait among these, and the place in the queue that it is owed to."""

    def wait(one: Asked) -> float:
        return (seconds if one.decided is None else one.decided) - one.sent

    if not asked:
        return "nobody"
    one = max(asked, key=lambda one: (wait(one), one.turn))
    lane = log.stories[one.id].lane.name.lower()
    return f"{minutes(wait(one))}: {lane} lane, its asker's question {one.turn + 1}"


def minutes(seconds: float | None) -> str:
    if seconds is None:
        return "none"
    whole, rest = divmod(round(seconds), 60)
    return f"{whole}:{rest:02}"


def table(results: Sequence[Result]) -> Iterator[str]:
    columns = [list(lines(one)) for one in results]
    heads = [f"{one.moderators} at the desk" for one in results]
    yield f"| what | {' | '.join(heads)} |"
    yield "|---|" + "---|" * len(heads)
    for cells in zip(*columns, strict=True):
        yield f"| {cells[0][0]} | {' | '.join(figure for _, figure in cells)} |"


def lines(one: Result) -> Iterator[tuple[str, str]]:
    yield "submitted, acknowledged", f"{one.submitted}, {one.acknowledged}"
    given = ", ".join(f"{count} {VERDICTS[deed]}" for deed, count in sorted(one.verdicts.items()))
    yield "decided", f"{one.decided} ({given})"
    yield "still waiting at the end; parked", f"{one.waiting}; {one.parked}"
    yield "lapsed when the chat was ended", str(one.lapsed)
    yield "lost; in another state than in the driver's book", f"{one.lost}; {one.otherwise}"
    named = ("first questions", one.firsts), ("second and later", one.later)
    for name, some in (*named, ("urgent", one.urgent)):
        yield f"{name}: decided, of so many", f"{some.decided} of {some.asked}"
        times = " / ".join(minutes(each) for each in (some.median, some.p95, some.longest))
        yield f"{name}: held, median / 95th / longest", times
    yield "waited longest of those decided", one.longest
    yield "waited longest of those nobody read", one.longest_unread
    yield "passed over: a second opened before a free first", str(one.passed_over)
    yield "viewers who missed a released item; who were cut off", f"{one.missed}; {one.gone}"
    late = f"{one.behind:.1f} s / {one.most_behind:.1f} s"
    yield "a decision came after its moment by, median / at most", late
    yield "server's processor time for each decision", f"{one.processor_ms:.0f} ms"
    yield "server's core busy", f"{one.busy:.0%}"
