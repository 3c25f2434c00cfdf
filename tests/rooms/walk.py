"""A random walk through everything that can happen in a room, with eyes on every public way out."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from chat.schedule import verbs as schedule
from chat.schedule.models import Area, ChatKind
from tests.house import LIVE
from tests.rooms.eyes import Eye, sighted
from tests.rooms.walking.answering import Answering
from tests.rooms.walking.asking import Asking
from tests.rooms.walking.deciding import Deciding
from tests.rooms.walking.items import Item, Said
from tests.rooms.walking.moderating import Moderating
from tests.rooms.walking.promising import Promising

STEPS_A_CHAT = 250  # then a new room, so that pages stay of a usual length
SOCKETS = 5


class Walk(Asking, Deciding, Moderating, Answering, Promising):
    """All of them, in a random order, from room to room."""

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
