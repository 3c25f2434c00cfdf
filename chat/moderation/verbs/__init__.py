"""Deeds of the moderators' desk: each names the revision its moderator was shown."""

from .answers import give_back, release_answer, withdraw_answer
from .assigning import assign, unassign
from .deciding import approve, reject, restore, withdraw
from .doubts import ask_back, divert, escalate, park, put_back
from .leases import claim, free, heartbeat, release
from .merging import merge, separate
from .notes import acknowledge_note, withdraw_note, write_note
from .said import give_back_said, let_through, withdraw_takeaway
from .selecting import approve_unmarked
from .viewing import note_view, viewed_lately

__all__ = [
    "acknowledge_note",
    "approve",
    "approve_unmarked",
    "ask_back",
    "assign",
    "claim",
    "divert",
    "escalate",
    "free",
    "give_back",
    "give_back_said",
    "heartbeat",
    "let_through",
    "merge",
    "note_view",
    "park",
    "put_back",
    "reject",
    "release",
    "release_answer",
    "restore",
    "separate",
    "unassign",
    "viewed_lately",
    "withdraw",
    "withdraw_answer",
    "withdraw_note",
    "withdraw_takeaway",
    "write_note",
]
