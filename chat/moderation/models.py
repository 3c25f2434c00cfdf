"""Decisions: who let what through or kept what out, on which wording, and why."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models import Reason
from foundation.database import Base, Moment, choice, identifier


class Verdict(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


PAST = {
    Verdict.APPROVE: "approved", Verdict.REJECT: "rejected",
    Verdict.RESTORE: "restored", Verdict.WITHDRAW: "withdrew",
}  # fmt: skip


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
