"""What the public gets of a room: released words, and nothing else."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms.models import (
    Answer,
    Correction,
    Notice,
    Question,
    QuestionState,
    Revision,
    SaidState,
    Support,
    Takeaway,
)
from chat.rooms.views import (
    PublicAnswer,
    PublicNote,
    PublicNotice,
    PublicQuestion,
    PublicTaken,
)  # fmt: skip
from chat.schedule.models import Seat
from foundation.clock import noon


def in_words(which: ColumnElement[bool]) -> Select[Question, Revision, Seat]:
    """The questions of a chat in those words of theirs, by number; whoever has none is left out."""
    return (
        select(Question, Revision, Seat)
        .join(Revision, which)
        .outerjoin(Seat, Seat.id == Question.seat_id)
        .where(Question.chat_id == bindparam("chat"))
        .order_by(Question.number)
    )


def these(query: Select[Question, Revision, Seat]) -> Select[Question, Revision, Seat]:
    return query.where(Question.id.in_(bindparam("ids", expanding=True)))


# The only words of a question that leave for the public: those a moderator let through.
RELEASED = in_words(Revision.id == Question.released)
THESE_RELEASED = these(RELEASED)
RELEASED_ANSWERS = (
    select(Answer, Revision, Seat)
    .join(Revision, Revision.id == Answer.released)
    .join(Seat, Seat.id == Answer.seat_id)
    .where(Answer.chat_id == bindparam("chat"))
    .where(Answer.question_id.in_(bindparam("ids", expanding=True)))
    .order_by(Answer.shown_at, Answer.id)
)
RELEASED_NOTES = (
    select(Correction, Revision.text)
    .join(Revision, Revision.id == Correction.note)
    .where(Correction.state == SaidState.RELEASED)
    .where(Correction.answer_id.in_(bindparam("answers", expanding=True)))
    .order_by(Correction.shown_at, Correction.id)
)
RELEASED_TAKEN = (
    select(Takeaway, Revision.text, Seat.name)
    .join(Revision, Revision.id == Takeaway.released)
    .outerjoin(Seat, Seat.id == Takeaway.seat_id)
    .where(Takeaway.state == SaidState.RELEASED, Takeaway.done_at.is_(None))
    .where(Takeaway.question_id.in_(bindparam("ids", expanding=True)))
)
# a process that has not said who is here for longer counts for nothing


async def released(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> tuple[PublicQuestion, ...]:
    """The questions the public may see, in their released words, by number."""
    query = RELEASED if ids is None else THESE_RELEASED
    rows = (await session.execute(query, {"chat": chat_id, "ids": sorted(ids or ())})).all()
    shown = [question.id for question, _, _ in rows]
    answers = await released_answers(session, chat_id, ids=shown)
    numbers = await shown_numbers(session, [question.follow_up_to for question, _, _ in rows])
    taken = await released_taken(session, shown)
    return tuple(
        PublicQuestion(
            id=question.id, number=question.number or 0, name=words.name, text=words.text,
            at=question.shown_at or question.at, edited=words.change,
            unanswered=question.state is QuestionState.UNANSWERED,
            answering=seat.name if seat else None, answers=tuple(answers.get(question.id, ())),
            support=question.support, follow_up_to=question.follow_up_to,
            follows_up=numbers.get(question.follow_up_to), taken=taken.get(question.id),
        )
        for question, words, seat in rows
    )  # fmt: skip


async def shown_numbers(
    session: AsyncSession, ids: Iterable[str | None]
) -> dict[str | None, int | None]:
    """The numbers these questions were given when they were first shown; they keep them."""
    wanted = {id for id in ids if id}
    if not wanted:
        return {}
    query = select(Question.id, Question.number).where(Question.id.in_(wanted))
    return {id: number for id, number in await session.execute(query)}


async def supported(session: AsyncSession, chat_id: int, visitor_id: str) -> frozenset[str]:
    """The questions of a chat that this visitor asks too."""
    query = select(Support.question_id).join(Question, Question.id == Support.question_id)
    mine = query.where(Support.visitor_id == visitor_id, Question.chat_id == chat_id)
    return frozenset(await session.scalars(mine))


async def support_of(session: AsyncSession, question_id: str) -> int:
    """How many ask a question besides its asker."""
    return await session.scalar(select(Question.support).where(Question.id == question_id)) or 0


async def released_answers(
    session: AsyncSession, chat_id: int, *, ids: Collection[str]
) -> dict[str, list[PublicAnswer]]:
    """The answers the public may see, by question, in the order they were shown."""
    if not ids:
        return {}
    found: dict[str, list[PublicAnswer]] = {}
    its = {"chat": chat_id, "ids": sorted(ids)}
    rows = (await session.execute(RELEASED_ANSWERS, its)).all()
    notes = await released_notes(session, [answer.id for answer, _, _ in rows])
    for answer, words, seat in rows:
        found.setdefault(answer.question_id, []).append(
            PublicAnswer(
                id=answer.id, name=seat.name, role=seat.role, organisation=seat.organisation,
                text=words.text, at=answer.shown_at or answer.at, edited=words.change,
                corrected=tuple(notes.get(answer.id, ())),
            )
        )  # fmt: skip
    return found


async def released_notes(
    session: AsyncSession, answers: Sequence[str]
) -> dict[str, list[PublicNote]]:
    """What the public is told of corrections, by answer, in the order they were shown."""
    found: dict[str, list[PublicNote]] = {}
    if answers:
        for one, text in await session.execute(RELEASED_NOTES, {"answers": answers}):
            note = PublicNote(text, one.shown_at or one.at)
            found.setdefault(one.answer_id, []).append(note)
    return found


async def released_taken(session: AsyncSession, questions: Sequence[str]) -> dict[str, PublicTaken]:
    """What the public is told of who answers later, by question."""
    if not questions:
        return {}
    return {
        one.question_id: PublicTaken(
            id=one.id, owner=seat or one.team, due_at=noon(one.due_on), text=text,
            at=one.shown_at or one.at, changed=one.changed,
        )
        for one, text, seat in await session.execute(RELEASED_TAKEN, {"ids": questions})
    }  # fmt: skip


async def notice(session: AsyncSession, chat_id: int) -> PublicNotice | None:
    """The notice that stands, if one does."""
    query = select(Notice).where(Notice.chat_id == chat_id, Notice.withdrawn_at.is_(None))
    found = await session.scalar(query.order_by(Notice.at.desc()).limit(1))
    return PublicNotice(found.id, found.text, found.at) if found else None
