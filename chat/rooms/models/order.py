"""Keeping order: what a moderator has decided about an asker, and what the asker says to it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models.words import Reason
from foundation.database import Base, Moment, choice, identifier
from foundation.errors import WrongState


class Sort(StrEnum):
    """What a measure is; all but a warning stand until they end or are lifted."""

    WARNING = "warning"
    SLOWING = "slowing"  # one question in so long
    MUTE = "mute"  # for a time, in this chat
    BAN = "ban"  # from the room, or from all of the force's
    TRUST = "trust"  # in this chat; the one that is no limit


BARS = frozenset({Sort.MUTE, Sort.BAN})  # nothing can be asked while one stands


class Measure(Base):
    """One deed on one asker: who took it, when, why, until when, and who lifted it.

    An asker is a visitor's token and nothing else. It holds in the chat it was taken in; a ban also
    in the other chats of that chat's area, or everywhere.
    """

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    sort: Mapped[Sort] = mapped_column(choice(Sort))
    visitor_id: Mapped[str] = mapped_column(ForeignKey("visitors.id"), index=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    everywhere: Mapped[bool] = mapped_column(default=False)
    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), index=True)  # over which
    reason: Mapped[Reason | None] = mapped_column(choice(Reason))
    every: Mapped[int | None]  # seconds from one question to the next
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)  # None: as long as the chat
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    # Where whoever is banned asked from, under the key of that day; it goes when the key goes.
    address: Mapped[str | None] = mapped_column(String(64), index=True)

    def stands(self, at: datetime) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > at)

    def covers(self, other: "Measure") -> bool:
        """Whether it holds wherever the other would."""
        same_area = self.area_id is not None and self.area_id == other.area_id
        here = not other.everywhere and (self.chat_id == other.chat_id or same_area)
        return self.everywhere or here

    def lasts(self, until: datetime | None) -> bool:
        """Whether it holds at least as long as that; None is as long as the chat."""
        return self.until is None or (until is not None and self.until >= until)

    def lift(self, by: int, *, at: datetime) -> None:
        """End it now. Raises WrongState when it has ended already."""
        if self.lifted_at is not None:
            raise WrongState("This has been lifted already.")
        if not self.stands(at):
            raise WrongState("This has come to its end already.")
        self.lifted_by, self.lifted_at = by, at


class Outcome(StrEnum):
    UPHELD = "upheld"  # the ban stands
    LIFTED = "lifted"


class Appeal(Base):
    """What an asker says against a ban, and what another moderator decided; one for each ban."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome), index=True)
    reply: Mapped[str] = mapped_column(Text, default="")  # to the asker, in a sentence
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    def decide(self, outcome: Outcome, *, reply: str, by: int, at: datetime) -> None:
        """Raises WrongState when it has been decided."""
        if self.outcome is not None:
            raise WrongState("This appeal has been decided already.")
        self.outcome, self.reply, self.decided_by, self.decided_at = outcome, reply, by, at


class Trace(Base):
    """Where a question came from, under the key of the day; neither outlives that day."""

    __tablename__ = "traces"

    question_id: Mapped[str] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    # Not indexed: a ban looks through one day's, and every question would pay.
    address: Mapped[str] = mapped_column(String(64))
    # A ban on somebody else who asked from the same address.
    resembles: Mapped[int | None] = mapped_column(ForeignKey("measures.id"))
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class DayKey(Base):
    """The key of one day under which addresses are known again; thrown away with the day."""

    __tablename__ = "day_keys"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    key: Mapped[str] = mapped_column(identifier)
