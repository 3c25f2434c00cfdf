"""What was written in a room, what state it is in, and what the public may see."""

from .answers import Answer, AnswerState
from .appeals import LONGEST_APPEAL, Appeal
from .company import Notice, Presence, Visitor
from .questions import SHOWN, STANDING, Aside, Lane, Question, QuestionState
from .support import Support
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
    "LONGEST_ANSWER",
    "LONGEST_APPEAL",
    "LONGEST_NAME",
    "LONGEST_QUESTION",
    "SHOWN",
    "STANDING",
    "Answer",
    "AnswerState",
    "Appeal",
    "Aside",
    "Change",
    "Finding",
    "Lane",
    "Notice",
    "Presence",
    "Question",
    "QuestionState",
    "Reason",
    "Revision",
    "Support",
    "Turning",
    "Visitor",
    "WatchWords",
]
