"""What was written in a room, what state it is in, and what the public may see."""

from .answers import Answer, AnswerState
from .company import Notice, Presence, Visitor
from .order import BARS, Appeal, DayKey, Measure, Outcome, Sort, Trace
from .questions import SHOWN, STANDING, Aside, Lane, Question, QuestionState
from .words import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    LONGEST_QUESTION,
    Change,
    Finding,
    Reason,
    Revision,
    Turning,
    WatchWords,
)

__all__ = [
    "BARS",
    "LONGEST_ANSWER",
    "LONGEST_NAME",
    "LONGEST_QUESTION",
    "SHOWN",
    "STANDING",
    "Answer",
    "AnswerState",
    "Appeal",
    "Aside",
    "Change",
    "DayKey",
    "Finding",
    "Lane",
    "Measure",
    "Notice",
    "Outcome",
    "Presence",
    "Question",
    "QuestionState",
    "Reason",
    "Revision",
    "Sort",
    "Trace",
    "Turning",
    "Visitor",
    "WatchWords",
]
