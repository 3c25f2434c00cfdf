"""Words: every wording, what the checks marked in it, and why something is not shown."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment, choice, identifier
from foundation.identifiers import new_id

LONGEST_QUESTION = 500  # characters, as a person counts them
LONGEST_ANSWER = 2_000
LONGEST_NAME = 40
LONGEST_TEAM = 80
LONGEST_NOTE = 300  # with a correction, or when something is taken away


class Reason(StrEnum):
    """Why something is not shown: the short list, also told to the asker."""

    PERSONAL = "personal-information"
    LIVE_INVESTIGATION = "live-investigation"
    SPECULATION = "speculation"
    ABUSE = "abuse"
    DUPLICATE = "duplicate"
    OFF_TOPIC = "off-topic"
    URGENT = "urgent"


class Change(StrEnum):
    """Why a moderator changed somebody's words before showing them; the public is told."""

    PERSONAL = "personal-information"
    INVESTIGATION = "live-investigation"
    ABUSE = "abuse"
    CLARITY = "clarity"


class Turning(StrEnum):
    """Where an asker is told to turn instead (S20)."""

    EMERGENCY = "999"
    REPORT = "101"
    CRIMESTOPPERS = "crimestoppers"


class Revision(Base):
    """One wording of a question or an answer; never changed once written."""

    __tablename__ = "revisions"

    id: Mapped[str] = mapped_column(identifier, primary_key=True, default=new_id)
    about: Mapped[str] = mapped_column(identifier, index=True)  # the question or answer it words
    name: Mapped[str] = mapped_column(String(80), default="")  # the asker's; empty for an answer
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))  # stays when the words must go
    by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: the visitor
    change: Mapped[Change | None] = mapped_column(choice(Change))  # why a moderator wrote it
    at: Mapped[datetime] = mapped_column(Moment)


class Finding(Base):
    """What the checks marked in one revision: a rule and where, never the words."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("revisions.id"), index=True)
    rule: Mapped[str] = mapped_column(String(24))
    start: Mapped[int]
    end: Mapped[int]
