"""Signing in, and changing a password: a guess is noted, a hash is made, and then the deed is done.

The hash takes some 30 ms, so it is made between two short transactions and never inside one.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import Invalid, Unavailable, WrongState
from foundation.events import lock_named, record
from foundation.identifiers import fingerprint, new_secret
from foundation.staff import events, queries
from foundation.staff.choosing import suitable
from foundation.staff.codes import spoken
from foundation.staff.guesses import Try, allow, claim, from_known, from_network, strike_out
from foundation.staff.models import Person, Proof, Shown, StaffSession, Why
from foundation.staff.passwords import hashed, matches
from foundation.staff.verbs.sessions import WRONG, Browser, Opened, end_each, open_session
from foundation.staff.viewer import Viewer
from foundation.web.ground import Ground


async def sign_in(ground: Ground, email: str, password: str, *, browser: Browser) -> Opened:
    """Open a session for whoever shows the right password or one-time code.

    Raises Invalid when they do not belong together, TooMany or Unavailable; what it says and how
    long it takes do not tell whether the account is there.
    """
    at = ground.clock.now()
    email, code = queries.folded(email), fingerprint(spoken(password))
    async with ground.database.reading() as session:
        person = await queries.person_by_email(session, email)
        guess = await whence(session, ground, email=email, person=person, browser=browser)
        # A code cannot be guessed, so no allowance stands in its way: it gets the only moderator
        # in again while somebody else uses up every guess.
        shown = Shown(Proof.CODE, code) if person and person.takes_code(code, at) else None
        if shown is None:
            await allow(session, guess, at=at)
    if shown is None:
        shown = await show_password(ground, person, password, guess=guess, at=at)
    assert person is not None
    # The place of a second factor: here a person has shown one, and no session is open yet.
    async with ground.database.writing() as session:
        return await open_session(session, person.id, shown=shown, browser=browser,
                                  settings=ground.settings, at=at)  # fmt: skip


async def whence(
    session: AsyncSession, ground: Ground, *, email: str, person: Person | None, browser: Browser
) -> Try:
    """Whose allowance this try uses: the device's, if it is this person's, or everybody's."""
    mark = fingerprint(browser.device)
    if await queries.knows_device(session, person.id if person else 0, mark):
        return from_known(ground.key, email=email, source=mark)
    return from_network(ground.key, email=email, address=browser.address)


async def show_password(
    ground: Ground, person: Person | None, password: str, *, guess: Try, at: datetime
) -> Shown:
    """What a right password shows. Raises Invalid, TooMany or Unavailable."""
    password_hash = person.password_hash if person else None
    number = await look(ground, person, password, guess=guess, at=at)
    if number is None or person is None or password_hash is None:
        raise Invalid(WRONG, field="password")
    return Shown(Proof.PASSWORD, password_hash, number)


async def look(
    ground: Ground, person: Person | None, password: str, *, guess: Try, at: datetime
) -> int | None:
    """The number of the guess, if it was right. Raises TooMany or Unavailable."""
    async with ground.database.writing() as session:
        number = await claim(session, guess, at=at, person_id=person.id if person else None)
    try:
        right = await matches(person.password_hash if person else None, password)
    except Unavailable:  # it was never looked at, so it was no guess
        async with ground.database.writing() as session:
            await strike_out(session, number)
        raise
    return number if right else None


async def change_password(ground: Ground, viewer: Viewer, *, current: str, new: str) -> str:
    """Set a new password; the token that this session has from now on. All other sessions end.

    Whoever came with a one-time code need not show a current one. Raises Invalid with `field`,
    TooMany or Unavailable.
    """
    at = ground.clock.now()
    async with ground.database.reading() as session:
        person = await queries.person(session, viewer.person_id)
    context = [ground.settings.force_name, person.name, person.email]
    suitable(new, context=context)
    number = None
    if person.password_hash is not None:
        guess = from_known(ground.key, email=person.email, source=viewer.session_id)
        number = await look(ground, person, current, guess=guess, at=at)
        if number is None:
            raise Invalid("That is not your current password.", field="current")
    made = await hashed(new)
    async with ground.database.writing() as session:
        if number is not None:
            await strike_out(session, number)
        return await set_password(session, viewer, before=person.password_hash, now=made, at=at)


async def set_password(
    session: AsyncSession, viewer: Viewer, *, before: str | None, now: str, at: datetime
) -> str:
    """The last step of a change: the new hash, a new token, the other sessions ended."""
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, viewer.person_id)
    own = await session.get(StaffSession, viewer.session_id)
    if own is None or own.ended_at or person.password_hash != before:
        raise WrongState("Your account was changed in the meantime. Please sign in again.")
    person.set_password(now)
    token = new_secret()
    own.token = fingerprint(token)
    ended = await end_each(session, person.id, at=at, why=Why.PASSWORD_CHANGED, but=own.id)
    record(session, stream, events.CHANGED, about=str(person.id), at=at, by=person.id,
           particulars={"person": person.id, "sessions": ended})  # fmt: skip
    return token
