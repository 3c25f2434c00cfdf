"""Assigning: the moderator says whose of the panel a question is; the officers see it in order."""

import re

from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import at_desk, held, row
from tests.people import Staff

PANEL = f"/staff/chats/{LIVE}/panel"


def seats(priya: Staff, slug: str = LIVE) -> dict[str, str]:
    """The panel as the desk offers it: the number of each seat by its name."""
    page = priya.get(f"/staff/chats/{slug}").text
    return {name: seat for seat, name in
            re.findall(r'name="seat" value="(\d+)" data-words="([^"]+)"', page)}  # fmt: skip


def assign(by: Staff, question: str, seat: str) -> int:
    return by.post(f"/staff/questions/{question}/assignment", seat=seat).status_code


def asked_on(panel: str) -> list[str]:
    """The questions to be answered on an officers' desk, in their order, by id."""
    return re.findall(r'id="p-([0-9a-z]+)"[^>]*data-place="panel"', panel)


def test_ones_own_stand_first_then_nobodys_then_the_others(house: House) -> None:
    priya, texts = house.staff("priya"), ("Why is it dark?", "Who mends it?", "When?")
    first, second, third = (held(house, text) for text in texts)
    for question in (first, second, third):
        assert priya.approve(question).status_code == 200
    panel = seats(priya)
    assert assign(priya, first, panel["PC Adeyemi"]) == 200
    assert assign(priya, third, panel["Sgt Cole"]) == 200
    assert asked_on(house.staff("cole").get(PANEL).text) == [third, second, first]
    assert asked_on(house.staff("adeyemi").get(PANEL).text) == [first, second, third]
    assert "Adeyemi" not in house.visitor().get(f"/chats/{LIVE}").text.partition("talks")[2]


def test_what_is_meant_for_an_officer_reaches_them_only_once_it_is_let_through(
    house: House,
) -> None:
    priya, cole, question = house.staff("priya"), house.staff("cole"), held(house)
    seat = seats(priya)["Sgt Cole"]
    with cole.follow(f"{PANEL}/live") as panel, at_desk(house.staff("sam")) as desk:
        panel.until("snapshot")
        assert assign(priya, question, seat) == 200
        assert "Sgt Cole" in row(desk.until("question.reserved")["html"], question)
        assert priya.approve(question).status_code == 200
        frame = panel.until("question.approved")
    told = [one["kind"] for one in panel.heard if "seq" in one]
    assert told == ["hello", "snapshot", "question.approved"]  # and nothing between
    assert f'data-assigned="{seat}"' in frame["html"]


def test_a_question_is_given_to_another_and_to_nobody_again(house: House) -> None:
    priya, question = house.staff("priya"), held(house)
    assert priya.approve(question).status_code == 200
    panel = seats(priya)
    assert assign(priya, question, panel["Sgt Cole"]) == 200
    assert assign(priya, question, panel["Sgt Cole"]) == 409
    with house.staff("adeyemi").follow(f"{PANEL}/live") as adeyemi:
        adeyemi.until("snapshot")
        assert assign(priya, question, panel["PC Adeyemi"]) == 200
        seat = panel["PC Adeyemi"]
        assert f'data-assigned="{seat}"' in adeyemi.until("question.assigned")["html"]
        assert priya.post(f"/staff/questions/{question}/unassignment").status_code == 200
        assert 'data-assigned=""' in adeyemi.until("question.unassigned")["html"]
    assert priya.post(f"/staff/questions/{question}/unassignment").status_code == 409


def test_a_seat_of_another_chat_and_no_seat_are_refused_in_words(house: House) -> None:
    priya, question = house.staff("priya"), held(house)
    for seat in (seats(priya, DIRECT)["Sgt Cole"], "999999", "9" * 40, "x", ""):
        answer = priya.post(f"/staff/questions/{question}/assignment", seat=seat)
        assert answer.status_code == 422
        assert "seat on this chat" in answer.json()["detail"]


def test_officers_and_a_decided_question_are_refused(house: House) -> None:
    priya, question = house.staff("priya"), held(house)
    seat = seats(priya)["Sgt Cole"]
    assert assign(house.staff("cole"), question, seat) == 403
    assert priya.reject(question).status_code == 200
    assert assign(priya, question, seat) == 409


def test_without_scripts_the_desk_gives_a_question_away_too(house: House) -> None:
    priya, question = house.staff("priya"), held(house)
    assert priya.approve(question).status_code == 200
    path = f"/staff/questions/{question}/assignment"
    assert priya.submit_form(path, seat=seats(priya)["Sgt Cole"]).status_code == 303
    desk = priya.get(f"/staff/chats/{LIVE}").text
    assert re.search(rf'id="for-{question}".*?Sgt Cole', desk)
