"""A room that halts shows nothing new anywhere, loses nothing, and carries on."""

from datetime import UTC, datetime

import pytest

from chat.presence import keep_watch
from chat.rooms.verbs import attend, leave
from tests.house import CLOSED, DIRECT, LIVE, House
from tests.people import Staff


def halted(priya: Staff, slug: str = LIVE, deed: str = "freezing", **fields: str) -> None:
    assert priya.post(f"/staff/chats/{slug}/{deed}", **fields).status_code == 200


def carries_on(priya: Staff, slug: str = LIVE) -> None:
    assert priya.post(f"/staff/chats/{slug}/lifting").status_code == 200


@pytest.mark.parametrize(
    ("deed", "halt", "given"),
    [("freezing", "frozen", {}), ("pausing", "paused", {"text": "Back soon."})],
)
def test_nothing_new_is_shown_while_a_room_is_halted(
    house: House, deed: str, halt: str, given: dict[str, str]
) -> None:
    priya, cole = house.staff("priya"), house.staff("cole")
    shown, held = (house.visitor().asked(LIVE, f"Will crossing {n} move?")["id"] for n in range(2))
    priya.approve(shown)
    cole.post(f"/staff/questions/{shown}/answer", text="Yes: in May.")
    halted(priya, deed=deed, **given)
    answer = priya.approve(held)
    assert (answer.status_code, answer.json()["halt"]) == (409, halt)
    assert priya.post(f"/staff/chats/{LIVE}/notice", text="Hello.").status_code == 409
    assert cole.post(f"/staff/questions/{shown}/picking").status_code == 409
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert "Will crossing 1 move?" not in page
    carries_on(priya)
    assert priya.approve(held).status_code == 200
    assert "Will crossing 1 move?" in house.visitor().get(f"/chats/{LIVE}").text


def test_what_is_taken_down_goes_also_from_a_frozen_room(house: House) -> None:
    priya = house.staff("priya")
    shown = house.visitor().asked(LIVE, "Will the crossing move?")["id"]
    priya.approve(shown)
    halted(priya)
    with house.visitor().watch(LIVE, after=0) as room:
        priya.post(f"/staff/questions/{shown}/withdrawal", reason="abuse")
        room.until("question.withdrawn")
    assert "Will the crossing move?" not in house.visitor().get(f"/chats/{LIVE}").text


def test_an_officers_direct_answer_waits_while_the_room_is_frozen(house: House) -> None:
    priya, cole = house.staff("priya"), house.staff("cole")
    shown = house.visitor().asked(DIRECT, "Will the crossing move?")["id"]
    priya.approve(shown)
    halted(priya, DIRECT)
    assert cole.post(f"/staff/questions/{shown}/answer", text="In May.").status_code == 200
    assert "In May." not in house.visitor().get(f"/chats/{DIRECT}").text
    assert "In May." in priya.get(f"/staff/chats/{DIRECT}").text


def test_questions_are_kept_in_a_frozen_room_and_refused_in_a_paused_one(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    halted(priya)
    assert dana.ask(LIVE, "Will the crossing move?").status_code == 201
    halted(priya, deed="pausing", text="We are back at half past seven.")
    assert "We are back at half past seven." in dana.get(f"/chats/{LIVE}").text
    answer = dana.ask(LIVE, "And the bins?")
    assert (answer.status_code, answer.json()["detail"]) == (
        409, "This chat is not taking questions now.",
    )  # fmt: skip
    carries_on(priya)
    assert dana.ask(LIVE, "And the bins?").status_code == 201


def test_new_questions_stop_and_what_waits_goes_on(house: House) -> None:
    priya, dana = house.staff("priya"), house.visitor()
    held = dana.asked(LIVE, "Will the crossing move?")["id"]
    halted(priya, deed="stopping")
    assert dana.ask(LIVE, "And the bins?").status_code == 409
    assert priya.approve(held).status_code == 200
    halted(priya, deed="taking-again")
    assert dana.ask(LIVE, "And the bins?").status_code == 201


def test_a_room_cannot_be_halted_twice_nor_carry_on_unhalted(house: House) -> None:
    priya = house.staff("priya")
    assert priya.post(f"/staff/chats/{LIVE}/lifting").status_code == 409
    halted(priya)
    assert priya.post(f"/staff/chats/{LIVE}/freezing").status_code == 409
    assert priya.post(f"/staff/chats/{CLOSED}/freezing").status_code == 409
    assert priya.post(f"/staff/chats/{LIVE}/pausing", text=" ").status_code == 422


def test_the_end_leaves_nothing_halted(house: House) -> None:
    priya = house.staff("priya")
    shown = house.visitor().asked(LIVE, "Will the crossing move?")["id"]
    priya.approve(shown)
    house.staff("cole").post(f"/staff/questions/{shown}/answer", text="In May.")
    halted(priya)
    priya.end(LIVE)
    assert "One moment" not in house.visitor().get(f"/chats/{LIVE}").text


def test_a_room_halts_when_its_last_moderator_has_gone_and_carries_on_with_the_next(
    house: House,
) -> None:
    priya, sam = house.staff("priya"), house.staff("sam")
    with house.visitor().watch(LIVE, after=0) as room:
        with priya.follow(f"/staff/chats/{LIVE}/live") as desk:
            desk.until("hello")
            house.count_present()
        while house.app.state.ground.hub.counts("desk"):
            continue  # the server has yet to hear that she left
        house.count_present(later=14)  # she may be back: her page may only be loading again
        assert "Live now" in house.visitor().get(f"/chats/{LIVE}").text
        house.count_present(later=16)
        assert "no moderator is here just now" in room.until("chat.unattended")["html"]
        with sam.follow(f"/staff/chats/{LIVE}/live") as desk:
            desk.until("hello")
            house.count_present(later=17)
            assert "Live now" in room.until("chat.attended")["html"]


def test_a_moderator_whom_no_socket_tells_of_is_there_once_they_decide(house: House) -> None:
    """With scripts off a desk has no socket; what was left by another carries on all the same."""
    priya, item = house.staff("priya"), house.visitor().asked(LIVE, "Will the crossing move?")["id"]
    house.do(left_alone(house))
    assert "no moderator is here" in house.visitor().get(f"/chats/{LIVE}").text
    assert priya.approve(item).status_code == 200
    house.do(keep_watch(house.database, datetime.now(UTC)))
    assert "Live now" in house.visitor().get(f"/chats/{LIVE}").text


async def left_alone(house: House) -> None:
    at = datetime.now(UTC)
    entry = await house.app.state.directory.at(LIVE)
    async with house.database.writing() as session:
        await attend(session, entry.chat_id, at=at)
        await leave(session, entry.chat_id, at=at)
