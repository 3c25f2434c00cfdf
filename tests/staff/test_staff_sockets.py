"""Staff sockets: refused before they open, and closed when the right to them goes."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chat.moderation import live
from foundation.clock import SetClock
from foundation.database import Database
from foundation.staff import command, verbs
from foundation.staff.guard import StaffSocket
from foundation.staff.models import StaffSession
from foundation.staff.roles import Right, Role
from foundation.web import ground
from tests.house import CAST, House
from tests.people import Person, Staff, Watcher
from tests.staff.cast import EVENING
from tests.staff.test_account_pages import number

DESK = "/staff/chats/bedminster/live"
PROMISED = 1.0  # seconds within which a socket closes


def refused(person: Person, *, origin: str | None = None) -> int:
    with pytest.raises(InvalidStatus) as refusal, person.follow(DESK, origin=origin):
        pass
    return refusal.value.response.status_code


def closed(watcher: Watcher, within: float = PROMISED) -> int | None:
    """The code the socket is closed with in that time."""
    until = time.monotonic() + within
    try:
        while True:
            watcher.socket.recv(timeout=until - time.monotonic())
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None


def is_open(watcher: Watcher) -> bool:
    """Whether the other end still answers."""
    return watcher.socket.ping().wait(5)


def test_a_moderator_follows_the_desk(house: House) -> None:
    with house.staff("priya").follow(DESK) as desk:
        assert desk.next()["kind"] == "hello"


def test_nobody_without_the_right_does(house: House) -> None:
    for who in ("cole", "sal", "casey", "parker", "hugh", "dee", "finn", "kit"):
        assert refused(house.staff(who)) == 403


def test_a_stranger_does_not(house: House) -> None:
    assert refused(house.visitor()) == 401


def test_nobody_with_a_code_does_before_choosing_a_password(house: House) -> None:
    code = house.staff("kit").post(f"/staff/people/{number(house, 'priya')}/reset").json()["code"]
    priya = house.stranger()
    priya.submit_form("/staff/sign-in", email=CAST["priya"].email, password=code)
    assert refused(priya) == 403


def test_no_other_site_follows_the_desk_in_her_name(house: House) -> None:
    priya = house.staff("priya")
    for origin in ("https://mallory.example", "null", "http://127.0.0.1"):
        assert refused(priya, origin=origin) == 403


def sign_out(house: House, priya: Staff) -> None:
    priya.submit_form("/staff/sign-out")


def disable(house: House, priya: Staff) -> None:
    house.staff("kit").submit_form(f"/staff/people/{number(house, 'priya')}/disabling")


def reset(house: House, priya: Staff) -> None:
    house.staff("kit").submit_form(f"/staff/people/{number(house, 'priya')}/reset")


def sign_out_everywhere(house: House, priya: Staff) -> None:
    house.staff("kit").submit_form(f"/staff/people/{number(house, 'priya')}/sessions/ending")


def change_password_elsewhere(house: House, priya: Staff) -> None:
    house.staff("priya").submit_form(
        "/staff/account/password", current="purple kettle marching owl", new="a teapot on the moor"
    )


def lose_the_role(house: House, priya: Staff) -> None:
    at_once = command.revoke(
        house.database, SetClock(EVENING), email=CAST["priya"].email, role_name="moderator"
    )
    house.do(at_once)


ENDINGS = [sign_out, disable, reset, sign_out_everywhere, change_password_elsewhere, lose_the_role]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_a_session_closes_its_sockets_within_a_second(
    house: House, ending: Callable[[House, Staff], None]
) -> None:
    priya, sam = house.staff("priya"), house.staff("sam")
    with priya.follow(DESK) as priyas, priya.follow(DESK) as second, sam.follow(DESK) as sams:
        ending(house, priya)
        assert closed(priyas) == 4401
        assert closed(second) == 4401
        assert is_open(sams)
    assert refused(priya) in {401, 403}


@pytest.mark.parametrize("ending", [disable, lose_the_role])
def test_so_does_it_on_another_process(
    ending: Callable[[House, Staff], None], postgres_url: str, tmp_path: Path
) -> None:
    with House(postgres_url, tmp_path) as here, House(postgres_url, tmp_path) as there:
        priya, sam = there.staff("priya"), there.staff("sam")
        with priya.follow(DESK) as priyas, sam.follow(DESK) as sams:
            ending(here, priya)
            assert closed(priyas) == 4401
            assert is_open(sams)


def test_what_the_command_line_ends_is_heard_of_too(house: House) -> None:
    """On SQLite nothing tells the server; it looks by itself every two seconds."""
    with house.staff("priya").follow(DESK) as priyas, house.staff("sam").follow(DESK) as sams:
        asyncio.run(disable_from_outside(house.database_url, CAST["priya"].email))
        assert closed(priyas, within=3.0) == 4401
        assert is_open(sams)


async def disable_from_outside(url: str, email: str) -> None:
    database = Database(url)
    await command.disable(database, SetClock(EVENING), email=email)
    await database.close()


def test_time_closes_sockets(sqlite_url: str, tmp_path: Path) -> None:
    clock = SetClock(EVENING)
    with House(sqlite_url, tmp_path, clock=clock) as house:
        priya, sam = house.staff("priya"), house.staff("sam")
        with priya.follow(DESK) as priyas, sam.follow(DESK) as sams:
            clock.at = EVENING.replace(minute=20)
            assert sam.get("/staff/account").status_code == 200
            clock.at = EVENING.replace(minute=31)
            house.do(expire(house))
            assert closed(priyas) == 4401
            assert is_open(sams)


async def expire(house: House) -> None:
    standing = house.app.state.ground
    async with standing.database.writing() as session:
        await verbs.expire(session, standing.settings, at=standing.clock.now())


@pytest.mark.parametrize("ends", [True, False])
def test_a_session_that_ends_on_the_way_in_gets_no_socket(house: House, ends: bool) -> None:
    """Whoever closed its sockets a moment earlier could not have found this one."""

    async def late(websocket: WebSocket) -> None:
        if ends:
            await end_quietly(websocket)
        await live.desk(websocket)

    path = "/staff/late/{slug}/live"
    house.app.router.routes.insert(0, StaffSocket(path, late, right=Right.SEE_HOLD_QUEUE))
    with house.staff("priya").follow("/staff/late/bedminster/live") as desk:
        assert closed(desk) == 4401 if ends else is_open(desk)


async def end_quietly(websocket: WebSocket) -> None:
    async with ground(websocket).database.writing() as session:
        await session.execute(update(StaffSession).values(ended_at=EVENING))


def test_a_role_lost_is_lost_for_pages_at_once(house: House) -> None:
    priya = house.staff("priya")
    assert priya.get("/staff/chats/bedminster").status_code == 200
    lose_the_role(house, priya)
    assert priya.get("/staff/chats/bedminster").status_code == 403
    assert Role.MODERATOR in CAST["priya"].roles
