"""A chat's log in sentences, and the restricted views that are on it: who looked, once an hour."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from chat.moderation.record import line
from foundation.clock import SetClock
from foundation.events import KINDS, Event
from tests.house import CLOSED, LIVE, House
from tests.moderation.desks import asker
from tests.people import Person, Staff

LOG, DESK = f"/staff/chats/{LIVE}/log", f"/staff/chats/{LIVE}"
WORDS, EDITED = "Will Kevin at the corner be caught?", "Will the corner be watched?"
Views = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def priya(timed_house: House) -> Staff:
    return timed_house.staff("priya")


@pytest.fixture
def views(timed_house: House) -> Views:
    """The restricted views on record, in order: which sort, and of what."""
    engine = create_engine(timed_house.database_url)

    def found() -> list[tuple[str, str]]:
        query = "SELECT kind, about FROM events WHERE kind LIKE 'view.%' ORDER BY stream_id, seq"
        with engine.connect() as connection:
            return [(kind.removeprefix("view."), about)
                    for kind, about in connection.execute(text(query))]  # fmt: skip

    return found


def told(page: str) -> list[str]:
    """The sentences of the log, as the page has them."""
    return re.findall(r'<span class="log__what">([^<]*)</span>', page)


def edited(house: House, by: Staff) -> str:
    question = asker(house).asked(LIVE, WORDS)["id"]
    assert by.approve(question, text=EDITED).status_code == 200
    return question


def test_the_log_says_who_did_what_newest_first_and_never_what_was_written(
    timed_house: House, priya: Staff, clock: SetClock
) -> None:
    edited(timed_house, priya)
    clock.at += timedelta(seconds=1)
    rejected = asker(timed_house, "Ali").asked(LIVE, "Lido?")["id"]
    clock.at += timedelta(seconds=1)
    assert priya.reject(rejected, "live-investigation").status_code == 200
    assert priya.post(f"{DESK}/extension", minutes="15").status_code == 200
    for who in ("priya", "helen", "hugh"):
        page = timed_house.staff(who).get(LOG).text
        lines = [line for line in told(page) if "log" not in line]
        assert lines[0].startswith("Priya Shah extended the chat to ")
        assert lines[1:3] == [
            "Priya Shah rejected a question: live investigation", "A visitor asked a question",
        ]  # fmt: skip
        assert "Priya Shah approved a question" in lines
        assert ">Q1<" in page
        assert not [words for words in (WORDS, EDITED, "Lido", "Ali") if words in page]


def test_an_items_words_are_shown_on_asking_to_those_who_decide_and_to_nobody_else(
    timed_house: House, priya: Staff, views: Views
) -> None:
    question = edited(timed_house, priya)
    alone = priya.get(LOG, item=question).text
    assert told(alone) == ["Priya Shah approved a question", "A visitor asked a question"]
    assert WORDS not in alone
    assert ("words", question) not in views()
    page = priya.get(LOG, item=question, words="yes").text
    assert WORDS in page
    assert EDITED in page
    assert "In the words of Priya Shah" in page
    assert ("words", question) in views()

    hughs = timed_house.staff("hugh").get(LOG, item=question, words="yes").text
    assert WORDS not in hughs
    assert "Show its words" not in hughs
    assert views().count(("words", question)) == 1
    assert priya.get(LOG, item="0" * 16, words="yes").status_code == 404


def test_each_restricted_view_is_on_record_once_an_hour_for_each_person_and_item(
    timed_house: House, priya: Staff, clock: SetClock, views: Views
) -> None:
    dana = asker(timed_house)
    first, second = (dana.asked(LIVE, f"{n}: who mends the lamp?")["id"] for n in (1, 2))
    looks = [LOG, f"{DESK}/watch-list", f"/staff/chats/{CLOSED}", f"/staff/questions/{first}"]

    def look(who: Person) -> None:
        for path in looks:
            assert who.get(path, part="item").status_code == 200

    each = sorted([("log", "chat"), ("watch-list", "chat"), ("ended-desk", "chat"),
                   ("history", first)])  # fmt: skip
    for _ in range(2):
        look(priya)
    assert sorted(views()) == each
    look(timed_house.staff("helen"))
    assert sorted(views()) == sorted(2 * each)
    clock.at += timedelta(minutes=61)
    assert timed_house.staff("priya").pane(first).status_code == 200
    assert views().count(("history", first)) == 3
    timed_house.staff("priya").pane(second)
    assert views().count(("history", second)) == 1
    assert "Priya Shah was shown what else an asker had sent" in told(
        timed_house.staff("hugh").get(LOG).text
    )


def test_the_work_at_hand_is_no_restricted_view(
    timed_house: House, priya: Staff, views: Views
) -> None:
    question = asker(timed_house).asked(LIVE, WORDS)["id"]
    assert priya.get(DESK).status_code == 200
    assert priya.pane(question).status_code == 200
    assert priya.approve(question).status_code == 200
    assert views() == []


def test_whose_own_is_no_chat_reads_no_chats_log(timed_house: House) -> None:
    for who in ("parker", "dee", "finn", "cole"):
        assert timed_house.staff(who).get(LOG).status_code == 403
    assert ">Log<" not in timed_house.staff("parker").get("/staff/chats").text
    assert ">Log<" in timed_house.staff("hugh").get("/staff/chats").text


def test_every_sentence_can_be_told_whatever_its_event_was_given() -> None:
    for kind in KINDS.values():
        given = {"closes_at": "2026-12-08T20:00:00.000Z", "until": "2026-12-08T20:00:00.000Z"}
        for particulars in (given, {}, {"until": "the end of the chat", "seat": "PC Anne-Marie"}):
            event = Event(kind=kind.name, about="0" * 16, by=None, particulars=particulars)
            one = line(event, {}, {})
            assert "{" not in one.sentence.format(**one.parts)


def test_a_long_log_is_read_page_by_page(timed_house: House, priya: Staff) -> None:
    dana = asker(timed_house)
    for number in range(55):
        dana.asked(LIVE, f"{number}: who mends the lamp?")
    first, second = priya.get(LOG).text, priya.get(LOG, page="2").text
    assert len(told(first)) == 50
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert len(told(second)) >= 5
    assert 'rel="next"' not in second
    assert "Nothing is on record here." in priya.get(LOG, page="9").text
