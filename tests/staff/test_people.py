"""Taking people on, giving and taking roles, letting them in no more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import Forbidden, Invalid, NotFound, WrongState
from foundation.events import Event
from foundation.staff import queries, verbs
from foundation.staff.codes import spoken, written
from foundation.staff.models import Person
from foundation.staff.roles import Role
from foundation.staff.verbs.people import Newcomer
from tests.staff.cast import COLE, EVENING, KIT, PASSWORD, PRIYA, Door

Deed = Callable[[AsyncSession, int, int], Awaitable[object]]
DEEDS: dict[str, Deed] = {
    "staff.disabled": lambda session, who, by: verbs.disable(session, who, at=EVENING, by=by),
    "staff.reset": lambda session, who, by: verbs.reset(session, who, at=EVENING, by=by),
    "staff.sessions-ended": lambda session, who, by: verbs.end_all(session, who, at=EVENING, by=by),
    "staff.role-granted": lambda session, who, by: verbs.grant(
        session, who, role=Role.OFFICER, at=EVENING, by=by
    ),
    "staff.role-revoked": lambda session, who, by: verbs.revoke(
        session, who, role=Role.MODERATOR, at=EVENING, by=by
    ),
}

LEE = Newcomer("Lee Shah", "lee@example.org", frozenset({Role.ADMINISTRATOR}))


async def log_of(door: Door) -> list[Event]:
    async with door.database.reading() as session:
        return list(await session.scalars(select(Event).order_by(Event.seq)))


async def person_of(door: Door, person_id: int) -> Person:
    async with door.database.reading() as session:
        return await queries.person(session, person_id)


async def test_somebody_added_without_a_password_comes_in_with_a_code(door: Door) -> None:
    async with door.database.writing() as session:
        added, code = await verbs.add(session, COLE, at=EVENING)
    assert added.must_change
    opened = await door.sign_in(COLE.email, written(code).upper())
    viewer = await door.viewer(opened)
    assert viewer is not None
    assert viewer.must_change
    assert (viewer.title, viewer.roles) == ("Sgt Sam Cole", frozenset({Role.OFFICER}))


async def test_an_address_belongs_to_one_person_in_any_spelling(door: Door, priya: Person) -> None:
    again = Newcomer("Somebody Else", " PRIYA@Example.ORG ", frozenset({Role.OFFICER}))
    with pytest.raises(WrongState):
        await door.add(again)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"email": "a b@example.org"}, "email"),
        ({"email": "a\0@example.org"}, "email"),
        ({"email": f"{'a' * 250}@example.org"}, "email"),
        ({"rank": "r" * 41}, "rank"),
        ({"organisation": "o" * 81}, "organisation"),
        ({"roles": frozenset()}, "roles"),
    ],
)
def test_a_newcomer_needs_a_name_an_address_and_a_role(given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(COLE, **given)
    assert refusal.value.field == field


async def test_somebody_disabled_can_neither_sign_in_nor_go_on(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        await verbs.disable(session, priya.id, at=door.clock.now())
    assert await door.viewer(opened) is None
    assert await door.guess(password=PASSWORD) == "looked at"


async def test_nobody_is_disabled_twice(door: Door, priya: Person) -> None:
    async with door.database.writing() as session:
        await verbs.disable(session, priya.id, at=EVENING)
    for deed in (verbs.disable, verbs.reset):
        with pytest.raises(WrongState):
            async with door.database.writing() as session:
                await deed(session, priya.id, at=EVENING)


async def test_adding_somebody_who_was_disabled_lets_them_in_again(
    door: Door, priya: Person
) -> None:
    async with door.database.writing() as session:
        await verbs.disable(session, priya.id, at=EVENING)
    back = Newcomer("Priya Nair", PRIYA.email, frozenset({Role.OFFICER, Role.SCHEDULER}))
    async with door.database.writing() as session:
        found, code = await verbs.add(session, back, at=EVENING)
    assert found.id == priya.id
    assert (await person_of(door, priya.id)).roles == back.roles
    assert await door.guess(password=PASSWORD) == "looked at"
    assert await door.guess(password=code) == "let in"


async def test_a_reset_ends_the_password_and_the_sessions(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    assert await door.viewer(opened) is None
    assert await door.guess(password=PASSWORD) == "looked at"
    assert await door.guess(password=code) == "let in"


async def test_a_code_works_once(door: Door, priya: Person) -> None:
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    assert await door.guess(password=code) == "let in"
    assert await door.guess(password=code) == "looked at"


async def test_a_code_is_somebodys_own(door: Door, priya: Person) -> None:
    await door.add(COLE)
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    assert await door.guess(COLE.email, code) == "looked at"


async def test_a_code_is_good_for_24_hours(door: Door, priya: Person) -> None:
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    door.wait(hours=24)
    assert await door.guess(password=code) == "looked at"
    door.wait(seconds=-1)
    assert await door.guess(password=code) == "let in"


async def test_a_role_given_counts_at_once(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        await verbs.grant(session, priya.id, role=Role.SCHEDULER, at=EVENING)
    viewer = await door.viewer(opened)
    assert viewer is not None
    assert viewer.roles == {Role.MODERATOR, Role.SCHEDULER}


async def test_a_role_taken_away_is_gone_at_once(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        await verbs.revoke(session, priya.id, role=Role.MODERATOR, at=EVENING)
    viewer = await door.viewer(opened)
    assert viewer is not None
    assert viewer.roles == frozenset()


async def test_a_role_can_be_given_again_after_it_was_taken(door: Door, priya: Person) -> None:
    for deed in (verbs.revoke, verbs.grant, verbs.revoke, verbs.grant):
        async with door.database.writing() as session:
            await deed(session, priya.id, role=Role.MODERATOR, at=EVENING)
    assert (await person_of(door, priya.id)).roles == {Role.MODERATOR}


async def test_a_role_is_neither_given_twice_nor_taken_twice(door: Door, priya: Person) -> None:
    with pytest.raises(WrongState):
        async with door.database.writing() as session:
            await verbs.grant(session, priya.id, role=Role.MODERATOR, at=EVENING)
    with pytest.raises(WrongState):
        async with door.database.writing() as session:
            await verbs.revoke(session, priya.id, role=Role.OFFICER, at=EVENING)


@pytest.mark.parametrize("name", DEEDS.keys())
async def test_each_deed_writes_one_event_with_who_did_it(
    name: str, door: Door, priya: Person
) -> None:
    kit, before = await door.add(KIT), len(await log_of(door))
    async with door.database.writing() as session:
        await DEEDS[name](session, priya.id, kit.id)
    (line,) = (await log_of(door))[before:]
    assert (line.kind, line.by, line.about) == (name, kit.id, str(priya.id))
    assert line.particulars["person"] == priya.id


async def test_nobody_does_it_to_themselves(door: Door, priya: Person) -> None:
    for name in DEEDS.keys() - {"staff.sessions-ended"}:
        with pytest.raises(Forbidden):
            async with door.database.writing() as session:
                await DEEDS[name](session, priya.id, priya.id)


ONE_LESS: dict[str, Callable[[AsyncSession, int], Awaitable[None]]] = {
    "disabled": lambda session, who: verbs.disable(session, who, at=EVENING),
    "demoted": lambda session, who: verbs.revoke(session, who, role=Role.ADMINISTRATOR, at=EVENING),
}


@pytest.mark.parametrize("way", ONE_LESS)
async def test_the_last_administrator_stays(door: Door, priya: Person, way: str) -> None:
    kit, lee = await door.add(KIT), await door.add(LEE)
    async with door.database.writing() as session:
        await ONE_LESS[way](session, lee.id)
    with pytest.raises(WrongState, match="Kit Morgan is the last administrator"):
        async with door.database.writing() as session:
            await ONE_LESS[way](session, kit.id)
    assert (await person_of(door, kit.id)).roles == {Role.ADMINISTRATOR}


async def test_nothing_is_done_to_nobody(door: Door, priya: Person) -> None:
    for deed in DEEDS.values():
        for who in (404, 2**31, 2**80):
            with pytest.raises(NotFound):
                async with door.database.writing() as session:
                    await deed(session, who, priya.id)


async def test_no_secret_is_kept_in_the_clear(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=EVENING)
    secrets = [PASSWORD, code, spoken(written(code)), opened.token, opened.device]
    tables = ["people", "role_grants", "staff_sessions", "known_devices", "guesses", "events"]
    async with door.database.reading() as session:
        kept = [str((await session.execute(text(f"SELECT * FROM {one}"))).all()) for one in tables]
    assert all(secret not in table for secret in secrets for table in kept)
    assert opened.token not in repr(opened)
    assert opened.device not in repr(opened)


async def test_the_log_names_people_by_number_only(door: Door, priya: Person) -> None:
    await door.sign_in()
    lines = str([line.particulars for line in await log_of(door)])
    assert "Nair" not in lines
    assert "example.org" not in lines


async def test_one_event_for_each_deed_and_the_chain_is_whole(door: Door, priya: Person) -> None:
    await door.sign_in()
    async with door.database.reading() as session:
        count = await session.scalar(select(func.count()).select_from(Event))
    log = await log_of(door)
    assert count == len(log) == 2
    assert [line.prev for line in log[1:]] == [line.hash for line in log[:-1]]
