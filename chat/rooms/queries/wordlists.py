"""Reads of the lists that staff edit: the one in force, and every version with what it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import OWN_WORDS, AbuseList
from chat.rooms.models import PROGRAMS, AbuseWords, WatchWords
from foundation.errors import NotFound
from foundation.staff.models import Person

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a list, and what it changed in the one before."""

    number: int  # as people count them
    version: int  # as forms give it back
    entries: Sequence[str]
    author: str = ""  # nobody: the program's own
    at: datetime | None = None
    note: str = ""
    back_to: int | None = None
    programs: bool = False  # it is whatever the program comes with
    added: Sequence[str] = ()
    taken_out: Sequence[str] = ()


PROGRAMS_OWN = Version(PROGRAMS, PROGRAMS, OWN_WORDS.entries, programs=True)


async def abuse_in_force(session: AsyncSession) -> Version:
    """The words of abuse as they stand; the program's own before anybody has changed them."""
    return (await abuse_versions(session, most=1))[0]


async def abuse_version(session: AsyncSession, number: int) -> Version:
    """One version of the words of abuse. Raises NotFound."""
    if number == PROGRAMS:
        return PROGRAMS_OWN
    row = await session.get(AbuseWords, number)
    if row is None:
        raise NotFound("There is no such version.")
    return of_abuse(row, "")


async def abuse_versions(
    session: AsyncSession, *, before: int | None = None, most: int = A_PAGE
) -> list[Version]:
    """So many versions of the words of abuse, newest first; `before` a number, if one is given."""
    query = select(AbuseWords, Person.name).join(Person, Person.id == AbuseWords.by)
    if before is not None:
        query = query.where(AbuseWords.number < before)
    rows = await session.execute(query.order_by(AbuseWords.number.desc()).limit(most + 1))
    found = [*(of_abuse(row, name) for row, name in rows), PROGRAMS_OWN]
    return with_changes(found)[:most]


async def watch_words(session: AsyncSession, chat_id: int) -> tuple[int, Sequence[str]]:
    """The version and the entries of a chat's watch list; 0 and none before there is one."""
    query = select(WatchWords).where(WatchWords.chat_id == chat_id)
    found = await session.scalar(query.order_by(WatchWords.id.desc()).limit(1))
    return (found.id, found.entries.splitlines()) if found else (0, ())


async def watch_versions(
    session: AsyncSession, chat_id: int, *, before: int | None = None
) -> list[Version]:
    """A page of the versions of a chat's watch list, newest first; `before` a number, if one is
    given."""
    its = WatchWords.chat_id == chat_id
    count = await session.scalar(select(func.count()).select_from(WatchWords).where(its)) or 0
    newest = count if before is None else min(count, max(0, before - 1))
    query = select(WatchWords, Person.name).join(Person, Person.id == WatchWords.by).where(its)
    query = query.order_by(WatchWords.id.desc()).offset(count - newest).limit(A_PAGE + 1)
    found = [
        Version(newest - back, row.id, row.entries.splitlines(), author=name, at=row.at)
        for back, (row, name) in enumerate(await session.execute(query))
    ]
    return with_changes([*found, Version(0, 0, ())])[: min(A_PAGE, newest)]


def of_abuse(row: AbuseWords, author: str) -> Version:
    programs = row.entries is None
    entries = OWN_WORDS.entries if row.entries is None else row.entries.splitlines()
    return Version(row.number, row.number, entries, author=author, at=row.at, note=row.note,
                   back_to=row.back_to, programs=programs)  # fmt: skip


def with_changes(newest_first: Sequence[Version]) -> list[Version]:
    """Each with what it added to the one before it, and took out of that; the last as it is."""
    changed = [
        replace(one, added=but(one.entries, before.entries),
                taken_out=but(before.entries, one.entries))
        for one, before in pairwise(newest_first)
    ]  # fmt: skip
    return [*changed, newest_first[-1]]


def but(entries: Iterable[str], others: Iterable[str]) -> list[str]:
    known = {one.casefold() for one in others}
    return [one for one in entries if one.casefold() not in known]


def as_list(version: Version) -> AbuseList:
    """What texts are read against."""
    return OWN_WORDS if version.programs else AbuseList(version.entries, known=version.entries)
