"""Watching: the words that staff want to see before anybody else does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.checks import WatchList, read
from chat.rooms import events, queries
from chat.rooms.models import Finding, Lane, Question, QuestionState, Revision, WatchWords
from chat.schedule import events as diary
from chat.schedule.verbs import held_chat
from foundation.errors import WrongState
from foundation.events import Event, Stream, record


async def watch(
    session: AsyncSession, chat_id: int, *,
    entries: Sequence[str], version: int, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Put another watch list in place of the one that was shown, and mark what waits by it.

    Raises BadList for what cannot be watched, WrongState when somebody changed the list meanwhile.
    """
    listed = WatchList(entries)
    chat, stream = await held_chat(session, chat_id)
    newest, _ = await queries.watch_words(session, chat_id)
    if newest != version:
        raise WrongState("Somebody changed the watch list meanwhile. Look again.", version=newest)
    lines = "\n".join(entry.strip() for entry in entries if entry.strip())
    session.add(WatchWords(chat_id=chat_id, entries=lines, by=by, at=at))
    await mark_anew(session, stream, chat_id, listed, at=at)
    return record(session, stream, diary.WATCHED, about=chat.slug, by=by, at=at)


async def mark_anew(
    session: AsyncSession, stream: Stream, chat_id: int, listed: WatchList, *, at: datetime
) -> None:
    """Read what waits against the new list; what it changes moves to its lane."""
    query = (
        select(Question, Revision)
        .join(Revision, Revision.id == Question.version)
        .where(Question.chat_id == chat_id, Question.state == QuestionState.HELD)
        .order_by(Question.at)
    )
    for question, words in (await session.execute(query)).all():
        found = [one for one in read(words.text, watch=listed) if one.rule == "watch"]
        before = await marks(session, words.id)
        if {(one.start, one.end) for one in before if one.rule == "watch"} == {
            (one.start, one.end) for one in found
        }:
            continue
        kept = [one for one in before if one.rule != "watch"]
        await session.execute(
            delete(Finding).where(Finding.revision_id == words.id, Finding.rule == "watch")
        )
        session.add_all(
            Finding(revision_id=words.id, rule=one.rule, start=one.start, end=one.end)
            for one in found
        )
        question.lane = Lane.of([*kept, *found])
        record(session, stream, events.MARKED, about=question.id, at=at)


async def marks(session: AsyncSession, version: str) -> list[Marked]:
    query = select(Finding).where(Finding.revision_id == version)
    return [Marked(one.start, one.end, one.rule) for one in await session.scalars(query)]
