"""Taking a question away: who will answer it later, by when, and what becomes of that."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from foundation.clock import SetClock, local
from tests.house import DIRECT, LIVE, House
from tests.moderation.desks import at_desk, row
from tests.moderation.test_assigning import seats
from tests.people import Staff
from tests.rooms.test_answering import approved, release, waiting_answer

WORDS, LATER = "We will ask the council.", "The council needs another week."


@pytest.fixture
def house(timed_house: House) -> Iterator[House]:
    """By a clock that stands still, so that days are what a test says."""
    return timed_house


def in_days(clock: SetClock, days: int) -> str:
    return (local(clock.now()) + timedelta(days=days)).date().isoformat()


def take_away(by: Staff, question: str, due: str, **fields: str) -> int:
    given = {"team": "Roads team", "text": WORDS, "due": due, **fields}
    return by.post(f"/staff/questions/{question}/take-away", **given).status_code


def waiting(priya: Staff) -> str:
    """What was taken away and waits, by id."""
    page = priya.get(f"/staff/chats/{LIVE}").text
    (found,) = re.findall(r'id="h-([0-9a-z]+)"[^>]*data-sort="takeaway"', page)
    return found


def let_through(by: Staff) -> int:
    item = waiting(by)
    fields = {"version": by.version(item, "takeaways")}
    return by.post(f"/staff/takeaways/{item}/approval", **fields).status_code


def end(house: House) -> None:
    house.staff("sam").end(LIVE)


def test_all_are_told_who_answers_by_when_once_it_is_let_through(
    house: House, clock: SetClock
) -> None:
    dana, cole, priya = house.visitor(), house.staff("cole"), house.staff("priya")
    asked = dana.asked(LIVE, "Will the crossing move?")
    question, seat = asked["id"], seats(priya)["Sgt Cole"]
    assert priya.approve(question).status_code == 200
    pages = (f"/chats/{LIVE}", asked["status_url"], f"/areas/{LIVE}")
    with dana.watch(LIVE) as watcher, at_desk(house.staff("sam")) as desk:
        watcher.until("snapshot")
        assert take_away(cole, question, in_days(clock, 9), seat=seat, team="") == 200
        assert WORDS in row(desk.until("question.take-away-held")["html"], waiting(priya))
        assert all(WORDS not in dana.get(path).text for path in pages)
        with dana.follow(asked["status_url"] + "/live") as own:
            own.until("hello")
            assert let_through(priya) == 200
            assert own.until("look-again")["html"] == ""
        assert WORDS in watcher.until("question.taken-away")["html"]
    day = local(clock.now() + timedelta(days=9))
    for path in pages:
        page = dana.get(path).text
        assert WORDS in page
        assert "Sgt Cole</bdi> will answer by" in page or "Sgt Cole will answer by" in page
        assert f"{day:%A} {day.day} {day:%B}" in page


def test_nobody_lets_their_own_through_and_it_can_be_given_back_and_taken_down(
    house: House, clock: SetClock
) -> None:
    question, priya, sam = approved(house), house.staff("priya"), house.staff("sam")
    assert take_away(priya, question, in_days(clock, 1)) == 200
    assert let_through(priya) == 409
    item = waiting(sam)
    fields = {"version": sam.version(item, "takeaways"), "reason": "speculation"}
    assert sam.post(f"/staff/takeaways/{item}/rejection", **fields).status_code == 200
    assert "speculation" in house.staff("cole").get(f"/staff/chats/{LIVE}/panel").text
    assert take_away(priya, question, in_days(clock, 1)) == 200
    item = waiting(sam)
    assert let_through(sam) == 200
    assert WORDS in house.visitor().get(f"/chats/{LIVE}").text
    withdrawal = f"/staff/takeaways/{item}/withdrawal"
    assert house.staff("cole").post(withdrawal, reason="speculation").status_code == 403
    assert sam.post(withdrawal, reason="speculation").status_code == 200
    assert WORDS not in house.visitor().get(f"/chats/{LIVE}").text


def test_a_teams_name_is_read_and_marked_as_the_words_are(house: House, clock: SetClock) -> None:
    question, priya = approved(house), house.staff("priya")
    team = "Larch team, ring 07700 900123"
    assert take_away(house.staff("cole"), question, in_days(clock, 1), team=team) == 200
    watch_list = f"/staff/chats/{LIVE}/watch-list"
    assert priya.post(watch_list, entries="Larch", version="0").status_code == 200
    item = waiting(priya)
    pane = priya.pane(item, "takeaways").text
    assert pane.count("<mark") == 2
    assert "An edit does not change this" in pane
    marks = row(priya.get(f"/staff/chats/{LIVE}").text, item)
    assert "Telephone number" in marks
    assert "On the watch list" in marks
    # By the force's own words of abuse, not the program's.
    assert priya.post("/staff/words", version="1", entries="larch*").status_code == 200
    assert "Words of abuse" in row(priya.get(f"/staff/chats/{LIVE}").text, item)


def test_what_cannot_be_is_refused_in_words(house: House, clock: SetClock) -> None:
    question, cole = approved(house), house.staff("cole")
    elsewhere = seats(house.staff("priya"), DIRECT)["Sgt Cole"]
    for fields, words in (
        ({"due": in_days(clock, -1)}, "not past"),
        ({"due": in_days(clock, 91)}, "within 90 days"),
        ({"due": "soon"}, "Choose the day"),
        ({"team": ""}, "Say who:"),
        ({"seat": seats(house.staff("priya"))["Sgt Cole"]}, "not both"),
        ({"team": "", "seat": elsewhere}, "seat on this chat"),
        ({"team": "R" * 81}, "at most 80"),
        ({"text": ""}, "Write a sentence"),
        ({"text": "w" * 301}, "at most 300"),
    ):
        given = {"team": "CID", "due": in_days(clock, 1), "text": WORDS, **fields}
        back = cole.submit_form(f"/staff/questions/{question}/take-away", **given)
        assert back.status_code == 422
        assert words in back.text
    assert take_away(house.staff("lewis"), question, in_days(clock, 1)) == 403
    withdrawal = f"/staff/questions/{question}/withdrawal"
    assert house.staff("priya").post(withdrawal, reason="abuse").status_code == 200
    given = {"team": "CID", "due": in_days(clock, 1), "text": WORDS}
    back = cole.submit_form(f"/staff/questions/{question}/take-away", **given)
    assert back.status_code == 409
    assert "This question has been taken down. Your words are still here" in back.text
    assert WORDS in back.text
    held = house.visitor().asked(LIVE, "Who mends the lamp?")["id"]
    assert take_away(cole, held, in_days(clock, 1)) == 404


def test_another_day_stands_in_the_place_of_the_first_with_its_note(
    house: House, clock: SetClock
) -> None:
    question, cole, priya = approved(house), house.staff("cole"), house.staff("priya")
    assert take_away(cole, question, in_days(clock, 1)) == 200
    assert take_away(cole, question, in_days(clock, 2)) == 409  # one waits
    assert let_through(priya) == 200
    assert take_away(cole, question, in_days(clock, 8), text=LATER) == 200
    assert WORDS in house.visitor().get(f"/chats/{LIVE}").text
    assert WORDS in priya.pane(waiting(priya), "takeaways").text  # beside what takes its place
    assert let_through(priya) == 200
    page = house.visitor().get(f"/chats/{LIVE}").text
    assert re.search(rf"Changed \w+day .*{LATER}", page)
    assert WORDS not in page


def test_it_is_answered_after_the_end_and_only_then_no_longer_owed(
    house: House, clock: SetClock
) -> None:
    question, other = approved(house), approved(house, text="Who mends the lamp?")
    cole, priya, dana = house.staff("cole"), house.staff("priya"), house.visitor()
    assert take_away(cole, question, in_days(clock, 3)) == 200
    assert let_through(priya) == 200
    end(house)
    assert dana.get(f"/chats/{LIVE}").text.count("The chat ended before this was answered") == 1
    clock.at += timedelta(minutes=5)
    path = "/staff/questions/{}/answer"
    assert cole.post(path.format(other), text="The council.").status_code == 409
    back = cole.submit_form(path.format(question), text="Yes. " * 401)
    assert back.status_code == 422
    assert "Answer what was taken away" in back.text  # to be cut and sent again
    assert f'id="kept-{question}"' not in back.text
    assert cole.post(path.format(question), text="Yes: in May.").status_code == 200
    assert "Yes: in May." not in dana.get(f"/chats/{LIVE}").text
    assert WORDS in dana.get(f"/areas/{LIVE}").text
    assert release(priya, waiting_answer(priya)) == 200
    assert "Yes: in May." in dana.get(f"/chats/{LIVE}").text
    for page in (f"/areas/{LIVE}", f"/chats/{LIVE}"):
        assert WORDS not in dana.get(page).text
    (answer,) = re.findall(r'id="a-([0-9a-z]+)"', dana.get(f"/chats/{LIVE}").text)
    withdrawal = f"/staff/answers/{answer}/withdrawal"
    assert priya.post(withdrawal, reason="speculation").status_code == 200
    assert WORDS in dana.get(f"/areas/{LIVE}").text  # it is owed again


def test_what_was_merged_hears_of_it_too_and_it_goes_with_its_question(
    house: House, clock: SetClock
) -> None:
    ali, priya, question = house.visitor("Ali"), house.staff("priya"), approved(house)
    asked = ali.asked(LIVE, "Is the crossing going to move?")
    merging = f"/staff/questions/{asked['id']}/merging"
    fields = {"version": priya.version(asked["id"]), "into": question}
    assert priya.post(merging, **fields).status_code == 200
    assert take_away(house.staff("cole"), question, in_days(clock, 3)) == 200
    assert let_through(priya) == 200
    assert WORDS in ali.get(asked["status_url"]).text
    assert priya.post(f"/staff/questions/{question}/withdrawal", reason="abuse").status_code == 200
    for page in (asked["status_url"], f"/chats/{LIVE}", f"/areas/{LIVE}"):
        assert WORDS not in ali.get(page).text


def test_without_scripts_the_page_that_follows_says_that_it_was_sent(
    house: House, clock: SetClock
) -> None:
    question, cole = approved(house), house.staff("cole")
    given = {"team": "CID", "seat": "", "due": in_days(clock, 1), "text": WORDS}
    sent = cole.submit_form(f"/staff/questions/{question}/take-away", **given)
    assert sent.headers["location"].endswith("#told")
    said = "Sent: Q1 is answered later. A moderator reads that before it is shown."
    assert said in told(cole, sent.headers["location"])
    for other in (question, "0" * 16):  # what was not sent here is confirmed to nobody
        assert told(cole, f"/staff/chats/{LIVE}/panel?sent=late.ended&about={other}") == ""


def told(by: Staff, path: str) -> str:
    found = re.search(r'id="told"[^>]*>(.*?)</p>', by.http.get(path).text, re.DOTALL)
    assert found
    return found[1]


def test_where_a_chat_is_direct_it_shows_at_once(house: House, clock: SetClock) -> None:
    question = approved(house, DIRECT)
    assert take_away(house.staff("cole"), question, in_days(clock, 0)) == 200
    assert "Roads team" in house.visitor().get(f"/chats/{DIRECT}").text
