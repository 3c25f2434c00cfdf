"""Disputes: an asker's wish that somebody else looks at a rejection (S68)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment, identifier

LONGEST_DISPUTE = 300  # characters, as a person counts them


class Dispute(Base):
    """One for each question at most; for the moderators' eyes alone."""

    __tablename__ = "disputes"

    question_id: Mapped[str] = mapped_column(
        identifier, ForeignKey("questions.id"), primary_key=True
    )
    text: Mapped[str] = mapped_column(Text)
    rejected_by: Mapped[int] = mapped_column(ForeignKey("people.id"))  # who does not decide on it
    at: Mapped[datetime] = mapped_column(Moment)
