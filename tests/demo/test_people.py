"""The simulated people keep a chat alive as clients, and leave the desk to whoever comes."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from chat import presence as company
from chat.demo.cast import PASSWORD, PRIYA, SIMULATED_MODERATOR, STAFF
from chat.demo.crowd import Script
from chat.demo.evenings import Addresses
from foundation.settings import ROOT
from tests.house import House
from tests.people import Person, Visitor, Watcher

PACE = 0.05  # of everybody's pauses
SOON = 30.0  # seconds that a question may take to be shown, and again to be answered
WITHIN = 20.0  # seconds they may take to go
LOOKS = 12  # at who is here; they take longer than finding nobody there and deciding would
A_FEW = 3  # in the room, so that they have begun
REMARK = 20.0  # seconds in which presence is said at least once, however busy the machine
MARKED = "My number is 07700 900118, could somebody say who looks after the allotment gates?"
CLEAN = (
    "Is there a date for the winter clean of the underpass, and who do I thank for the last one?"
)


@pytest.fixture(scope="module")
def evening(
    addresses: Addresses, evening_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The seeded evening on a server of its own, which says as often who is here as suits the
    pace."""
    with pytest.MonkeyPatch.context() as hurry:
        hurry.setattr(company, "EVERY", company.EVERY * PACE)
        with House.over(evening_file, tmp_path_factory.mktemp("people")) as house:
            yield house


@pytest.fixture(scope="module")
def people(evening: House, addresses: Addresses) -> Iterator[None]:
    """The simulated people, quicker than in life."""
    with started(evening.url, addresses.live) as child:
        yield
        child.kill()


def started(url: str, slug: str) -> subprocess.Popen[bytes]:
    command = ["--url", url, "--chat", slug, "--pace", str(PACE)]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.demo.hurried", *command], stdin=subprocess.PIPE, cwd=ROOT
    )
    assert child.stdin is not None
    log_ins = {member.email: PASSWORD for member in STAFF}
    child.stdin.write(json.dumps(log_ins).encode() + b"\n")
    child.stdin.flush()
    return child


@pytest.fixture
def dana(evening: House) -> Visitor:
    return evening.visitor("Dana")


@pytest.fixture
def priya(evening: House) -> Person:
    person = evening.stranger()
    answer = person.post("/staff/sign-in", email=PRIYA.email, password=PASSWORD)
    assert answer.status_code == 200, answer.text
    return person


def test_they_know_nothing_of_the_database() -> None:
    """Public addresses and log-ins are all they have."""
    look = "import sys, chat.demo.people; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True)
    loaded = set(found.stdout.split())
    assert "chat.demo.crowd" in loaded
    forbidden = r"sqlalchemy|sqlite3|foundation\.(database|events|staff\.verbs|staff\.models)"
    rooms = r"chat\.(app|schedule|rooms|moderation|demo\.(seed|play|force|straight))"
    assert not [name for name in loaded if re.match(rf"({forbidden}|{rooms})\b", name)]


def until(watcher: Watcher, kind: str, question: str, within: float) -> None:
    """Wait for that to happen to that question."""
    while watcher.until(kind, within)["id"] != question:
        pass


def new_question(watcher: Watcher, known: set[str], within: float) -> str:
    """The next question to be shown that was not there before."""
    while (shown := str(watcher.until("question.approved", within)["id"])) in known:
        pass
    return shown


@pytest.mark.usefixtures("people")
def test_somebody_asks_and_is_shown_and_answered(
    evening: House, addresses: Addresses, dana: Visitor
) -> None:
    known = {str(row[0]) for row in rows(evening, "SELECT id FROM questions")}
    with dana.watch(addresses.live) as watcher:
        question = new_question(watcher, known, SOON)
        until(watcher, "answer.released", question, SOON)
    by = rows(
        evening,
        "SELECT people.email FROM decisions JOIN people ON people.id = decisions.by"
        " WHERE about = :question",
        question=question,
    )
    assert by == [(SIMULATED_MODERATOR.email,)]


@pytest.mark.usefixtures("people")
def test_the_simulated_moderator_leaves_while_a_person_has_the_desk(
    addresses: Addresses, dana: Visitor, priya: Person
) -> None:
    with dana.watch(addresses.live) as room:
        with priya.follow(f"/staff/chats/{addresses.live}/live") as desk:
            while presence(desk) != {PRIYA.name}:
                continue
            question = dana.asked(addresses.live, CLEAN)["id"]
            for _ in range(LOOKS):
                presence(desk)
            assert not decided(desk, question)
        until(room, "question.approved", question, SOON)


@pytest.mark.usefixtures("people")
def test_they_carry_on_when_the_server_was_away(
    evening: House, addresses: Addresses, dana: Visitor
) -> None:
    evening.restart()
    known = {str(row[0]) for row in rows(evening, "SELECT id FROM questions")}
    with dana.watch(addresses.live) as watcher:
        question = new_question(watcher, known, SOON)
        until(watcher, "answer.released", question, SOON)


@pytest.mark.usefixtures("people")
def test_what_is_marked_is_left_for_a_person(
    evening: House, addresses: Addresses, dana: Visitor
) -> None:
    with dana.watch(addresses.live) as watcher:
        question = dana.asked(addresses.live, MARKED)["id"]
        for _ in range(3):
            assert watcher.until("question.approved", SOON)["id"] != question
    held = rows(evening, "SELECT state FROM questions WHERE id = :id", id=question)
    assert held == [("held",)]


@pytest.mark.usefixtures("people")
def test_what_a_person_would_stop_is_not_shown(evening: House) -> None:
    unfit = {line.ask for line in Script().unfit}
    texts = rows(
        evening,
        "SELECT revisions.text, state FROM questions"
        " JOIN revisions ON revisions.about = questions.id",
    )
    states = {state for words, state in texts if words in unfit}
    assert "held" in states
    assert states <= {"held", "rejected"}


@pytest.mark.parametrize("way", ["their input ends", "a signal"])
def test_they_stop_when_whoever_started_them_is_gone(
    evening: House, addresses: Addresses, dana: Visitor, way: str
) -> None:
    with dana.watch(addresses.lobby) as room, started(evening.url, addresses.lobby) as child:
        while room.until("presence", REMARK)["here"] < A_FEW:
            assert child.poll() is None
        assert child.stdin is not None
        child.stdin.close() if way == "their input ends" else child.terminate()
        assert child.wait(WITHIN) == 0


def presence(desk: Watcher) -> set[str]:
    """Who has the desk open, as is said next."""
    return set(str(desk.until("presence", REMARK)["moderators"]).split(", "))


def decided(desk: Watcher, question: str) -> bool:
    kinds = {"question.approved", "question.rejected"}
    return any(frame["kind"] in kinds and frame["id"] == question for frame in desk.heard)


def rows(house: House, query: str, **values: str) -> list[tuple[object, ...]]:
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query), values)]
    engine.dispose()
    return found
