"""Answers: a panel member's replies, held until they are released or shown at once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models.words import Reason
from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState
from foundation.identifiers import new_id


class AnswerState(StrEnum):
    HELD = "held"
    RELEASED = "released"
    RETURNED = "returned"  # to the officer, to be written again
    WITHDRAWN = "withdrawn"


class Answer(Base):
    """A panel member's reply to one approved question; held until released, or shown at once."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(identifier, primary_key=True, default=new_id)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    state: Mapped[AnswerState] = mapped_column(choice(AnswerState))
    version: Mapped[str] = mapped_column(identifier)
    released: Mapped[str | None] = mapped_column(ForeignKey("revisions.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    # why it was given back or withdrawn
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))

    def release(self, *, version: str, at: datetime) -> None:
        """Show it, in the words of that revision. Raises WrongState."""
        self._must_be(AnswerState.HELD)
        self.state, self.version, self.released = AnswerState.RELEASED, version, version
        self.shown_at = at

    def give_back(self, reason: Reason) -> None:
        """Return it to its officer unshown. Raises WrongState."""
        self._must_be(AnswerState.HELD)
        self.state, self.reason = AnswerState.RETURNED, reason

    def correct(self, version: str) -> None:
        """Show other words in its place. Raises WrongState."""
        self._must_be(AnswerState.RELEASED)
        self.version, self.released = version, version

    def withdraw(self, reason: Reason) -> None:
        """Take it down after showing. Raises WrongState."""
        self._must_be(AnswerState.RELEASED)
        self.state, self.released, self.reason = AnswerState.WITHDRAWN, None, reason

    def _must_be(self, state: AnswerState) -> None:
        if self.state is not state:
            raise WrongState(f"This answer is {self.state} already.", state=self.state)
