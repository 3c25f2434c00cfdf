"""What the moderators of the walk decide of questions."""

from chat.moderation.models import Diversion
from chat.rooms.models import Reason
from tests.people import Staff
from tests.rooms.walking.ground import Ground
from tests.rooms.walking.items import Item, held


class Deciding(Ground):
    def approve(self) -> None:
        if item := self.one(self.questions, "held"):
            version = self.version(item.id)
            if item.doubted:  # her own doubt shows nothing
                assert self.priya.approve(item.id, version=version).status_code == 409
                self.look_around()
            self.allow(*item.canaries)
            by = self.second(item)
            assert by.approve(item.id, version=version).status_code == 200
            item.state = "approved"

    def edit_and_approve(self) -> None:
        """The original stays unseen; only the moderator's wording may be."""
        if item := self.one(self.questions, "held"):
            version, mark = self.version(item.id), self.plant()
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

    def restore(self) -> None:
        if item := self.one(self.questions, "rejected"):
            answer = self.priya.post(f"/staff/questions/{item.id}/restoration")
            assert answer.status_code == 200, answer.text
            item.state = "held"
            item.aside = "" if item.aside == "asking-back" else item.aside

    def stale(self) -> None:
        """A decision on a version that was not shown is refused and shows nothing."""
        if item := self.one(self.questions, "held"):
            assert self.priya.approve(item.id, version="0" * 16).status_code == 409

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
            version = self.version(item.id)
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
                version = self.version(item.id)
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

    def do(self, item: Item, deed: str, **fields: str) -> None:
        version = self.version(item.id)
        answer = self.priya.post(f"/staff/questions/{item.id}/{deed}", version=version, **fields)
        assert answer.status_code == 200, answer.text

    def withdraw(self) -> None:
        if item := self.one(self.questions, "approved"):
            answers = [one for one in self.answers if one.question == item.id]
            answer = self.priya.post(f"/staff/questions/{item.id}/withdrawal", reason="abuse")
            assert answer.status_code == 200, answer.text
            item.state = "withdrawn"
            self.forbid_taken(item.id)
            self.forbid(item, *answers)
            self.stand_alone(item)
