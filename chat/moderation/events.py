"""What can happen at a desk besides decisions."""

from foundation.events import Audience, declare

NOTED = declare("note.written", Audience.DESK, "{by} wrote a note to the crew")
ACKNOWLEDGED = declare("note.acknowledged", Audience.DESK, "{by} has seen a note to the crew")
UNSAID = declare("note.withdrawn", Audience.DESK, "{by} took a note to the crew back")
