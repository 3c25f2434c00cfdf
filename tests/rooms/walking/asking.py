"""What the askers of the walk do."""

from datetime import timedelta

from chat.rooms.jobs import tell_askers, tell_support
from tests.people import Visitor
from tests.rooms.eyes import sighted
from tests.rooms.walking.ground import Ground
from tests.rooms.walking.items import Item, held


class Asking(Ground):
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
