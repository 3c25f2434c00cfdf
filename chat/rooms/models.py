"""Visitors, questions and answers: what was written, what state it is in, what the
public may see."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState
from foundation.identifiers import new_id

LONGEST_QUESTION = 500  # characters, as a person counts them
LONGEST_ANSWER = 2_000
LONGEST_NAME = 40


class QuestionState(StrEnum):
    """held → approved → answered; held → rejected; approved or answered → withdrawn;
    held → lapsed."""

    HELD = "held"
    APPROVED = "approved"
    ANSWERED = "answered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNANSWERED = "unanswered"


STANDING = {
    QuestionState.HELD: "This question still waits for a moderator.",
    QuestionState.APPROVED: "This question has been approved already.",
    QuestionState.ANSWERED: "This question has been answered already.",
    QuestionState.REJECTED: "This question has been rejected.",
    QuestionState.WITHDRAWN: "This question has been taken down.",
    QuestionState.LAPSED: "The chat ended before this question was read.",
    QuestionState.UNANSWERED: "The chat ended before this question was answered.",
}
SHOWN = frozenset({QuestionState.APPROVED, QuestionState.ANSWERED, QuestionState.UNANSWERED})


class AnswerState(StrEnum):
    HELD = "held"
    RELEASED = "released"
    RETURNED = "returned"  # to the officer, to be written again
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why something is not shown: the short list, also told to the asker."""

    PERSONAL = "personal-information"
    LIVE_INVESTIGATION = "live-investigation"
    SPECULATION = "speculation"
    ABUSE = "abuse"
    DUPLICATE = "duplicate"
    OFF_TOPIC = "off-topic"
    URGENT = "urgent"


class Visitor(Base):
    """A member of the public: no account, a signed cookie and a display name."""

    __tablename__ = "visitors"

    id: Mapped[str] = mapped_column(identifier, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    accepted_rules_at: Mapped[datetime] = mapped_column(Moment)


class Question(Base):
    """What a visitor submits. It is born held, and `released` alone is what the public may see."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("chat_id", "visitor_id", "key"),
        Index("ix_questions_chat_state", "chat_id", "state"),
    )

    id: Mapped[str] = mapped_column(identifier, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    visitor_id: Mapped[str] = mapped_column(ForeignKey("visitors.id"), index=True)
    # the client's, so that a retry is not a second question
    key: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(26), unique=True)
    state: Mapped[QuestionState] = mapped_column(choice(QuestionState))
    urgent: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[str] = mapped_column(identifier)  # id of the current revision
    # The id of the revision the public sees. Public reads join here and nowhere else.
    released: Mapped[str | None] = mapped_column(ForeignKey("revisions.id"))
    number: Mapped[int | None] = mapped_column()  # Q1, Q2 …, given when it is first shown
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # who is answering it now
    # why it was rejected or withdrawn
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    told: Mapped[bool] = mapped_column(default=False)  # the asker has heard of the decision

    def approve(self, *, version: str, number: int, at: datetime) -> None:
        """Show it, in the words of that revision. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        self.state, self.version, self.released = QuestionState.APPROVED, version, version
        self.number, self.shown_at = self.number or number, at
        self.decided_at = at

    def reject(self, reason: Reason, *, at: datetime) -> None:
        """Never show it. The asker is told a little later, so that it can be undone. Raises
        WrongState."""
        self._must_be(QuestionState.HELD)
        self.state, self.reason, self.decided_at, self.told = (
            QuestionState.REJECTED,
            reason,
            at,
            False,
        )

    def tell(self) -> None:
        """The asker now knows of the rejection; from here it stands."""
        self.told = True

    def restore(self) -> None:
        """Hold a rejected question again, unless its asker has been told. Raises WrongState."""
        self._must_be(QuestionState.REJECTED)
        if self.told:
            raise WrongState("The asker has already been told.", state=self.state)
        self.state, self.reason, self.decided_at = QuestionState.HELD, None, None

    def withdraw(self, reason: Reason, *, at: datetime) -> None:
        """Take it down after showing; its asker is told at once. Raises WrongState."""
        self._must_be(*SHOWN)
        self.state, self.released, self.seat_id = QuestionState.WITHDRAWN, None, None
        self.reason, self.decided_at, self.told = reason, at, True

    def pick(self, seat_id: int) -> None:
        """Say who is answering it now; the first holds it. Raises WrongState."""
        self._must_be(QuestionState.APPROVED, QuestionState.ANSWERED)
        if self.seat_id not in {None, seat_id}:
            raise WrongState("Somebody else is answering this question.", state=self.state)
        self.seat_id = seat_id

    def put_down(self, seat_id: int) -> None:
        """Stop answering it. Raises WrongState when somebody else holds it."""
        if self.seat_id != seat_id:
            raise WrongState("You are not answering this question.", state=self.state)
        self.seat_id = None

    def answer(self) -> None:
        """An answer to it is now public. Raises WrongState."""
        self._must_be(*SHOWN)
        self.state, self.seat_id = QuestionState.ANSWERED, None

    def unanswer(self) -> None:
        """Its last public answer was taken down; it waits for one again."""
        if self.state is QuestionState.ANSWERED:
            self.state = QuestionState.APPROVED

    def lapse(self) -> None:
        """The chat has ended. Held becomes lapsed, approved without an answer unanswered."""
        self._must_be(QuestionState.HELD, QuestionState.APPROVED)
        held = self.state is QuestionState.HELD
        self.state = QuestionState.LAPSED if held else QuestionState.UNANSWERED
        self.seat_id = None

    def _must_be(self, *states: QuestionState) -> None:
        if self.state not in states:
            raise WrongState(STANDING[self.state], state=self.state)


class Revision(Base):
    """One wording of a question or an answer; never changed once written."""

    __tablename__ = "revisions"

    id: Mapped[str] = mapped_column(identifier, primary_key=True, default=new_id)
    about: Mapped[str] = mapped_column(identifier, index=True)  # the question or answer it words
    name: Mapped[str] = mapped_column(String(80), default="")  # the asker's; empty for an answer
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))  # stays when the words must go
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the visitor
    at: Mapped[datetime] = mapped_column(Moment)


class Finding(Base):
    """What the checks marked in one revision: a rule and where, never the words."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revisions.id"), index=True)
    rule: Mapped[str] = mapped_column(String(24))
    start: Mapped[int]
    end: Mapped[int]


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

    def withdraw(self, reason: Reason) -> None:
        """Take it down after showing. Raises WrongState."""
        self._must_be(AnswerState.RELEASED)
        self.state, self.released, self.reason = AnswerState.WITHDRAWN, None, reason

    def _must_be(self, state: AnswerState) -> None:
        if self.state is not state:
            raise WrongState(f"This answer is {self.state} already.", state=self.state)


class Notice(Base):
    """A message from the moderator to the whole room; at most one stands at a time."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(identifier, primary_key=True, default=new_id)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class Presence(Base):
    """How many connections one server process holds in one chat; counts while under 15 s old."""

    __tablename__ = "presence"

    place: Mapped[str] = mapped_column(String(16), primary_key=True)  # the server process
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    visitors: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
