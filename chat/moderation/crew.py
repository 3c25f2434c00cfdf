"""Which moderators have a chat's desk open, for the others to see."""

from foundation.live.hub import Hub, Topic


class Crew:
    """Names by staff session; who is there now is the hub's to say."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._names: dict[object, str] = {}

    def arrive(self, session_id: str, name: str) -> None:
        """Know the name of whoever opens a desk in this session."""
        self._names[session_id] = name

    def names(self, stream_id: int) -> list[str]:
        """Who has this chat's desk open on this server process, by name."""
        owners = self._hub.owners_of(Topic(stream_id, "desk"))
        return sorted({self._names[owner] for owner in owners if owner in self._names})
