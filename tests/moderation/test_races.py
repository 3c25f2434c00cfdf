"""One decision wins, on the text that was seen (P2)."""

import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.house import LIVE, House
from tests.people import JSON, Staff

ITEMS = {"quick": 24, "full": 1_000, "soak": 5_000}
CLIENTS = 8


def items_to_decide(house: House, count: int) -> list[tuple[str, str]]:
    """Held questions with the versions that all moderators were shown."""
    dana = house.visitor()
    for number in range(count):
        dana.asked(LIVE, f"Question number {number}: will the crossing move?")
    page = house.staff("priya").get(f"/staff/chats/{LIVE}").text
    found = re.findall(r'id="h-([0-9a-z]+)"[^>]*data-version="([0-9a-z]+)"', page)
    assert len(found) == count
    return found


def race(moderator: Staff, item: tuple[str, str], deed: int) -> httpx.Response:
    item_id, version = item
    path, fields = (
        (f"/staff/questions/{item_id}/approval", {}),
        (f"/staff/questions/{item_id}/rejection", {"reason": "duplicate"}),
        (
            f"/staff/questions/{item_id}/approval",
            {"text": "Edited while others decided.", "change": "clarity"},
        ),
    )[deed % 3]
    return moderator.http.post(path, json={"version": version, **fields}, headers=JSON, timeout=30)


def test_one_decision_wins_and_the_others_hear_who_decided(house_on_both: House, tier: str) -> None:
    house, rng = house_on_both, random.Random(7)
    items = items_to_decide(house, ITEMS[tier])
    crew = [house.staff("priya" if n % 2 else "sam") for n in range(2)] * (CLIENTS // 2)
    with ThreadPoolExecutor(CLIENTS) as pool:
        for item in items:
            deeds = rng.sample(range(CLIENTS), CLIENTS)
            answers = list(pool.map(race, crew, [item] * CLIENTS, deeds))
            assert Counter(one.status_code for one in answers) == {200: 1, 409: CLIENTS - 1}
            lost = next(one.json() for one in answers if one.status_code == 409)
            assert lost["by"] in {"Priya Shah", "Sam Doyle"}
            assert lost["verdict"] in {"approve", "reject"}
    assert_each_decided_once(house, items)


def assert_each_decided_once(house: House, items: list[tuple[str, str]]) -> None:
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        decided = connection.execute(
            text("SELECT about, count(*) FROM decisions GROUP BY about")
        ).all()
        unseen = connection.execute(
            text(
                "SELECT count(*) FROM decisions d JOIN revisions r ON r.id = d.version"
                " WHERE r.by IS NOT NULL"
            )
        ).scalar()
        events = connection.execute(
            text(
                "SELECT count(*) FROM events"
                " WHERE kind IN ('question.approved', 'question.rejected')"
            )
        ).scalar()
    engine.dispose()
    assert dict(map(tuple, decided)) == {item_id: 1 for item_id, _ in items}
    assert unseen == 0, "a decision on a revision that nobody was shown"
    assert events == len(items)


def test_without_the_guard_two_decisions_can_win(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: no look at the version and no look at the state."""
    from chat.moderation.verbs import standing
    from chat.rooms.models import Question

    async def wave_through(*_: object, **__: object) -> None: ...

    monkeypatch.setattr(standing, "refuse_stale", wave_through)
    monkeypatch.setattr(Question, "_must_be", lambda *_: None)
    (item,) = items_to_decide(house, 1)
    crew = [house.staff("priya"), house.staff("sam")]
    answers = [race(moderator, item, deed) for deed, moderator in enumerate(crew)]
    assert [one.status_code for one in answers] == [200, 200]
