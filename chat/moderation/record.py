"""The log of one chat as people read it: each event a sentence, with who and when, never words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries
from chat.rooms.models import Answer, Change, Question, Revision
from chat.schedule.models import Chat
from foundation.errors import NotFound
from foundation.events import KINDS, Event, Stream
from foundation.web.templates import day, hour

A_PAGE = 50
STATES = {"draining": "closing"}  # what the public calls them
MOMENTS = frozenset({"closes_at", "until"})
LISTED = frozenset({"reason", "sort", "state", "to", "turning"})  # each from a short list of ours
BY_THE_CLOCK = "by the clock"


@dataclass(frozen=True, slots=True)
class Line:
    """One event: its sentence with the parts that fill it, and the item it is about."""

    kind: str
    sentence: str
    parts: Mapping[str, str]
    at: datetime
    item: str | None
    called: str  # that item: "Q12", or the end of its id while it has no number


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an item, as it was kept."""

    text: str
    at: datetime
    editor: str | None  # a moderator or an officer; None: its asker
    change: Change | None
    released: bool
    answer: bool


def views_of(chat_id: int) -> str:
    """The name of the stream of restricted views beside a chat's own."""
    return f"views:{chat_id}"


async def lines(
    session: AsyncSession, chat: Chat, *, item: str | None, page: int
) -> tuple[Sequence[Line], bool]:
    """One page of a chat's log, newest first, perhaps of one item alone; and whether there is
    more."""
    streams = select(Stream.id).where(
        or_(Stream.id == chat.stream_id, Stream.name == views_of(chat.id))
    )
    query = (
        select(Event)
        .where(Event.stream_id.in_(streams))
        .order_by(Event.at.desc(), Event.stream_id.desc(), Event.seq.desc())
        .limit(A_PAGE + 1)
        .offset(A_PAGE * (page - 1))
    )
    if item is not None:
        query = query.where(Event.about == item)
    found = (await session.scalars(query)).all()
    people = await queries.names(session, {event.by for event in found if event.by})
    numbers = await numbered(session, {event.about for event in found})
    told = [line(event, people, numbers) for event in found if event.kind in KINDS]
    return told[:A_PAGE], len(found) > A_PAGE


def line(event: Event, people: Mapping[int | None, str], numbers: Mapping[str, int | None]) -> Line:
    sentence = KINDS[event.kind].sentence
    asked = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    parts = {name: said(name, event.particulars.get(name)) for name in asked}
    item = event.about if event.about in numbers else None
    number = numbers.get(event.about)
    return Line(
        kind=event.kind, sentence=sentence,
        parts={**parts, "by": people.get(event.by, BY_THE_CLOCK)}, at=event.at, item=item,
        called=f"Q{number}" if number else f"…{event.about[-4:]}",
    )  # fmt: skip


def said(name: str, value: str | int | bool | None) -> str:
    """A particular as a sentence has it; one that was not given leaves its place empty."""
    if value is None:
        return ""
    words = STATES.get(str(value), str(value))
    if name in MOMENTS and words[:1].isdigit():  # not "the end of the chat"
        at = datetime.fromisoformat(words)
        return hour(at) if name == "closes_at" else f"{day(at)}, {hour(at)}"
    return words.replace("-", " ") if name in LISTED else words


async def numbered(session: AsyncSession, ids: Collection[str]) -> dict[str, int | None]:
    """Which of these are questions, and the numbers they were shown under."""
    query = select(Question.id, Question.number).where(Question.id.in_(ids))
    return {id: number for id, number in await session.execute(query)}


async def wordings(session: AsyncSession, chat: Chat, question_id: str) -> tuple[Wording, ...]:
    """Every wording of a question and of its answers, in the order they came. Raises NotFound."""
    question = await session.get(Question, question_id)
    if question is None or question.chat_id != chat.id:
        raise NotFound("There is no such question in this chat.")
    query = select(Answer).where(Answer.question_id == question.id)
    answers = {one.id: one for one in await session.scalars(query)}
    kept = select(Revision).where(Revision.about.in_([question.id, *answers])).order_by(Revision.at)
    found = (await session.scalars(kept)).all()
    people = await queries.names(session, {one.by for one in found if one.by})
    released = {question.released, *(one.released for one in answers.values())}
    return tuple(
        Wording(text=one.text, at=one.at, editor=people.get(one.by), change=one.change,
                released=one.id in released, answer=one.about in answers)
        for one in found
    )  # fmt: skip
