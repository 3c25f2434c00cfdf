"""Questions: what a visitor submitted, what state it is in, and whose turn it is."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chat.checks import Finding as Marked
from chat.checks import is_marked, is_urgent
from chat.rooms.models.words import Reason, Turning
from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState


class QuestionState(StrEnum):
    """held → approved → answered; held → rejected, diverted, merged or retracted; approved or
    answered → withdrawn; held → lapsed."""

    HELD = "held"
    APPROVED = "approved"
    ANSWERED = "answered"
    REJECTED = "rejected"
    DIVERTED = "diverted"  # to 999, 101 or Crimestoppers: never publishable
    MERGED = "merged"  # into another that asks the same
    RETRACTED = "retracted"  # by its asker
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNANSWERED = "unanswered"


STANDING = {
    QuestionState.HELD: "This question still waits for a moderator.",
    QuestionState.APPROVED: "This question has been approved already.",
    QuestionState.ANSWERED: "This question has been answered already.",
    QuestionState.REJECTED: "This question has been rejected.",
    QuestionState.DIVERTED: "This question has been diverted; its asker knows where to turn.",
    QuestionState.MERGED: "This question has been merged with another.",
    QuestionState.RETRACTED: "Its asker has taken this question back.",
    QuestionState.WITHDRAWN: "This question has been taken down.",
    QuestionState.LAPSED: "The chat ended before this question was read.",
    QuestionState.UNANSWERED: "The chat ended before this question was answered.",
}


class Lane(IntEnum):
    """Which part of the hold queue a question waits in, in the order they are looked at."""

    URGENT = 0
    MARKED = 1  # personal data, abuse or a word on the watch list
    ORDINARY = 2

    @classmethod
    def of(cls, findings: Iterable[Marked]) -> "Lane":
        """Where a text with these findings waits."""
        findings = tuple(findings)
        if is_urgent(findings):
            return cls.URGENT
        return cls.MARKED if is_marked(findings) else cls.ORDINARY

    @classmethod
    def of_staff(cls, findings: Iterable[Marked]) -> "Lane":
        """The same for the words of staff, which speak of danger and are in none."""
        return cls.MARKED if is_marked(findings) else cls.ORDINARY


class Aside(StrEnum):
    """Why a held question is not offered to moderators for the time being."""

    ASKED_BACK = "asked-back"  # its asker is to put it in other words
    PARKED = "parked"  # somebody is in doubt: a second person decides
    ESCALATED = "escalated"  # handed on to a duty senior or the press office
    DISPUTED = "disputed"  # rejected, and its asker asks for another moderator


class LaneNumber(TypeDecorator[Lane]):
    """A lane by its number, so that the database can sort by it."""

    impl = SmallInteger
    cache_ok = True

    def process_result_value(self, value: int | None, dialect: object) -> Lane | None:
        return None if value is None else Lane(value)


SHOWN = frozenset({QuestionState.APPROVED, QuestionState.ANSWERED, QuestionState.UNANSWERED})


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
    lane: Mapped[Lane] = mapped_column(LaneNumber, default=Lane.ORDINARY)
    aside: Mapped[Aside | None] = mapped_column(choice(Aside))
    # How many questions its asker had asked here before: nobody's second comes before a first.
    turn: Mapped[int] = mapped_column(default=0)
    # Who was in doubt about it, and so does not let it through themselves.
    doubted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("questions.id"), index=True)
    follow_up_to: Mapped[str | None] = mapped_column(ForeignKey("questions.id"))
    # How many others ask it too, and how many of them the room has been told of.
    support: Mapped[int] = mapped_column(default=0)
    support_told: Mapped[int] = mapped_column(default=0)
    turning: Mapped[Turning | None] = mapped_column(choice(Turning))  # where it was diverted to
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[str] = mapped_column(identifier)  # id of the current revision
    # The id of the revision the public sees. Public reads join here and nowhere else.
    released: Mapped[str | None] = mapped_column(ForeignKey("revisions.id"))
    number: Mapped[int | None] = mapped_column()  # Q1, Q2 …, given when it is first shown
    shown_at: Mapped[datetime | None] = mapped_column(Moment)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))  # who is answering it now
    # Whom a moderator gave it to; others may answer it all the same.
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    # why it was rejected or withdrawn, or is to be put in other words
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    told: Mapped[bool] = mapped_column(default=False)  # the asker has heard of the decision

    @property
    def urgent(self) -> bool:
        return self.lane is Lane.URGENT

    def approve(self, *, version: str, number: int, at: datetime) -> None:
        """Show it, in the words of that revision. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        self.state, self.version, self.released = QuestionState.APPROVED, version, version
        self.number, self.shown_at = self.number or number, at
        self.support_told = self.support
        self.decided_at, self.reason = at, None

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

    def park(self, by: int, *, at: datetime) -> None:
        """Leave it to a second person (S10). Raises WrongState."""
        self._doubt(Aside.PARKED, by, at=at)

    def escalate(self, by: int, *, at: datetime) -> None:
        """Hand it on; whoever does so does not let it through. Raises WrongState."""
        self._doubt(Aside.ESCALATED, by, at=at)

    def _doubt(self, aside: Aside, by: int, *, at: datetime) -> None:
        self._must_be(QuestionState.HELD)
        if self.aside is aside:
            raise WrongState(f"This question is {aside} already.", state=self.state)
        self.aside, self.doubted_by, self.decided_at = aside, by, at

    def ask_back(self, reason: Reason, *, at: datetime) -> None:
        """Have its asker put it in other words; it keeps its turn. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        if self.aside is Aside.ASKED_BACK:
            raise WrongState("Its asker has been asked already.", state=self.state)
        self.aside, self.reason, self.decided_at = Aside.ASKED_BACK, reason, at

    def put_back(self, *, forgotten: bool) -> None:
        """Offer it to moderators again; the doubt is remembered unless it was a slip of the hand.

        Raises WrongState.
        """
        self._must_be(QuestionState.HELD)
        if self.aside is None:
            raise WrongState("This question is in the queue already.", state=self.state)
        self.aside, self.reason, self.decided_at = None, None, None
        if forgotten:
            self.doubted_by = None

    def divert(self, turning: Turning, *, at: datetime) -> None:
        """Never show it; its asker is told at once where to turn. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        self.state, self.turning, self.decided_at, self.told = (
            QuestionState.DIVERTED,
            turning,
            at,
            True,
        )

    def merge(self, into: "Question", *, at: datetime) -> None:
        """Let one answer reach both askers. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        if into.id == self.id:
            raise WrongState("A question cannot be merged with itself.", state=self.state)
        if into.state not in {QuestionState.HELD, *SHOWN}:
            raise WrongState(f"It cannot be merged there: {STANDING[into.state]}")
        self.state, self.merged_into, self.decided_at = QuestionState.MERGED, into.id, at

    def separate(self) -> None:
        """Undo a merging. Raises WrongState."""
        self._must_be(QuestionState.MERGED)
        self.state, self.merged_into, self.decided_at = QuestionState.HELD, None, None

    def reword(self, version: str, lane: Lane) -> None:
        """Its asker has put it in other words; what somebody doubts stays with the second person.

        Raises WrongState.
        """
        self._must_be(QuestionState.HELD)
        self.version, self.lane = version, lane
        if self.aside is Aside.ASKED_BACK:
            self.aside, self.reason, self.decided_at = None, None, None

    def retract(self, at: datetime) -> None:
        """Its asker takes it back before anybody let it through. Raises WrongState."""
        self._must_be(QuestionState.HELD)
        self.state, self.decided_at = QuestionState.RETRACTED, at

    def tell(self) -> None:
        """The asker now knows of the rejection; from here it stands."""
        self.told = True

    def dispute(self, *, rejected_by: int, at: datetime) -> None:
        """Its asker asks that somebody else looks at its rejection. Raises WrongState."""
        self._must_be(QuestionState.REJECTED)
        self.state, self.aside, self.doubted_by = QuestionState.HELD, Aside.DISPUTED, rejected_by
        self.decided_at, self.told = at, False  # the reason stays, for the second person

    def restore(self) -> None:
        """Hold a rejected question again. Raises WrongState."""
        self._must_be(QuestionState.REJECTED)
        self.state, self.reason, self.decided_at = QuestionState.HELD, None, None
        self.told = False
        if self.aside is Aside.ASKED_BACK:  # whoever rejected it no longer waits for other words
            self.aside = None

    def withdraw(self, reason: Reason, *, at: datetime) -> None:
        """Take it down after showing; its asker is told at once. Raises WrongState."""
        self._must_be(*SHOWN)
        self.state, self.released, self.seat_id = QuestionState.WITHDRAWN, None, None
        self.reason, self.decided_at, self.told = reason, at, True

    def assign(self, seat_id: int) -> None:
        """Give it to one of the panel, also before it is let through. Raises WrongState."""
        self._must_be(QuestionState.HELD, QuestionState.APPROVED, QuestionState.ANSWERED)
        if self.assigned_to == seat_id:
            raise WrongState("It is theirs already.", state=self.state)
        self.assigned_to = seat_id

    def unassign(self) -> None:
        """Leave it to whoever takes it up. Raises WrongState."""
        if self.assigned_to is None:
            raise WrongState("This question is assigned to nobody.", state=self.state)
        self.assigned_to = None

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
