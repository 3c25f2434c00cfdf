"""Reads of what staff say beside their answers, as it waits for a second person."""

from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chat.moderation.marks import findings, held_by, leased
from chat.rooms.models import (
    Answer,
    AnswerState,
    Correction,
    Lane,
    Question,
    Revision,
    SaidOnQuestion,
    SaidState,
    Takeaway,
)
from chat.rooms.queries import released_taken
from chat.rooms.queries.said import AUTHOR, OWNER, seated
from chat.rooms.queries.teams import found_in_teams
from chat.rooms.views import Held
from chat.schedule.models import Seat
from foundation.clock import noon
from foundation.staff.models import Person

SORTS: dict[str, type[SaidOnQuestion]] = {"correction": Correction, "takeaway": Takeaway}
ASKED, NOW, NOTE = aliased(Revision), aliased(Revision), aliased(Revision)


async def held_said(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> list[Held]:
    """What waits in a chat beside questions and answers. `ids` are questions' ids."""
    return [
        *await held_corrections(session, chat_id, ids=ids),
        *await held_takeaways(session, chat_id, ids=ids),
    ]


async def held_corrections(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> list[Held]:
    """With the question, the words that are shown now, and what the public is to be told."""
    query = (
        waiting(Correction, chat_id, ids)
        .add_columns(Question.number, ASKED.text, NOW.text, NOTE)
        .join(Question, Question.id == Correction.question_id)
        .join(ASKED, ASKED.id == Question.released)
        .join(Answer, Answer.id == Correction.answer_id)
        .join(NOW, NOW.id == Answer.released)
        .join(NOTE, NOTE.id == Correction.note)
        .where(Answer.state == AnswerState.RELEASED)
    )
    rows = (await session.execute(query)).all()
    marked = await findings(session, [id for one, *_ in rows for id in (one.version, one.note)])
    leases = await leased(session, [one.id for one, *_ in rows])
    return [
        Held(
            id=one.id, sort="correction", version=one.version, name=name, text=words.text,
            at=one.at, turn=0, findings=marked.get(one.version, ()),
            lane=Lane.of_staff([*marked.get(one.version, ()), *marked.get(note.id, ())]),
            number=number, about=asked, question_id=one.question_id, before=now, note=note.text,
            note_findings=marked.get(note.id, ()), **held_by(leases.get(one.id)),
        )
        for one, words, name, number, asked, now, note in rows
    ]  # fmt: skip


async def held_takeaways(
    session: AsyncSession, chat_id: int, *, ids: Collection[str] | None = None
) -> list[Held]:
    """With the question, with who is to answer it by when, and what is said of that until now."""
    query = (
        waiting(Takeaway, chat_id, ids)
        .add_columns(Question.number, ASKED.text, OWNER.name)
        .join(Question, Question.id == Takeaway.question_id)
        .join(ASKED, ASKED.id == Question.released)
        .outerjoin(OWNER, OWNER.id == Takeaway.seat_id)
    )
    rows = (await session.execute(query)).all()
    marked = await findings(session, [one.version for one, *_ in rows])
    shown = await released_taken(session, [one.question_id for one, *_ in rows])
    teams = await found_in_teams(session, [(chat_id, one.team) for one, *_ in rows])
    leases = await leased(session, [one.id for one, *_ in rows])
    return [
        Held(
            id=one.id, sort="takeaway", version=one.version, name=name, text=words.text,
            at=one.at, turn=0, findings=marked.get(one.version, ()),
            lane=Lane.of_staff(
                [*marked.get(one.version, ()), *teams.get((chat_id, one.team), ())]
            ),
            number=number, about=asked, question_id=one.question_id, owner=owner or one.team,
            owner_findings=teams.get((chat_id, one.team), ()), due_at=noon(one.due_on),
            replaces=shown.get(one.question_id), **held_by(leases.get(one.id)),
        )
        for one, words, name, number, asked, owner in rows
    ]  # fmt: skip


def waiting(
    sort: type[SaidOnQuestion], chat_id: int, ids: Collection[str] | None
) -> Select[SaidOnQuestion, Revision, str]:
    """What waits of one sort, in its words, with its author as the panel knows them."""
    query = (
        select(sort, Revision, AUTHOR)
        .join(Revision, Revision.id == sort.version)
        .join(Person, Person.id == sort.by)
        .outerjoin(Seat, seated(sort))
        .where(sort.chat_id == chat_id, sort.state == SaidState.HELD)
    )
    return query if ids is None else query.where(sort.question_id.in_(ids))


async def counts(session: AsyncSession) -> Counter[int]:
    """How many of them wait in each chat, as its desk counts them."""
    query = (
        select(Correction.chat_id, func.count())
        .join(Question, Question.id == Correction.question_id)
        .join(Answer, Answer.id == Correction.answer_id)
        .where(Correction.state == SaidState.HELD, Question.released.is_not(None))
        .where(Answer.state == AnswerState.RELEASED)
        .group_by(Correction.chat_id)
    )
    taken = (
        select(Takeaway.chat_id, func.count())
        .join(Question, Question.id == Takeaway.question_id)
        .where(Takeaway.state == SaidState.HELD, Question.released.is_not(None))
        .group_by(Takeaway.chat_id)
    )
    found: Counter[int] = Counter()
    for each in (query, taken):
        for chat_id, count in await session.execute(each):
            found[chat_id] += count
    return found


async def find(session: AsyncSession, item_id: str) -> SaidOnQuestion | None:
    """One of any sort, by its id."""
    for sort in SORTS.values():
        if (found := await session.get(sort, item_id)) is not None:
            return found
    return None


def sort_of(item: Answer | SaidOnQuestion) -> str:
    """What an item is called in particulars and addresses."""
    return next((name for name, sort in SORTS.items() if isinstance(item, sort)), "answer")


async def stranded_said(session: AsyncSession, questions: Sequence[str]) -> list[tuple[str, str]]:
    """What still waits about these questions, whatever became of what it is about: the question's
    id and its own."""
    found: list[tuple[str, str]] = []
    for sort in SORTS.values():
        query = select(sort.question_id, sort.id).where(
            sort.question_id.in_(questions), sort.state == SaidState.HELD
        )
        found += [(question, id) for question, id in await session.execute(query)]
    return found
