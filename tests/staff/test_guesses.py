"""How many guesses get a real check, and that nobody is locked out by somebody else's."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from foundation.errors import Unavailable
from foundation.events import Event
from foundation.staff import passwords, verbs
from foundation.staff.guesses import claim, from_network
from foundation.staff.models import Guess, Person
from foundation.staff.passwords import mill
from tests.people import QUICK
from tests.staff.cast import AT_HOME, COLE, PASSWORD, PRIYA, Door

STRANGER = replace(AT_HOME, address="198.51.100.7")
MANY = {"quick": 40, "full": 1_000, "soak": 1_000}


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """How many are looked at is what counts here, not how long that takes."""
    passwords.nobodys.cache_clear()
    monkeypatch.setattr(passwords, "hasher", QUICK)
    yield
    passwords.nobodys.cache_clear()


async def test_ten_guesses_an_hour_are_looked_at(door: Door, priya: Person, tier: str) -> None:
    answers = Counter([await door.guess(browser=STRANGER) for _ in range(MANY[tier])])
    assert answers == {"looked at": 10, "told to wait": MANY[tier] - 10}


async def test_guesses_from_many_networks_are_counted_together(door: Door, priya: Person) -> None:
    places = [replace(STRANGER, address=f"198.51.100.{number}") for number in range(20)]
    answers = Counter([await door.guess(browser=place) for place in places])
    assert answers == {"looked at": 10, "told to wait": 10}


async def test_of_guesses_made_at_once_no_more_are_looked_at(door: Door, priya: Person) -> None:
    answers = Counter(await asyncio.gather(*(door.guess(browser=STRANGER) for _ in range(30))))
    assert answers == {"looked at": 10, "told to wait": 20}


async def test_one_guess_at_each_of_many_accounts_is_stopped_by_the_network(
    door: Door, tier: str
) -> None:
    accounts = [f"person{number}@example.org" for number in range(MANY[tier] + 60)]
    answers = Counter([await door.guess(account, browser=STRANGER) for account in accounts])
    assert answers == {"looked at": 60, "told to wait": MANY[tier]}


async def test_an_account_that_is_not_there_is_answered_alike(door: Door, priya: Person) -> None:
    there = [await door.guess(PRIYA.email, browser=STRANGER) for _ in range(12)]
    nowhere = [await door.guess("nobody@example.org", browser=STRANGER) for _ in range(12)]
    assert there == nowhere


async def test_the_right_password_is_not_looked_at_either(door: Door, priya: Person) -> None:
    for _ in range(10):
        await door.guess(browser=STRANGER)
    assert await door.guess(password=PASSWORD, browser=STRANGER) == "told to wait"


async def test_the_wait_is_as_long_as_was_said(door: Door, priya: Person) -> None:
    for _ in range(10):
        await door.guess(browser=STRANGER)
        door.wait(minutes=2)
    assert await door.guess(browser=STRANGER) == "told to wait"
    door.wait(minutes=39, seconds=59)
    assert await door.guess(browser=STRANGER) == "told to wait"
    door.wait(seconds=1)
    assert await door.guess(password=PASSWORD, browser=STRANGER) == "let in"


async def test_within_any_hour_there_are_no_more_than_ten(door: Door, priya: Person) -> None:
    looked = []
    for _ in range(180):
        if await door.guess(browser=STRANGER) == "looked at":
            looked.append(door.clock.now())
        door.wait(minutes=1)
    spans = zip(looked, looked[10:], strict=False)
    assert len(looked) == 30
    assert all((later - earlier).total_seconds() >= 3600 for earlier, later in spans)


async def test_a_browser_she_signed_in_with_still_gets_in(door: Door, priya: Person) -> None:
    known = replace(AT_HOME, device=(await door.sign_in()).device)
    for _ in range(12):
        await door.guess(browser=STRANGER)
    assert await door.guess(password=PASSWORD, browser=AT_HOME) == "told to wait"
    assert await door.guess(password=PASSWORD, browser=known) == "let in"


async def test_a_browser_known_to_somebody_else_does_not(door: Door, priya: Person) -> None:
    await door.add(COLE)
    coles = replace(AT_HOME, device=(await door.sign_in(COLE.email)).device)
    for _ in range(10):
        await door.guess(browser=STRANGER)
    assert await door.guess(password=PASSWORD, browser=coles) == "told to wait"


async def test_a_known_browser_has_ten_guesses_too(door: Door, priya: Person) -> None:
    known = replace(AT_HOME, device=(await door.sign_in()).device)
    answers = Counter([await door.guess(browser=known) for _ in range(15)])
    assert answers == {"looked at": 10, "told to wait": 5}


async def test_a_made_up_device_is_a_stranger(door: Door, priya: Person) -> None:
    for number in range(10):
        await door.guess(browser=replace(STRANGER, device=f"made-up-{number}"))
    assert await door.guess(browser=replace(STRANGER, device="made-up")) == "told to wait"


async def test_a_code_gets_the_only_moderator_in_again(door: Door, priya: Person) -> None:
    for _ in range(12):
        await door.guess(browser=STRANGER)
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    assert await door.guess(browser=STRANGER) == "told to wait"
    assert await door.guess(password=code, browser=STRANGER) == "let in"


async def test_a_crowded_office_does_not_lock_known_browsers_out(door: Door, priya: Person) -> None:
    known = replace(AT_HOME, device=(await door.sign_in()).device)
    async with door.database.writing() as session:
        for number in range(60):
            office = from_network(door.ground.key, email=f"{number}", address=AT_HOME.address)
            await claim(session, office, at=door.clock.now(), person_id=None)
    assert await door.guess("another@example.org", browser=AT_HOME) == "told to wait"
    assert await door.guess(password=PASSWORD, browser=known) == "let in"


async def test_the_right_password_was_no_guess(door: Door, priya: Person) -> None:
    for _ in range(15):
        assert await door.guess(password=PASSWORD, browser=STRANGER) == "let in"
    async with door.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Guess)) == 0


async def test_many_guesses_leave_one_line_in_the_log(door: Door, priya: Person) -> None:
    for _ in range(25):
        await door.guess(browser=STRANGER)
        await door.guess("nobody@example.org", browser=STRANGER)
    async with door.database.reading() as session:
        lines = list(await session.scalars(select(Event).where(Event.kind == "staff.guessed")))
    assert [line.about for line in lines] == [str(priya.id)]


async def test_guesses_are_not_kept_longer_than_they_count(door: Door, priya: Person) -> None:
    for _ in range(5):
        await door.guess(browser=STRANGER)
    door.wait(hours=1)
    await door.guess(browser=STRANGER)
    async with door.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Guess)) == 1


async def test_any_text_as_an_address_is_answered_alike(door: Door) -> None:
    for email in ("", "nobody", "a\0b@example.org", "x" * 5000, "'; --", "\u202e"):
        assert await door.guess(email, browser=STRANGER) == "looked at"


async def test_a_guess_that_was_never_looked_at_does_not_count(door: Door, priya: Person) -> None:
    gate = threading.Event()
    crowd = [asyncio.create_task(mill.grind(lambda: gate.wait(10))) for _ in range(62)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await door.sign_in(browser=STRANGER)
    gate.set()
    await asyncio.gather(*crowd)
    async with door.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Guess)) == 0
    assert await door.guess(password=PASSWORD, browser=STRANGER) == "let in"
