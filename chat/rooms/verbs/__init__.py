"""The deeds of a room: its hours, answering, announcing, and what askers do with their own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from foundation.events import Event

from .answering import answer, pick, put_down, release
from .company import announce, count_present, withdraw_notice
from .correcting import correct
from .halting import attend, carry_on, freeze, leave, lift, pause, stop, take_again
from .hours import close_room, end_room, open_room, tell, turn
from .owing import owe_again
from .own import refuse_over, retract, reword
from .standing import Wording, held_question, stand_alone, write_revision
from .taking import LONGEST_WAY, Owner, show_said, take_away
from .watching import watch

# A deed as a route calls it: a session and what it is about first, then who, when and how.
Deed = Callable[..., Awaitable[Event]]
UNDO = timedelta(seconds=10)  # how long a rejection can be undone before its asker is told

__all__ = [
    "LONGEST_WAY",
    "UNDO",
    "Deed",
    "Owner",
    "Wording",
    "announce",
    "answer",
    "attend",
    "carry_on",
    "close_room",
    "correct",
    "count_present",
    "end_room",
    "freeze",
    "held_question",
    "leave",
    "lift",
    "open_room",
    "owe_again",
    "pause",
    "pick",
    "put_down",
    "refuse_over",
    "release",
    "retract",
    "reword",
    "show_said",
    "stand_alone",
    "stop",
    "take_again",
    "take_away",
    "tell",
    "turn",
    "watch",
    "withdraw_notice",
    "write_revision",
]
