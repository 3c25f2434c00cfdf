"""The record can be trusted (P24): whatever is done to the log behind the program's back shows."""

import json
import random
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from foundation.database import Database
from foundation.events import Audience, Event, Stream, declare, lock, record
from foundation.verifying import Chain, Head, read_heads, verify, write_heads

AT = datetime(2026, 12, 1, 19, tzinfo=UTC)
LINES = 40
TRIES = 1_000
SAID = declare("test.said", Audience.DESK, "{by} said something")


async def written(database: Database) -> tuple[Stream, list[Event]]:
    """A stream of forty lines, as verbs write them."""
    async with database.writing() as session:
        session.add(stream := Stream(name="chat:walk", last_seq=0, head="0" * 64, epoch="e"))
        await session.flush()
        held = await lock(session, stream.id)
        for number in range(LINES):
            record(
                session, held, SAID, about=f"q{number}", at=AT + timedelta(seconds=number),
                particulars={"number": number},
            )  # fmt: skip
    async with database.reading() as session:
        lines = (await session.scalars(select(Event).order_by(Event.seq))).all()
        return (await session.scalars(select(Stream))).one(), list(lines)


def faults(stream: Stream, lines: list[Event], noted: Head | None = None) -> list[str]:
    chain = Chain(noted)
    return [*chain.faults(lines), *chain.end(stream)]


def changed(line: Event, **values: object) -> Event:
    other = copy(line)
    for name, value in values.items():
        setattr(other, name, value)
    return other


def edit(lines: list[Event], rng: random.Random) -> list[Event]:
    at = rng.randrange(len(lines))
    change = rng.choice(
        [{"kind": "test.other"}, {"by": 7}, {"about": "q99"}, {"audience": Audience.PUBLIC},
         {"at": AT - timedelta(days=1)}, {"particulars": {"number": -1}}]
    )  # fmt: skip
    return [*lines[:at], changed(lines[at], **change), *lines[at + 1 :]]


def leave_out(lines: list[Event], rng: random.Random) -> list[Event]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def swap(lines: list[Event], rng: random.Random) -> list[Event]:
    """Two lines change places, numbers and all but the order."""
    one, other = sorted(rng.sample(range(len(lines)), 2))
    swapped = list(lines)
    swapped[one] = changed(lines[other], seq=lines[one].seq)
    swapped[other] = changed(lines[one], seq=lines[other].seq)
    return swapped


def cut(lines: list[Event], rng: random.Random) -> list[Event]:
    return lines[: rng.randrange(len(lines))]


async def test_what_is_as_it_was_written_has_no_fault(database: Database) -> None:
    stream, lines = await written(database)
    assert faults(stream, lines) == []


@pytest.mark.parametrize("deed", [edit, leave_out, swap, cut])
async def test_every_change_is_found(
    database: Database, deed: Callable[[list[Event], random.Random], list[Event]]
) -> None:
    stream, lines = await written(database)
    rng = random.Random(24)
    assert all(faults(stream, deed(lines, rng)) for _ in range(TRIES))


async def test_an_end_that_is_cut_off_with_its_stream_shows_against_what_was_noted(
    database: Database, tmp_path: Path
) -> None:
    """Whoever can write to the database can shorten log and stream alike, but not what lies
    elsewhere."""
    stream, lines = await written(database)
    write_heads(tmp_path / "heads", [Head(stream.name, stream.last_seq, stream.head)])
    noted = read_heads(tmp_path / "heads")
    shorter = changed(stream, last_seq=LINES - 1, head=lines[-2].hash)
    assert faults(shorter, lines[:-1]) == []
    assert faults(shorter, lines[:-1], noted[stream.name])


async def test_a_line_changed_in_the_database_is_named(database: Database) -> None:
    await written(database)
    async with database.writing() as session:
        await session.execute(update(Event).where(Event.seq == 17).values(about="q0"))
    async with database.reading() as session:
        ((head, found),) = [one async for one in verify(session, {})]
    assert (head.stream, found) == ("chat:walk", ("line 17 is not as it was written",))


async def test_a_stream_that_is_gone_is_missed(database: Database) -> None:
    async with database.reading() as session:
        found = [one async for one in verify(session, {"chat:gone": Head("chat:gone", 3, "h")})]
    assert [faults for _, faults in found] == [("the whole of it was noted, and is missing",)]


def test_what_is_no_list_of_ends_is_refused(tmp_path: Path) -> None:
    (tmp_path / "heads").write_text("{}\n")
    with pytest.raises(TypeError):
        read_heads(tmp_path / "heads")
    (tmp_path / "heads").write_text("nonsense")
    with pytest.raises(json.JSONDecodeError):
        read_heads(tmp_path / "heads")
