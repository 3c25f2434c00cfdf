"""What can happen to people and their sessions; the stream is called `staff`."""

from foundation.events import Audience, declare

STREAM = "staff"

ADDED = declare("staff.added", Audience.DESK, "{by} added {person}: {roles}")
REINSTATED = declare("staff.reinstated", Audience.DESK, "{by} let {person} in again: {roles}")
GRANTED = declare("staff.role-granted", Audience.DESK, "{by} gave {person} the role {role}")
REVOKED = declare("staff.role-revoked", Audience.DESK, "{by} took the role {role} from {person}")
DISABLED = declare("staff.disabled", Audience.DESK, "{by} disabled {person}")
RESET = declare("staff.reset", Audience.DESK, "{by} gave {person} a one-time code")
CHANGED = declare("staff.password-changed", Audience.DESK, "{person} changed their password")
SIGNED_IN = declare("staff.signed-in", Audience.DESK, "{person} signed in with {device}")
SIGNED_OUT = declare("staff.signed-out", Audience.DESK, "{person} signed out")
SESSION_ENDED = declare("staff.session-ended", Audience.DESK, "A session of {person} ended: {why}")
SESSIONS_ENDED = declare("staff.sessions-ended", Audience.DESK, "{by} signed {person} out: {why}")
GUESSED = declare(
    "staff.guessed", Audience.DESK, "Many passwords were tried for {person} within an hour"
)

# After these, sockets that were opened under the old state of things have to go.
ENDING = frozenset(
    kind.name for kind in (DISABLED, RESET, CHANGED, SIGNED_OUT, SESSION_ENDED, SESSIONS_ENDED)
)
