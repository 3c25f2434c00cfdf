"""The deeds of a room: its hours, answering, announcing, and what askers do with their own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from foundation.events import Event

from .answering import answer, pick, put_down, release
from .appealing import appeal, hear, uphold
from .company import announce, count_present, withdraw_notice
from .halting import attend, carry_on, freeze, leave, lift, pause, stop, take_again
from .hours import close_room, end_room, open_room, tell, turn
from .order import ban, lift_limit, mute, slow_down, warn
from .own import refuse_over, retract, reword
from .standing import held_question, stand_alone, write_revision
from .traces import day_key, forget_addresses
from .watching import watch

# A deed as a route calls it: a session and what it is about first, then who, when and how.
Deed = Callable[..., Awaitable[Event]]
UNDO = timedelta(seconds=10)  # how long a rejection can be undone before its asker is told

__all__ = [
    "UNDO",
    "Deed",
    "announce",
    "answer",
    "appeal",
    "attend",
    "ban",
    "carry_on",
    "close_room",
    "count_present",
    "day_key",
    "end_room",
    "forget_addresses",
    "freeze",
    "hear",
    "held_question",
    "leave",
    "lift",
    "lift_limit",
    "mute",
    "open_room",
    "pause",
    "pick",
    "put_down",
    "refuse_over",
    "release",
    "retract",
    "reword",
    "slow_down",
    "stand_alone",
    "stop",
    "take_again",
    "tell",
    "turn",
    "uphold",
    "warn",
    "watch",
    "withdraw_notice",
    "write_revision",
]
