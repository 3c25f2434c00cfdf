"""Deeds on sessions: open one, sign out, end one or all; what nobody ended, time ends."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import Invalid, NotFound
from foundation.events import Stream, lock_named, record
from foundation.identifiers import fingerprint, new_secret
from foundation.settings import Settings
from foundation.staff import events, queries
from foundation.staff.devices import device
from foundation.staff.guesses import strike_out
from foundation.staff.models import (
    MOST_SESSIONS,
    SEEN_EVERY,
    KnownDevice,
    Person,
    Proof,
    Shown,
    StaffSession,
    Why,
)

WRONG = "That e-mail address and password do not belong together."
SESSION_KEPT = timedelta(days=30)  # after its end
DEVICE_KEPT = timedelta(days=180)  # after it was last used


@dataclass(frozen=True, slots=True)
class Browser:
    """What came with a request to sign in: its address, and what the browser was given before."""

    address: str
    agent: str = ""
    token: str = field(default="", repr=False)  # of the session it holds already
    device: str = field(default="", repr=False)  # the secret it is known by


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as it begins; the only moment at which its secrets are known."""

    token: str = field(repr=False)
    device: str = field(repr=False)
    person: Person


async def open_session(
    session: AsyncSession, person_id: int, *, shown: Shown, browser: Browser, settings: Settings,
    at: datetime,
) -> Opened:  # fmt: skip
    """Begin a session for somebody who showed what they had to. Raises Invalid if it holds no more.

    Its token is new, whatever the browser brought along; the session it held until now ends, and
    the oldest one when the person has too many.
    """
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, person_id)
    if not person.admits(shown, at):
        raise Invalid(WRONG, field="password")
    if shown.proof is Proof.CODE:
        person.spend_code()
    if shown.guess is not None:
        await strike_out(session, shown.guess)
    await make_room(session, stream, person_id, browser=browser, settings=settings, at=at)
    token, words = new_secret(), device(browser.agent)
    opened = StaffSession(token=fingerprint(token), person_id=person_id, proof=shown.proof,
                          device=words, started_at=at, seen_at=at)  # fmt: skip
    session.add(opened)
    await session.flush()
    record(session, stream, events.SIGNED_IN, about=str(person_id), at=at, by=person_id,
           particulars={"person": person_id, "session": opened.id, "device": words,
                        "proof": shown.proof.value})  # fmt: skip
    return Opened(token, await remember(session, person_id, secret=browser.device, at=at), person)


async def make_room(
    session: AsyncSession, stream: Stream, person_id: int, *, browser: Browser, settings: Settings,
    at: datetime,
) -> None:  # fmt: skip
    """End the session this browser held, whoever's, and the person's oldest if they have many."""
    held = select(StaffSession).where(
        StaffSession.token == fingerprint(browser.token), StaffSession.ended_at.is_(None)
    )
    if before := await session.scalar(held):
        finish(session, stream, before, at=at, why=Why.SIGNED_IN_AGAIN)
    await session.flush()
    live = await queries.sessions_of(session, settings, person_id=person_id, at=at)
    for oldest in live[MOST_SESSIONS - 1 :]:
        finish(session, stream, oldest, at=at, why=Why.TOO_MANY)


async def remember(session: AsyncSession, person_id: int, *, secret: str, at: datetime) -> str:
    """The secret by which this browser is known from now on, as one of this person's."""
    secret = secret or new_secret()
    known = await session.get(KnownDevice, (fingerprint(secret), person_id))
    if known is None:
        known = KnownDevice(fingerprint=fingerprint(secret), person_id=person_id, first_at=at)
        session.add(known)
    known.last_at = at
    return secret


async def sign_out(session: AsyncSession, token: str, *, at: datetime) -> None:
    """End the session of that token; nothing happens if it ended before."""
    stream = await lock_named(session, events.STREAM)
    live = select(StaffSession).where(
        StaffSession.token == fingerprint(token), StaffSession.ended_at.is_(None)
    )
    found = await session.scalar(live)
    if found is None:
        return
    found.end(at, Why.SIGNED_OUT)
    who = found.person_id
    record(session, stream, events.SIGNED_OUT, about=str(who), at=at, by=who,
           particulars={"person": who, "session": found.id})  # fmt: skip


async def end_session(
    session: AsyncSession, session_id: str, *, person_id: int, at: datetime
) -> None:
    """End one of one's own sessions. Raises NotFound when it is not theirs or has ended."""
    stream = await lock_named(session, events.STREAM)
    query = select(StaffSession).where(
        StaffSession.id == session_id, StaffSession.person_id == person_id,
        StaffSession.ended_at.is_(None),
    )  # fmt: skip
    found = await session.scalar(query)
    if found is None:
        raise NotFound("That session has ended already.")
    finish(session, stream, found, at=at, why=Why.ENDED_BY_OWNER, by=person_id)


async def end_all(
    session: AsyncSession, person_id: int, *, at: datetime, by: int | None = None, but: str = ""
) -> int:
    """End every session of a person, but perhaps the one that asks; how many. Raises NotFound."""
    stream = await lock_named(session, events.STREAM)
    await queries.person(session, person_id)
    why = Why.ENDED_BY_OWNER if by == person_id else Why.ENDED_BY_STAFF
    ended = await end_each(session, person_id, at=at, why=why, but=but)
    record(session, stream, events.SESSIONS_ENDED, about=str(person_id), at=at, by=by,
           particulars={"person": person_id, "sessions": ended, "why": why.value})  # fmt: skip
    return ended


async def end_each(
    session: AsyncSession, person_id: int, *, at: datetime, why: Why, but: str = ""
) -> int:
    """The part of a deed that ends sessions; the deed itself records the event."""
    live = update(StaffSession).where(
        StaffSession.person_id == person_id, StaffSession.ended_at.is_(None), StaffSession.id != but
    )
    ended = live.values(ended_at=at, why_ended=why).returning(StaffSession.id)
    return len((await session.scalars(ended)).all())


def finish(
    session: AsyncSession, stream: Stream, one: StaffSession, *, at: datetime, why: Why,
    by: int | None = None,
) -> None:  # fmt: skip
    """End one session and say so in the log."""
    one.end(at, why)
    record(session, stream, events.SESSION_ENDED, about=str(one.person_id), at=at, by=by,
           particulars={"person": one.person_id, "session": one.id, "why": why.value})  # fmt: skip


async def seen(session: AsyncSession, session_id: str, *, at: datetime) -> None:
    """The session is in use. No event: it is a moment, not a deed."""
    await session.execute(
        update(StaffSession)
        .where(StaffSession.id == session_id, StaffSession.ended_at.is_(None))
        .where(StaffSession.seen_at <= at - SEEN_EVERY)
        .values(seen_at=at)
    )


async def expire(session: AsyncSession, settings: Settings, *, at: datetime) -> int:
    """Note the end of every session that time has ended, so that its sockets close; how many."""
    stream = await lock_named(session, events.STREAM)
    open_ones = await session.scalars(select(StaffSession).where(StaffSession.ended_at.is_(None)))
    over = [one for one in open_ones if not one.live(at, **queries.timeouts(settings))]
    for one in over:
        finish(session, stream, one, at=at, why=Why.TIMED_OUT)
    return len(over)


async def forget(session: AsyncSession, *, at: datetime) -> None:
    """Drop sessions long ended and devices long unused; the log keeps the deeds."""
    await session.execute(delete(StaffSession).where(StaffSession.ended_at <= at - SESSION_KEPT))
    await session.execute(delete(KnownDevice).where(KnownDevice.last_at <= at - DEVICE_KEPT))
