"""The append-only event log: who did what to which record, for whom; never a question's words."""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, Session, mapped_column

from foundation.clock import stamp
from foundation.database import NUDGES, Base, Moment, choice
from foundation.identifiers import new_id

START = "0" * 64
Particulars = Mapping[str, str | int | bool | None]


class Audience(StrEnum):
    """The widest that may hear of an event; the inner ones hear it too."""

    PUBLIC = "public"
    PANEL = "panel"
    DESK = "desk"
    ASKER = "asker"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of event: its name, who may hear of it, and the sentence the log tells."""

    name: str
    audience: Audience
    sentence: str


KINDS: dict[str, Kind] = {}


def declare(name: str, audience: Audience, sentence: str) -> Kind:
    """Enter a kind in the table. Raises ValueError when the name is taken."""
    if name in KINDS:
        raise ValueError(f"the event {name} is declared twice")
    KINDS[name] = Kind(name, audience, sentence)
    return KINDS[name]


class Stream(Base):
    """One gapless sequence of events, such as a chat's; its row is the lock its writers take."""

    __tablename__ = "streams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    epoch: Mapped[str] = mapped_column(String(16), default=new_id)  # renewed by a restore
    last_seq: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default=START)  # hash of the last event


class Event(Base):
    """One line of the log, chained to the line before it by its hash."""

    __tablename__ = "events"

    stream_id: Mapped[int] = mapped_column(ForeignKey("streams.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    audience: Mapped[Audience] = mapped_column(choice(Audience))
    about: Mapped[str] = mapped_column(String(40), index=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    particulars: Mapped[dict[str, str | int | bool | None]] = mapped_column(JSON, default=dict)
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


async def lock(session: AsyncSession, stream_id: int) -> Stream:
    """The stream's row, held until the transaction ends: every verb on a chat takes it first.

    One lock order for all, so no deadlock; it also puts the sequence in commit order.
    """
    query = select(Stream).where(Stream.id == stream_id).with_for_update()
    return (
        await session.execute(query, execution_options={"populate_existing": True})
    ).scalar_one()


async def lock_named(session: AsyncSession, name: str) -> Stream:
    """The stream of that name, made if need be, and held."""
    query = select(Stream).where(Stream.name == name).with_for_update()
    if found := await session.scalar(query):
        return found
    # Somebody else may be making it in the same moment: theirs is then the one.
    with contextlib.suppress(IntegrityError):
        async with session.begin_nested():
            session.add(Stream(name=name, last_seq=0, head=START, epoch=new_id()))
    return (await session.execute(query)).scalar_one()


def record(
    session: AsyncSession, stream: Stream, kind: Kind, *,
    about: str, at: datetime, by: int | None = None, particulars: Particulars | None = None,
) -> Event:  # fmt: skip
    """Write one event of a deed, in the deed's own transaction, on a stream that is locked."""
    row = next(chain(stream, [(kind, about, particulars or {})], at=at, by=by))
    event = Event(**row)
    session.add(event)
    touch(session, stream.id)
    return event


def touch(session: AsyncSession | Session, stream_id: int) -> None:
    """Have whoever watches the stream nudged once this transaction has committed."""
    session.info.setdefault(NUDGES, set()).add(stream_id)


def chain(
    stream: Stream,
    deeds: Iterable[tuple[Kind, str, Particulars]],
    *,
    at: datetime,
    by: int | None = None,
) -> Iterator[dict[str, object]]:
    """Rows for the log in order, each sealed onto the one before; moves the stream's head along."""
    for kind, about, particulars in deeds:
        row: dict[str, object] = {
            "stream_id": stream.id, "seq": stream.last_seq + 1, "kind": kind.name,
            "audience": kind.audience, "about": about, "by": by, "at": at,
            "particulars": dict(particulars), "prev": stream.head,
        }  # fmt: skip
        row["hash"] = seal(row)
        stream.last_seq, stream.head = stream.last_seq + 1, str(row["hash"])
        yield row


def seal(row: Mapping[str, object]) -> str:
    """The hash that ties a line to all before it."""
    at = row["at"]
    body = [
        row["prev"],
        row["stream_id"],
        row["seq"],
        row["kind"],
        str(row["audience"]),
        row["about"],
        row["by"],
        stamp(at) if isinstance(at, datetime) else at,
        row["particulars"],
    ]
    return hashlib.sha256(
        json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


HEAD = select(Stream.epoch, Stream.last_seq).where(Stream.id == bindparam("stream"))
AFTER = (
    select(Event)
    .where(Event.stream_id == bindparam("stream"), Event.seq > bindparam("after"))
    .order_by(Event.seq)
)
BETWEEN = AFTER.where(Event.seq <= bindparam("upto"))


async def since(
    session: AsyncSession, stream_id: int, after: int, upto: int | None = None
) -> Sequence[Event]:
    """The lines of a stream after a number, in order."""
    query = AFTER if upto is None else BETWEEN
    its = {"stream": stream_id, "after": after, "upto": upto}
    return (await session.scalars(query, its)).all()


async def head(session: AsyncSession, stream_id: int) -> tuple[str, int] | None:
    """The stream's epoch and the number of its last event; None when there is no such stream."""
    row = (await session.execute(HEAD, {"stream": stream_id})).one_or_none()
    return (row.epoch, row.last_seq) if row else None
