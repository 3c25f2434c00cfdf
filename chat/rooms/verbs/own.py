"""What an asker does with their own question while nobody has let it through."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import Finding as Marked
from chat.rooms import events
from chat.rooms.models import (
    Dispute,
    Lane,
    Question,
    QuestionState,
    Revision,
)  # fmt: skip
from chat.rooms.verbs.standing import held_question, stand_alone, write_marked
from chat.schedule.models import OVER, Chat
from foundation.errors import WrongState
from foundation.events import Event, record
from foundation.identifiers import new_id


async def reword(
    session: AsyncSession, question_id: str, *,
    text: str, findings: tuple[Marked, ...], at: datetime,
) -> Event:  # fmt: skip
    """Put a held question in other words; it keeps its place. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    refuse_undecided(question)
    shown = await session.get_one(Revision, question.version)
    version = new_id()
    question.reword(version, Lane.of(findings))
    await write_marked(
        session, version, about=question.id, name=shown.name, text=text, findings=findings,
        by=None, at=at,
    )  # fmt: skip
    return record(session, stream, events.REWORDED, about=question.id, at=at,
                  particulars={"version": version})  # fmt: skip


async def retract(session: AsyncSession, question_id: str, *, at: datetime) -> Event:
    """Take a held question back. What was merged with it stands for itself again. Raises
    WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    refuse_undecided(question)
    question.retract(at)
    await stand_alone(session, stream, question, over=False, at=at)
    return record(session, stream, events.RETRACTED, about=question.id, at=at)


async def dispute(session: AsyncSession, question_id: str, *, text: str, at: datetime) -> Event:
    """Have somebody else than its moderator look at a rejection, once. Raises WrongState."""
    question, chat, stream = await held_question(session, question_id)
    refuse_over(chat)
    refuse_undecided(question)
    if await session.get(Dispute, question.id):
        raise WrongState("You have disputed this already.", state=question.state)
    rejected_by = await rejecter(session, question)
    question.dispute(rejected_by=rejected_by, at=at)
    session.add(Dispute(question_id=question.id, text=text, rejected_by=rejected_by, at=at))
    return record(session, stream, events.DISPUTED, about=question.id, at=at)


async def rejecter(session: AsyncSession, question: Question) -> int:
    """Who rejected it last. Raises WrongState when nobody did."""
    rejections = select(Event.by).where(
        Event.about == question.id, Event.kind == events.REJECTED.name
    )
    by = await session.scalar(rejections.order_by(Event.seq.desc()).limit(1))
    if by is None:
        raise WrongState("This question has not been rejected.", state=question.state)
    return by


def refuse_over(chat: Chat) -> None:
    """Raises WrongState after the end, when nothing moves any more."""
    if chat.state in OVER:
        raise WrongState("The chat has ended.", state=chat.state)


def refuse_undecided(question: Question) -> None:
    """A rejection can still be undone: until then its asker does not hear of it from a refusal
    either. Raises WrongState."""
    if question.state is QuestionState.REJECTED and not question.told:
        raise WrongState("A moderator is looking at it just now. Try again in a few seconds.",
                         state=QuestionState.HELD)  # fmt: skip
