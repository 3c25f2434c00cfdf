"""Decisions: who let what through or kept what out, on which wording, and why; and who has what
open."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models import Reason, Turning
from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState


class Verdict(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    PARK = "park"
    ESCALATE = "escalate"
    ASK_BACK = "ask-back"
    PUT_BACK = "put-back"
    DIVERT = "divert"
    MERGE = "merge"
    SEPARATE = "separate"


PAST = {
    Verdict.APPROVE: "approved this", Verdict.REJECT: "rejected this",
    Verdict.RESTORE: "restored this", Verdict.WITHDRAW: "withdrew this",
    Verdict.PARK: "parked this", Verdict.ESCALATE: "escalated this",
    Verdict.ASK_BACK: "asked for other words", Verdict.PUT_BACK: "put this back",
    Verdict.DIVERT: "diverted this", Verdict.MERGE: "merged this",
    Verdict.SEPARATE: "separated this",
}  # fmt: skip
LEASE = timedelta(seconds=30)  # how long an opened item stays with its holder without a heartbeat


class Senior(StrEnum):
    """Whom something is escalated to."""

    DUTY = "duty-senior"
    PRESS = "press-office"


class Unit(StrEnum):
    """Where a referral goes (S20)."""

    CONTROL_ROOM = "control-room"
    SAFEGUARDING = "safeguarding"
    INTELLIGENCE = "intelligence"
    NEIGHBOURHOOD = "neighbourhood-team"


class Diversion(StrEnum):
    """What a question is instead: where its asker is to turn, and who in the force hears of it."""

    DANGER = "danger"
    CRIME = "crime"
    AT_RISK = "at-risk"
    INFORMATION = "information"
    TEAM = "team"

    @property
    def turning(self) -> Turning:
        return DIVERSIONS[self][0]

    @property
    def unit(self) -> Unit:
        return DIVERSIONS[self][1]


DIVERSIONS = {
    Diversion.DANGER: (Turning.EMERGENCY, Unit.CONTROL_ROOM),
    Diversion.CRIME: (Turning.REPORT, Unit.CONTROL_ROOM),
    Diversion.AT_RISK: (Turning.REPORT, Unit.SAFEGUARDING),
    Diversion.INFORMATION: (Turning.CRIMESTOPPERS, Unit.INTELLIGENCE),
    Diversion.TEAM: (Turning.REPORT, Unit.NEIGHBOURHOOD),
}
WITHIN = {Senior.DUTY: timedelta(minutes=5), Senior.PRESS: timedelta(minutes=10)}


class Decision(Base):
    """One verdict on one question or answer, on the revision the moderator was shown."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    about: Mapped[str] = mapped_column(identifier, index=True)
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    version: Mapped[str] = mapped_column(identifier)
    edited: Mapped[str | None] = mapped_column(identifier)  # the revision shown instead, if edited
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Lease(Base):
    """Who has an item open: a courtesy among moderators; the version is the law."""

    __tablename__ = "leases"

    about: Mapped[str] = mapped_column(identifier, primary_key=True)  # the question or answer
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    until: Mapped[datetime] = mapped_column(Moment)

    def holds(self, at: datetime) -> bool:
        """Whether it still keeps others off."""
        return self.until > at


class Escalation(Base):
    """A question handed on, and by when somebody should have looked at it."""

    __tablename__ = "escalations"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)
    to: Mapped[Senior] = mapped_column(choice(Senior))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)


class Referral(Base):
    """What was diverted and to whom in the force it goes; its words stay with the question."""

    __tablename__ = "referrals"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), unique=True)
    unit: Mapped[Unit] = mapped_column(choice(Unit))
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class CrewNote(Base):
    """A private note among the moderators of one chat; its words stand here and nowhere else."""

    __tablename__ = "crew_notes"

    id: Mapped[str] = mapped_column(identifier, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    about: Mapped[str | None] = mapped_column(identifier, index=True)  # a question or an answer
    text: Mapped[str] = mapped_column(Text)  # empty once it is taken back
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    def withdraw(self, by: int, at: datetime) -> None:
        """Take it back, words and all. Raises WrongState."""
        if self.by != by:
            raise WrongState("Only who wrote a note can take it back.")
        self._refuse_withdrawn()
        self.text, self.withdrawn_at = "", at

    def acknowledge(self, by: int, at: datetime) -> "Acknowledgement":
        """Say that one has read it. Raises WrongState."""
        if self.by == by:
            raise WrongState("You wrote this note yourself.")
        self._refuse_withdrawn()
        return Acknowledgement(note_id=self.id, by=by, at=at)

    def _refuse_withdrawn(self) -> None:
        if self.withdrawn_at is not None:
            raise WrongState("This note has been taken back.")


class Acknowledgement(Base):
    """One moderator has read one crew note."""

    __tablename__ = "acknowledgements"

    note_id: Mapped[str] = mapped_column(ForeignKey("crew_notes.id"), primary_key=True)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
