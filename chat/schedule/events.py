"""What can happen to a chat in the diary."""

from foundation.events import Audience, declare

SCHEDULED = declare("chat.scheduled", Audience.DESK, "{by} put the chat in the diary")
SEATED = declare("chat.seated", Audience.PUBLIC, "{by} gave {seat} a seat on the panel")
TURNED = declare("chat.turned", Audience.PUBLIC, "The chat became {state}")
EXTENDED = declare("chat.extended", Audience.PUBLIC, "{by} extended the chat to {closes_at}")
CANCELLED = declare("chat.cancelled", Audience.PUBLIC, "{by} cancelled the chat")
