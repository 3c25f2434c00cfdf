"""What staff say beside their answers; like an answer it is held until a second person lets it
through, or shown at once."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models.words import LONGEST_TEAM, Reason
from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState
from foundation.identifiers import new_id


class SaidState(StrEnum):
    HELD = "held"
    RELEASED = "released"
    RETURNED = "returned"  # to its author
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"  # by a later one on the same matter


class Said:
    """The columns and steps that all of them share; each is a table of its own."""

    id: Mapped[str] = mapped_column(identifier, primary_key=True, default=new_id)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    state: Mapped[SaidState] = mapped_column(choice(SaidState), default=SaidState.HELD)
    version: Mapped[str] = mapped_column(ForeignKey("revisions.id"))
    # The revision the public sees. Public reads join here and nowhere else.
    released: Mapped[str | None] = mapped_column(ForeignKey("revisions.id"))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))  # why it was given back

    def release(self, *, version: str, at: datetime) -> None:
        """Show it, in the words of that revision. Raises WrongState."""
        self._must_be(SaidState.HELD)
        self.state, self.version, self.released = SaidState.RELEASED, version, version
        self.shown_at = at

    def give_back(self, reason: Reason) -> None:
        """Return it to its author unshown. Raises WrongState."""
        self._must_be(SaidState.HELD)
        self.state, self.reason = SaidState.RETURNED, reason

    def withdraw(self, reason: Reason) -> None:
        """Take it down after showing. Raises WrongState."""
        self._must_be(SaidState.RELEASED)
        self.state, self.released, self.reason = SaidState.WITHDRAWN, None, reason

    def replace(self) -> None:
        """A later one stands in its place. Raises WrongState."""
        self._must_be(SaidState.RELEASED)
        self.state, self.released = SaidState.REPLACED, None

    def _must_be(self, state: SaidState) -> None:
        if self.state is not state:
            raise WrongState(f"This is {self.state} already.", state=self.state)


class SaidOnQuestion(Said):
    """What waits at the moderators' desk among the questions and answers."""

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)


class Correction(SaidOnQuestion, Base):
    """Other words for an answer that is shown, with a note that says to all what was wrong."""

    __tablename__ = "corrections"

    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id"), index=True)
    note: Mapped[str] = mapped_column(ForeignKey("revisions.id"))
    # What the public saw before: for the staff to look up.
    before: Mapped[str | None] = mapped_column(ForeignKey("revisions.id"))

    @property
    def about(self) -> str:
        """What its words are a wording of."""
        return self.answer_id


class Takeaway(SaidOnQuestion, Base):
    """A question that will be answered later: who will, by when, and a sentence to its asker."""

    __tablename__ = "takeaways"

    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    team: Mapped[str] = mapped_column(String(LONGEST_TEAM), default="")  # where it is no one's seat
    due_on: Mapped[date] = mapped_column(Date)
    changed: Mapped[bool] = mapped_column(default=False)  # it stands in the place of an earlier one
    done_at: Mapped[datetime | None] = mapped_column(Moment)  # answered since

    @property
    def about(self) -> str:
        """What its words are a wording of."""
        return self.id


class PromiseOutcome(StrEnum):
    """What has become of a promise."""

    KEPT = "kept"
    NOT_YET = "not-yet"
    CANNOT = "cannot"


class Promise(Said, Base):
    """What was said in a chat that would be done: who will, and by when."""

    __tablename__ = "promises"

    question_id: Mapped[str | None] = mapped_column(ForeignKey("questions.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    team: Mapped[str] = mapped_column(String(LONGEST_TEAM), default="")  # where it is no one's seat
    due_on: Mapped[date] = mapped_column(Date)


class PromiseReport(Said, Base):
    """What has become of a promise, in a dated sentence; the newest released one counts."""

    __tablename__ = "promise_reports"

    promise_id: Mapped[str] = mapped_column(ForeignKey("promises.id"), index=True)
    outcome: Mapped[PromiseOutcome] = mapped_column(choice(PromiseOutcome))
