"""The staff's menu says what waits for one's decision, and never counts one's own."""

import re
from datetime import UTC, datetime, timedelta

from tests.house import LIVE, House
from tests.moderation.desks import asker, at_desk
from tests.people import Staff


def waits(who: Staff) -> dict[str, int]:
    """What somebody's menu says waits for them, by page; only pages that they may decide on."""
    page = who.get("/staff/account").text
    found = re.findall(r'data-waits="(\w+)"[^>]*?( hidden)?><b>(\d+)</b>', page)
    assert all(bool(hidden) == (count == "0") for _, hidden, count in found)
    return {name: int(count) for name, _, count in found}


def appealed(house: House, banner: Staff) -> None:
    mallory = asker(house, "Mallory")
    item = mallory.asked(LIVE, "Why are you all useless?")
    deed = f"/staff/questions/{item['id']}/ban"
    assert banner.post(deed, reason="abuse", until="week").status_code == 200
    answer = mallory.post(f"/questions/{item['receipt']}/appeal", text="It was my brother.")
    assert answer.status_code < 300, answer.text


def test_the_menu_counts_what_others_left_for_those_who_may_decide(house: House) -> None:
    priya, sam, cole, casey = (house.staff(who) for who in ("priya", "sam", "cole", "casey"))
    assert waits(sam) == {"bans": 0, "promises": 0, "lines": 0}
    appealed(house, priya)
    due = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    promise = {"text": "We will count the cars.", "team": "Roads", "due": due}
    assert cole.post(f"/staff/chats/{LIVE}/promises", **promise).status_code == 200
    assert casey.post("/staff/lines", title="Bicycles", text="Marked free.").status_code == 200
    assert waits(sam) == {"bans": 1, "promises": 1, "lines": 1}
    assert waits(priya) == {"bans": 0, "promises": 1, "lines": 1}  # the ban is hers
    assert waits(casey) == {"lines": 0}  # the line is hers, and the rest no affair of hers
    assert waits(cole) == {}
    assert "1 appeal against a ban waits" in sam.get("/staff/chats").text
    assert "1 appeal against a ban waits" not in priya.get("/staff/chats").text

    own = re.search(r'data-me="(\d+)"', priya.get(f"/staff/chats/{LIVE}").text)
    with at_desk(sam) as desk:
        presence = next(job for job in house.app.state.presence.jobs if job.name == "count present")
        house.do(presence.run(house.database, datetime.now(UTC)))
        told = desk.until("presence")
    assert own
    assert told["bans"] == own[1]
    assert len(told["promises"].split()) == len(told["lines"].split()) == 1
