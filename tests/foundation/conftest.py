"""What the tests of the ground share."""

from collections.abc import Iterator

import pytest

from tests.foundation.rig import Rig


@pytest.fixture
def rig() -> Iterator[Rig]:
    """The test app on a port of its own, with one stream that has three lines."""
    with Rig() as rig:
        for body in ("one", "two", "three"):
            rig.memory.write(1, body)
        yield rig
