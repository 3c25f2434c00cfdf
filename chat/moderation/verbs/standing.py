"""How an item stands: what every decision looks at first, and the row it leaves behind."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation.models import PAST, Decision, Lease, Verdict
from chat.rooms.models import (
    STANDING,
    Answer,
    AnswerState,
    Change,
    Question,
    QuestionState,
    Reason,
    Revision,
    SaidOnQuestion,
    SaidState,
)
from chat.rooms.verbs import UNDO, carry_on, held_question, write_revision
from chat.schedule.models import Chat
from foundation.errors import Invalid, WrongState
from foundation.events import Stream
from foundation.identifiers import new_id
from foundation.staff.models import Person

BY_NO_MODERATOR = frozenset({QuestionState.RETRACTED, QuestionState.LAPSED})
Item = Question | Answer | SaidOnQuestion  # what a decision can be about
DOUBTS = frozenset({Verdict.PARK, Verdict.ESCALATE})


async def in_hand(
    session: AsyncSession, question_id: str, *, version: str, by: int, at: datetime
) -> tuple[Question, Stream]:
    """A held question to be decided as it was shown, with its chat's stream locked; whoever had it
    open has it no longer.

    Raises NotFound, or WrongState when it is stale or open at somebody else's desk.
    """
    question, _, stream = await held_question(session, question_id)
    await refuse_stale(session, question, version, expected=QuestionState.HELD, at=at)
    await take_lease(session, question.id, by=by, at=at)
    return question, stream


async def refuse_halted(session: AsyncSession, stream: Stream, item: Item, *, at: datetime) -> None:
    """Nothing new is shown while the room is halted. Raises WrongState."""
    carry_on(session, await session.get_one(Chat, item.chat_id), stream, at=at)


async def take_lease(session: AsyncSession, about: str, *, by: int, at: datetime) -> None:
    """End the lease on an item that is being decided. Raises WrongState when another holds it."""
    query = select(Lease, Person.name).join(Person, Person.id == Lease.by)
    row = (await session.execute(query.where(Lease.about == about))).one_or_none()
    if row is None:
        return
    lease, name = row
    if lease.by != by and lease.holds(at):
        raise WrongState(f"{name} has this open.", by=name)
    await session.delete(lease)


async def refuse_decided(session: AsyncSession, item: Item, *, at: datetime) -> None:
    """Refuse to open what no longer waits, saying who decided what. Raises WrongState."""
    expected: QuestionState | AnswerState | SaidState = SaidState.HELD
    if isinstance(item, Question | Answer):
        expected = QuestionState.HELD if isinstance(item, Question) else AnswerState.HELD
    await refuse_stale(session, item, item.version, expected=expected, at=at)


async def refuse_stale(
    session: AsyncSession, item: Item, version: str, *,
    expected: QuestionState | AnswerState | SaidState, at: datetime,
) -> None:  # fmt: skip
    """Refuse a decision on anything but what was shown, saying who decided what meanwhile."""
    if item.state is expected:
        if item.version == version:
            return
        raise WrongState("Its asker has changed the words since you opened it. Look again.",
                         state=item.state, version=item.version)  # fmt: skip
    query = (
        select(Decision, Person.name)
        .join(Person, Person.id == Decision.by)
        .where(Decision.about == item.id)
        .order_by(Decision.id.desc())
    )
    row = (await session.execute(query.limit(1))).one_or_none()
    if row is None or item.state in BY_NO_MODERATOR:
        words = STANDING.get(item.state) if isinstance(item, Question) else None
        raise WrongState(words or "This has changed since you opened it. Look again.",
                         state=item.state, version=item.version)  # fmt: skip
    decision, name = row
    ago = max(0, round((at - decision.at).total_seconds()))
    raise WrongState(
        f"{name} {PAST[decision.verdict]} {ago_words(ago)}.", by=name,
        verdict=decision.verdict.value, state=item.state, version=item.version,
    )  # fmt: skip


def ago_words(seconds: int) -> str:
    if seconds < 2:
        return "just now"
    return f"{seconds} seconds ago" if seconds < 120 else f"{seconds // 60} minutes ago"


async def in_doubt(session: AsyncSession, question: Question, by: int) -> bool:
    """Whether somebody has doubted it, other than by a slip of the hand: one they undid themselves
    within ten seconds, with nothing in between.

    Asked of the decisions, as another's doubt since then does not end theirs.
    """
    query = (
        select(Decision.verdict, Decision.at)
        .where(Decision.about == question.id, Decision.by == by)
        .where(Decision.verdict.in_([*DOUBTS, Verdict.ASK_BACK, Verdict.PUT_BACK]))
        .order_by(Decision.id)
    )
    doubts: list[datetime] = []
    slip = False  # whether what they did last was to doubt
    for verdict, at in await session.execute(query):
        if verdict is Verdict.PUT_BACK and slip and at < doubts[-1] + UNDO:
            doubts.pop()
        slip = verdict in DOUBTS
        if slip:
            doubts.append(at)
    return bool(doubts)


async def edit(
    session: AsyncSession, about: str, version: str, *,
    name: str | None, text: str | None, change: Change | None, by: int, at: datetime,
) -> str | None:  # fmt: skip
    """A new revision where the words were changed; its id, or None when they are the same.

    Raises Invalid without a reason for the public.
    """
    shown = await session.get_one(Revision, version)
    name, text = shown.name if name is None else name, shown.text if text is None else text
    if (name, text) == (shown.name, shown.text):
        return None
    if change is None:
        raise Invalid("Say why you changed the words: the public is told.", field="change")
    changed = new_id()
    write_revision(session, changed, about=about, name=name, text=text, by=by, at=at, change=change)
    await session.flush()
    return changed


def decide(
    session: AsyncSession, item: Item, verdict: Verdict, *,
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
