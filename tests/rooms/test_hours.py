"""A chat's hours: the clock opens and closes, also after downtime; a moderator may be a little
early."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from chat.rooms import jobs, verbs
from chat.rooms.holding import Submission, hold
from chat.rooms.models import Question, QuestionState, Reason
from chat.schedule import verbs as schedule
from chat.schedule.models import Chat, ChatKind, ChatState
from foundation.database import Database
from foundation.errors import Invalid, WrongState
from foundation.events import Event
from foundation.identifiers import new_id

START = datetime(2026, 12, 8, 19, tzinfo=UTC)
END = START + timedelta(hours=1)


async def in_diary(database: Database, *, at: datetime = START - timedelta(days=7)) -> Chat:
    async with database.writing() as session:
        return await schedule.schedule(
            session,
            "bedminster",
            title="Bedminster",
            at=at,
            opens_at=START,
            kind=ChatKind.NEIGHBOURHOOD,
            closes_at=END,
        )


async def state_at(database: Database, at: datetime) -> ChatState:
    await jobs.turn_chats(database, at)
    async with database.reading() as session:
        return await session.scalar(select(Chat.state))


async def ask(database: Database, chat: Chat, text: str, *, at: datetime) -> str:
    submission = Submission(
        chat_id=chat.id,
        stream_id=chat.stream_id,
        visitor_id=new_id(),
        key=new_id(),
        name="Dana",
        text=text,
        findings=(),
        at=at,
    )
    async with database.writing() as session:
        await session.run_sync(hold, [submission])
    return submission.id


async def question(database: Database, question_id: str) -> Question:
    async with database.reading() as session:
        return await session.get_one(Question, question_id)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (START - timedelta(days=6), ChatState.ANNOUNCED),
        (START - schedule.LOBBY - timedelta(seconds=1), ChatState.ANNOUNCED),
        (START - schedule.LOBBY, ChatState.LOBBY),
        (START - timedelta(seconds=1), ChatState.LOBBY),
        (START, ChatState.LIVE),
        (END - timedelta(seconds=1), ChatState.LIVE),
        (END, ChatState.DRAINING),
        (END + schedule.DRAIN, ChatState.CLOSED),
        (END + timedelta(days=30), ChatState.CLOSED),
    ],
)
async def test_the_clock_finds_the_state_however_long_nobody_ran(
    database: Database, at: datetime, state: ChatState
) -> None:
    await in_diary(database)
    assert await state_at(database, at) is state


async def test_turning_twice_records_once(database: Database) -> None:
    await in_diary(database)
    for _ in range(2):
        await state_at(database, START)
    async with database.reading() as session:
        kinds = (await session.scalars(select(Event.kind).order_by(Event.seq))).all()
    assert kinds == ["chat.scheduled", "chat.turned"]


async def test_the_clock_never_turns_back(database: Database) -> None:
    await in_diary(database)
    await state_at(database, END)
    assert await state_at(database, START - timedelta(days=2)) is ChatState.DRAINING


async def test_what_is_left_at_the_end_says_so(database: Database) -> None:
    chat = await in_diary(database)
    await state_at(database, START)
    held = await ask(database, chat, "Will the crossing move?", at=START)
    await state_at(database, END + schedule.DRAIN)
    assert (await question(database, held)).state is QuestionState.LAPSED


async def test_a_moderator_opens_at_most_a_quarter_of_an_hour_early(
    database: Database, priya: int
) -> None:
    chat = await in_diary(database)
    with pytest.raises(WrongState, match="15 minutes"):
        await open_at(database, chat, START - timedelta(minutes=16), priya)
    await open_at(database, chat, START - timedelta(minutes=15), priya)
    assert await state_at(database, START - timedelta(minutes=14)) is ChatState.LIVE


async def open_at(database: Database, chat: Chat, at: datetime, by: int) -> None:
    async with database.writing() as session:
        await verbs.open_room(session, chat.id, by=by, at=at)


async def test_a_chat_that_is_closed_early_still_answers_for_a_while(
    database: Database, priya: int
) -> None:
    chat, early = await in_diary(database), END - timedelta(minutes=20)
    await state_at(database, START)
    async with database.writing() as session:
        await verbs.close_room(session, chat.id, by=priya, at=early)
    assert (
        await state_at(database, early + schedule.DRAIN - timedelta(seconds=1))
        is ChatState.DRAINING
    )
    assert await state_at(database, early + schedule.DRAIN) is ChatState.CLOSED


async def test_a_chat_is_extended_while_it_is_live_and_not_for_ever(
    database: Database, priya: int
) -> None:
    chat = await in_diary(database)
    await state_at(database, START)
    async with database.writing() as session:
        await schedule.extend(session, chat.id, minutes=30, by=priya, at=START)
    assert await state_at(database, END + timedelta(minutes=29)) is ChatState.LIVE
    with pytest.raises(Invalid, match="six hours"):
        async with database.writing() as session:
            await schedule.extend(session, chat.id, minutes=360, by=priya, at=START)


async def test_only_what_has_not_begun_is_cancelled(database: Database, priya: int) -> None:
    chat = await in_diary(database)
    await state_at(database, START)
    with pytest.raises(WrongState):
        async with database.writing() as session:
            await schedule.cancel(session, chat.id, by=priya, at=START)


async def test_a_cancelled_chat_stays_cancelled(database: Database, priya: int) -> None:
    chat = await in_diary(database)
    async with database.writing() as session:
        await schedule.cancel(session, chat.id, by=priya, at=START - timedelta(days=1))
    assert await state_at(database, START) is ChatState.CANCELLED


async def test_a_chat_must_end_after_it_starts(database: Database) -> None:
    with pytest.raises(Invalid):
        async with database.writing() as session:
            await schedule.schedule(session, "x", title="X", kind=ChatKind.THEMED, at=START,
                                    opens_at=START, closes_at=START)  # fmt: skip


async def test_a_rejection_is_told_after_ten_seconds_and_undone_unheard_until_then(
    database: Database, priya: int
) -> None:
    from chat.moderation import verbs as moderation

    chat = await in_diary(database)
    await state_at(database, START)
    asked = await ask(database, chat, "Will the crossing move?", at=START)
    version = (await question(database, asked)).version
    for _ in range(2):
        async with database.writing() as session:
            await moderation.reject(
                session, asked, version=version, reason=Reason.ABUSE, by=priya, at=START
            )
        await jobs.tell_askers(database, START + timedelta(seconds=9))
        async with database.writing() as session:
            await moderation.restore(session, asked, by=priya, at=START + timedelta(seconds=9))
    async with database.writing() as session:
        await moderation.reject(
            session, asked, version=version, reason=Reason.ABUSE, by=priya, at=START
        )
    await jobs.tell_askers(database, START + timedelta(seconds=10))
    assert (await question(database, asked)).told
    async with database.writing() as session:
        later = START + timedelta(seconds=11)
        restored = await moderation.restore(session, asked, by=priya, at=later)
    assert restored.kind == "question.reconsidered"  # and so its asker hears of it
