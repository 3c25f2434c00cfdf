"""Sessions: how they begin, how long they stand, and everything that ends them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from foundation.errors import Invalid, NotFound, TooMany, WrongState
from foundation.identifiers import fingerprint
from foundation.staff import queries, verbs
from foundation.staff.models import KnownDevice, Person, Proof, Shown, StaffSession, Why
from foundation.staff.passwords import hasher
from foundation.staff.roles import Role
from foundation.staff.verbs.entrance import set_password
from foundation.staff.verbs.sessions import Opened, open_session
from tests.staff.cast import AT_HOME, COLE, HASH, PASSWORD, PRIYA, Door

OTHER = "a green teapot over the moor"


async def test_the_right_password_opens_the_door(door: Door, priya: Person) -> None:
    viewer = await door.viewer(await door.sign_in("  PRIYA@example.org"))
    assert viewer is not None
    assert (viewer.person_id, viewer.name, viewer.organisation) == (priya.id, "Priya Nair", None)
    assert viewer.roles == {Role.MODERATOR}
    assert not viewer.must_change


async def test_a_wrong_password_opens_nothing(door: Door, priya: Person) -> None:
    with pytest.raises(Invalid) as refusal:
        await door.sign_in(password=PASSWORD.title())
    assert refusal.value.field == "password"
    assert await door.live(priya) == []


async def test_no_session_is_found_without_its_token(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    for token in ("", opened.token[:-1], fingerprint(opened.token), opened.token.upper()):
        assert await door.viewer(replace(opened, token=token)) is None


async def test_a_token_is_new_at_each_sign_in_whatever_came_along(
    door: Door, priya: Person
) -> None:
    planted = replace(AT_HOME, token="planted-by-mallory")
    first = await door.sign_in(browser=planted)
    second = await door.sign_in(browser=replace(AT_HOME, token=first.token))
    assert len({planted.token, first.token, second.token}) == 3
    assert await door.viewer(replace(first, token=planted.token)) is None
    assert await door.viewer(first) is None
    assert len(first.token) == 26  # of 32 characters: 130 bits


async def test_signing_in_ends_the_session_that_somebody_else_left_open(
    door: Door, priya: Person
) -> None:
    await door.add(COLE)
    left_open = await door.sign_in()
    coles = await door.sign_in(COLE.email, browser=replace(AT_HOME, token=left_open.token))
    assert await door.viewer(left_open) is None
    assert await door.viewer(coles) is not None


async def test_the_fourth_session_ends_the_first(door: Door, priya: Person) -> None:
    opened = []
    for _ in range(4):
        opened.append(await door.sign_in())
        door.wait(seconds=1)
    assert [await door.viewer(one) is not None for one in opened] == [False, True, True, True]


async def test_sessions_that_timed_out_do_not_count_among_the_three(
    door: Door, priya: Person
) -> None:
    await door.sign_in()
    await door.sign_in()
    door.wait(minutes=29)
    kept = await door.sign_in()
    door.wait(minutes=5)
    await door.sign_in()
    await door.sign_in()
    assert await door.viewer(kept) is not None


async def test_a_session_nobody_uses_ends_after_half_an_hour(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    door.wait(minutes=29, seconds=59)
    assert await door.viewer(opened) is not None
    door.wait(minutes=30)
    assert await door.viewer(opened) is None


async def test_a_session_in_use_ends_after_ten_hours(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    for _ in range(29):
        door.wait(minutes=20)
        assert await door.viewer(opened) is not None
    door.wait(minutes=19, seconds=59)
    assert await door.viewer(opened) is not None
    door.wait(seconds=1)
    assert await door.viewer(opened) is None


async def test_use_is_noted_once_a_minute(door: Door, priya: Person) -> None:
    opened, commits = await door.sign_in(), []
    event.listen(door.database.writer.sync_engine, "commit", lambda _: commits.append(True))
    for _ in range(12):
        door.wait(seconds=10)
        await door.viewer(opened)
    assert len(commits) == 2


async def test_time_ends_sessions_in_the_log_too(door: Door, priya: Person) -> None:
    await door.sign_in()
    door.wait(minutes=20)
    kept = await door.sign_in()
    door.wait(minutes=11)
    async with door.database.writing() as session:
        assert await verbs.expire(session, door.ground.settings, at=door.clock.now()) == 1
    async with door.database.reading() as session:
        whys = (await session.scalars(select(StaffSession.why_ended))).all()
    assert sorted(map(str, whys)) == ["None", "timed-out"]
    assert await door.viewer(kept) is not None


async def test_what_ended_long_ago_is_forgotten_and_nothing_else(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    async with door.database.writing() as session:
        await verbs.sign_out(session, opened.token, at=door.clock.now())
    for days, sessions, devices in ((29, 1, 1), (1, 0, 1), (150, 0, 0)):
        door.wait(days=days)
        async with door.database.writing() as session:
            await verbs.forget(session, at=door.clock.now())
        async with door.database.reading() as session:
            assert await session.scalar(select(func.count()).select_from(StaffSession)) == sessions
            assert await session.scalar(select(func.count()).select_from(KnownDevice)) == devices


async def test_signing_out_twice_is_no_error(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    for _ in range(2):
        async with door.database.writing() as session:
            await verbs.sign_out(session, opened.token, at=door.clock.now())
    assert await door.viewer(opened) is None


async def test_one_ends_ones_own_sessions_one_by_one(door: Door, priya: Person) -> None:
    here, there = await door.sign_in(), await door.sign_in()
    viewer = await door.viewer(there)
    assert viewer is not None
    async with door.database.writing() as session:
        await verbs.end_session(session, viewer.session_id, person_id=priya.id, at=door.clock.now())
    assert await door.viewer(there) is None
    assert await door.viewer(here) is not None


async def test_nobody_ends_a_colleagues_session_as_their_own(door: Door, priya: Person) -> None:
    cole, opened = await door.add(COLE), await door.sign_in()
    viewer = await door.viewer(opened)
    assert viewer is not None
    with pytest.raises(NotFound):
        async with door.database.writing() as session:
            await verbs.end_session(
                session, viewer.session_id, person_id=cole.id, at=door.clock.now()
            )
    assert await door.viewer(opened) is not None


async def test_all_of_a_persons_sessions_end_and_nobody_elses(door: Door, priya: Person) -> None:
    await door.add(COLE)
    priyas, coles = [await door.sign_in(), await door.sign_in()], await door.sign_in(COLE.email)
    async with door.database.writing() as session:
        assert await verbs.end_all(session, priya.id, at=door.clock.now()) == 2
    assert [await door.viewer(one) for one in priyas] == [None, None]
    assert await door.viewer(coles) is not None


async def test_a_new_password_ends_the_other_sessions_and_the_old_token(
    door: Door, priya: Person
) -> None:
    here, there = await door.sign_in(), await door.sign_in()
    viewer = await door.viewer(here)
    assert viewer is not None
    token = await verbs.change_password(door.ground, viewer, current=PASSWORD, new=OTHER)
    assert await door.viewer(there) is None
    assert await door.viewer(here) is None
    assert await door.viewer(replace(here, token=token)) == viewer
    assert await door.guess(password=PASSWORD) == "looked at"
    assert await door.guess(password=OTHER) == "let in"


async def test_the_current_password_is_needed_and_guesses_at_it_are_counted(
    door: Door, priya: Person
) -> None:
    viewer = await door.viewer(await door.sign_in())
    assert viewer is not None
    for _ in range(10):
        with pytest.raises(Invalid) as refusal:
            await verbs.change_password(door.ground, viewer, current="wrong", new=OTHER)
        assert refusal.value.field == "current"
    with pytest.raises(TooMany):
        await verbs.change_password(door.ground, viewer, current=PASSWORD, new=OTHER)
    assert await door.guess(password=PASSWORD) == "let in"  # a thief's guesses lock nobody out


async def test_after_a_code_the_new_password_is_enough(door: Door, priya: Person) -> None:
    async with door.database.writing() as session:
        code = await verbs.reset(session, priya.id, at=door.clock.now())
    opened = await door.sign_in(password=code)
    viewer = await door.viewer(opened)
    assert viewer is not None
    assert viewer.must_change
    token = await verbs.change_password(door.ground, viewer, current="", new=OTHER)
    changed = await door.viewer(replace(opened, token=token))
    assert changed == replace(viewer, must_change=False)


async def test_a_poor_new_password_changes_nothing(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    viewer = await door.viewer(opened)
    assert viewer is not None
    for poor in ("short", "Priya Nair 12345", "avonandsomerset1"):
        with pytest.raises(Invalid) as refusal:
            await verbs.change_password(door.ground, viewer, current=PASSWORD, new=poor)
        assert refusal.value.field == "new"
    assert await door.guess(password=PASSWORD) == "let in"


async def test_a_password_checked_before_a_reset_opens_nothing_after_it(
    door: Door, priya: Person
) -> None:
    checked = Shown(Proof.PASSWORD, HASH)
    async with door.database.writing() as session:
        await verbs.reset(session, priya.id, at=door.clock.now())
    with pytest.raises(Invalid):
        async with door.database.writing() as session:
            await open_session(session, priya.id, shown=checked, browser=AT_HOME,
                               settings=door.ground.settings, at=door.clock.now())  # fmt: skip
    assert await door.live(priya) == []


async def test_a_change_that_was_overtaken_by_a_reset_is_refused(door: Door, priya: Person) -> None:
    viewer = await door.viewer(await door.sign_in())
    assert viewer is not None
    async with door.database.writing() as session:
        await verbs.reset(session, priya.id, at=door.clock.now())
    with pytest.raises(WrongState):
        async with door.database.writing() as session:
            await set_password(session, viewer, before=HASH, now=HASH, at=door.clock.now())


async def test_of_two_changes_at_once_the_first_counts(door: Door, priya: Person) -> None:
    viewer = await door.viewer(await door.sign_in())
    assert viewer is not None
    first, second = hasher.hash(OTHER), hasher.hash("a zinc lamp in the rain")
    async with door.database.writing() as session:
        await set_password(session, viewer, before=HASH, now=first, at=door.clock.now())
    with pytest.raises(WrongState):
        async with door.database.writing() as session:
            await set_password(session, viewer, before=HASH, now=second, at=door.clock.now())
    assert await door.guess(password=OTHER) == "let in"


async def reset(door: Door, who: Person, _: Opened) -> None:
    async with door.database.writing() as session:
        await verbs.reset(session, who.id, at=door.clock.now())


async def disable(door: Door, who: Person, _: Opened) -> None:
    async with door.database.writing() as session:
        await verbs.disable(session, who.id, at=door.clock.now())


async def end_all(door: Door, who: Person, _: Opened) -> None:
    async with door.database.writing() as session:
        await verbs.end_all(session, who.id, at=door.clock.now())


async def sign_out(door: Door, _: Person, opened: Opened) -> None:
    async with door.database.writing() as session:
        await verbs.sign_out(session, opened.token, at=door.clock.now())


async def sign_in_again(door: Door, _: Person, opened: Opened) -> None:
    await door.sign_in(browser=replace(AT_HOME, token=opened.token))


async def sign_in_three_times(door: Door, _: Person, __: Opened) -> None:
    for _count in range(3):
        await door.sign_in()


async def lose_the_role(door: Door, who: Person, _: Opened) -> None:
    async with door.database.writing() as session:
        await verbs.revoke(session, who.id, role=Role.MODERATOR, at=door.clock.now())


async def time_out(door: Door, _: Person, __: Opened) -> None:
    door.clock.at = door.clock.at.replace(hour=23)
    await door.sign_in(COLE.email)
    async with door.database.writing() as session:
        await verbs.expire(session, door.ground.settings, at=door.clock.now())


ENDINGS: list[Callable[[Door, Person, Opened], Awaitable[None]]] = [
    reset, disable, end_all, sign_out, sign_in_again, sign_in_three_times, lose_the_role, time_out,
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
async def test_whatever_ends_a_session_is_told_to_those_who_hold_its_sockets(
    ending: Callable[[Door, Person, Opened], Awaitable[None]], door: Door, priya: Person
) -> None:
    cole, opened = await door.add(COLE), await door.sign_in()
    await door.sign_in(COLE.email)
    (priyas,), coles = await door.live(priya), await door.live(cole)
    async with door.database.reading() as session:
        before = await queries.ended_since(session, 0)
    door.wait(seconds=1)
    await ending(door, priya, opened)
    async with door.database.reading() as session:
        after = await queries.ended_since(session, before.seq)
        nothing_more = await queries.ended_since(session, after.seq)
    assert before.sessions == frozenset()
    assert priyas.id in after.sessions
    assert after.sessions.isdisjoint({one.id for one in coles}) or ending is time_out
    assert nothing_more == replace(after, sessions=frozenset())


async def test_each_end_says_why(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    await sign_in_again(door, priya, opened)
    await sign_in_three_times(door, priya, opened)
    await reset(door, priya, opened)
    async with door.database.reading() as session:
        whys = (await session.scalars(select(StaffSession.why_ended))).all()
    assert sorted(map(str, whys)) == sorted(
        [Why.SIGNED_IN_AGAIN, Why.TOO_MANY, *[Why.PASSWORD_RESET] * 3]
    )


async def test_a_partner_comes_with_their_organisation(door: Door) -> None:
    jo = await door.add(replace(PRIYA, email="jo@example.org", organisation="Bristol City Council"))
    viewer = await door.viewer(await door.sign_in("jo@example.org"))
    assert viewer is not None
    assert (viewer.person_id, viewer.organisation) == (jo.id, "Bristol City Council")
