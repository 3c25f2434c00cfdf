"""Deeds on people: take them on, give and take roles, give a one-time code, let them in no more."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import Forbidden, Invalid, WrongState
from foundation.events import lock_named, record
from foundation.identifiers import fingerprint, new_id
from foundation.staff import events, queries
from foundation.staff.models import Person, RoleGrant, Why
from foundation.staff.roles import Role
from foundation.staff.verbs.sessions import end_each

EMAIL = re.compile(r"[^@\s\0]+@[^@\s\0]+")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of a person when they are added. Raises Invalid."""

    name: str
    email: str
    roles: frozenset[Role]
    rank: str = ""
    organisation: str | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.name.strip()) <= 80:
            raise Invalid("A name needs 1 to 80 characters.", field="name")
        if len(self.email) > 254 or not EMAIL.fullmatch(self.email.strip()):
            raise Invalid("Give an e-mail address, such as name@example.org.", field="email")
        if len(self.rank) > 40:
            raise Invalid("A rank has at most 40 characters.", field="rank")
        if len(self.organisation or "") > 80:
            raise Invalid("An organisation has at most 80 characters.", field="organisation")
        if not self.roles:
            raise Invalid("Give at least one role.", field="roles")


async def add(
    session: AsyncSession, newcomer: Newcomer, *, at: datetime, by: int | None = None,
    password_hash: str | None = None,
) -> tuple[Person, str]:  # fmt: skip
    """Take somebody on, or back who was disabled. The code lets them in once; none with a password.

    Raises WrongState when the address belongs to somebody who can sign in already.
    """
    stream = await lock_named(session, events.STREAM)
    found = await queries.person_by_email(session, newcomer.email)
    if found and found.disabled_at is None:
        raise WrongState("Somebody with this e-mail address is on the staff already.")
    kind = events.REINSTATED if found else events.ADDED
    found = found or Person(email=queries.folded(newcomer.email), added_at=at, grants=[])
    session.add(found)
    code = take_on(found, newcomer, at=at, by=by, password_hash=password_hash)
    await session.flush()
    record(session, stream, kind, about=str(found.id), at=at, by=by,
           particulars={"person": found.id, "roles": " ".join(sorted(newcomer.roles))})  # fmt: skip
    return found, code


def take_on(
    person: Person, newcomer: Newcomer, *, at: datetime, by: int | None, password_hash: str | None
) -> str:
    """Set the person up as the newcomer says; their one-time code, if they need one."""
    person.name, person.rank = newcomer.name.strip(), newcomer.rank.strip()
    person.organisation, person.disabled_at = newcomer.organisation, None
    for role in person.roles - newcomer.roles:
        person.live_grant(role).revoke(at, by=by)
    for role in newcomer.roles - person.roles:
        person.grants.append(RoleGrant(role=role, granted_at=at, granted_by=by))
    if password_hash is None:
        return give_code(person, at)
    person.set_password(password_hash)
    return ""


def give_code(person: Person, at: datetime) -> str:
    code = new_id()
    person.give_code(fingerprint(code), at)
    return code


async def grant(
    session: AsyncSession, person_id: int, *, role: Role, at: datetime, by: int | None = None
) -> None:
    """Give one more role. Raises NotFound, Forbidden for oneself, or WrongState."""
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, person_id)
    not_oneself(person, by)
    if role in person.roles:
        raise WrongState(f"{person.title} has this role already.")
    person.grants.append(RoleGrant(role=role, granted_at=at, granted_by=by))
    record(session, stream, events.GRANTED, about=str(person_id), at=at, by=by,
           particulars={"person": person_id, "role": role.value})  # fmt: skip


async def revoke(
    session: AsyncSession, person_id: int, *, role: Role, at: datetime, by: int | None = None
) -> None:
    """Take a role away at once; its sockets close. Raises NotFound, Forbidden or WrongState."""
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, person_id)
    not_oneself(person, by)
    if role not in person.roles:
        raise WrongState(f"{person.title} does not have this role.")
    if role == Role.ADMINISTRATOR:
        await not_the_last(session, person)
    person.live_grant(role).revoke(at, by=by)
    record(session, stream, events.REVOKED, about=str(person_id), at=at, by=by,
           particulars={"person": person_id, "role": role.value})  # fmt: skip


async def disable(
    session: AsyncSession, person_id: int, *, at: datetime, by: int | None = None
) -> None:
    """Let somebody in no more, and end their sessions. Raises NotFound, Forbidden or WrongState."""
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, person_id)
    not_oneself(person, by)
    await not_the_last(session, person)
    person.disable(at)
    ended = await end_each(session, person_id, at=at, why=Why.DISABLED)
    record(session, stream, events.DISABLED, about=str(person_id), at=at, by=by,
           particulars={"person": person_id, "sessions": ended})  # fmt: skip


async def reset(
    session: AsyncSession, person_id: int, *, at: datetime, by: int | None = None
) -> str:
    """A one-time code, good for 24 hours; the password and all sessions end.

    Raises NotFound, Forbidden or WrongState.
    """
    stream = await lock_named(session, events.STREAM)
    person = await queries.person(session, person_id)
    not_oneself(person, by)
    code = give_code(person, at)
    ended = await end_each(session, person_id, at=at, why=Why.PASSWORD_RESET)
    record(session, stream, events.RESET, about=str(person_id), at=at, by=by,
           particulars={"person": person_id, "sessions": ended})  # fmt: skip
    return code


def not_oneself(person: Person, by: int | None) -> None:
    if person.id == by:
        raise Forbidden("Nobody does this to their own account: ask a colleague.")


async def not_the_last(session: AsyncSession, person: Person) -> None:
    """Raises WrongState when nobody else could look after the site. Call it under the lock."""
    able = [one for one in await queries.everyone(session)
            if Role.ADMINISTRATOR in one.roles and not one.disabled_at]  # fmt: skip
    if able == [person]:
        raise WrongState(f"{person.title} is the last administrator: make somebody else one first.")
