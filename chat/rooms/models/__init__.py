"""What was written in a room, what state it is in, and what the public may see."""

from .answers import Answer, AnswerState
from .company import Notice, Presence, Visitor
from .questions import SHOWN, STANDING, Aside, Lane, Question, QuestionState
from .said import Correction, Said, SaidState, Takeaway
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
    WatchWords,
)

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_NAME",
    "LONGEST_NOTE",
    "LONGEST_QUESTION",
    "LONGEST_TEAM",
    "SHOWN",
    "STANDING",
    "Answer",
    "AnswerState",
    "Aside",
    "Change",
    "Correction",
    "Finding",
    "Lane",
    "Notice",
    "Presence",
    "Question",
    "QuestionState",
    "Reason",
    "Revision",
    "Said",
    "SaidState",
    "Takeaway",
    "Turning",
    "Visitor",
    "WatchWords",
]
