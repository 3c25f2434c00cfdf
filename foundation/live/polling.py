"""Catching up without a socket: what a reader missed since a number, as one JSON answer."""

import json
from collections import OrderedDict

from foundation.live.hub import Frame, Source, Topic

POLITE = 5  # seconds a reader is asked to wait between two polls
REPLAY = 300  # events; further behind, the whole room is sent
KEPT = 256  # answers kept, so that many who poll in step cost one rendering


class Polling:
    """Answers `events?after=` from the same source as the sockets; a change makes earlier answers
    void."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: OrderedDict[tuple[Topic, str, int, int | None], bytes] = OrderedDict()

    async def since(self, topic: Topic, *, epoch: str | None, after: int | None) -> bytes:
        """The frames after a number; the whole room for a reader who has none or is far behind."""
        now, seq = await self._source.head(topic.stream) or ("", 0)
        if epoch is not None and epoch != now:
            return self._encode(now, seq, [])
        if after is not None and not seq - REPLAY <= after <= seq:
            after = None
        name = (topic, now, seq, after)
        if name not in self._kept:
            self._kept[name] = await self._read(topic, now, seq, after)
        self._kept.move_to_end(name)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[name]

    async def _read(self, topic: Topic, epoch: str, seq: int, after: int | None) -> bytes:
        if after is None:
            shot = await self._source.snapshot(topic.stream, topic.audience)
            whole = {"kind": "snapshot", "seq": shot.seq, "html": shot.html}
            return self._encode(shot.epoch, shot.seq, [whole])
        rows = await self._source.events(topic.stream, after, seq)
        heard = [row for row in rows if topic.audience in self._source.audiences(row)]
        frames = await self._source.render(topic.stream, topic.audience, heard) if heard else []
        return self._encode(epoch, seq, [as_fields(frame) for frame in frames])

    @staticmethod
    def _encode(epoch: str, seq: int, frames: list[dict[str, str | int | None]]) -> bytes:
        content = {"epoch": epoch, "seq": seq, "frames": frames, "wait": POLITE}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def as_fields(frame: Frame) -> dict[str, str | int | None]:
    return {
        "seq": frame.seq,
        "kind": frame.kind,
        "id": frame.id,
        "html": frame.html,
        "at": frame.at,
    }
