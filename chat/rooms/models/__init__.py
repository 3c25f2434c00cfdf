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
from .questions import SHOWN, STANDING, Aside, Lane, Question, QuestionState
from .said import Correction, Said, SaidState, Takeaway
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
    WatchWords,
)

__all__ = [
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
    "SHOWN",
    "STANDING",
    "Answer",
    "AnswerState",
    "ApprovedLine",
    "Aside",
    "Change",
    "Correction",
    "Dispute",
    "Finding",
    "Lane",
    "LineWording",
    "Notice",
    "Presence",
    "Question",
    "QuestionState",
    "Reason",
    "Revision",
    "Said",
    "SaidState",
    "Support",
    "Takeaway",
    "Turning",
    "Visitor",
    "WatchWords",
]
