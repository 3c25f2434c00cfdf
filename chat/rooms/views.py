"""What a reader is given of a room: plain values that templates, frames and JSON are made from."""

from dataclasses import dataclass
from datetime import datetime

from chat.checks import Finding
from chat.rooms.models import AnswerState, Lane, QuestionState, Reason
from foundation.clock import stamp


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    id: str
    name: str  # of the seat: "Sgt Cole"
    role: str  # "Bedminster neighbourhood team"
    organisation: str | None  # a partner's
    text: str
    at: datetime
    edited: bool


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question that was let through, in its released words, with the answers that were."""

    id: str
    number: int
    name: str
    text: str
    at: datetime  # when it was first shown
    edited: bool
    unanswered: bool  # the chat ended first
    answering: str | None  # who is on it now
    answers: tuple[PublicAnswer, ...]


@dataclass(frozen=True, slots=True)
class PublicNotice:
    id: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question as its asker sees it, and nobody else; only the holder of the receipt gets one."""

    id: str
    receipt: str
    chat_slug: str
    state: QuestionState
    name: str
    text: str
    at: datetime
    urgent: bool
    ahead: int | None  # held questions before it; None unless held
    number: int | None
    edited: bool
    reason: Reason | None
    answers: tuple[PublicAnswer, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One item in the hold queue: a question, or an answer that waits for its release."""

    id: str
    sort: str  # "question" or "answer"
    version: str
    name: str
    text: str
    at: datetime
    lane: Lane
    turn: int  # how many its asker had asked here before
    findings: tuple[Finding, ...]
    number: int | None  # of the question an answer replies to
    about: str | None  # the released words of that question
    question_id: str

    @property
    def urgent(self) -> bool:
        return self.lane is Lane.URGENT

    @property
    def order(self) -> str:
        """Sorts the queue: by lane, then everybody's first before anybody's second, then the
        oldest. Among the urgent nobody waits for their turn."""
        turn = 0 if self.urgent else self.turn
        return f"{self.lane:d}-{turn:04d}-{stamp(self.at)}-{self.id}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another question of the same asker in this chat, for the moderator's eyes."""

    id: str
    state: QuestionState
    text: str
    at: datetime
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """An answer in whatever state, as the whole panel sees it."""

    id: str
    seat_id: int  # whose: a script marks one's own by the page's data-seat
    name: str
    state: AnswerState
    text: str
    at: datetime
    reason: Reason | None  # why the moderator gave it back


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """A released question on the officers' desk; one rendering serves the whole panel."""

    question: PublicQuestion
    seat_id: int | None  # who holds it
    waiting: bool  # no public answer yet
    answers: tuple[PanelAnswer, ...]
