"""What an operator does at the machine."""

import re
from collections.abc import Collection

import pytest

from foundation.errors import Invalid, NotFound, Refused, WrongState
from foundation.staff import command
from foundation.staff.models import Person
from foundation.staff.roles import Role
from tests.staff.cast import PASSWORD, PRIYA, Door

JO = "jo@example.org"
BOTH = ("officer", "head-of-eservices")
CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b")


async def add(
    door: Door, *, email: str = JO, roles: Collection[str] = BOTH, password: str | None = None
) -> str:
    return await command.add(
        door.database, door.clock, name="Jo Park", email=email, roles=roles,
        organisation="City Council", password=password,
    )  # fmt: skip


async def test_somebody_added_is_given_a_code_to_come_in_with(door: Door) -> None:
    said = await add(door)
    assert said.startswith("Jo Park <jo@example.org> can sign in: head_of_eservices, officer.")
    assert "until 19:00 on Wednesday" in said
    viewer = await door.viewer(await door.sign_in(JO, CODE.findall(said)[0]))
    assert viewer is not None
    assert viewer.must_change
    assert viewer.roles == {Role.OFFICER, Role.HEAD_OF_ESERVICES}
    assert viewer.organisation == "City Council"


async def test_a_password_of_their_own_needs_no_code(door: Door) -> None:
    said = await add(door, password=PASSWORD)
    assert not CODE.search(said)
    assert PASSWORD not in said
    viewer = await door.viewer(await door.sign_in(JO))
    assert viewer is not None
    assert not viewer.must_change


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"roles": ["king"]}, Invalid),
        ({"roles": []}, Invalid),
        ({"email": "nowhere"}, Invalid),
        ({"password": "short"}, Invalid),
        ({"password": "Jo Park Jo Park 1"}, Invalid),
        ({"email": PRIYA.email}, WrongState),
    ],
)
async def test_what_cannot_be_added_is_refused_in_a_sentence(
    door: Door, priya: Person, given: dict[str, str], error: type[Refused]
) -> None:
    with pytest.raises(error) as refusal:
        await add(door, **given)
    assert refusal.value.sentence.endswith(".")
    assert len(await command.list_people(door.database)) == 1


async def test_a_disabled_person_is_out_and_can_be_added_again(door: Door, priya: Person) -> None:
    opened = await door.sign_in()
    said = await command.disable(door.database, door.clock, email="Priya@example.org")
    assert said == "Priya Nair <priya@example.org> is disabled, and signed out everywhere."
    assert await door.viewer(opened) is None
    assert await command.list_people(door.database) == [
        "priya@example.org\tPriya Nair\tmoderator\tdisabled"
    ]
    await add(door, email=PRIYA.email)
    assert (await command.list_people(door.database))[0].endswith("has a code")


async def test_a_reset_gives_a_code_and_ends_the_password(door: Door, priya: Person) -> None:
    said = await command.reset(door.database, door.clock, email=PRIYA.email)
    assert await door.guess(password=PASSWORD) == "looked at"
    assert await door.guess(password=CODE.findall(said)[0]) == "let in"


async def test_roles_are_given_and_taken(door: Door, priya: Person) -> None:
    opened, email = await door.sign_in(), PRIYA.email
    await command.grant(door.database, door.clock, email=email, role_name="scheduler")
    await command.revoke(door.database, door.clock, email=email, role_name="moderator")
    viewer = await door.viewer(opened)
    assert viewer is not None
    assert viewer.roles == {Role.SCHEDULER}


async def test_nobody_unknown_is_disabled_or_reset(door: Door) -> None:
    for deed in (command.disable, command.reset):
        with pytest.raises(NotFound):
            await deed(door.database, door.clock, email="nobody@example.org")
