"""Deeds on people and their sessions: each locks the staff stream first and records an event."""

from foundation.staff.verbs.entrance import change_password, sign_in
from foundation.staff.verbs.people import add, disable, grant, reset, revoke
from foundation.staff.verbs.sessions import end_all, end_session, expire, forget, seen, sign_out

__all__ = [
    "add",
    "change_password",
    "disable",
    "end_all",
    "end_session",
    "expire",
    "forget",
    "grant",
    "reset",
    "revoke",
    "seen",
    "sign_in",
    "sign_out",
]
