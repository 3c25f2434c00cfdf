"""The order of the hold queue: the worst first, then everybody's first before anybody's second."""

import re

from tests.house import LIVE, House
from tests.people import Visitor

URGENT = "There is a man with a knife outside my house right now"
MARKED = "Can you ring me on 07700 900123 about it?"


def queue(house: House) -> list[str]:
    """The names in the queue, from the top."""
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    return re.findall(r'class="row__name"><bdi>([^<]+)<', page)


def known(house: House, name: str) -> Visitor:
    """Somebody who has looked at the room, and so is the same visitor each time."""
    visitor = house.visitor(name)
    visitor.get(f"/chats/{LIVE}")
    return visitor


def test_one_askers_thirty_do_not_come_before_fifteen_others_first(house: House) -> None:
    mallory = known(house, "Mallory")
    for number in range(30):
        mallory.asked(LIVE, f"Why is street number {number} never swept, and who decides?")
    others = [f"Dana {letter}" for letter in "abcdefghijklmno"]
    for number, name in enumerate(others):
        known(house, name).asked(LIVE, f"Will crossing {number} be moved before the summer?")
    assert queue(house)[:16] == ["Mallory", *others]
    assert queue(house)[16:] == ["Mallory"] * 29


def test_the_urgent_come_first_then_what_is_marked_then_the_rest(house: House) -> None:
    for name, words in (("Ann", "When is the park open?"), ("Ben", MARKED), ("Cat", URGENT)):
        known(house, name).asked(LIVE, words)
    assert queue(house) == ["Cat", "Ben", "Ann"]


def test_the_urgent_wait_for_nobodys_turn(house: House) -> None:
    ann, ben = known(house, "Ann"), known(house, "Ben")
    ann.asked(LIVE, "When is the park open?")
    ann.asked(LIVE, URGENT)
    ben.asked(LIVE, URGENT)
    assert queue(house) == ["Ann", "Ben", "Ann"]


def test_an_asker_is_told_how_many_are_looked_at_before(house: House) -> None:
    ann, ben = known(house, "Ann"), known(house, "Ben")
    assert "It is next." in ann.asked(LIVE, "When is the park open?")["html"]
    second = ann.asked(LIVE, "Who closes the park at night?")
    assert "1 question is before it." in second["html"]
    assert "1 question is before it." in ben.asked(LIVE, "Is the lido open?")["html"]
    assert "2 questions are before it." in ann.get(second["status_url"]).text
    assert "It is next." in known(house, "Cat").asked(LIVE, URGENT)["html"]
    assert "3 questions are before it." in ann.get(second["status_url"]).text
