"""A random walk through everything that can happen in a room, with eyes on every public way out."""

import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from chat.moderation.models import Diversion
from chat.rooms.jobs import tell_askers, tell_support
from chat.rooms.models import Answer, Correction, PromiseReport, Reason, Takeaway
from chat.schedule import verbs as schedule
from chat.schedule.models import Area, ChatKind
from tests.house import LIVE, House
from tests.people import Staff, Visitor
from tests.rooms.eyes import Eye, Sighting, canary, sighted
from tests.serving import Process

STEPS_A_CHAT = 250  # then a new room, so that pages stay of a usual length
SOCKETS = 5
ASKERS = 8


@dataclass
class Item:
    """A question, an answer or a notice in the walk, and the canaries of its present wording."""

    id: str
    canary: str
    state: str = "held"
    version: str = ""
    question: str = ""  # which an answer is to
    name: str = ""  # the canary in its asker's name, which stays when they reword it
    doubted: bool = False  # by Priya: Sam lets it through
    disputed: bool = False  # against Priya's rejection
    aside: str = ""  # the deed that set it aside
    own: str = ""  # its asker's page
    asker: Visitor | None = None
    into: str = ""  # what it was merged into
    notes: set[str] = field(default_factory=set)  # canaries of what is told of its corrections

    @property
    def canaries(self) -> set[str]:
        return {self.canary, self.name, *self.notes} - {""}


T = TypeVar("T", bound=Item)


@dataclass
class Said(Item):
    """Something said beside the answers."""

    sort: str = ""
    note: str = ""  # the canary in what goes with it

    @property
    def canaries(self) -> set[str]:
        return {self.canary, self.note} - {""}

    answer: Item | None = None  # what it corrects


@dataclass
class Walk:
    """`asking` and `watching` may be two processes over one database; then `grace` is a second."""

    asking: House
    watching: House | Process
    rng: random.Random
    grace: float = 0.0
    allowed: dict[str, float] = field(default_factory=dict)  # canary → until when it may be seen
    planted: set[str] = field(default_factory=set)
    sightings: list[Sighting] = field(default_factory=list)
    steps: int = 0
    deeds: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.priya: Staff = self.asking.staff("priya")
        self.sam: Staff = self.asking.staff("sam")
        self.cole: Staff = self.asking.staff("cole")
        self.passers_by = self.watching.stranger()
        self.askers = [self.asking.visitor("Dana") for _ in range(ASKERS)]
        self.chats = 0
        self.statements: list[Item] = []
        self.eyes: list[Eye] = []

    # The walk

    def walk(self, steps: int) -> None:
        try:
            self.take(steps)
        finally:
            for eye in self.eyes:
                eye.close()

    def take(self, steps: int) -> None:
        for number in range(steps):
            if number % STEPS_A_CHAT == 0:
                self.enter_new_room()
            deed = self.rng.choices(*zip(*self.choices(), strict=True))[0]
            self.deeds[deed.__name__] = self.deeds.get(deed.__name__, 0) + 1
            deed()
            self.steps += 1
            self.look_around()
        self.leave_room()

    def choices(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self.submit, 20), (self.approve, 12), (self.edit_and_approve, 5), (self.reject, 7),
            (self.restore, 3), (self.dispute, 4), (self.withdraw, 5),
            (self.follow_up, 3), (self.support, 2), (self.answer, 10),
            (self.release, 7), (self.edit_and_release, 2), (self.give_back, 3),
            (self.withdraw_answer, 4), (self.announce, 2), (self.withdraw_notice, 1),
            (self.pin, 2), (self.unpin, 1), (self.pick, 3), (self.stale, 3),
            (self.park, 3), (self.escalate, 2), (self.ask_back, 3), (self.put_back, 3),
            (self.reword, 5), (self.retract, 2), (self.divert, 2), (self.merge, 4),
            (self.correct, 5), (self.take_away, 4), (self.promise, 3), (self.report, 3),
            (self.judge, 4), (self.take_promise_down, 1), (self.let_through, 6),
            (self.give_back_said, 2), (self.separate, 2), (self.claim, 3), (self.assign, 3),
            (self.leave_note, 3), (self.see_note, 1), (self.warn, 2), (self.ban_and_hear, 2),
            (self.trust, 1), (self.change_words, 1),
            (self.reconnect, 8), (self.load, 5), (self.poll, 5), (self.restart, 0.15),
        ]  # fmt: skip

    def enter_new_room(self) -> None:
        if self.chats:
            self.leave_room()
        self.chats += 1
        self.slug = f"walk-{self.rng.randrange(1 << 30)}-{self.chats}"
        self.asking.do(self.schedule_chat())
        self.questions: list[Item] = []
        self.answers: list[Item] = []
        self.notices: list[Item] = []
        self.said: list[Said] = []
        self.promises: list[Said] = []
        self.eyes = [
            Eye(self.watching.port, f"/chats/{self.slug}/live", f"socket {n}")
            for n in range(SOCKETS)
        ]
        for eye in self.eyes:
            eye.open(after=0)

    async def schedule_chat(self) -> None:
        from chat.rooms.verbs import turn
        from foundation.staff.queries import person_by_email

        at = self.asking.app.state.ground.clock.now()
        async with self.asking.database.writing() as session:
            chat = await schedule.schedule(
                session, self.slug, title="A walk", kind=ChatKind.THEMED, at=at,
                opens_at=at - timedelta(minutes=1), closes_at=at + timedelta(hours=2),
                area=await session.scalar(select(Area).where(Area.slug == LIVE)),
            )  # fmt: skip
            cole = await person_by_email(session, "cole@example.org")
            place = await schedule.seat(
                session, chat, person_id=cole.id, name="Sgt Cole", role="Panel", at=at
            )
            await session.flush()
            self.seat = place.id
            await turn(session, chat.id, at=at)

    def leave_room(self) -> None:
        """Close and end the chat with whatever is still held in it: it lapses, unseen."""
        self.priya.end(self.slug)
        self.load()
        self.look_around()
        for eye in self.eyes:
            eye.close()

    # Deeds

    def submit(self) -> None:
        mark, dana = self.plant(), self.rng.choice(self.askers)
        words = self.rng.choice(
            [
                "Will you mend {}?",
                "please call 07700 900123 about {}",
                "there is a man with a knife {}",
                "{}",
                "look at example.com/{}",
            ]
        )
        name = self.rng.choice(["Dana", mark])
        asked = dana.asked(self.slug, words.format(mark), name=name)
        self.questions.append(
            Item(asked["id"], mark, own=asked["status_url"], asker=dana,
                 name=mark if name == mark else "")
        )  # fmt: skip
        if self.rng.random() < 0.3:
            self.own_ways(dana, asked)

    def own_ways(self, dana: Visitor, asked: dict[str, str]) -> None:
        """The asker may read their own words on their own page, and nobody hears them from a
        socket."""
        assert dana.get(asked["status_url"]).status_code == 200
        self.sightings += sighted(
            self.passers_by.get("/questions/" + "0" * 26).content, "wrong receipt"
        )
        with dana.follow(asked["status_url"] + "/live") as watcher:
            hello = watcher.next()
            self.sightings += sighted(str(hello).encode(), "status socket")

    def follow_up(self) -> None:
        """Whoever's question is answered asks on: held like any other."""
        answered = {one.question for one in self.answers if one.state == "released"}
        item = self.pick_of(one for one in self.questions
                            if one.state == "approved" and one.id in answered)  # fmt: skip
        if item and item.asker:
            mark = self.plant()
            answer = item.asker.post(f"{item.own}/follow-up", text=f"And {mark}?", key=mark)
            assert answer.status_code == 201, answer.text
            given = answer.json()
            self.questions.append(
                Item(given["id"], mark, own=given["status_url"], asker=item.asker, name=item.name)
            )

    def support(self) -> None:
        """More ask it too, and the room is told."""
        if item := self.one(self.questions, "approved"):
            answer = self.rng.choice(self.askers).post(f"/questions/{item.id}/support")
            assert answer.status_code in {200, 409}, answer.text
            now = self.asking.app.state.ground.clock.now()
            self.asking.do(tell_support(self.asking.database, now))

    def approve(self) -> None:
        if item := self.one(self.questions, "held"):
            item.version = self.sam.version(item.id)
            if item.doubted:  # her own doubt shows nothing
                assert self.priya.approve(item.id, version=item.version).status_code == 409
                self.look_around()
            self.allow(*item.canaries)
            by = self.second(item)
            assert by.approve(item.id, version=item.version).status_code == 200
            item.state = "approved"

    def edit_and_approve(self) -> None:
        """The original stays unseen; only the moderator's wording may be."""
        if item := self.one(self.questions, "held"):
            version, mark = self.sam.version(item.id), self.plant()
            self.allow(mark)
            answer = self.second(item).approve(
                item.id, version=version, text=f"Edited {mark}", name="Dana"
            )
            assert answer.status_code == 200, answer.text
            item.state, item.canary, item.name = "approved", mark, ""

    def second(self, item: Item) -> Staff:
        """Whoever may let it through."""
        return self.sam if item.doubted else self.priya

    def reject(self) -> None:
        if item := self.one(self.questions, "held"):
            reason = self.rng.choice(list(Reason)).value
            by = self.sam if item.disputed else self.priya
            assert by.reject(item.id, reason).status_code == 200
            item.state = "rejected"
            self.stand_alone(item)

    def park(self) -> None:
        self.set_aside("parking", doubted=True)

    def escalate(self) -> None:
        self.set_aside("escalation", doubted=True, to="press-office")

    def ask_back(self) -> None:
        self.set_aside("asking-back", reason="abuse")

    def set_aside(self, deed: str, *, doubted: bool = False, **fields: str) -> None:
        if item := self.in_queue():
            self.do(item, deed, **fields)
            item.aside, item.doubted = deed, item.doubted or doubted

    def put_back(self) -> None:
        """By another than was in doubt, so that it is no slip."""
        if item := self.pick_of(one for one in self.questions if held(one) and one.aside):
            version = self.sam.version(item.id)
            path = f"/staff/questions/{item.id}/putting-back"
            answer = self.sam.post(path, version=version)
            assert answer.status_code == 200, answer.text
            item.aside = ""

    def divert(self) -> None:
        if item := self.one(self.questions, "held"):
            self.do(item, "diversion", diversion=self.rng.choice(list(Diversion)).value)
            item.state = "diverted"
            self.stand_alone(item)

    def merge(self) -> None:
        """Its words are never shown, whatever becomes of the other's."""
        into = self.pick_of(one for one in self.questions if one.state in {"held", "approved"})
        item = self.pick_of(one for one in self.questions if held(one) and one is not into)
        if item and into:
            self.do(item, "merging", into=into.id)
            for one in self.questions:
                if one.into == item.id:
                    one.into = into.id
            item.state, item.into = "merged", into.id

    def separate(self) -> None:
        if item := self.one(self.questions, "merged"):
            answer = self.priya.post(f"/staff/questions/{item.id}/separation")
            assert answer.status_code == 200, answer.text
            item.state, item.into = "held", ""

    def claim(self) -> None:
        """What Sam has open is decided by nobody else, and shows nothing."""
        if item := self.one(self.questions, "held"):
            with self.sam.follow(f"/staff/chats/{self.slug}/live") as desk:
                desk.until("snapshot")
                desk.say("claim", item.id)
                desk.until("question.claimed")
                version = self.sam.version(item.id)
                assert self.priya.approve(item.id, version=version).status_code == 409
                self.look_around()
                desk.say("release", item.id)
                desk.until("question.freed")

    def assign(self) -> None:
        """To the one who sits here; it is theirs already the second time, and shows nothing."""
        ready = (one for one in self.questions if one.state in {"held", "approved"})
        if item := self.pick_of(ready):
            path = f"/staff/questions/{item.id}/assignment"
            answer = self.priya.post(path, seat=str(self.seat))
            assert answer.status_code in {200, 409}, answer.text

    def reword(self) -> None:
        """The words before are never shown, nor are the new ones until they are let through."""
        item = self.pick_of(one for one in self.questions if held(one) or one.state == "merged")
        if item and item.asker:
            mark = self.plant()
            answer = item.asker.post(f"{item.own}/rewording", text=f"In other words: {mark}")
            if item.state == "merged":
                assert answer.status_code == 409, answer.text
                return
            assert answer.status_code == 200, answer.text
            item.canary = mark
            item.aside = "" if item.aside == "asking-back" else item.aside

    def retract(self) -> None:
        """What was merged with it stands for itself again."""
        item = self.one(self.questions, "held")
        if item and item.asker:
            answer = item.asker.post(f"{item.own}/retraction")
            assert answer.status_code == 200, answer.text
            item.state = "retracted"
            self.stand_alone(item)

    def stand_alone(self, root: Item) -> None:
        """No answer will reach what was merged there."""
        for one in self.questions:
            if one.into == root.id:
                one.state, one.into = "held", ""

    def warn(self) -> None:
        """What is said to an asker, and over which words, is theirs alone."""
        if item := self.pick_of(one for one in self.questions if one.asker):
            path = f"/staff/questions/{item.id}/warning"
            assert self.priya.post(path, reason="abuse").status_code == 200

    def trust(self) -> None:
        """Shows nothing, and lets nothing through."""
        if item := self.pick_of(one for one in self.questions if one.asker):
            answer = self.priya.post(f"/staff/questions/{item.id}/trust")
            assert answer.status_code in {200, 409}, answer.text

    def ban_and_hear(self) -> None:
        """Nobody but the moderators reads an appeal, and nobody but its asker the reply."""
        item = self.pick_of(one for one in self.questions if one.asker)
        if not item or not item.asker:
            return
        path = f"/staff/questions/{item.id}/ban-everywhere"
        answer = self.priya.post(path, reason="abuse", until="week")
        assert answer.status_code == 200, answer.text
        mark, appeal = self.plant(), f"{item.own}/appeal"
        refused = item.asker.ask(self.slug, f"Hello {mark}?")
        assert refused.status_code == 403
        self.sightings += sighted(refused.content, "refusal")
        assert item.asker.post(appeal, text=f"It was not me {mark}").status_code == 200
        self.look_around()
        page = self.sam.get("/staff/bans").text
        number = page[page.index(mark) :].split("/staff/appeals/")[1].split("/")[0]
        path = f"/staff/appeals/{number}/lifting"
        assert self.sam.post(path, reply=f"Well {self.plant()}").status_code == 200

    def do(self, item: Item, deed: str, **fields: str) -> None:
        version = self.sam.version(item.id)  # Priya is shown no verdicts on what she rejected
        answer = self.priya.post(f"/staff/questions/{item.id}/{deed}", version=version, **fields)
        assert answer.status_code == 200, answer.text

    def restore(self) -> None:
        if item := self.one(self.questions, "rejected"):
            answer = self.priya.post(f"/staff/questions/{item.id}/restoration")
            assert answer.status_code == 200, answer.text
            item.state = "held"
            item.aside = "" if item.aside == "asking-back" else item.aside

    def dispute(self) -> None:
        """What its asker says against a rejection is for moderators alone; Priya, who rejected it,
        does not decide on it."""
        item = self.pick_of(one for one in self.questions
                            if one.state == "rejected" and not one.disputed)  # fmt: skip
        if item and item.asker:
            later = self.asking.app.state.ground.clock.now() + timedelta(seconds=11)
            self.asking.do(tell_askers(self.asking.database, later))
            answer = item.asker.post(f"{item.own}/dispute", text=f"But why not? {self.plant()}")
            assert answer.status_code == 200, answer.text
            item.state, item.aside, item.doubted, item.disputed = "held", "dispute", True, True

    def withdraw(self) -> None:
        if item := self.one(self.questions, "approved"):
            answers = [one for one in self.answers if one.question == item.id]
            answer = self.priya.post(f"/staff/questions/{item.id}/withdrawal", reason="abuse")
            assert answer.status_code == 200, answer.text
            item.state = "withdrawn"
            self.forbid_taken(item.id)
            self.forbid(item, *answers)
            self.stand_alone(item)

    def pick(self) -> None:
        if item := self.one(self.questions, "approved"):
            self.cole.post(f"/staff/questions/{item.id}/picking")

    def answer(self) -> None:
        if item := self.one(self.questions, "approved"):
            mark = self.plant()
            answer = self.cole.post(f"/staff/questions/{item.id}/answer", text=f"Yes: {mark}")
            assert answer.status_code == 200, answer.text
            self.answers.append(Item(self.asking.do(self.answer_to(item)), mark, question=item.id))

    async def answer_to(self, item: Item) -> str:
        """The id of what was last answered there: pages are for eyes."""
        query = select(Answer.id).where(Answer.question_id == item.id).order_by(Answer.at.desc())
        async with self.asking.database.reading() as session:
            return (await session.scalars(query.limit(1))).one()

    def release(self) -> None:
        if item := self.releasable():
            version = self.priya.version(item.id, "answers")
            self.allow(item.canary)
            answer = self.priya.post(f"/staff/answers/{item.id}/approval", version=version)
            assert answer.status_code == 200, answer.text
            item.state = "released"

    def edit_and_release(self) -> None:
        if item := self.releasable():
            version, mark = self.priya.version(item.id, "answers"), self.plant()
            self.allow(mark)
            answer = self.priya.post(f"/staff/answers/{item.id}/approval", version=version,
                                     text=f"In short: {mark}", change="clarity")  # fmt: skip
            assert answer.status_code == 200, answer.text
            item.state, item.canary = "released", mark

    def give_back(self) -> None:
        if item := self.releasable():
            version = self.priya.version(item.id, "answers")
            answer = self.priya.post(f"/staff/answers/{item.id}/rejection", version=version,
                                     reason="speculation")  # fmt: skip
            assert answer.status_code == 200, answer.text
            item.state = "returned"

    def withdraw_answer(self) -> None:
        if item := self.one(self.answers, "released"):
            answer = self.priya.post(
                f"/staff/answers/{item.id}/withdrawal", reason="live-investigation"
            )
            assert answer.status_code == 200, answer.text
            item.state = "withdrawn"
            self.forbid(item)

    def correct(self) -> None:
        """Neither the new words nor the note are shown before somebody lets them through."""
        answer = self.pick_of(
            one for one in self.shown_answers()
            if not any(held(said) and said.answer is one for said in self.said)
        )  # fmt: skip
        if answer:
            words, note = self.plant(), self.plant()
            given = self.cole.post(f"/staff/answers/{answer.id}/correction",
                                   text=f"Rather: {words}", note=f"Wrong: {note}")  # fmt: skip
            assert given.status_code == 200, given.text
            self.said.append(Said(self.asking.do(self.newest(Correction)), words,
                                  question=answer.question, note=note, answer=answer,
                                  sort="corrections"))  # fmt: skip

    def take_away(self) -> None:
        """Neither who answers later nor the sentence is shown before somebody lets it through."""
        waits = {one.question for one in self.said if held(one) and one.sort == "takeaways"}
        ready = (one for one in self.questions if one.state == "approved" and one.id not in waits)
        if item := self.pick_of(ready):
            words, team = self.plant(), self.plant()
            given = self.cole.post(f"/staff/questions/{item.id}/take-away", team=team,
                                   due=self.in_two_days(), text=f"Later: {words}")  # fmt: skip
            assert given.status_code == 200, given.text
            self.said.append(Said(self.asking.do(self.newest(Takeaway)), words,
                                  question=item.id, note=team, sort="takeaways"))  # fmt: skip

    def let_through(self) -> None:
        """The words before are gone as soon as the new ones stand."""
        if item := self.decidable():
            version = self.priya.version(item.id, item.sort)
            self.allow(item.canary, item.note)
            path = f"/staff/{item.sort}/{item.id}/approval"
            given = self.priya.post(path, version=version)
            assert given.status_code == 200, given.text
            item.state = "released"
            if item.sort == "takeaways":
                self.forbid_taken(item.question, but=item)
            if item.answer:
                self.forbid(Item(item.answer.id, item.answer.canary))
                item.answer.canary = item.canary
                item.answer.notes |= {item.note}

    def promise(self) -> None:
        """Told on the area's page and in its other chats, once somebody lets it through."""
        words, team = self.plant(), self.plant()
        given = self.cole.post(f"/staff/chats/{self.slug}/promises", team=team,
                               due=self.in_two_days(), text=f"We will: {words}")  # fmt: skip
        assert given.status_code == 200, given.text
        self.promises.append(Said(given.json()["promise"], words, note=team, sort="promises"))

    def report(self) -> None:
        waits = {one.question for one in self.promises if held(one)}
        ready = (one for one in self.promises if one.state == "released" and not one.question)
        item = self.pick_of(one for one in ready if one.id not in waits)
        if item:
            words = self.plant()
            outcome = self.rng.choice(["kept", "not-yet", "cannot"])
            given = self.cole.post(f"/staff/promises/{item.id}/report", outcome=outcome,
                                   text=f"So far: {words}")  # fmt: skip
            assert given.status_code == 200, given.text
            self.promises.append(Said(self.asking.do(self.newest(PromiseReport)), words,
                                      question=item.id, sort="promise-reports"))  # fmt: skip

    def judge(self) -> None:
        """A second person lets a promise, or a report on one, through or gives it back."""
        stand = {one.id for one in self.promises if one.state == "released"}
        item = self.pick_of(
            one for one in self.promises
            if held(one) and (not one.question or one.question in stand)
        )  # fmt: skip
        if item is None:
            return
        page = self.priya.get("/staff/promises").text
        path = f"/staff/{item.sort}/{item.id}"
        version = page.partition(f'action="{path}/approval"')[2].partition('value="')[2][:16]
        deed = self.rng.choice(["approval", "approval", "rejection"])
        if deed == "approval":
            self.allow(*item.canaries)
        given = self.priya.post(f"{path}/{deed}", version=version, reason="speculation")
        assert given.status_code == 200, given.text
        item.state = "released" if deed == "approval" else "returned"
        if deed == "approval" and item.question:
            for one in self.promises:
                if one.question == item.question and one is not item and one.state == "released":
                    one.state = "replaced"
                    self.forbid(one)

    def take_promise_down(self) -> None:
        ready = (one for one in self.promises if one.state == "released" and not one.question)
        if item := self.pick_of(ready):
            path = f"/staff/promises/{item.id}/withdrawal"
            given = self.priya.post(path, reason="speculation")
            assert given.status_code == 200, given.text
            item.state = "withdrawn"
            self.forbid(item, *(one for one in self.promises if one.question == item.id))

    def in_two_days(self) -> str:
        at = self.asking.app.state.ground.clock.now() + timedelta(days=2)
        return at.date().isoformat()

    def forbid_taken(self, question: str, *, but: "Said | None" = None) -> None:
        """What was taken away is answered, replaced or gone with its question."""
        for one in self.said:
            if one.sort == "takeaways" and one.question == question and one is not but:
                self.forbid(one)

    def give_back_said(self) -> None:
        if item := self.decidable():
            version = self.priya.version(item.id, item.sort)
            path = f"/staff/{item.sort}/{item.id}/rejection"
            given = self.priya.post(path, version=version, reason="speculation")
            assert given.status_code == 200, given.text
            item.state = "returned"

    def decidable(self) -> "Said | None":
        """What waits and is about something that still stands."""
        shown = {item.id for item in self.questions if item.state == "approved"}
        return self.pick_of(
            one for one in self.said
            if held(one) and one.question in shown
            and (one.answer is None or one.answer.state == "released")
        )  # fmt: skip

    def shown_answers(self) -> list[Item]:
        shown = {item.id for item in self.questions if item.state == "approved"}
        return [one for one in self.answers if one.state == "released" and one.question in shown]

    async def newest(self, sort: type[Correction | Takeaway | PromiseReport]) -> str:
        """The id of what was last said of that sort: pages are for eyes."""
        async with self.asking.database.reading() as session:
            return (await session.scalars(select(sort.id).order_by(sort.at.desc()).limit(1))).one()

    def announce(self) -> None:
        mark = self.plant()
        self.allow(mark)
        answer = self.priya.post(f"/staff/chats/{self.slug}/notice", text=f"Notice {mark}")
        assert answer.status_code == 200, answer.text
        for item in self.notices:
            self.forbid(item)
        self.notices = [Item("notice", mark, "standing")]

    def withdraw_notice(self) -> None:
        if self.notices:
            assert self.priya.post(f"/staff/chats/{self.slug}/notice/withdrawal").status_code == 200
            self.forbid(*self.notices)
            self.notices = []

    def pin(self) -> None:
        """A statement in every room, in place of the one before."""
        mark = self.plant()
        self.allow(mark)
        assert self.priya.post("/staff/statement", text=f"To all: {mark}").status_code == 200
        self.forbid(*self.statements)
        self.statements = [Item("statement", mark, "standing")]

    def unpin(self) -> None:
        if self.statements:
            assert self.priya.post("/staff/statement/withdrawal").status_code == 200
            self.forbid(*self.statements)
            self.statements = []

    def leave_note(self) -> None:
        """Among the crew: never to be seen by anybody else, an officer on the panel neither."""
        mark = self.plant()
        item = self.pick_of([*self.questions, *self.answers])
        about = {"about": item.id} if item and self.rng.random() < 0.5 else {}
        path = f"/staff/chats/{self.slug}"
        answer = self.priya.post(f"{path}/notes", text=f"Note {mark}", **about)
        assert answer.status_code == 200, answer.text
        assert mark not in self.cole.get(f"{path}/panel").text, f"step {self.steps}"

    def see_note(self) -> None:
        """Sam acknowledges what is new on his desk, or Priya takes back what she left."""
        page = self.sam.get(f"/staff/chats/{self.slug}").text
        if notes := re.findall(r'<li class="note" id="n-([0-9a-z]+)"', page):
            by, deed = self.rng.choice([(self.sam, "acknowledgement"), (self.priya, "withdrawal")])
            answer = by.post(f"/staff/notes/{self.rng.choice(notes)}/{deed}")
            assert answer.status_code in {200, 409}, answer.text

    def change_words(self) -> None:
        """Words of abuse are staff's own, and what they mark goes to the desk alone."""
        mark = self.plant()
        page = self.sam.get("/staff/words").text
        (version,) = set(re.findall(r'name="version" value="(\d+)"', page))
        marks = self.rng.choice(("mend", "example", "knife"))  # what waits is read anew
        given = {"version": version, "entries": f"{mark}\n{marks}", "note": mark}
        assert self.sam.post("/staff/words", **given).status_code == 200
        assert self.cole.get("/staff/words").status_code == 403
        answer = self.passers_by.get("/staff/words")
        self.sightings += sighted(answer.content, "words of abuse to a stranger")

    def stale(self) -> None:
        """A decision on a version that was not shown is refused and shows nothing."""
        if item := self.one(self.questions, "held"):
            assert self.priya.approve(item.id, version="0" * 16).status_code == 409

    def reconnect(self) -> None:
        eye = self.rng.choice(self.eyes)
        eye.look()
        eye.open(after=self.rng.choice([None, 0, 0, self.rng.randint(0, eye.last_seq or 1)]))

    def load(self) -> None:
        """Fresh pages of passers-by: the room, and one of those around it."""
        around = self.rng.choice(
            ("/", "/chats", "/chats.ics", "/chats.atom", f"/areas/{LIVE}", f"/chats/{LIVE}")
        )
        for path in (f"/chats/{self.slug}", around):
            answer = self.passers_by.get(path)
            assert answer.status_code == 200, path
            self.sightings += sighted(answer.content, path)
        for item in self.questions[-1:]:
            answer = self.passers_by.get(f"/staff/questions/{item.id}")
            self.sightings += sighted(answer.content, "staff page to a stranger")

    def poll(self) -> None:
        after = self.rng.randint(0, max(eye.last_seq for eye in self.eyes))
        answer = self.passers_by.get(f"/chats/{self.slug}/events", after=str(after))
        assert answer.status_code == 200
        self.sightings += sighted(answer.content, "poll")

    def restart(self) -> None:
        self.watching.restart()

    # What may be seen

    def plant(self) -> str:
        mark = canary()
        self.planted.add(mark)
        return mark

    def allow(self, *marks: str) -> None:
        self.allowed |= dict.fromkeys(marks, float("inf"))

    def forbid(self, *items: Item) -> None:
        """From now on these words may reach nobody: what was sent before has arrived, so read it
        first."""
        for eye in self.eyes:
            eye.look()
        until = time.monotonic() + self.grace
        # A follow-up stands under the same name as the question before it.
        names = {one.name for one in self.questions
                 if one.state == "approved" and one not in items}  # fmt: skip
        for item in items:
            for mark in item.canaries - names:
                if self.allowed.get(mark) == float("inf"):
                    self.allowed[mark] = until

    def look_around(self) -> None:
        for eye in self.eyes:
            eye.look()
            self.sightings += eye.seen
            eye.seen = []
        leaked = [one for one in self.sightings if one.at > self.allowed.get(one.canary, -1)]
        assert not leaked, (
            f"step {self.steps}: {leaked[0]}, which may be seen"
            f" until {self.allowed.get(leaked[0].canary, 'never')}"
        )
        self.sightings = []

    def one(self, items: list[Item], state: str) -> Item | None:
        return self.pick_of(item for item in items if item.state == state)

    def in_queue(self) -> Item | None:
        return self.pick_of(one for one in self.questions if held(one) and not one.aside)

    def pick_of(self, items: Iterable[T]) -> T | None:
        found = list(items)
        return self.rng.choice(found) if found else None

    def releasable(self) -> Item | None:
        """A held answer whose question still stands."""
        shown = {item.id for item in self.questions if item.state == "approved"}
        return self.pick_of(one for one in self.answers if held(one) and one.question in shown)


def held(item: Item) -> bool:
    return item.state == "held"
