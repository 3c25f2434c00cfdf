"""Approved lines: words the force has agreed on, for officers to answer with."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chat.rooms.models.said import SaidState
from foundation.database import Base, Moment, choice
from foundation.errors import WrongState

LONGEST_TITLE, LONGEST_LINE, LONGEST_LINK, LONGEST_TOPIC = 80, 1_000, 200, 60


class ApprovedLine(Base):
    """One line of the library; it is retired, never deleted."""

    __tablename__ = "approved_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    def retire(self, at: datetime) -> None:
        """Offer it to nobody any more. Raises WrongState."""
        if self.retired_at is not None:
            raise WrongState("This line is retired already.")
        self.retired_at = at

    def restore(self) -> None:
        """Offer it again. Raises WrongState."""
        if self.retired_at is None:
            raise WrongState("This line is not retired.")
        self.retired_at = None


class LineWording(Base):
    """One wording of a line, never changed once written: held until a second person lets it in."""

    __tablename__ = "line_wordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("approved_lines.id"), index=True)
    state: Mapped[SaidState] = mapped_column(choice(SaidState), default=SaidState.HELD)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    topic: Mapped[str] = mapped_column(String(LONGEST_TOPIC), default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))  # None: the whole force's
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)

    def decide(self, state: SaidState, *, by: int, at: datetime) -> None:
        """Let it in or give it back. Raises WrongState, also for one's own."""
        if self.state is not SaidState.HELD:
            raise WrongState("Somebody has decided on this wording already.", state=self.state)
        if self.by == by:
            raise WrongState("You wrote this: somebody else must let it in.")
        self.state, self.decided_by, self.decided_at = state, by, at
