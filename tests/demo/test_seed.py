"""The seeded evening: somebody for each role, a chat at each of its hours, a log to match."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import selectinload

from chat.demo import diary
from chat.demo.cast import PASSWORD, STAFF
from chat.demo.evenings import LOBBY, Addresses
from chat.demo.force import DISTRICTS
from chat.demo.seed import seed
from chat.moderation import notes as crew
from chat.moderation import queries as moderation
from chat.rooms import queries as rooms
from chat.rooms.queries import library, promises, wordlists
from chat.rooms.queries import said as panel_said
from chat.rooms.queries import waiting as rooms_waiting
from chat.rooms.queries.waiting import PAGES
from chat.schedule import queries as schedule
from chat.schedule.models import Area, Chat, ChatKind, ChatState
from foundation.clock import local
from foundation.database import Database
from foundation.errors import WrongState
from foundation.events import START, Event, seal
from foundation.staff.models import Person
from foundation.staff.roles import Role
from tests.demo.conftest import AT


@pytest.fixture
async def evening(addresses: Addresses, evening_file: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{evening_file}")
    yield database
    await database.close()


@pytest.fixture
def tables(addresses: Addresses, evening_file: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{evening_file}")
    yield engine
    engine.dispose()


async def chats(database: Database) -> Sequence[Chat]:
    async with database.reading() as session:
        query = select(Chat).options(selectinload(Chat.seats)).order_by(Chat.opens_at)
        return (await session.scalars(query)).all()


async def test_there_is_somebody_for_each_role(evening: Database) -> None:
    async with evening.reading() as session:
        people = (await session.scalars(select(Person).options(selectinload(Person.grants)))).all()
    held = [role for person in people for role in person.roles]
    assert set(held) == set(Role)
    assert held.count(Role.MODERATOR) >= 2
    assert all(person.email.endswith("@example.org") for person in people)


async def test_at_least_six_chats_are_over_with_questions_and_answers(evening: Database) -> None:
    past = [chat for chat in await chats(evening) if chat.state is ChatState.CLOSED]
    assert len(past) >= 6
    async with evening.reading() as session:
        for chat in past:
            shown = await rooms.released(session, chat.id)
            assert sum(bool(question.answers) for question in shown) >= 4
            assert await moderation.held(session, chat.id) == ()


async def test_bedminster_is_live_with_work_on_every_desk(
    evening: Database, addresses: Addresses
) -> None:
    async with evening.reading() as session:
        chat = await schedule.chat(session, addresses.live)
        shown = await rooms.released(session, chat.id)
        waiting = await moderation.held(session, chat.id)
        notice = await rooms.notice(session, chat.id)
    assert chat.state is ChatState.LIVE
    assert timedelta(minutes=32) <= AT - chat.opens_at < timedelta(minutes=33)
    assert {seat.name for seat in chat.seats} >= {"Sgt Cole", "PC Adeyemi", "Jo Park"}
    assert sum(bool(question.answers) for question in shown) >= 12
    assert any(question.answering for question in shown)
    assert [item.sort for item in waiting].count("answer") == 1
    assert 3 <= [item.sort for item in waiting].count("question") <= 5
    assert waiting[0].urgent
    assert any(mark.rule == "phone" for item in waiting for mark in item.findings)
    assert notice is not None


async def test_each_page_beside_the_desk_has_something_to_decide(
    evening: Database, addresses: Addresses
) -> None:
    async with evening.reading() as session:
        chat = await schedule.chat(session, addresses.live)
        waiting = await rooms_waiting.waiting(session)
        lines = await library.lines(session)
        notes = await crew.notes(session, chat.id)
        words = await wordlists.abuse_in_force(session)
    assert list(words.added) == ["plonk*", "never: plonkley"]
    assert {page: by.total() for page, by in waiting.items()} == dict.fromkeys(PAGES, 1)
    assert sum(line.offered is not None for line in lines) >= 3
    assert [note.seen for note in notes] == [()]


async def test_bedminster_opens_with_what_was_said_and_done_and_easton_owes_an_answer(
    evening: Database, addresses: Addresses
) -> None:
    async with evening.reading() as session:
        chat = await schedule.chat(session, addresses.live)
        said = await promises.told(session, chat.area_id, now=AT, but=chat.id)
        shown = await rooms.released(session, chat.id)
        easton = await session.scalar(select(Area.id).where(Area.name == "Easton"))
        owed = await panel_said.outstanding(session, easton)
    assert [one.outcome for one in said] == ["kept", "kept", "not-yet"]
    assert sum(bool(answer.corrected) for one in shown for answer in one.answers) == 1
    assert len(owed) == 1


async def test_one_chat_is_closing_and_one_lobby_has_questions(
    evening: Database, addresses: Addresses
) -> None:
    async with evening.reading() as session:
        closing = await schedule.chat(session, addresses.closing)
        lobby = await schedule.chat(session, addresses.lobby)
        left = await moderation.held(session, lobby.id)
        shown = await rooms.released(session, closing.id)
    assert closing.state is ChatState.DRAINING
    assert any(not question.answers for question in shown)
    assert lobby.state is ChatState.LOBBY
    assert left


async def test_chats_of_every_kind_are_to_come(evening: Database) -> None:
    ahead = [chat for chat in await chats(evening) if chat.opens_at > AT]
    assert {chat.kind for chat in ahead} == set(ChatKind)
    assert max(chat.opens_at for chat in ahead) > AT + timedelta(weeks=6)


def test_the_log_is_chained_and_in_the_order_of_its_moments(tables: Engine) -> None:
    query = select(Event.__table__).order_by(Event.stream_id, Event.seq)
    with tables.connect() as connection:
        events = connection.execute(query).mappings().all()
    streams = [list(lines) for _, lines in groupby(events, key=itemgetter("stream_id"))]
    assert len(streams) > 20
    for lines in streams:
        assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
        assert [line["prev"] for line in lines] == [START, *[line["hash"] for line in lines[:-1]]]
        assert all(line["hash"] == seal(line) for line in lines)
        assert sorted(line["at"] for line in lines) == [line["at"] for line in lines]
        assert lines[-1]["at"] <= AT


def test_no_words_of_anybody_stand_in_the_log(tables: Engine) -> None:
    with tables.connect() as connection:
        log = str(connection.execute(text("SELECT particulars FROM events")).all())
        words = connection.execute(text("SELECT text FROM revisions")).scalars().all()
    assert words
    assert not any(said in log for said in words)


async def test_the_evening_can_be_put_in_only_once(evening: Database) -> None:
    with pytest.raises(WrongState):
        await seed(evening, at=AT, passwords={member.email: PASSWORD for member in STAFF})


# Days on which England's clocks change before the rota is through.
@pytest.mark.parametrize("today", [date(2026, 3, 10), date(2026, 10, 6), date(2026, 12, 1)])
def test_the_rota_is_at_seven_by_the_clock_on_the_wall_every_fortnight(today: date) -> None:
    at = datetime(today.year, today.month, today.day, 15, tzinfo=UTC)
    turns = list(diary.rota(at))
    assert all(local(turn.opens_at).strftime("%H:%M") == "19:00" for turn in turns)
    assert all(turn.opens_at > at for turn in turns)
    for district in DISTRICTS:
        mine = [turn for turn in turns if turn.district == district]
        days = [local(turn.opens_at).date() for turn in mine]
        assert all((after - before).days % 14 == 0 for before, after in pairwise(days))
        assert len({turn.area for turn in mine}) == len(days) >= 3
        assert {turn.area for turn in mine} <= set(DISTRICTS[district])


def test_the_rota_rests_between_christmas_and_new_year() -> None:
    turns = diary.rota(datetime(2026, 11, 22, tzinfo=UTC))
    days = [local(turn.opens_at).date() for turn in turns]
    assert not [day for day in days if date(2026, 12, 23) <= day <= date(2027, 1, 1)]


def test_no_two_chats_of_the_rota_share_an_evening() -> None:
    turns = [turn.opens_at for turn in diary.rota(AT)]
    assert len(set(turns)) == len(turns)


@pytest.mark.parametrize("day", range(1, 8))
def test_on_any_day_of_the_week_a_lobby_is_open(day: int) -> None:
    at = datetime(2026, 6, day, 9, tzinfo=UTC)
    assert at + timedelta(days=1) < diary.soon(at) <= at + LOBBY
    assert local(diary.soon(at)).weekday() < diary.WEEKEND
    assert diary.weeks_ago(at, 2) < at - timedelta(weeks=1)
