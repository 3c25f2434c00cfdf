"""The deeds of a room: its hours, answering, announcing, and what askers do with their own."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from foundation.events import Event

from .abuse import change_words, put_words_back
from .answering import answer, pick, put_down, release
from .appealing import appeal, hear, uphold
from .company import announce, count_present, withdraw_notice
from .correcting import correct
from .halting import attend, carry_on, freeze, leave, lift, pause, stop, take_again
from .hours import close_room, end_room, open_room, tell, turn
from .lines import (
    Draft,
    give_line_back,
    let_line_in,
    restore_line,
    retire_line,
    write_line,
)
from .order import ban, lift_limit, mute, slow_down, trust, warn
from .owing import owe_again
from .own import dispute, refuse_over, retract, reword
from .promising import (
    promise,
    report,
    return_promise,
    return_report,
    show_promise,
    show_report,
    withdraw_promise,
)
from .standing import Wording, held_question, stand_alone, write_revision
from .supporting import support, tell_support, untold, withdraw_support
from .taking import LONGEST_WAY, Owner, show_said, take_away
from .traces import day_key, forget_addresses
from .watching import watch

# A deed as a route calls it: a session and what it is about first, then who, when and how.
Deed = Callable[..., Awaitable[Event]]
UNDO = timedelta(seconds=10)  # how long a rejection can be undone before its asker is told

__all__ = [
    "LONGEST_WAY",
    "UNDO",
    "Deed",
    "Draft",
    "Owner",
    "Wording",
    "announce",
    "answer",
    "appeal",
    "attend",
    "ban",
    "carry_on",
    "change_words",
    "close_room",
    "correct",
    "count_present",
    "day_key",
    "dispute",
    "end_room",
    "forget_addresses",
    "freeze",
    "give_line_back",
    "hear",
    "held_question",
    "leave",
    "let_line_in",
    "lift",
    "lift_limit",
    "mute",
    "open_room",
    "owe_again",
    "pause",
    "pick",
    "promise",
    "put_down",
    "put_words_back",
    "refuse_over",
    "release",
    "report",
    "restore_line",
    "retire_line",
    "retract",
    "return_promise",
    "return_report",
    "reword",
    "show_promise",
    "show_report",
    "show_said",
    "slow_down",
    "stand_alone",
    "stop",
    "support",
    "take_again",
    "take_away",
    "tell",
    "tell_support",
    "trust",
    "turn",
    "untold",
    "uphold",
    "warn",
    "watch",
    "withdraw_notice",
    "withdraw_promise",
    "withdraw_support",
    "write_line",
    "write_revision",
]
