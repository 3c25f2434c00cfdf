"""How long a question may wait is set for each chat, and desks are told."""

import pytest

from tests.house import DIRECT, LIVE, House

TARGETS = f"/staff/chats/{LIVE}/targets"


def test_a_chats_targets_are_its_own_and_reach_every_desk(house: House) -> None:
    priya = house.staff("priya")
    assert priya.post(TARGETS, usual="30", longest="120").status_code == 200
    assert 'data-usual="30" data-longest="120"' in priya.get(f"/staff/chats/{LIVE}").text
    assert 'data-usual="45" data-longest="180"' in priya.get(f"/staff/chats/{DIRECT}").text
    with house.staff("sam").follow(f"/staff/chats/{LIVE}/live") as desk:
        desk.until("snapshot")
        house.count_present()
        told = desk.until("presence")
        assert (told["usual"], told["longest"]) == (30, 120)


def test_the_public_is_told_nothing_of_them(house: House) -> None:
    with house.visitor().watch(LIVE) as room:
        room.until("snapshot")
        house.count_present()
        assert "longest" not in room.until("presence")


@pytest.mark.parametrize(
    ("usual", "longest", "field"),
    [("", "180", "usual"), ("9", "180", "usual"), ("45", "44", "longest"),
     ("45", "3601", "longest"), ("4５", "180", "usual"), ("45", "1e3", "longest")],
)  # fmt: skip
def test_silly_targets_are_refused(house: House, usual: str, longest: str, field: str) -> None:
    answer = house.staff("priya").post(TARGETS, usual=usual, longest=longest)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
