"""Support: who else wants to know what somebody asked."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment, identifier


class Support(Base):
    """One visitor asks a released question too; they need not have asked anything themselves."""

    __tablename__ = "supports"

    question_id: Mapped[str] = mapped_column(
        identifier, ForeignKey("questions.id"), primary_key=True
    )
    visitor_id: Mapped[str] = mapped_column(identifier, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
