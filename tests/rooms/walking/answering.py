"""What the panel of the walk answers, and what becomes of it."""

from sqlalchemy import select

from chat.rooms.models import Answer, Correction, Takeaway
from tests.rooms.walking.ground import Ground
from tests.rooms.walking.items import Item, Said, held


class Answering(Ground):
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
            version = self.version(item.id, "answers")
            self.allow(item.canary)
            answer = self.priya.post(f"/staff/answers/{item.id}/approval", version=version)
            assert answer.status_code == 200, answer.text
            item.state = "released"

    def edit_and_release(self) -> None:
        if item := self.releasable():
            version, mark = self.version(item.id, "answers"), self.plant()
            self.allow(mark)
            answer = self.priya.post(f"/staff/answers/{item.id}/approval", version=version,
                                     text=f"In short: {mark}", change="clarity")  # fmt: skip
            assert answer.status_code == 200, answer.text
            item.state, item.canary = "released", mark

    def give_back(self) -> None:
        if item := self.releasable():
            version = self.version(item.id, "answers")
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
            version = self.version(item.id, item.sort)
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

    def give_back_said(self) -> None:
        if item := self.decidable():
            version = self.version(item.id, item.sort)
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
