"""The role matrix, cell by cell."""

import pytest

from foundation.staff.roles import GRANTED, OWN_ONLY, Right, Role, may, only_own

COLUMNS = ["OFF", "MOD", "SCH", "COM", "PRS", "HES", "HCC", "DIC", "FIM", "ADM"]
MATRIX = {
    Right.SEE_STAFF_PAGES: "A A A A A A A A A A",
    Right.SEE_HOLD_QUEUE: "- A - - - A - - - -",
    Right.DECIDE: "- A - - - A - - - -",
    Right.TAKE_OVER: "- - - - - A - - - -",
    Right.LIMIT_ASKER: "- A - - - A - - - -",
    Right.DRAFT_ANSWER: "O A - - - - - - - -",
    Right.RUN_CHAT: "- A A - - A A - - -",
    Right.SCHEDULE: "- - A - - A - - - -",
    Right.SEAT: "- - A - - A - - - -",
    Right.READ_LOG: "- O - - O A A O O -",
    Right.READ_LINES: "A A - A - A A - - -",
    Right.WRITE_LINES: "- A - A - A A - - -",
    Right.SEE_PROMISES: "O A - - - A - - - -",
    Right.SEE_PEOPLE: "- - - - - A - - - A",
    Right.END_SESSIONS: "- - - - - A - - - A",
    Right.DISABLE_PERSON: "- - - - - A - - - A",
    Right.RESET_PASSWORD: "- - - - - - - - - A",
}
CELLS = [
    (right, role, cell)
    for right, row in MATRIX.items()
    for role, cell in zip(Role, row.split(), strict=True)
]


@pytest.mark.parametrize(("right", "role", "cell"), CELLS)
def test_each_cell_of_the_matrix_holds(right: Right, role: Role, cell: str) -> None:
    assert may({role}, right) is (cell in "AO")
    if cell != "-":
        assert only_own({role}, right) is (cell == "O")


def test_every_right_has_its_row() -> None:
    assert MATRIX.keys() == GRANTED.keys() == set(Right)
    assert len(COLUMNS) == len(Role)


def test_an_administrator_never_reads_or_decides_what_the_public_wrote() -> None:
    words = {
        Right.SEE_HOLD_QUEUE, Right.DECIDE, Right.LIMIT_ASKER, Right.DRAFT_ANSWER, Right.READ_LOG,
    }  # fmt: skip
    assert not any(may({Role.ADMINISTRATOR}, right) for right in words)


def test_a_second_role_widens_what_is_only_ones_own() -> None:
    assert only_own({Role.OFFICER}, Right.DRAFT_ANSWER)
    assert not only_own({Role.OFFICER, Role.MODERATOR}, Right.DRAFT_ANSWER)


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not any(may(set(), right) for right in Right)


def test_own_only_cells_are_granted_cells() -> None:
    assert all(roles <= GRANTED[right] for right, roles in OWN_ONLY.items())
