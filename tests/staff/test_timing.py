"""Whether the clock tells who works here."""

import time
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

import pytest
from sqlalchemy import update

from foundation.clock import SetClock
from foundation.database import Database
from foundation.staff import command
from foundation.staff.models import Person
from foundation.staff.passwords import hasher
from tests.house import CAST, House
from tests.people import PASSWORD
from tests.staff.cast import EVENING

ROUNDS = 120
KINDS = ("known", "unknown", "disabled")


def test_known_and_unknown_addresses_take_the_same_time(
    sqlite_url: str, tmp_path: Path, tier: str
) -> None:
    if tier == "quick":
        pytest.skip("a quarter of a minute: measured in the full tier")
    clock = SetClock(EVENING)
    with House(sqlite_url, tmp_path, clock=clock) as house:
        deed = command.disable(house.database, clock, email=CAST["sam"].email)
        house.do(deed)
        house.do(hash_as_in_life(house.database))
        taken = measured(house, clock)
    known = undisturbed(taken["known"])
    assert undisturbed(taken["unknown"]) == pytest.approx(known, rel=0.10)
    assert undisturbed(taken["disabled"]) == pytest.approx(known, rel=0.10)


async def hash_as_in_life(database: Database) -> None:
    """The cast's own hashes are quick."""
    async with database.writing() as session:
        await session.execute(update(Person).values(password_hash=hasher.hash(PASSWORD)))


def undisturbed(times: list[float]) -> float:
    """The fastest tenth ends here; what else runs on the machine makes the others slower."""
    return quantiles(times, n=10)[0]


def measured(house: House, clock: SetClock) -> dict[str, list[float]]:
    """Seconds of the processor's time each refusal took, whatever else runs; the kinds by turns, so
    that what noise there is falls on all alike."""
    addresses = {"known": CAST["priya"].email, "unknown": "nobody@example.org",
                 "disabled": CAST["sam"].email}  # fmt: skip
    taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
    stranger = house.stranger().http
    for _ in range(ROUNDS):
        clock.at += timedelta(hours=1)  # so that none is refused for its number
        for kind in KINDS:
            fields = {"email": addresses[kind], "password": "not the password at all"}
            began = time.process_time()
            answer = stranger.post("/staff/sign-in", data=fields)
            taken[kind].append(time.process_time() - began)
            assert answer.status_code == 422
    return taken
