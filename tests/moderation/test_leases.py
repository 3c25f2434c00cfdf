"""An item that is open at one desk is shown so at the others, and decided there or nowhere."""

from datetime import timedelta

import pytest

from chat.moderation import jobs
from chat.moderation.verbs import standing
from foundation.clock import SetClock
from tests.conftest import Rows
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import (
    DEEDS,
    at_desk,
    closed,
    do,
    held,
    held_answer,
    held_elsewhere,
    holder,
    holder_now,
    say_and_leave,
)

PRIYA, SAM, HELEN = "Priya Shah", "Sam Doyle", "Helen Okafor"


@pytest.fixture
def house(timed_house: House) -> House:
    return timed_house


def later(house: House, clock: SetClock, seconds: float) -> None:
    """Let time pass, and the job that frees items run."""
    clock.at += timedelta(seconds=seconds)
    house.do(jobs.free_items(house.database, clock.now()))


def open_at(house: House, who: str, item: str) -> None:
    say_and_leave(house.staff(who), ("claim", item))


def test_opening_an_item_shows_its_holder_at_the_other_desks(house: House) -> None:
    item = held(house)
    with at_desk(house.staff("sam")) as sams:
        open_at(house, "priya", item)
        assert holder(sams.until("question.claimed")["html"], item) == PRIYA
    assert holder_now(house, item) == PRIYA


def test_the_public_does_not_hear_who_opened_what(house: House) -> None:
    item, dana = held(house), house.visitor()
    with dana.watch(LIVE) as watcher:
        hello = watcher.until("hello")
    open_at(house, "priya", item)
    missed = dana.get(f"/chats/{LIVE}/events", after=str(hello["seq"]), epoch=hello["epoch"])
    assert missed.json()["frames"] == []


def test_a_second_claim_changes_nothing(house: House, rows: Rows) -> None:
    item, another = held(house), held(house, "Is the lido open?")
    open_at(house, "priya", item)
    with at_desk(house.staff("sam")) as sams:
        sams.say("claim", item)
        sams.say("claim", another)
        assert sams.until("question.claimed")["id"] == another
    assert holder_now(house, item) == PRIYA
    assert rows("SELECT count(*) FROM events WHERE kind = 'question.claimed'") == [(2,)]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_another_has_open_is_decided_by_them_alone(house: House, deed: str) -> None:
    item, priya, sam = held(house), house.staff("priya"), house.staff("sam")
    open_at(house, "priya", item)
    answer = sam.post(f"/staff/questions/{item}/{deed}", version=sam.version(item), **DEEDS[deed])
    assert (answer.status_code, answer.json()["by"]) == (409, PRIYA)
    assert answer.json()["detail"] == "Priya Shah has this open."
    assert do(priya, item, deed, **DEEDS[deed]) == 200


def test_what_another_has_open_is_merged_by_them_alone(house: House) -> None:
    item, into = held(house), held(house, "Is the lido open?")
    open_at(house, "priya", item)
    assert do(house.staff("sam"), item, "merging", into=into) == 409
    assert do(house.staff("priya"), item, "merging", into=into) == 200


def test_without_the_guard_another_decides_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wave_through(*_: object, **__: object) -> None: ...

    monkeypatch.setattr(standing, "take_lease", wave_through)
    item = held(house)
    open_at(house, "priya", item)
    assert do(house.staff("sam"), item, "approval") == 200


def test_what_nobody_has_open_is_decided_by_anybody(house: House) -> None:
    assert do(house.staff("sam"), held(house), "approval") == 200


def test_two_desks_of_one_person_may_each_have_one_open(house: House) -> None:
    first, second = held(house), held(house, "Is the lido open?")
    priya = house.staff("priya")
    with at_desk(priya) as desk, at_desk(priya) as other, at_desk(house.staff("sam")) as sams:
        desk.say("claim", first)
        assert holder(sams.until("question.claimed")["html"], first) == PRIYA
        other.say("claim", second)
        assert holder(sams.until("question.claimed")["html"], second) == PRIYA
    for item in (first, second):
        assert do(house.staff("sam"), item, "approval") == 409


def test_letting_go_frees_it(house: House) -> None:
    item = held(house)
    open_at(house, "priya", item)
    with at_desk(house.staff("sam")) as sams:
        say_and_leave(house.staff("priya"), ("release", item))
        assert holder(sams.until("question.freed")["html"], item) == ""
    assert do(house.staff("sam"), item, "approval") == 200


def test_nobody_lets_go_of_what_another_has_open(house: House) -> None:
    item = held(house)
    open_at(house, "priya", item)
    say_and_leave(house.staff("sam"), ("release", item))
    assert holder_now(house, item) == PRIYA
    assert do(house.staff("sam"), item, "approval") == 409


def test_silence_frees_it_after_thirty_seconds(house: House, clock: SetClock) -> None:
    item = held(house)
    open_at(house, "priya", item)
    later(house, clock, 29)
    assert holder_now(house, item) == PRIYA
    assert do(house.staff("sam"), item, "approval") == 409
    with at_desk(house.staff("sam")) as sams:
        later(house, clock, 1)
        assert holder(sams.until("question.freed")["html"], item) == ""
    assert do(house.staff("sam"), item, "approval") == 200


@pytest.mark.parametrize("said", ["heartbeat", "claim"])
def test_a_sign_of_life_keeps_it_another_thirty(house: House, clock: SetClock, said: str) -> None:
    item = held(house)
    open_at(house, "priya", item)
    later(house, clock, 20)
    say_and_leave(house.staff("priya"), (said, item))
    later(house, clock, 29)
    assert holder_now(house, item) == PRIYA
    later(house, clock, 1)
    assert holder_now(house, item) == ""


def test_anothers_sign_of_life_keeps_nothing(house: House, clock: SetClock) -> None:
    item = held(house)
    open_at(house, "priya", item)
    later(house, clock, 20)
    say_and_leave(house.staff("sam"), ("heartbeat", item))
    later(house, clock, 10)
    assert holder_now(house, item) == ""


def test_the_head_of_eservices_takes_over_and_a_moderator_does_not(house: House) -> None:
    item = held(house)
    open_at(house, "sam", item)
    refused = house.staff("priya").post(f"/staff/questions/{item}/taking-over")
    assert (refused.status_code, holder_now(house, item)) == (403, SAM)
    assert house.staff("helen").post(f"/staff/questions/{item}/taking-over").status_code == 200
    assert holder_now(house, item) == HELEN
    late = house.staff("sam").approve(item)
    assert (late.status_code, late.json()["detail"]) == (409, "Helen Okafor has this open.")
    assert do(house.staff("helen"), item, "approval") == 200


def test_anybody_opens_it_once_the_lease_has_ended(house: House, clock: SetClock) -> None:
    item = held(house)
    open_at(house, "priya", item)
    clock.at += timedelta(seconds=30)
    with at_desk(house.staff("sam")) as sams:
        sams.say("claim", item)
        assert holder(sams.until("question.claimed")["html"], item) == SAM
    assert do(house.staff("priya"), item, "approval") == 409


def test_what_is_decided_or_unknown_is_not_taken_over(house: House) -> None:
    item, helen = held(house), house.staff("helen")
    assert do(house.staff("priya"), item, "approval") == 200
    late = helen.post(f"/staff/questions/{item}/taking-over")
    assert (late.status_code, late.json()["by"], late.json()["verdict"]) == (409, PRIYA, "approve")
    assert helen.post("/staff/questions/no-such-question/taking-over").status_code == 404


def test_an_answer_is_open_at_one_desk_too(house: House) -> None:
    answer, path = held_answer(house), "/staff/answers/{}/taking-over"
    with at_desk(house.staff("sam")) as sams:
        open_at(house, "priya", answer)
        assert holder(sams.until("question.claimed")["html"], answer) == PRIYA
    for deed, fields in (("approval", {}), ("rejection", {"reason": "abuse"})):
        assert do(house.staff("sam"), answer, deed, sort="answers", **fields) == 409
    assert house.staff("sam").post(path.format(answer)).status_code == 403
    assert house.staff("helen").post(path.format(answer)).status_code == 200
    assert do(house.staff("priya"), answer, "approval", sort="answers") == 409
    assert do(house.staff("helen"), answer, "approval", sort="answers") == 200


def test_an_answer_falls_free_too(house: House, clock: SetClock) -> None:
    answer = held_answer(house)
    open_at(house, "priya", answer)
    later(house, clock, 29)
    assert holder_now(house, answer) == PRIYA
    later(house, clock, 1)
    assert holder_now(house, answer) == ""
    assert do(house.staff("sam"), answer, "approval", sort="answers") == 200


@pytest.mark.parametrize("kind", ["claim", "heartbeat", "release"])
def test_what_cannot_be_opened_is_passed_over_in_silence(house: House, kind: str) -> None:
    decided, there = held(house), held(house, "Is the lido open?")
    assert do(house.staff("priya"), decided, "approval") == 200
    with at_desk(house.staff("sam")) as desk:
        for item in (decided, "no-such-item", "", "x" * 4_000):
            desk.say(kind, item)
        desk.say("claim", there)
        heard = desk.next()
        assert (heard["kind"], heard["id"]) == ("question.claimed", there)


def test_a_desk_opens_what_is_on_it_and_nothing_of_another_chat(house: House) -> None:
    elsewhere = held_elsewhere(house)
    open_at(house, "priya", elsewhere)
    assert holder_now(house, elsewhere, DIRECT) == ""


def test_an_officers_desk_opens_nothing(house: House) -> None:
    item = held(house)
    with at_desk(house.staff("cole"), f"/staff/chats/{LIVE}/panel/live") as panel:
        panel.say("claim", item)
        assert closed(panel) == 1008
    assert holder_now(house, item) == ""
