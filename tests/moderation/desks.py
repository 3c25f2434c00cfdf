"""What the tests of the desk share: what waits there, how its rows stand, what is said there."""

import re
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from websockets.exceptions import ConnectionClosed

from tests.house import DIRECT, LIVE, House
from tests.people import Staff, Visitor, Watcher

DESK = f"/staff/chats/{LIVE}/live"
# Every deed on a held question, with what it asks for besides a version.
DEEDS = {
    "approval": {}, "rejection": {"reason": "abuse"}, "parking": {},
    "escalation": {"to": "duty-senior"}, "asking-back": {"reason": "abuse"},
    "diversion": {"diversion": "crime"},
}  # fmt: skip


def asker(house: House, name: str = "Dana") -> Visitor:
    """Somebody who has looked at the room, and so is the same visitor each time."""
    visitor = house.visitor(name)
    visitor.get(f"/chats/{LIVE}")
    return visitor


def held(house: House, text: str = "Will the crossing move?") -> str:
    """A question that waits, by id."""
    return house.visitor().asked(LIVE, text)["id"]


def held_elsewhere(house: House) -> str:
    return house.visitor().asked(DIRECT, "Is the lido open?")["id"]


def held_answer(house: House) -> str:
    """An answer that waits for its release, by id."""
    question = held(house, "Who mends the lamp?")
    assert house.staff("priya").approve(question).status_code == 200
    house.staff("cole").post(f"/staff/questions/{question}/answer", text="The council does.")
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    (answer,) = re.findall(r'id="h-([0-9a-z]+)"[^>]*data-sort="answer"', page)
    return answer


def do(by: Staff, item: str, deed: str, *, sort: str = "questions", **fields: str) -> int:
    """A deed on what its pane shows; the status it was answered with."""
    return by.post(f"/staff/{sort}/{item}/{deed}", version=by.version(item, sort), **fields
                   ).status_code  # fmt: skip


@contextmanager
def at_desk(who: Staff, path: str = DESK) -> Generator[Watcher]:
    """Somebody's desk, as its page stands open."""
    with who.follow(path) as desk:
        desk.until("snapshot")
        yield desk


def row(html: str, item: str) -> str:
    """An item's row in the queue; empty when it has none."""
    found = re.search(rf'<li class="row[^>]*id="h-{item}".*?</li>', html, re.DOTALL)
    return found[0] if found else ""


def holder(html: str, item: str) -> str:
    """Whose desk an item is open at, as its row says; empty when it is free."""
    found = re.search(r'data-holder-name="([^"]+)"', row(html, item))
    assert row(html, item), "the item has no row"
    return found[1] if found else ""


def holder_now(house: House, item: str, slug: str = LIVE) -> str:
    """The same on a page that is opened now."""
    return holder(house.staff("sam").get(f"/staff/chats/{slug}").text, item)


def closed(desk: Watcher) -> int:
    """The code with which the other end closes; it has then heard all that was said."""
    with pytest.raises(ConnectionClosed) as end:
        desk.until("never")
    assert end.value.rcvd
    return end.value.rcvd.code


def say_and_leave(who: Staff, *said: tuple[str, str]) -> None:
    """Say these at one's desk, and come away once they were all heard: texts are answered in order,
    and what nobody may say ends the socket."""
    with at_desk(who) as desk:
        for kind, item in said:
            desk.say(kind, item)
        desk.say("that is all")
        assert closed(desk) == 1008
