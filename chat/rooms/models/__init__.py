"""What was written in a room, what state it is in, and what the public may see."""

from .answers import Answer, AnswerState
from .company import Notice, Presence, Visitor
from .disputes import LONGEST_DISPUTE, Dispute
from .lines import (
    LONGEST_LINE,
    LONGEST_LINK,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    ApprovedLine,
    LineWording,
)
from .listed import LONGEST_WHY, PROGRAMS, AbuseWords, WatchWords
from .order import BARS, Appeal, DayKey, Measure, Outcome, Sort, Trace
from .questions import SHOWN, STANDING, Aside, Lane, Question, QuestionState
from .said import (
    Correction,
    Promise,
    PromiseOutcome,
    PromiseReport,
    Said,
    SaidOnQuestion,
    SaidState,
    Takeaway,
)
from .support import Support
from .words import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_QUESTION,
    LONGEST_TEAM,
    Change,
    Finding,
    Reason,
    Revision,
    Turning,
)

__all__ = [
    "BARS",
    "LONGEST_ANSWER",
    "LONGEST_DISPUTE",
    "LONGEST_LINE",
    "LONGEST_LINK",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_QUESTION",
    "LONGEST_TEAM",
    "LONGEST_TITLE",
    "LONGEST_TOPIC",
    "LONGEST_WHY",
    "PROGRAMS",
    "SHOWN",
    "STANDING",
    "AbuseWords",
    "Answer",
    "AnswerState",
    "Appeal",
    "ApprovedLine",
    "Aside",
    "Change",
    "Correction",
    "DayKey",
    "Dispute",
    "Finding",
    "Lane",
    "LineWording",
    "Measure",
    "Notice",
    "Outcome",
    "Presence",
    "Promise",
    "PromiseOutcome",
    "PromiseReport",
    "Question",
    "QuestionState",
    "Reason",
    "Revision",
    "Said",
    "SaidOnQuestion",
    "SaidState",
    "Sort",
    "Support",
    "Takeaway",
    "Trace",
    "Turning",
    "Visitor",
    "WatchWords",
]
