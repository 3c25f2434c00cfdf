"""Deciding: each deed names the revision its moderator was shown, and a stale one is refused."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import PAST, Decision, Verdict
from chat.rooms import events
from chat.rooms.models import Answer, AnswerState, Question, QuestionState, Reason, Revision
from chat.rooms.verbs import held_question, release, write_revision
from chat.schedule.verbs import held_chat
from foundation.errors import NotFound, WrongState
from foundation.events import Event, Stream, record
from foundation.identifiers import new_id
from foundation.staff.models import Person


async def approve(
    session: AsyncSession, question_id: str, *,
    version: str, by: int, at: datetime, name: str | None = None, text: str | None = None,
) -> Event:  # fmt: skip
    """Show a question, in the words that were shown or as edited here. Raises WrongState when
    stale.

    An edit is a new revision beside the original, which is kept (S111).
    """
    question, _, stream = await held_question(session, question_id)
    await refuse_stale(session, question, version, expected=QuestionState.HELD, at=at)
    edited = await edit(session, question.id, version, name=name, text=text, by=by, at=at)
    number = await next_number(session, question.chat_id)
    question.approve(version=edited or version, number=number, at=at)
    decide(session, question, Verdict.APPROVE, version=version, edited=edited, by=by, at=at)
    return record(session, stream, events.APPROVED, about=question.id, by=by, at=at,
                  particulars={"version": version, "edited": edited})  # fmt: skip


async def reject(
    session: AsyncSession, question_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Never show a question; its asker is told the reason after ten seconds. Raises WrongState when
    stale."""
    question, _, stream = await held_question(session, question_id)
    await refuse_stale(session, question, version, expected=QuestionState.HELD, at=at)
    question.reject(reason, at=at)
    decide(session, question, Verdict.REJECT, version=version, reason=reason, by=by, at=at)
    return record(session, stream, events.REJECTED, about=question.id, by=by, at=at,
                  particulars={"version": version, "reason": reason.value})  # fmt: skip


async def restore(session: AsyncSession, question_id: str, *, by: int, at: datetime) -> Event:
    """Undo a rejection before its asker is told. Raises WrongState."""
    question, _, stream = await held_question(session, question_id)
    question.restore()
    decide(session, question, Verdict.RESTORE, version=question.version, by=by, at=at)
    return record(session, stream, events.RESTORED, about=question.id, by=by, at=at)


async def withdraw(
    session: AsyncSession, question_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take down a question that was shown, with its answers. Raises WrongState."""
    question, _, stream = await held_question(session, question_id)
    question.withdraw(reason, at=at)
    decide(
        session, question, Verdict.WITHDRAW, version=question.version, reason=reason, by=by, at=at
    )
    return record(session, stream, events.WITHDRAWN, about=question.id, by=by, at=at,
                  particulars={"reason": reason.value})  # fmt: skip


async def release_answer(
    session: AsyncSession,
    answer_id: str,
    *,
    version: str,
    by: int,
    at: datetime,
    text: str | None = None,
) -> Event:
    """Show an answer, as written or as edited here. Raises WrongState when stale or one's own."""
    reply, question, stream = await held_answer(session, answer_id)
    await refuse_stale(session, reply, version, expected=AnswerState.HELD, at=at)
    await refuse_own(session, reply, by)
    edited = await edit(session, reply.id, version, name=None, text=text, by=by, at=at)
    decide(session, reply, Verdict.APPROVE, version=version, edited=edited, by=by, at=at)
    return release(session, stream, reply, question, version=edited or version, by=by, at=at)


async def give_back(
    session: AsyncSession, answer_id: str, *, version: str, reason: Reason, by: int, at: datetime
) -> Event:
    """Return an answer to its officer unshown. Raises WrongState when stale."""
    reply, question, stream = await held_answer(session, answer_id)
    await refuse_stale(session, reply, version, expected=AnswerState.HELD, at=at)
    reply.give_back(reason)
    decide(session, reply, Verdict.REJECT, version=version, reason=reason, by=by, at=at)
    return record(session, stream, events.ANSWER_RETURNED, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id, "reason": reason.value})  # fmt: skip


async def withdraw_answer(
    session: AsyncSession, answer_id: str, *, reason: Reason, by: int, at: datetime
) -> Event:
    """Take down an answer that was shown. Raises WrongState."""
    reply, question, stream = await held_answer(session, answer_id)
    reply.withdraw(reason)
    if not await has_answer(session, question):
        question.unanswer()
    decide(session, reply, Verdict.WITHDRAW, version=reply.version, reason=reason, by=by, at=at)
    return record(session, stream, events.ANSWER_WITHDRAWN, about=question.id, by=by, at=at,
                  particulars={"answer": reply.id, "reason": reason.value})  # fmt: skip


async def held_answer(session: AsyncSession, answer_id: str) -> tuple[Answer, Question, Stream]:
    """The answer and its question as they stand, with their chat's stream
    locked. Raises NotFound."""
    chat_id = await session.scalar(select(Answer.chat_id).where(Answer.id == answer_id))
    if chat_id is None:
        raise NotFound("There is no such answer.")
    _, stream = await held_chat(session, chat_id)
    reply = await session.get_one(Answer, answer_id, populate_existing=True)
    question = await session.get_one(Question, reply.question_id, populate_existing=True)
    return reply, question, stream


async def refuse_stale(
    session: AsyncSession, item: Question | Answer, version: str, *,
    expected: QuestionState | AnswerState, at: datetime,
) -> None:  # fmt: skip
    """Refuse a decision on anything but what was shown, saying who decided what meanwhile."""
    if item.state is expected and item.version == version:
        return
    query = (
        select(Decision, Person.name)
        .join(Person, Person.id == Decision.by)
        .where(Decision.about == item.id)
        .order_by(Decision.id.desc())
    )
    row = (await session.execute(query.limit(1))).one_or_none()
    if row is None:
        raise WrongState("This has changed since you opened it. Look again.", state=item.state,
                         version=item.version)  # fmt: skip
    decision, name = row
    ago = max(0, round((at - decision.at).total_seconds()))
    raise WrongState(
        f"{name} {PAST[decision.verdict]} this {ago_words(ago)}.", by=name,
        verdict=decision.verdict.value, state=item.state, version=item.version,
    )  # fmt: skip


def ago_words(seconds: int) -> str:
    if seconds < 2:
        return "just now"
    return f"{seconds} seconds ago" if seconds < 120 else f"{seconds // 60} minutes ago"


async def refuse_own(session: AsyncSession, reply: Answer, by: int) -> None:
    """Nobody approves their own words: a second person releases them."""
    words = await session.get_one(Revision, reply.version)
    if words.by == by:
        raise WrongState("You wrote this answer: somebody else must release it.")


async def edit(
    session: AsyncSession, about: str, version: str, *,
    name: str | None, text: str | None, by: int, at: datetime,
) -> str | None:  # fmt: skip
    """A new revision where the words were changed; its id, or None when they are the same."""
    shown = await session.get_one(Revision, version)
    name, text = shown.name if name is None else name, shown.text if text is None else text
    if (name, text) == (shown.name, shown.text):
        return None
    changed = new_id()
    write_revision(session, changed, about=about, name=name, text=text, by=by, at=at)
    await session.flush()
    return changed


def decide(
    session: AsyncSession, item: Question | Answer, verdict: Verdict, *,
    version: str, by: int, at: datetime, reason: Reason | None = None, edited: str | None = None,
) -> None:  # fmt: skip
    session.add(
        Decision(
            chat_id=item.chat_id,
            about=item.id,
            verdict=verdict,
            version=version,
            edited=edited,
            reason=reason,
            by=by,
            at=at,
        )
    )


async def next_number(session: AsyncSession, chat_id: int) -> int:
    """The next Q number; safe because the chat's stream is held."""
    query = select(Question.number).where(Question.chat_id == chat_id, Question.number.is_not(None))
    return (await session.scalar(query.order_by(Question.number.desc()).limit(1)) or 0) + 1


async def has_answer(session: AsyncSession, question: Question) -> bool:
    query = select(Answer.id).where(Answer.question_id == question.id)
    return (
        await session.scalar(query.where(Answer.state == AnswerState.RELEASED).limit(1)) is not None
    )
