"""Whoever comes back under another name from where a banned person asked is marked, and nobody is
refused for an address; what is kept of it is gone with its day."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from chat.rooms import jobs
from chat.rooms.models import DayKey, Measure, Trace
from foundation.clock import SetClock
from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import asker, row
from tests.people import NO_TLS, Staff, Visitor

PERHAPS = "Perhaps the same person as one banned"


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


@pytest.fixture
def priya(house: House) -> Staff:
    return house.staff("priya")


def elsewhere(house: House, name: str) -> Visitor:
    """Somebody from another address of this machine."""
    visitor = house.visitor(name)
    visitor.http.close()
    transport = httpx.HTTPTransport(local_address="127.0.0.2", verify=NO_TLS)
    visitor.http = httpx.Client(
        base_url=house.url, headers={"Origin": house.url}, transport=transport
    )
    visitor.get(f"/chats/{LIVE}")
    return visitor


def ban(by: Staff, who: Visitor, **given: str) -> str:
    item = who.asked(LIVE, "Why are you all useless?")["id"]
    path = f"/staff/questions/{item}/{given.pop('deed', 'ban')}"
    answer = by.post(path, reason="abuse", until="week")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["limit"])


def marked(by: Staff, item: str, slug: str = LIVE) -> bool:
    in_pane = PERHAPS in by.pane(item).text
    assert in_pane is (PERHAPS in row(by.get(f"/staff/chats/{slug}").text, item))
    return in_pane


def test_a_new_name_from_the_same_address_is_marked_and_not_refused(
    house: House, priya: Staff
) -> None:
    before = asker(house, "Ali").asked(LIVE, "When are the bins emptied?")["id"]
    number = ban(priya, asker(house, "Mallory"))
    again = asker(house, "Nobody").asked(LIVE, "Still useless, are you?")["id"]
    other = elsewhere(house, "Dana").asked(LIVE, "Who patrols the park?")["id"]
    assert marked(priya, again)
    assert not marked(priya, other)
    assert not marked(priya, before)
    assert not marked(priya, asker(house, "Eve").asked(DIRECT, "Hello?")["id"], DIRECT)
    assert priya.approve(again).status_code == 200
    priya.post(f"/staff/bans/{number}/lifting")
    assert not marked(priya, asker(house, "Meg").asked(LIVE, "And the bus?")["id"])


def test_an_address_that_a_crowd_shares_marks_nobody(house: House, priya: Staff) -> None:
    for number in range(10):
        asker(house).asked(LIVE, f"Question {number}: when are the bins emptied?")
    ban(priya, asker(house, "Mallory"))
    assert not marked(priya, asker(house, "Nobody").asked(LIVE, "And the bus?")["id"])


def test_neither_address_nor_key_nor_mark_outlives_its_day(
    house: House, priya: Staff, clock: SetClock, rows: Rows
) -> None:
    number = ban(priya, asker(house, "Mallory"))
    item = asker(house, "Nobody").asked(LIVE, "Still useless, are you?")["id"]
    assert marked(priya, item)
    assert len(kept(house)) == 4  # two traces, one ban's, one key
    tomorrow = clock.at + timedelta(days=1)
    house.do(jobs.forget_addresses(house.database, tomorrow))
    assert kept(house) == []
    assert not marked(priya, item)
    assert asker(house, "Mallory").ask(LIVE, "Hello?").status_code == 201
    stands = rows("SELECT id FROM measures WHERE lifted_at IS NULL")
    assert [str(one.id) for one in stands] == [number]


def test_no_address_is_written_anywhere(house: House, priya: Staff, rows: Rows) -> None:
    ban(priya, asker(house, "Mallory"))
    for table in ("measures", "traces", "day_keys", "events", "questions", "visitors"):
        assert "127.0.0.1" not in str(rows(f"SELECT * FROM {table}"))


def kept(house: House) -> list[object]:
    async def look() -> list[object]:
        async with house.database.reading() as session:
            return [
                *await session.scalars(select(Trace.address)),
                *await session.scalars(select(Measure.address).where(Measure.address.is_not(None))),
                *await session.scalars(select(DayKey.key)),
            ]

    return house.do(look())
