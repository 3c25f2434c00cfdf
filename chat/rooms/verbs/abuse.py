"""The words of abuse of the whole force: changed, and put back, a version at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import AbuseList
from chat.rooms import events
from chat.rooms.models import AbuseWords, Question, QuestionState
from chat.rooms.queries import wordlists
from chat.rooms.queries.wordlists import Version
from chat.rooms.verbs.marking import mark_anew
from chat.schedule.models import Chat
from foundation.errors import WrongState
from foundation.events import Event, lock, lock_named, record

STREAM = "words"


async def change_words(
    session: AsyncSession, entries: Sequence[str], *,
    version: int, note: str, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Put other words in force than the ones that were shown, and mark what waits by them.

    Raises BadList for what cannot be looked for, WrongState when somebody changed them meanwhile
    or nothing is different.
    """
    stream = await lock_named(session, STREAM)
    before = await unchanged(session, version)
    listed = AbuseList(entries, known=before.entries)
    if listed.entries == tuple(before.entries):
        raise WrongState("These are the words in force already.", version=before.version)
    row = AbuseWords(number=before.number + 1, entries="\n".join(listed.entries), note=note,
                     by=by, at=at)  # fmt: skip
    session.add(row)
    await mark_everywhere(session, listed, at=at)
    return record(session, stream, events.WORDS_CHANGED, about=str(row.number), by=by, at=at,
                  particulars={"version": row.number})  # fmt: skip


async def put_words_back(
    session: AsyncSession, number: int, *, version: int, by: int, at: datetime
) -> Event:
    """Put the words of an earlier version in force, as a version of their own; with the program's,
    whichever a newer program brings. Raises NotFound or WrongState."""
    stream = await lock_named(session, STREAM)
    before = await unchanged(session, version)
    earlier = await wordlists.abuse_version(session, number)
    if (earlier.programs, earlier.entries) == (before.programs, before.entries):
        raise WrongState("These are the words in force already.", version=before.version)
    entries = None if earlier.programs else "\n".join(earlier.entries)
    row = AbuseWords(number=before.number + 1, entries=entries, back_to=number, by=by, at=at)
    session.add(row)
    await mark_everywhere(session, wordlists.as_list(earlier), at=at)
    return record(session, stream, events.WORDS_PUT_BACK, about=str(row.number), by=by, at=at,
                  particulars={"version": row.number, "earlier": number})  # fmt: skip


async def unchanged(session: AsyncSession, version: int) -> Version:
    """The words in force, if they are the ones that were shown. Raises WrongState."""
    newest = await wordlists.abuse_in_force(session)
    if newest.version != version:
        raise WrongState(
            f"{newest.author or 'Somebody'} changed the words meanwhile: version {newest.number} "
            "is in force now. Nothing of yours was saved.",
            version=newest.version, by=newest.author,
        )  # fmt: skip
    return newest


async def mark_everywhere(session: AsyncSession, listed: AbuseList, *, at: datetime) -> None:
    """Read what waits in any chat anew; their streams are locked in the order of their numbers, as
    whoever locks several does."""
    query = (
        select(Chat.id, Chat.stream_id)
        .where(Chat.id.in_(select(Question.chat_id).where(Question.state == QuestionState.HELD)))
        .order_by(Chat.stream_id)
    )
    for chat_id, stream_id in (await session.execute(query)).all():
        stream = await lock(session, stream_id)
        await mark_anew(session, stream, chat_id, listed, at=at)
