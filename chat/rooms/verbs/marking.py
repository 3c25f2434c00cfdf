"""Marking anew: what waits is read against a list that staff have changed."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat import checks
from chat.checks import Finding as Marked
from chat.rooms import events
from chat.rooms.models import Finding, Lane, Question, QuestionState, Revision
from foundation.events import Stream, record


async def mark_anew(
    session: AsyncSession, stream: Stream, chat_id: int, by: checks.Listed, *, at: datetime
) -> None:
    """Read what waits in a chat against the new list; what it changes moves to its lane."""
    query = (
        select(Question, Revision)
        .join(Revision, Revision.id == Question.version)
        .where(Question.chat_id == chat_id, Question.state == QuestionState.HELD)
        .order_by(Question.at)
    )
    for question, words in (await session.execute(query)).all():
        found = checks.listed(words.text, by)
        before = await marks(session, words.id)
        if {one for one in before if one.rule == by.rule} == set(found):
            continue
        kept = [one for one in before if one.rule != by.rule]
        await session.execute(
            delete(Finding).where(Finding.revision_id == words.id, Finding.rule == by.rule)
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
