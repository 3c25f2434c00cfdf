"""What can happen at a desk besides decisions."""

from foundation.events import Audience, declare

NOTED = declare("note.written", Audience.DESK, "{by} wrote a note to the crew")
ACKNOWLEDGED = declare("note.acknowledged", Audience.DESK, "{by} has seen a note to the crew")
UNSAID = declare("note.withdrawn", Audience.DESK, "{by} took a note to the crew back")

# Restricted views: looking beyond the work at hand. They have a stream beside each chat's own.
LOG_READ = declare("view.log", Audience.DESK, "{by} read the log of the chat")
WORDS_READ = declare("view.words", Audience.DESK, "{by} looked up the words of an item")
HISTORY_READ = declare("view.history", Audience.DESK, "{by} was shown what else an asker had sent")
ENDED_READ = declare("view.ended-desk", Audience.DESK, "{by} opened the desk after the end")
WATCH_READ = declare("view.watch-list", Audience.DESK, "{by} looked at the watch list")
