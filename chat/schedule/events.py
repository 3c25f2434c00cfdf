"""What can happen to a chat in the diary."""

from foundation.events import Audience, declare

SCHEDULED = declare("chat.scheduled", Audience.DESK, "{by} put the chat in the diary")
SEATED = declare("chat.seated", Audience.PUBLIC, "{by} gave {seat} a seat on the panel")
TURNED = declare("chat.turned", Audience.PUBLIC, "The chat became {state} ({by})")
EXTENDED = declare("chat.extended", Audience.PUBLIC, "{by} extended the chat to {closes_at}")
STOPPED = declare("chat.stopped", Audience.PUBLIC, "{by} stopped new questions")
TAKES_AGAIN = declare("chat.takes-again", Audience.PUBLIC, "{by} let questions be asked again")
FROZEN = declare("chat.frozen", Audience.PUBLIC, "{by} froze the room")
PAUSED = declare("chat.paused", Audience.PUBLIC, "{by} paused the chat")
LIFTED = declare("chat.lifted", Audience.PUBLIC, "{by} let the room carry on")
UNATTENDED = declare("chat.unattended", Audience.PUBLIC, "The last moderator left the desk")
ATTENDED = declare("chat.attended", Audience.PUBLIC, "A moderator came back to the desk")
WATCHED = declare("chat.watched", Audience.DESK, "{by} changed the watch list")
AIMED = declare("chat.aimed", Audience.DESK, "{by} set how long a question may wait")
PACED = declare("chat.paced", Audience.PUBLIC, "{by} set how fast questions may come")
PINNED = declare("statement.pinned", Audience.PUBLIC, "{by} pinned a statement in every room")
UNPINNED = declare(
    "statement.withdrawn", Audience.PUBLIC, "{by} took the statement down in every room"
)
CANCELLED = declare("chat.cancelled", Audience.PUBLIC, "{by} cancelled the chat")
