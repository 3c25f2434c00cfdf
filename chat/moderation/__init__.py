"""The moderators' desk: deciding what is shown, and the record of it."""
