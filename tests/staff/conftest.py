"""What the tests of the staff room share."""

from pathlib import Path

import pytest

from foundation.database import Database
from foundation.staff.models import Person
from tests.staff.cast import PRIYA, Door


@pytest.fixture
def door(database: Database, tmp_path: Path) -> Door:
    return Door(database, tmp_path)


@pytest.fixture
async def priya(door: Door) -> Person:
    return await door.add(PRIYA)
