"""Fills a database: the force, and for the demonstration its people and their evenings."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from chat.demo.cast import STAFF
from chat.demo.evenings import Addresses, Diary
from chat.demo.force import places
from chat.demo.straight import Writer
from foundation.staff import verbs as staff
from foundation.staff.passwords import hashed
from foundation.staff.verbs.people import Newcomer

STAFF_SINCE = timedelta(days=400)


async def seed(
    database: Writer, *, at: datetime, passwords: Mapping[str, str] | None = None
) -> Addresses | None:
    """Put in districts, areas and teams; with passwords by e-mail address also people and chats.

    The force alone, without passwords, can be put in again and again. Raises WrongState when the
    people are there already.
    """
    async with database.writing() as session:
        areas = await places(session)
    if passwords is None:
        return None
    people = await take_on(database, passwords, at=at)
    return await Diary(database, areas, people, at=at).fill()


async def take_on(
    database: Writer, passwords: Mapping[str, str], *, at: datetime
) -> dict[str, int]:
    """Everybody of the cast, with a password; their ids by e-mail address."""
    # The hash is the slow part, so one password that many share is hashed once.
    hashes = {password: await hashed(password) for password in set(passwords.values())}
    people = {}
    async with database.writing() as session:
        for member in STAFF:
            newcomer = Newcomer(member.name, member.email, frozenset(member.roles), member.rank,
                                member.organisation)  # fmt: skip
            person, _ = await staff.add(session, newcomer, at=at - STAFF_SINCE,
                                        password_hash=hashes[passwords[member.email]])  # fmt: skip
            people[member.email] = person.id
    return people
