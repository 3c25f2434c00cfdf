"""The demonstration's evening, seeded once for all tests that look at it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chat.demo.cast import PASSWORD, STAFF
from chat.demo.evenings import Addresses
from chat.demo.seed import seed
from chat.demo.straight import Straight

AT = datetime.now(UTC)


@pytest.fixture(scope="session")
def evening_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evening") / "webchat.sqlite3"


@pytest.fixture(scope="session")
def addresses(evening_file: Path) -> Addresses:
    """The chats of the evening; the file is filled when they are first asked for."""
    straight = Straight(evening_file)
    straight.create()
    passwords = {member.email: PASSWORD for member in STAFF}
    found = asyncio.run(seed(straight, at=AT, passwords=passwords))
    straight.close()
    assert found is not None
    return found
