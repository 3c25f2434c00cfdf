"""Who is in the room, and what a moderator tells all of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.database import Base, Moment, identifier
from foundation.identifiers import new_id


class Visitor(Base):
    """A member of the public: no account, a signed cookie and a display name."""

    __tablename__ = "visitors"

    id: Mapped[str] = mapped_column(identifier, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    accepted_rules_at: Mapped[datetime] = mapped_column(Moment)


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
    moderated_at: Mapped[datetime | None] = mapped_column(Moment)  # when a desk was last open
    at: Mapped[datetime] = mapped_column(Moment)
