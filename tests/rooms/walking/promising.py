"""What the panel of the walk promises, and reports of it later."""

from chat.rooms.models import PromiseReport
from tests.rooms.walking.ground import Ground
from tests.rooms.walking.items import Said, held


class Promising(Ground):
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
        path, version = f"/staff/{item.sort}/{item.id}", self.version(item.id, item.sort)
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
