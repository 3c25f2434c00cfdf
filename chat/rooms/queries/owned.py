"""Reads of an asker's own questions, which only the holder of a receipt gets."""

from dataclasses import replace

from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import queries
from chat.rooms.models import Aside, Dispute, Lane, Question, QuestionState, Revision
from chat.rooms.queries import measures
from chat.rooms.views import OwnQuestion
from chat.schedule.models import OVER, Chat
from foundation.errors import NotFound
from foundation.identifiers import new_id


async def own(session: AsyncSession, receipt: str) -> OwnQuestion:
    """A question by its receipt, for whoever holds it. Raises NotFound."""
    rows = await owned(session, own_query().where(Question.receipt == receipt))
    if not rows:
        raise NotFound("There is no question with this receipt.")
    return rows[0]


async def own_in(session: AsyncSession, chat_id: int, visitor_id: str) -> tuple[OwnQuestion, ...]:
    """A visitor's own questions in one chat, newest first."""
    query = own_query().where(Question.chat_id == chat_id, Question.visitor_id == visitor_id)
    return await owned(session, query.order_by(Question.at.desc(), Question.id))


def own_query() -> Select[Question, Revision, Chat]:
    return (
        select(Question, Revision, Chat)
        .join(Revision, Revision.id == Question.version)
        .join(Chat, Chat.id == Question.chat_id)
    )


async def owned(
    session: AsyncSession, query: Select[Question, Revision, Chat]
) -> tuple[OwnQuestion, ...]:
    rows = (await session.execute(query)).all()
    taken = await measures.taken_over(session, [question.id for question, _, _ in rows])
    return tuple(
        [
            replace(
                await as_its_askers(session, question, words, chat),
                measures=taken.get(question.id, ()),
            )
            for question, words, chat in rows
        ]
    )


async def as_its_askers(
    session: AsyncSession, question: Question, words: Revision, chat: Chat
) -> OwnQuestion:
    """A question as its asker knows it: what was merged into another shares that one's fate."""
    fate = question
    if question.merged_into is not None:
        fate = await session.get_one(Question, question.merged_into)
    shown = [fate.id] if fate.released else []
    answers = await queries.released_answers(session, chat.id, ids=shown)
    state = as_told(fate)
    if fate is not question and state is QuestionState.HELD:
        state = QuestionState.MERGED
    waits = state is QuestionState.HELD and question.aside is None
    disputed = await session.get(Dispute, question.id) is not None
    # Of what it has become: a rejection that is not told yet has put its own reason there.
    asked_back = question.state is QuestionState.HELD and question.aside is Aside.ASKED_BACK
    return OwnQuestion(
        id=question.id,
        receipt=question.receipt,
        chat_slug=chat.slug,
        state=state,
        name=words.name,
        text=words.text,
        at=question.at,
        urgent=question.urgent,
        ahead=await ahead(session, question) if waits else None,
        number=fate.number if fate.released else None,
        edited=words.change is not None,
        reason=fate.reason if fate.told or asked_back else None,
        answers=tuple(answers.get(fate.id, ())),
        follows=fate.id,
        asked_back=asked_back,
        turning=fate.turning,
        taken=(await queries.released_taken(session, shown)).get(fate.id),
        over=chat.state in OVER,
        disputed=disputed,
        visitor_id=question.visitor_id,
        support=fate.support if fate.released else 0,
        follow_ups=await follow_ups(session, question, fate) if shown else (),
        follow_up_key=new_id() if answers.get(fate.id) and chat.takes_questions else "",
        disputable=state is QuestionState.REJECTED and not disputed and chat.state not in OVER,
    )


async def follow_ups(session: AsyncSession, question: Question, fate: Question) -> tuple[str, ...]:
    """The receipts of what the same visitor asked on the answer, oldest first."""
    query = select(Question.receipt).where(
        Question.follow_up_to == fate.id, Question.visitor_id == question.visitor_id
    )
    return tuple(await session.scalars(query.order_by(Question.at)))


def as_told(question: Question) -> QuestionState:
    """The state its asker has been told: a rejection counts as held until then, as it can be
    undone."""
    if question.state is QuestionState.REJECTED and not question.told:
        return QuestionState.HELD
    return question.state


async def ahead(session: AsyncSession, question: Question) -> int:
    """How many held questions a moderator will come to before this one."""
    place = (question.lane, question.turn, -question.support, question.at)
    earlier = tuple_(Question.lane, Question.turn, -Question.support, Question.at) < place
    if question.urgent:
        earlier = and_(Question.lane == Lane.URGENT, Question.at < question.at)
    query = select(func.count()).where(
        Question.chat_id == question.chat_id, Question.state == QuestionState.HELD,
        Question.aside.is_(None), earlier,
    )  # fmt: skip
    return await session.scalar(query) or 0
