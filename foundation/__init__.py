"""The ground floor: what at least two rooms need and what knows nothing of chats or channels."""
