"""Whether the log is as it was written: each line sealed onto the one before, and none missing."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.events import START, Event, Stream, seal

AT_ONCE = 1_000  # lines read at a time


@dataclass(frozen=True, slots=True)
class Head:
    """The end of one stream, to be noted elsewhere: whoever cuts the log cannot cut that."""

    stream: str
    seq: int
    hash: str


@dataclass(slots=True)
class Chain:
    """One stream's lines as they pass, and what is wrong with them."""

    noted: Head | None = None
    seq: int = 0
    head: str = START

    def faults(self, lines: Iterable[Event]) -> Iterator[str]:
        """Say of each line what is wrong with it; lines come in order."""
        for line in lines:
            if line.seq != self.seq + 1:
                yield f"line {self.seq + 1} is missing"
            if line.prev != self.head:
                yield f"line {line.seq} is not sealed onto the line before"
            if line.hash != seal(fields(line)):
                yield f"line {line.seq} is not as it was written"
            if self.noted and self.noted.seq == line.seq and self.noted.hash != line.hash:
                yield f"line {line.seq} is not the one that was noted"
            self.seq, self.head = line.seq, line.hash

    def end(self, stream: Stream) -> Iterator[str]:
        """Say whether the last line is where the stream says it is, and where it was noted."""
        if (stream.last_seq, stream.head) != (self.seq, self.head):
            yield f"line {stream.last_seq} should be the last, and line {self.seq} is"
        if self.noted and self.noted.seq > self.seq:
            yield f"line {self.noted.seq} was noted, and line {self.seq} is the last"


def fields(line: Event) -> Mapping[str, object]:
    return {
        "prev": line.prev, "stream_id": line.stream_id, "seq": line.seq, "kind": line.kind,
        "audience": line.audience, "about": line.about, "by": line.by, "at": line.at,
        "particulars": line.particulars,
    }  # fmt: skip


async def verify(
    session: AsyncSession, noted: Mapping[str, Head]
) -> AsyncIterator[tuple[Head, tuple[str, ...]]]:
    """Yield each stream's end, with what is wrong with the stream."""
    streams = (await session.scalars(select(Stream).order_by(Stream.id))).all()
    for stream in streams:
        chain = Chain(noted.get(stream.name))
        found = [fault async for fault in walk(session, stream, chain)]
        yield Head(stream.name, chain.seq, chain.head), (*found, *chain.end(stream))
    for name in sorted(noted.keys() - {stream.name for stream in streams}):
        yield noted[name], ("the whole of it was noted, and is missing",)


async def walk(session: AsyncSession, stream: Stream, chain: Chain) -> AsyncIterator[str]:
    """Read a stream's lines a thousand at a time."""
    after = 0
    while True:
        query = select(Event).where(Event.stream_id == stream.id, Event.seq > after)
        lines = (await session.scalars(query.order_by(Event.seq).limit(AT_ONCE))).all()
        if not lines:
            return
        for fault in chain.faults(lines):
            yield fault
        after = lines[-1].seq
        session.expunge_all()


def read_heads(file: Path) -> dict[str, Head]:
    """The ends that were noted, by stream; none before the first time. Raises ValueError."""
    if not file.exists():
        return {}
    found = [Head(**json.loads(line)) for line in file.read_text().splitlines()]
    return {head.stream: head for head in found}


def write_heads(file: Path, heads: Iterable[Head]) -> None:
    """Note the ends; the file is whole or as it was before."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text("".join(f"{json.dumps(asdict(head))}\n" for head in heads))
    fresh.replace(file)
