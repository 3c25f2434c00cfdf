"""What the moderators of the walk do besides: announce, leave notes, keep order."""

import re

from tests.rooms.eyes import sighted
from tests.rooms.walking.ground import Ground
from tests.rooms.walking.items import Item


class Moderating(Ground):
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
