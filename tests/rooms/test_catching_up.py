"""Catching up is keeping up: from any moment, what was missed makes the page what it
is now (P8)."""

import random
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from chat.rooms.jobs import tell_askers, tell_support
from foundation.events import KINDS, Audience, Event
from tests.house import CLOSED, DIRECT, LIVE, LOBBY, House
from tests.people import Frame, Person, Staff, Watcher
from tests.rooms.shelf import Shelf

CUTS = {"quick": 60, "full": 600, "soak": 20_000}
SOCKETS = {
    "public": "/chats/{}/live",
    "panel": "/staff/chats/{}/panel/live",
    "desk": "/staff/chats/{}/live",
}


def answer_id(priya: Staff, slug: str) -> str:
    """The answer that waits for its release."""
    found = re.findall(
        r'id="h-([0-9a-z]+)"[^>]*data-sort="answer"', priya.get(f"/staff/chats/{slug}").text
    )
    return found[-1]


def hold_an_evening(house: House, slug: str) -> None:
    """Everything that can happen in a room, in an order in which it can."""
    priya, cole, dana = house.staff("priya"), house.staff("cole"), house.visitor()
    done = []

    def do(path: str, by: Staff = priya, **fields: str) -> None:
        answer = by.post(path, **fields)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        done.append(answer.json()["status"])

    asked = [dana.asked(slug, f"Question {n}: will the crossing move?")["id"] for n in range(8)]
    do(f"/staff/chats/{slug}/notice", text="Welcome.")
    do(f"/staff/chats/{slug}/notice", text="Welcome, all.")
    for question in asked[:5]:
        assert priya.approve(question).status_code == 200
    do(f"/staff/questions/{asked[0]}/picking", cole)
    do(f"/staff/questions/{asked[0]}/putting-down", cole)
    do(f"/staff/questions/{asked[1]}/picking", cole)
    for question in asked[:4]:
        do(f"/staff/questions/{question}/answer", cole, text="Yes: in spring.")
        version = priya.version(held := answer_id(priya, slug), "answers")
        do(f"/staff/answers/{held}/approval", version=version)
    do(f"/staff/answers/{held}/withdrawal", reason="speculation")
    do(f"/staff/questions/{asked[4]}/answer", cole, text="Hm.")
    version = priya.version(held := answer_id(priya, slug), "answers")
    do(f"/staff/answers/{held}/rejection", version=version, reason="off-topic")
    do(f"/staff/questions/{asked[2]}/withdrawal", reason="personal-information")
    assert priya.reject(asked[5]).status_code == 200
    do(f"/staff/questions/{asked[5]}/restoration")
    disputed = dana.asked(slug, "Where may the quagga graze?")
    for deed in (
        f"/staff/questions/{disputed['id']}/restoration",
        f"{disputed['status_url']}/dispute",
    ):
        assert priya.reject(disputed["id"]).status_code == 200
        tell(house)
        assert priya.post(deed).status_code == 200
    house.visitor("Ali").post(f"/questions/{asked[0]}/support")
    house.do(tell_support(house.database, house.app.state.ground.clock.now()))
    set_aside(house, slug)
    officers_ways(house, slug)
    do(f"/staff/chats/{slug}/watch-list", version="0", entries="lido\nOp Oak")
    keep_order(house, slug)
    do(f"/staff/chats/{slug}/targets", usual="30", longest="120")
    do(f"/staff/chats/{slug}/pace", slow="0", most="200", each="0")
    for deed in ("stopping", "taking-again", "freezing", "lifting"):
        do(f"/staff/chats/{slug}/{deed}")
    do(f"/staff/chats/{slug}/pausing", text="Back in a moment.")
    do(f"/staff/chats/{slug}/lifting")
    do(f"/staff/chats/{slug}/extension", minutes="5")
    do(f"/staff/chats/{slug}/notice/withdrawal")
    do("/staff/statement", text="The lido is shut today.")
    do("/staff/statement/withdrawal")
    do("/staff/statement", text="The lido is open.")
    leave_notes(priya, house.staff("sam"), slug)
    do(f"/staff/chats/{slug}/closing")
    do(f"/staff/chats/{slug}/ending", word=slug)


def leave_notes(priya: Staff, sam: Staff, slug: str) -> None:
    """Notes among the crew: one that is seen, and one that is taken back."""
    desk = f"/staff/chats/{slug}"
    for words in ("The lido is the council's.", "Not so."):
        assert priya.post(f"{desk}/notes", text=words).status_code == 200
    back, seen = re.findall(r'id="n-([0-9a-z]+)"', priya.get(desk).text)
    for by, deed in ((priya, f"{back}/withdrawal"), (sam, f"{seen}/acknowledgement")):
        assert by.post(f"/staff/notes/{deed}").status_code == 200


def tell(house: House) -> None:
    """What happens ten seconds after a rejection."""
    later = house.app.state.ground.clock.now() + timedelta(seconds=11)
    house.do(tell_askers(house.database, later))


def set_aside(house: House, slug: str) -> None:
    """What is not let through as it came: opened, parked, handed on, asked back, merged, diverted,
    changed and taken back by its asker."""
    priya, ali = house.staff("priya"), house.visitor("Ali")
    asked = [ali.asked(slug, f"Matter {n}: who looks after the lido?") for n in range(7)]
    ids = [one["id"] for one in asked]

    def do(number: int, deed: str, **fields: str) -> None:
        path = f"/staff/questions/{ids[number]}/{deed}"
        answer = priya.post(path, version=priya.version(ids[number]), **fields)
        assert answer.status_code == 200, f"{path}: {answer.text}"

    with priya.follow(f"/staff/chats/{slug}/live") as desk:
        for said, heard in (("claim", "question.claimed"), ("release", "question.freed")):
            desk.say(said, ids[0])
            desk.until(heard)
    do(0, "parking")
    do(0, "putting-back")
    do(1, "escalation", to="press-office")
    do(2, "asking-back", reason="abuse")
    assert ali.post(f"{asked[2]['status_url']}/rewording", text="Which lido?").status_code == 200
    do(3, "merging", into=ids[0])
    do(4, "merging", into=ids[0])
    assert priya.post(f"/staff/questions/{ids[4]}/separation").status_code == 200
    do(5, "diversion", diversion="crime")
    assert ali.post(f"{asked[6]['status_url']}/retraction").status_code == 200


def officers_ways(house: House, slug: str) -> None:
    """What the panel and the moderator do beside answering: given to one and to nobody again."""
    sam = house.staff("sam")
    asked = [house.visitor("Jo").asked(slug, f"Lamp {n} is dark?")["id"] for n in range(4)]
    page = sam.get(f"/staff/chats/{slug}").text
    cole, adeyemi = re.findall(r'name="seat" value="(\d+)"', page)[:2]

    def do(item: str, deed: str, by: Staff = sam, **fields: str) -> None:
        answer = by.post(f"/staff/{item}/{deed}", **fields)
        assert answer.status_code == 200, f"{item}/{deed}: {answer.text}"

    for number, seat in ((0, cole), (1, cole), (2, adeyemi)):
        do(f"questions/{asked[number]}", "assignment", seat=seat)
    do(f"questions/{asked[1]}", "unassignment")
    for question in (asked[0], asked[3]):
        assert sam.approve(question).status_code == 200
    do(f"questions/{asked[3]}", "assignment", seat=adeyemi)
    do(f"questions/{asked[3]}", "unassignment")
    by = house.staff("adeyemi")
    do(f"questions/{asked[3]}", "answer", by, text="At nine.")
    reply = answer_id(sam, slug)
    do(f"answers/{reply}", "approval", version=sam.version(reply, "answers"))
    for verdict in ("rejection", "approval", ""):
        do(f"answers/{reply}", "correction", by, text=f"At ten. {verdict}", note="A slip.")
        item = re.findall(r'id="h-(\w+)"[^>]*data-sort="correction"',
                          sam.get(f"/staff/chats/{slug}").text)[0]  # fmt: skip
        if verdict:
            given = {"version": sam.version(item, "corrections"), "reason": "speculation"}
            do(f"corrections/{item}", verdict, **given)
    do(f"answers/{reply}", "withdrawal", reason="speculation")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    for verdict in ("rejection", "approval", "approval", "withdrawal"):
        path = f"questions/{asked[0]}"
        if verdict != "withdrawal":
            do(path, "take-away", by, team="Roads team", due=tomorrow, text=f"Later. {verdict}")
            item = re.findall(r'id="h-(\w+)"[^>]*data-sort="takeaway"',
                              sam.get(f"/staff/chats/{slug}").text)[0]  # fmt: skip
        given = {"version": sam.version(item, "takeaways")} if verdict != "withdrawal" else {}
        do(f"takeaways/{item}", verdict, reason="speculation", **given)
    do(f"questions/{asked[0]}", "take-away", by, team="Roads team", due=tomorrow, text="Left.")


def keep_order(house: House, slug: str) -> None:
    """An asker is warned, limited in every way, and appeals."""
    sam, helen, mallory = house.staff("sam"), house.staff("helen"), house.visitor("Mallory")
    asked = [mallory.asked(slug, f"Rubbish {n}: who runs the lido?") for n in range(2)]
    assert sam.approve(asked[1]["id"]).status_code == 200  # what is shown stays so

    def do(number: int, deed: str, **fields: str) -> str:
        path = f"/staff/questions/{asked[number]['id']}/{deed}"
        answer = sam.post(path, reason="abuse", **fields)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        return str(answer.json()["limit"])

    do(0, "trust")
    do(0, "warning")
    do(1, "slowing", minutes="5")
    do(1, "muting", span="ten-minutes")
    limits = [do(number, "ban", until=until) for number, until in ((0, "week"), (1, "month"))]
    limits.append(do(0, "ban-everywhere", until="week"))
    assert sam.post(f"/staff/bans/{limits[0]}/lifting").status_code == 200
    for number, decision in ((0, "upholding"), (1, "lifting")):
        appeal = f"{asked[number]['status_url']}/appeal"
        assert mallory.post(appeal, text=f"Not me, number {number}.").status_code == 200
        page = helen.get("/staff/bans").text
        waiting = re.findall(r'action="/staff/appeals/(\d+)/upholding"', page)
        path = f"/staff/appeals/{waiting[-1]}/{decision}"
        assert helen.post(path, reply="We read it twice.").status_code == 200


@dataclass
class Lived:
    """The evening as one audience heard it, and where it was lived."""

    reader: Person
    path: str
    epoch: str = ""
    pages: dict[int, str] = field(default_factory=dict)  # a page that heard all, by its number
    last: str = ""  # what a page gets that comes afterwards

    def begin(self, watcher: Watcher) -> None:
        self.epoch = watcher.until("hello")["epoch"]
        first = watcher.until("snapshot")
        self.shelf = Shelf(first["html"])
        self.pages[first["seq"]] = first["html"]

    def follow_to_the_end(self, watcher: Watcher) -> None:
        with self.reader.follow(self.path) as fresh:
            self.last = fresh.until("snapshot")["html"]
        end = last_heard(self.reader, self.path, self.epoch)
        while watcher.heard[-1].get("seq", 0) < end:
            frame = watcher.next()
            if "seq" in frame:
                self.shelf.put(frame["html"])
                self.pages[frame["seq"]] = "".join(piece for *_, piece in self.shelf.shown())


@pytest.fixture(scope="module")
def lived_in(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for those who only look back on its evening."""
    with House.over(sqlite_template, tmp_path_factory.mktemp("evening")) as house:
        yield house


@pytest.fixture(scope="module")
def evening(lived_in: House) -> dict[str, Lived]:
    """Lived once, with one of each audience there from the beginning."""
    readers = {"public": lived_in.visitor(), "panel": lived_in.staff("cole"),
               "desk": lived_in.staff("priya")}  # fmt: skip
    lived = {audience: Lived(who, SOCKETS[audience].format(LIVE))
             for audience, who in readers.items()}  # fmt: skip
    with ExitStack() as there:
        watchers = {audience: there.enter_context(one.reader.follow(one.path))
                    for audience, one in lived.items()}  # fmt: skip
        for audience, one in lived.items():
            one.begin(watchers[audience])
        hold_an_evening(lived_in, LIVE)
        for audience, one in lived.items():
            one.follow_to_the_end(watchers[audience])
    return lived


@pytest.mark.parametrize("audience", SOCKETS)
def test_a_page_that_was_away_becomes_what_it_would_have_been(
    evening: dict[str, Lived], audience: str
) -> None:
    """Stand a reader at every number; what they are sent makes their page the same as
    a fresh one."""
    heard = evening[audience]
    now = Shelf(heard.last).shown()
    for seq, page in heard.pages.items():
        stale = Shelf(page)
        for frame in missed(heard.reader, heard.path, heard.epoch, seq):
            stale.put(frame["html"])
        assert stale.shown() == now, f"from {seq}"


def last_heard(reader: Person, path: str, epoch: str) -> int:
    """The number of the last event this audience may hear."""
    frames = missed(reader, path, epoch, 0)
    return frames[-1]["seq"]


def missed(reader: Person, path: str, epoch: str, after: int) -> list[Frame]:
    """What a reader is sent who was away since a number: all frames up to the present one."""
    with reader.follow(path, epoch=epoch, after=after) as watcher:
        head = watcher.until("hello")["seq"]
        frames = []
        while True:
            try:
                frame = watcher.next(within=0.3)
            except TimeoutError:
                break
            if "seq" in frame:
                frames.append(frame)
            if frame.get("seq") == head:
                break
    numbers = [frame["seq"] for frame in frames]
    assert numbers == sorted(set(numbers)), "a gap, a repeat or a disorder"
    assert all(after < number <= head for number in numbers)
    return frames


@pytest.mark.usefixtures("evening")
def test_the_evening_has_every_kind_of_event(lived_in: House) -> None:
    """The list is the code's own: a new kind of event must be lived through here as well."""
    # cancelled, promises: another chat; (un)attended: fifteen seconds after the last
    elsewhere = {"chat.cancelled", "chat.unattended", "chat.attended", "chat.promises"}
    sorts = ("question.", "answer.", "notice.", "chat.", "note.", "statement.", "asker.")
    room = {name for name in KINDS if name.startswith(sorts)}
    lived = lived_in.do(kinds(lived_in))
    assert room - lived == elsewhere
    assert {KINDS[name].audience for name in elsewhere} == {Audience.PUBLIC}


async def kinds(house: House) -> set[str]:
    async with house.database.reading() as session:
        return set(await session.scalars(select(Event.kind).distinct()))


def test_nothing_is_missed_or_repeated_over_many_cuts(house: House, tier: str) -> None:
    """One reader is cut off at random moments while others ask and decide, and
    resumes each time."""
    rng, priya, dana = random.Random(8), house.staff("priya"), house.visitor()
    heard: list[int] = []
    with dana.watch(DIRECT) as watcher:
        epoch, after = (hello := watcher.until("hello"))["epoch"], hello["seq"]
    waiting: list[str] = []
    for number in range(CUTS[tier]):
        with dana.watch(DIRECT, epoch=epoch, after=after) as watcher:
            waiting.append(dana.asked(DIRECT, f"Question {number}?")["id"])
            if rng.random() < 0.7:
                priya.approve(waiting.pop(rng.randrange(len(waiting))))
            after = drained(watcher, heard, after)
            if rng.random() < 0.5:
                watcher.socket.socket.close()  # without a word
    with dana.watch(DIRECT, epoch=epoch, after=after) as watcher:
        drained(watcher, heard, after)
    assert heard == public_numbers(house)


def drained(watcher: Watcher, heard: list[int], after: int) -> int:
    """Take in what has arrived, which may be nothing yet; the last number seen."""
    while True:
        try:
            frame = watcher.next(within=0.005)
        except TimeoutError:
            return after
        if "seq" in frame and frame["kind"] != "hello":
            heard.append(frame["seq"])
            after = frame["seq"]


def public_numbers(house: House) -> list[int]:
    engine = create_engine(house.database_url)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT e.seq FROM events e JOIN chats c ON c.stream_id = e.stream_id"
                " WHERE c.slug = :slug AND e.kind = 'question.approved' ORDER BY e.seq"
            ),
            {"slug": DIRECT},
        )
        numbers = [seq for (seq,) in found]
    engine.dispose()
    return numbers


@pytest.mark.parametrize("slug", [LOBBY, CLOSED])
def test_rooms_that_are_not_live_can_be_followed_too(house: House, slug: str) -> None:
    with house.visitor().watch(slug) as watcher:
        assert watcher.until("hello")["seq"] > 0


def test_another_epoch_says_hello_and_nothing_else(house: House) -> None:
    with house.visitor().watch(LIVE, epoch="another", after=0) as watcher:
        assert watcher.next()["kind"] == "hello"
        with pytest.raises(TimeoutError):
            watcher.next(within=0.3)


def test_polling_gives_what_the_socket_gives(house: House) -> None:
    dana, priya = house.visitor(), house.staff("priya")
    question = dana.asked(LIVE, "Will the crossing move?")["id"]
    with dana.watch(LIVE) as watcher:
        hello = watcher.until("hello")
        priya.approve(question)
        live = watcher.until("question.approved")
    polled = dana.get(f"/chats/{LIVE}/events", after=str(hello["seq"]), epoch=hello["epoch"]).json()
    assert polled["frames"] == [live]
    assert polled["wait"] >= 1
