"""What the tests of the rooms share."""

from datetime import UTC, datetime

import pytest

from foundation.database import Database
from foundation.staff import verbs
from tests.house import CAST


@pytest.fixture
async def priya(database: Database) -> int:
    """The moderator, by id."""
    async with database.writing() as session:
        person, _ = await verbs.add(session, CAST["priya"], at=datetime(2026, 12, 1, tzinfo=UTC))
        return person.id
