"""What a reader is given of a room: plain values that templates, frames and JSON are made from."""

from dataclasses import dataclass
from datetime import datetime

from chat.checks import Finding, Run, difference
from chat.rooms.models import (
    AnswerState,
    Aside,
    Change,
    Lane,
    QuestionState,
    Reason,
    SaidState,
    Turning,
)
from chat.rooms.queries.measures import OwnMeasure
from foundation.clock import stamp


@dataclass(frozen=True, slots=True)
class PublicNote:
    """What was wrong with an answer's words before, and since when it says others."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    id: str
    name: str  # of the seat: "Sgt Cole"
    role: str  # "Bedminster neighbourhood team"
    organisation: str | None  # a partner's
    text: str
    at: datetime
    edited: Change | None
    corrected: tuple[PublicNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicTaken:
    """That a question is answered later: by whom, on which day, and what its asker is told."""

    id: str
    owner: str  # "Sgt Cole", or a team
    due_at: datetime  # midday of that day
    text: str
    at: datetime
    changed: bool  # something else was said before


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What an area's people were told will be answered later, and has not been."""

    question_id: str
    question: str
    number: int
    chat_slug: str
    owner: str
    due_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question that was let through, in its released words, with the answers that were."""

    id: str
    number: int
    name: str
    text: str
    at: datetime  # when it was first shown
    edited: Change | None  # why a moderator changed the words
    unanswered: bool  # the chat ended first
    answering: str | None  # who is on it now
    answers: tuple[PublicAnswer, ...]
    taken: PublicTaken | None = None  # it is answered later
    support: int = 0  # how many others ask it too
    follow_up_to: str | None = None  # the question that it goes on from, and its number
    follows_up: int | None = None


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
    ahead: int | None  # held questions before it; None unless it is in the queue
    number: int | None
    edited: bool
    reason: Reason | None
    answers: tuple[PublicAnswer, ...]
    follows: str  # the question whose fate is its own: itself, or what it was merged into
    over: bool = False  # the chat has ended
    asked_back: bool = False  # it is to be put in other words
    turning: Turning | None = None  # where it was diverted to
    disputed: bool = False  # another moderator looks, or has looked, at its rejection
    disputable: bool = False
    visitor_id: str = ""
    support: int = 0  # how many others ask it too
    follow_ups: tuple[str, ...] = ()  # the receipts of what its asker asked on its answer
    follow_up_key: str = ""  # of the form to ask on with, where that is possible
    taken: PublicTaken | None = None  # it is answered later
    measures: tuple[OwnMeasure, ...] = ()  # taken over it, against its asker


@dataclass(frozen=True, slots=True)
class Held:
    """One item in the hold queue: a question, or an answer that waits for its release."""

    id: str
    sort: str  # "question", "answer", "correction" or "takeaway"
    version: str
    name: str
    text: str
    at: datetime
    lane: Lane
    turn: int  # how many its asker had asked here before
    findings: tuple[Finding, ...]
    number: int | None  # of the question that it is said about
    about: str | None  # the released words of that question
    question_id: str
    aside: Aside | None = None
    holder: int | None = None  # who has it open
    holder_name: str = ""
    doubter: int | None = None  # who does not let it through themselves
    doubter_name: str = ""
    handed_to: str = ""  # whom it is escalated to
    dispute: str | None = None  # what its asker says against its rejection
    reason: Reason | None = None  # of that rejection
    support: int = 0  # how many others ask it too
    follows_up: tuple[int, str] | None = None  # the number and words of the one it goes on from
    assigned_to: int | None = None  # whose of the panel it is, once it is let through
    assigned_name: str = ""
    before: str = ""  # what is shown until a correction stands in its place
    note: str = ""  # of a correction
    note_findings: tuple[Finding, ...] = ()
    owner: str = ""  # who answers later
    owner_findings: tuple[Finding, ...] = ()  # in the name of a team
    replaces: PublicTaken | None = None  # what is shown of that until now
    due_at: datetime | None = None  # by when somebody should have looked at it, or is to answer
    trusted: bool = False  # its asker, in this chat
    resembles: bool = False  # somebody banned asked from the same address today

    @property
    def marks(self) -> tuple[str, ...]:
        """The rules by which any of its words was marked, each once."""
        every = (*self.findings, *self.note_findings, *self.owner_findings)
        return tuple(dict.fromkeys(one.rule for one in every))

    @property
    def changes(self) -> tuple[Run, ...]:
        """What a correction does to the words that are shown."""
        return difference(self.before, self.text)

    @property
    def place(self) -> str:
        """The list on the desk that it stands in."""
        return f"queue-{self.aside}" if self.aside else "queue"

    @property
    def urgent(self) -> bool:
        return self.lane is Lane.URGENT

    @property
    def order(self) -> str:
        """Sorts the queue: by lane, then everybody's first before anybody's second, then what
        most ask, then the oldest. Among the urgent nobody waits for their turn."""
        turn, others = (0, 0) if self.urgent else (self.turn, self.support)
        return f"{self.lane:d}-{turn:04d}-{9999 - others:04d}-{stamp(self.at)}-{self.id}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another question of the same asker in this chat, for the moderator's eyes."""

    id: str
    state: QuestionState
    text: str
    at: datetime
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A question that was rejected and can be put back."""

    id: str
    name: str
    text: str
    reason: Reason | None
    at: datetime  # of the rejection
    told: bool  # its asker knows


@dataclass(frozen=True, slots=True)
class Alike:
    """A question that may ask the same as the one in hand."""

    id: str
    number: int | None
    name: str
    text: str

    @property
    def choice(self) -> tuple[str, str]:
        """As a list offers it: its id, and what it asks."""
        mark = f"Q{self.number} " if self.number else ""
        return self.id, f"{mark}{self.name}: {self.text}"


@dataclass(frozen=True, slots=True)
class PanelCorrection:
    """A correction in whatever state, and what the answer said before it was shown."""

    id: str
    name: str
    state: SaidState
    text: str
    note: str
    at: datetime
    reason: Reason | None
    before: str | None


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
    corrections: tuple[PanelCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelTaken:
    """That a question is answered later, in whatever state that is."""

    id: str
    name: str  # whose words they are
    owner: str
    seat_id: int | None
    team: str
    due_at: datetime
    state: SaidState
    text: str
    at: datetime
    reason: Reason | None
    done: bool

    @property
    def owed(self) -> bool:
        """Whether it stands, or is to, and nothing has been answered since."""
        return self.state in {SaidState.HELD, SaidState.RELEASED} and not self.done


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """A released question on the officers' desk; one rendering serves the whole panel."""

    question: PublicQuestion
    seat_id: int | None  # who holds it
    waiting: bool  # no public answer yet
    answers: tuple[PanelAnswer, ...]
    assigned_to: int | None = None  # whose it is, by seat
    assigned_name: str = ""
    taken: tuple[PanelTaken, ...] = ()  # what was said of answering it later, in order

    @property
    def owed(self) -> PanelTaken | None:
        """What stands, or is to, of answering it later."""
        return next((one for one in reversed(self.taken) if one.owed), None)

    @property
    def place(self) -> str:
        """The list on the officers' desk that it stands in."""
        if self.seat_id is not None:
            return "panel"
        if self.owed:
            return "panel-taken"
        written = any(one.state in {AnswerState.HELD, AnswerState.RELEASED} for one in self.answers)
        return "panel-written" if written else "panel"

    def rank(self, seat_id: int | None) -> int:
        """Where it stands on that seat's desk: mine first, then nobody's, then the others'."""
        if self.assigned_to is None:
            return 1
        return 0 if self.assigned_to == seat_id else 2


@dataclass(frozen=True, slots=True)
class Assigned:
    """A released question that waits for the one it was given to."""

    id: str
    number: int
    name: str
