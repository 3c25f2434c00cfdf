"""What `./webchat staff` does; an operator at the machine signs nothing in, so `by` is nobody."""

from collections.abc import Collection
from datetime import datetime

from foundation.clock import Clock, local
from foundation.database import Database
from foundation.errors import Invalid, NotFound
from foundation.staff import queries, verbs
from foundation.staff.choosing import suitable
from foundation.staff.codes import written
from foundation.staff.models import CODE_LASTS, Person
from foundation.staff.passwords import hashed
from foundation.staff.roles import Role
from foundation.staff.verbs.people import Newcomer


async def add(
    database: Database, clock: Clock, *, name: str, email: str, roles: Collection[str],
    rank: str = "", organisation: str | None = None, password: str | None = None,
) -> str:  # fmt: skip
    """Add somebody, or let somebody in again who was disabled; the lines to print.

    Raises Refused, whose sentence is for the operator.
    """
    newcomer = Newcomer(name=name, email=email, roles=frozenset(map(role, roles)), rank=rank,
                        organisation=organisation)  # fmt: skip
    password_hash = None
    if password is not None:
        password_hash = await hashed(suitable(password, context=[name, email]))
    at = clock.now()
    async with database.writing() as session:
        person, code = await verbs.add(session, newcomer, at=at, password_hash=password_hash)
    said = f"{person.title} <{person.email}> can sign in: {', '.join(sorted(person.roles))}."
    return f"{said}\n{code_words(code, at)}" if code else said


async def disable(database: Database, clock: Clock, *, email: str) -> str:
    """Let somebody in no more, and end their sessions at once. Raises Refused."""
    person = await known(database, email)
    async with database.writing() as session:
        await verbs.disable(session, person.id, at=clock.now())
    return f"{person.title} <{person.email}> is disabled, and signed out everywhere."


async def reset(database: Database, clock: Clock, *, email: str) -> str:
    """Give somebody a one-time code in place of their password. Raises Refused."""
    person, at = await known(database, email), clock.now()
    async with database.writing() as session:
        code = await verbs.reset(session, person.id, at=at)
    return f"{person.title} <{person.email}> is signed out everywhere.\n{code_words(code, at)}"


async def grant(database: Database, clock: Clock, *, email: str, role_name: str) -> str:
    """Give somebody one more role. Raises Refused."""
    person, given = await known(database, email), role(role_name)
    async with database.writing() as session:
        await verbs.grant(session, person.id, role=given, at=clock.now())
    return f"{person.title} <{person.email}> is now also {given}."


async def revoke(database: Database, clock: Clock, *, email: str, role_name: str) -> str:
    """Take one role away, at once. Raises Refused."""
    person, taken = await known(database, email), role(role_name)
    async with database.writing() as session:
        await verbs.revoke(session, person.id, role=taken, at=clock.now())
    return f"{person.title} <{person.email}> is no longer {taken}."


async def list_people(database: Database) -> list[str]:
    """One line a person: address, title, roles, and whether they can sign in."""
    async with database.reading() as session:
        return [line(person) for person in await queries.everyone(session)]


async def known(database: Database, email: str) -> Person:
    async with database.reading() as session:
        person = await queries.person_by_email(session, email)
    if person is None:
        raise NotFound("Nobody on the staff has this e-mail address.")
    return person


def role(name: str) -> Role:
    """Raises Invalid, naming the roles there are."""
    try:
        return Role(name.strip().lower().replace("-", "_"))
    except ValueError:
        raise Invalid(f"A role is one of {', '.join(Role)}.", field="roles") from None


def code_words(code: str, at: datetime) -> str:
    until = local(at + CODE_LASTS)
    return (
        f"One-time code: {written(code)}\n"
        f"It takes the place of the password, works once and until {until:%H:%M} on {until:%A}; "
        "then they choose a password of their own."
    )


def line(person: Person) -> str:
    state = "disabled" if person.disabled_at else "has a code" if person.code else "can sign in"
    return "\t".join([person.email, person.title, ", ".join(sorted(person.roles)), state])
