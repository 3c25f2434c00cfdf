"""One deed on several items: each is decided by itself, as it was shown."""

from typing import Any

import pytest

from tests.house import LIVE, House
from tests.moderation.desks import held, held_elsewhere
from tests.people import Staff

PATH = f"/staff/chats/{LIVE}/selection"


@pytest.fixture
def waiting(house: House) -> list[str]:
    return [held(house, f"Will lamp {n} be mended?") for n in range(3)]


def chosen(by: Staff, items: list[str]) -> dict[str, str]:
    return {f"item-{one}": by.version(one) for one in items}


def select(by: Staff, items: list[str], **deed: str) -> dict[str, Any]:
    answer = by.post(PATH, **chosen(by, items), **deed)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("deed", "becomes"),
    [({"deed": "approval"}, "Shown"), ({"deed": "parking"}, "Waiting"),
     ({"reason": "off-topic"}, "Rejected")],
)  # fmt: skip
def test_each_gets_the_deed(
    house: House, waiting: list[str], deed: dict[str, str], becomes: str
) -> None:
    priya = house.staff("priya")
    assert select(priya, waiting, **deed) == {"done": waiting, "refused": []}
    page = priya.get(f"/staff/chats/{LIVE}").text
    for one in waiting:
        assert {
            "Shown": f'id="q-{one}"', "Waiting": f'id="h-{one}" data-place="queue-parked"',
            "Rejected": f'id="x-{one}"',
        }[becomes] in page  # fmt: skip


def test_what_cannot_be_had_holds_up_no_other(house: House, waiting: list[str]) -> None:
    """One was decided, one is marked, one is of another chat; each is named with its reason."""
    priya, sam = house.staff("priya"), house.staff("sam")
    marked, elsewhere = held(house, "Ring me on 07700 900123."), held_elsewhere(house)
    fields = chosen(priya, [*waiting, marked, elsewhere])
    sam.reject(waiting[0], "abuse")
    answer = priya.post(PATH, deed="approval", **fields).json()
    assert answer["done"] == waiting[1:]
    refused = {one["id"]: one for one in answer["refused"]}
    assert set(refused) == {waiting[0], marked, elsewhere}
    assert (refused[waiting[0]]["by"], refused[waiting[0]]["verdict"]) == ("Sam Doyle", "reject")
    assert refused[marked]["detail"] == "This is marked: open it and decide on it by itself."
    assert refused[elsewhere]["detail"] == "This is of another chat."
    room = house.visitor().get(f"/chats/{LIVE}").text
    assert "07700" not in room
    assert room.count('class="talk"') == 2


def test_what_was_changed_since_is_not_shown(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    asked = dana.asked(LIVE, "Will the crossing move?")
    fields = chosen(priya, [asked["id"]])
    dana.post(f"{asked['status_url']}/rewording", text="Something else.")
    answer = priya.post(PATH, deed="approval", **fields).json()
    assert (answer["done"], len(answer["refused"])) == ([], 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"deed": "approval"}, "Select 1 to 40 questions."),
     ({"deed": "diversion", "item-0": "0"}, "Choose what to do with what is selected."),
     ({"reason": "because", "item-0": "0"}, "Choose a reason from the list."),
     ({"deed": "approval"} | {f"item-{n}": "0" for n in range(41)}, "Select 1 to 40 questions.")],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(
    house: House, fields: dict[str, str], sentence: str
) -> None:
    answer = house.staff("priya").post(PATH, **fields)
    assert (answer.status_code, answer.json()["detail"]) == (422, sentence)


def test_it_works_without_scripts(house: House, waiting: list[str]) -> None:
    priya = house.staff("priya")
    fields = chosen(priya, waiting)
    assert priya.submit_form(PATH, deed="parking", **fields).status_code == 303
    page = priya.submit_form(PATH, deed="parking", **fields)
    assert page.status_code == 409
    assert "3 of 3 not done. This question is parked already." in page.text


def test_what_may_be_a_name_is_read_by_itself(house: House) -> None:
    """It waits among the ordinary ones, as a name is a guess; but it bears a mark."""
    priya, named = house.staff("priya"), held(house, "Everyone knows it is Darren Pike.")
    answer = select(priya, [named], deed="approval")
    assert answer["done"] == []
    assert answer["refused"][0]["detail"].startswith("This is marked")
    assert priya.approve(named).status_code == 200
