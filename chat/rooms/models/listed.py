"""The lists that staff edit, a row for each version: a chat's watch list, the words of abuse."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment

LONGEST_WHY = 200  # with a change of the words of abuse
PROGRAMS = 1  # the number of the list that the program comes with; it has no row


class WatchWords(Base):
    """One version of a chat's watch list: names, operations, court matters; a line each."""

    __tablename__ = "watch_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    entries: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class AbuseWords(Base):
    """One version of the whole force's words of abuse, from number 2 on."""

    __tablename__ = "abuse_words"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[str | None] = mapped_column(Text)  # None: the program's, whichever it has
    note: Mapped[str] = mapped_column(String(LONGEST_WHY), default="")
    back_to: Mapped[int | None]  # the version that was put back
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
