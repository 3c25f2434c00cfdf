"""Areas and teams of the force, chats in the diary, and who has a seat on their panels."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Moment, choice, identifier
from foundation.errors import Invalid, WrongState

EARLY = timedelta(minutes=15)  # how long before its time a moderator may open a chat
LONGEST = timedelta(hours=6)
SHORTEST_WAIT, LONGEST_WAIT = 10, 3600  # seconds that a target may allow
MOST_WAITING, MOST_EACH = 5_000, 50  # questions that a room may be set to bear


class ChatKind(StrEnum):
    NEIGHBOURHOOD = "neighbourhood"
    SENIOR_OFFICER = "senior-officer"
    THEMED = "themed"


class ChatState(StrEnum):
    """A chat's hours, in order; each follows from the clock, or a moderator brings it on."""

    ANNOUNCED = "announced"
    LOBBY = "lobby"  # questions can be left, nothing is answered yet
    LIVE = "live"
    DRAINING = "draining"  # no new questions; what was asked is still answered
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Halt(StrEnum):
    """Why nothing new is shown in a room for now; what is taken back goes all the same."""

    FROZEN = "frozen"
    PAUSED = "paused"  # with words to the public, and no new questions
    UNATTENDED = "unattended"  # the last moderator has gone


HOURS = [ChatState.ANNOUNCED, ChatState.LOBBY, ChatState.LIVE, ChatState.DRAINING, ChatState.CLOSED]
TAKES_QUESTIONS = frozenset({ChatState.LOBBY, ChatState.LIVE})
RUNNING = frozenset({ChatState.LIVE, ChatState.DRAINING})
HALTABLE = frozenset({ChatState.LOBBY, *RUNNING})
OVER = frozenset({ChatState.CLOSED, ChatState.CANCELLED})


HALTED = {
    Halt.FROZEN: "The room is frozen: nothing new is shown until that is lifted.",
    Halt.PAUSED: "The room is paused: nothing new is shown until it carries on.",
    Halt.UNATTENDED: "No moderator is at the desk: nothing new is shown until one is.",
}


def takes_questions(state: ChatState, *, stopped: bool, halt: Halt | None) -> bool:
    return state in TAKES_QUESTIONS and not stopped and halt is not Halt.PAUSED


class District(Base):
    __tablename__ = "districts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class Area(Base):
    """One neighbourhood of a district, as its people call it."""

    __tablename__ = "areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))

    district: Mapped[District] = relationship(lazy="raise")


class Team(Base):
    """The neighbourhood team of one area: local officers and staff."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), unique=True)

    area: Mapped[Area] = relationship(lazy="raise")


class Chat(Base):
    """One scheduled live discussion; `turn` follows the clock, also after downtime."""

    __tablename__ = "chats"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[ChatKind] = mapped_column(choice(ChatKind))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    stream_id: Mapped[int] = mapped_column(ForeignKey("streams.id"), unique=True)
    state: Mapped[ChatState] = mapped_column(
        choice(ChatState), default=ChatState.ANNOUNCED, index=True
    )
    lobby_at: Mapped[datetime] = mapped_column(Moment)
    opens_at: Mapped[datetime] = mapped_column(Moment, index=True)
    closes_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)  # after this nothing more is answered
    # answers show without a moderator's release
    direct: Mapped[bool] = mapped_column(default=False)

    halt: Mapped[Halt | None] = mapped_column(choice(Halt))
    halt_words: Mapped[str] = mapped_column(Text, default="")  # what the public is told of a pause
    stopped: Mapped[bool] = mapped_column(default=False)  # to new questions, for now
    # How long a held question should wait, in seconds: half of them at most, and nearly all.
    usual_wait: Mapped[int] = mapped_column(default=45)
    longest_wait: Mapped[int] = mapped_column(default=180)
    # How fast questions may come; 0 sets no bound.
    slow: Mapped[int] = mapped_column(default=0)  # seconds between two of one person
    most_waiting: Mapped[int] = mapped_column(default=0)
    most_each: Mapped[int] = mapped_column(default=0)  # of one person, waiting
    attended: Mapped[bool] = mapped_column(default=False)  # a moderator has the desk open, or had

    area: Mapped[Area | None] = relationship(lazy="raise")
    seats: Mapped[list["Seat"]] = relationship(lazy="raise", order_by="Seat.place")

    def due(self, at: datetime) -> ChatState:
        """The state the clock asks for at that moment; never an earlier one than today's."""
        if self.state is ChatState.CANCELLED:
            return self.state
        moments = [self.lobby_at, self.opens_at, self.closes_at, self.ends_at]
        asked = sum(at >= moment for moment in moments)
        return HOURS[max(asked, HOURS.index(self.state))]

    def turn(self, at: datetime) -> bool:
        """Follow the clock. True when the state changed."""
        before, self.state = self.state, self.due(at)
        return self.state is not before

    @property
    def may_open_at(self) -> datetime:
        """From when a moderator may open it by hand."""
        return self.opens_at - EARLY

    def open(self, at: datetime) -> None:
        """Open at most 15 minutes early. Raises WrongState."""
        if self.state not in {ChatState.ANNOUNCED, ChatState.LOBBY}:
            raise WrongState("This chat has been opened already.", state=self.state)
        if at < self.may_open_at:
            raise WrongState("A chat can be opened at most 15 minutes early.", state=self.state)
        self.state, self.opens_at = ChatState.LIVE, min(at, self.opens_at)

    def close(self, at: datetime) -> None:
        """Take no more questions from now on; what was asked can still be answered. Raises
        WrongState."""
        if self.state is not ChatState.LIVE:
            raise WrongState("Only a chat that is live can be closed.", state=self.state)
        drain = self.ends_at - self.closes_at
        self.state, self.closes_at, self.ends_at = ChatState.DRAINING, at, at + drain

    def end(self, at: datetime) -> None:
        """Close for good, before its time or that allowed for the last answers is up. Raises
        WrongState."""
        if self.state not in RUNNING:
            raise WrongState("Only a chat that is on can be ended.", state=self.state)
        self.state, self.closes_at, self.ends_at = ChatState.CLOSED, min(at, self.closes_at), at

    def extend(self, closes_at: datetime) -> None:
        """Stay live until a later moment. Raises WrongState or Invalid."""
        if self.state is not ChatState.LIVE:
            raise WrongState("Only a chat that is live can be extended.", state=self.state)
        if not self.closes_at < closes_at <= self.opens_at + LONGEST:
            raise Invalid(
                "Choose a later end, at most six hours after the start.", field="closes_at"
            )
        self.ends_at += closes_at - self.closes_at
        self.closes_at = closes_at

    @property
    def takes_questions(self) -> bool:
        return takes_questions(self.state, stopped=self.stopped, halt=self.halt)

    def stop(self) -> None:
        """Take no new questions for now. Raises WrongState."""
        if self.state not in TAKES_QUESTIONS:
            raise WrongState("This chat takes no questions now.", state=self.state)
        if self.stopped:
            raise WrongState("New questions are stopped already.", state=self.state)
        self.stopped = True

    def take_again(self) -> None:
        """Take questions again. Raises WrongState."""
        if not self.stopped:
            raise WrongState("Questions have not been stopped.", state=self.state)
        self.stopped = False

    def aim(self, usual: int, longest: int) -> None:
        """Set how long a question may wait, in seconds. Raises Invalid."""
        if not SHORTEST_WAIT <= usual <= LONGEST_WAIT:
            raise Invalid(f"Choose {SHORTEST_WAIT} to {LONGEST_WAIT} seconds.", field="usual")
        if not usual <= longest <= LONGEST_WAIT:
            raise Invalid(
                f"Choose at least the usual wait, and at most {LONGEST_WAIT} seconds.",
                field="longest",
            )
        self.usual_wait, self.longest_wait = usual, longest

    def set_pace(self, *, slow: int, most: int, each: int) -> None:
        """Set how fast questions may come, 0 being no bound. Raises Invalid."""
        if slow and not SHORTEST_WAIT <= slow <= LONGEST_WAIT:
            raise Invalid(
                f"Choose {SHORTEST_WAIT} to {LONGEST_WAIT} seconds, or 0 for none.", field="slow"
            )
        if most > MOST_WAITING:
            raise Invalid(f"Choose at most {MOST_WAITING}, or 0 for no bound.", field="most")
        if each > MOST_EACH:
            raise Invalid(f"Choose at most {MOST_EACH}, or 0 for no bound.", field="each")
        self.slow, self.most_waiting, self.most_each = slow, most, each

    def freeze(self) -> None:
        """Show nothing new until it is lifted. Raises WrongState."""
        self._halt(Halt.FROZEN)

    def pause(self, words: str) -> None:
        """Show nothing new, take nothing, and say why. Raises WrongState."""
        self._halt(Halt.PAUSED)
        self.halt_words = words

    def lift(self) -> None:
        """Carry on. Raises WrongState when nothing is halted."""
        if self.halt is None:
            raise WrongState("Nothing is halted in this room.", state=self.state)
        self.halt, self.halt_words = None, ""

    def attend(self) -> bool:
        """A moderator is at the desk. True when the room was halted for want of one."""
        self.attended = True
        if self.halt is not Halt.UNATTENDED:
            return False
        self.lift()
        return True

    def leave(self) -> bool:
        """The last moderator has gone. True when that halts the room."""
        halts = self.attended and self.halt is None and self.state in RUNNING
        self.attended = False
        if halts:
            self.halt = Halt.UNATTENDED
        return halts

    def refuse_halted(self) -> None:
        """Raises WrongState while nothing new may be shown."""
        if self.halt is not None:
            raise WrongState(HALTED[self.halt], halt=self.halt.value)

    def _halt(self, halt: Halt) -> None:
        if self.state not in HALTABLE:
            raise WrongState("This chat is not on now.", state=self.state)
        if self.halt is halt:
            raise WrongState(f"The room is {halt} already.", state=self.state)
        self.halt, self.halt_words = halt, ""

    def cancel(self) -> None:
        """Never hold it. Raises WrongState once it has begun."""
        if self.state not in {ChatState.ANNOUNCED, ChatState.LOBBY}:
            raise WrongState("This chat has begun and cannot be cancelled.", state=self.state)
        self.state = ChatState.CANCELLED


class Statement(Base):
    """One notice to every room and to the pages around them; at most one stands at a time."""

    __tablename__ = "statements"

    id: Mapped[str] = mapped_column(identifier, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class Seat(Base):
    """One person's place on a chat's panel, under the name and rank the public sees."""

    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))  # as shown: "Sgt Cole"
    role: Mapped[str] = mapped_column(String(80))  # as shown: "Bedminster neighbourhood team"
    organisation: Mapped[str | None] = mapped_column(String(80))  # a partner's, such as the council
