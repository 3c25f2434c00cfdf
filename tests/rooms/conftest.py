"""What the tests of the rooms share."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import and_

from chat.rooms.models import Question, Revision
from chat.rooms.queries import public
from foundation.database import Database
from foundation.staff import verbs
from tests.house import CAST


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """For controls: public reads take the current words of whatever was shown once."""
    current = and_(Revision.id == Question.version, Question.number.is_not(None))
    words = public.in_words(current)
    monkeypatch.setattr(public, "RELEASED", words)
    monkeypatch.setattr(public, "THESE_RELEASED", public.these(words))


@pytest.fixture
async def priya(database: Database) -> int:
    """The moderator, by id."""
    async with database.writing() as session:
        person, _ = await verbs.add(session, CAST["priya"], at=datetime(2026, 12, 1, tzinfo=UTC))
        return person.id
