"""Deeds of the moderators' desk: each names the revision its moderator was shown."""

from .answers import give_back, release_answer, withdraw_answer
from .deciding import approve, reject, restore, withdraw
from .doubts import ask_back, divert, escalate, park, put_back
from .leases import claim, free, heartbeat, release
from .merging import merge, separate
from .notes import acknowledge_note, withdraw_note, write_note
from .selecting import approve_unmarked

__all__ = [
    "acknowledge_note",
    "approve",
    "approve_unmarked",
    "ask_back",
    "claim",
    "divert",
    "escalate",
    "free",
    "give_back",
    "heartbeat",
    "merge",
    "park",
    "put_back",
    "reject",
    "release",
    "release_answer",
    "restore",
    "separate",
    "withdraw",
    "withdraw_answer",
    "withdraw_note",
    "write_note",
]
