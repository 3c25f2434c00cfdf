"""How fast questions may come: slow mode, and how many may wait; what was taken is kept."""

from datetime import timedelta

import httpx
import pytest

from foundation.clock import SetClock
from tests.house import LIVE, House
from tests.moderation.desks import asker, at_desk
from tests.people import Staff, Visitor

PACE = f"/staff/chats/{LIVE}/pace"
PACED = "<b>Pace:</b> one question every 2 minutes each, 50 may wait in all"
NONE = {"slow": "0", "most": "0", "each": "0"}


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


@pytest.fixture
def priya(house: House) -> Staff:
    return house.staff("priya")


@pytest.fixture
def dana(house: House) -> Visitor:
    return asker(house)


def set_pace(by: Staff, **pace: str) -> None:
    answer = by.post(PACE, **{**NONE, **pace})
    assert answer.status_code == 200, answer.text


def refused(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return answer.json()["detail"]


def test_in_slow_mode_each_person_asks_once_in_so_long(
    house: House, priya: Staff, dana: Visitor, clock: SetClock
) -> None:
    with dana.watch(LIVE, after=0) as room, at_desk(priya) as desk:
        set_pace(priya, slow="120", most="50")
        assert "once every 2 minutes" in room.until("chat.paced")["html"]
        assert PACED in desk.until("chat.paced")["html"]
    assert PACED in priya.get(f"/staff/chats/{LIVE}").text
    with at_desk(priya) as desk:
        assert PACED in desk.heard[-1]["html"]
    dana.asked(LIVE, "When are the bins emptied?")
    asker(house, "Ali").asked(LIVE, "Who patrols the park?")  # everybody for themselves
    answer = dana.ask(LIVE, "And the bus?")
    assert refused(answer, 429) == "You can ask once in 2 minutes here."
    assert answer.headers["retry-after"] == "120"
    assert "once every 2 minutes" in dana.get(f"/chats/{LIVE}").text
    clock.at += timedelta(minutes=2)
    dana.asked(LIVE, "And the bus?")


def test_one_person_has_no_more_waiting_than_allowed(priya: Staff, dana: Visitor) -> None:
    set_pace(priya, each="2")
    first, _ = dana.asked(LIVE, "When are the bins emptied?"), dana.asked(LIVE, "And the bus?")
    assert refused(dana.ask(LIVE, "And the park?"), 409).startswith(
        "2 of your questions wait to be read"
    )
    dana.post(f"{first['status_url']}/rewording", text="When are my bins emptied?")
    priya.approve(first["id"])
    dana.asked(LIVE, "And the park?")


def test_when_the_queue_is_full_the_asker_is_told_and_what_waits_is_kept(
    house: House, priya: Staff, dana: Visitor
) -> None:
    set_pace(priya, most="2")
    again = {"text": "When are the bins emptied?", "key": "the-same-key"}
    first = dana.ask(LIVE, **again).json()
    asker(house, "Ali").asked(LIVE, "Who patrols the park?")
    sentence = refused(asker(house, "Meg").ask(LIVE, "And the bus?"), 409)
    assert sentence.startswith("So many questions wait to be read that no more are taken")
    assert dana.ask(LIVE, **again).json()["receipt"] == first["receipt"]
    assert priya.get(f"/staff/chats/{LIVE}").text.count('class="row"') == 2
    priya.approve(first["id"])
    asker(house, "Meg").asked(LIVE, "And the bus?")


@pytest.mark.parametrize(
    "pace", [{"slow": "5"}, {"slow": "x"}, {"most": "-1"}, {"each": "51"}, {"most": "99999999"}]
)
def test_a_pace_that_nobody_can_mean_is_refused_whole(
    priya: Staff, dana: Visitor, pace: dict[str, str]
) -> None:
    assert refused(priya.post(PACE, **{**NONE, "each": "1", **pace}), 422)
    dana.asked(LIVE, "When are the bins emptied?")
    dana.asked(LIVE, "And the bus?")


@pytest.mark.parametrize("who", ["cole", "sal"])
def test_neither_officers_nor_schedulers_set_the_pace(house: House, who: str) -> None:
    assert house.staff(who).post(PACE, **NONE).status_code == 403


def test_what_holds_for_the_rest_of_a_chat_is_over_with_it(
    house: House, priya: Staff, dana: Visitor
) -> None:
    item = dana.asked(LIVE, "When are the bins emptied?")["id"]
    priya.post(f"/staff/questions/{item}/muting", reason="off-topic", span="chat")
    assert "Nobody is slowed down" not in priya.get("/staff/bans").text
    for deed in ("closing", "ending"):
        assert priya.post(f"/staff/chats/{LIVE}/{deed}", word=LIVE).status_code == 200
    page = priya.get("/staff/bans").text
    assert "Nobody is slowed down, muted or banned." in page
    assert "for the rest of the chat: not for this chat" in page  # among what is over


def test_without_a_pace_a_question_whose_clock_runs_late_is_taken_too(
    dana: Visitor, clock: SetClock
) -> None:
    """Two that come at one moment are held in either order, and servers' clocks differ."""
    dana.asked(LIVE, "When are the bins emptied?")
    clock.at -= timedelta(seconds=1)
    dana.asked(LIVE, "And the bus?")
