"""The lists of staff are kept in memory: no question reads the database for them, and another
process's change counts two seconds later."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from chat.rooms import verbs
from chat.rooms.watching import FRESH, Watching
from foundation.database import Database

AT = datetime(2026, 12, 1, 19, 0, tzinfo=UTC)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets so many seconds pass for what is kept."""
    now = [100.0]
    monkeypatch.setattr("foundation.keeping.time", SimpleNamespace(monotonic=lambda: now[0]))
    return lambda seconds: now.append(now.pop() + seconds)


async def test_another_process_reads_by_new_words_two_seconds_later(
    database: Database, priya: int, later: Callable[[float], None]
) -> None:
    watching = Watching(database)
    assert not await watching.read("You plonkers", chat_id=1)
    async with database.writing() as session:
        await verbs.change_words(session, ["plonker"], version=1, note="", by=priya, at=AT)
    assert not await watching.read("You plonkers", chat_id=1)
    later(FRESH)
    assert [one.rule for one in await watching.read("You plonkers", chat_id=1)] == ["abuse"]
    assert [one.rule for one in await watching.read("You plonkers")] == ["abuse"]


async def test_in_between_no_text_reads_the_database(
    database: Database, later: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    watching, reads = Watching(database), []
    reading = database.reading
    monkeypatch.setattr(database, "reading", lambda: reads.append(1) or reading())
    for _ in range(10):
        await watching.read("Good evening", chat_id=1)
    assert len(reads) == 2  # a watch list, and the words of abuse
    later(FRESH)
    await watching.read("Good evening", chat_id=1)
    assert len(reads) == 4
