"""What travels on a live socket: frames as JSON text, encoded once for every viewer."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TEXT = 0x81  # a final text frame; servers never mask


@dataclass(frozen=True, slots=True)
class Frame:
    """One item as viewers see it; `at` is RFC 3339 with milliseconds.

    Without `seq` it is a passing remark: written to whoever is there, never replayed.
    """

    kind: str
    id: str
    html: str
    at: str
    seq: int | None = None
    extra: Mapping[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole room as one audience sees it at `seq`."""

    epoch: str
    seq: int
    html: str


def frame(item: Frame) -> bytes:
    """The wire bytes of one item."""
    numbered: dict[str, str | int] = {} if item.seq is None else {"seq": item.seq}
    fields = {"kind": item.kind, "id": item.id, "html": item.html, "at": item.at}
    return _json({**(item.extra or {}), **numbered, **fields})


def hello(epoch: str, seq: int) -> bytes:
    """The first frame of every connection."""
    return _json({"kind": "hello", "epoch": epoch, "seq": seq})


def snapshot(shot: Snapshot) -> bytes:
    """The whole room, for a viewer who starts from nothing or was away too long."""
    return _json({"kind": "snapshot", "seq": shot.seq, "html": shot.html})


def text(body: bytes) -> bytes:
    """One unmasked text frame around UTF-8 `body`."""
    size = len(body)
    if size < 126:
        return bytes((TEXT, size)) + body
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2) + body
    return b"\x81\x7f" + size.to_bytes(8) + body


def texts(data: bytes) -> Iterator[str]:
    """Take joined frames of ours apart again, for servers that frame for themselves."""
    at = 0
    while at < len(data):
        size, at = data[at + 1], at + 2
        if size > 125:
            width = 2 if size == 126 else 8
            size, at = int.from_bytes(data[at : at + width]), at + width
        yield data[at : at + size].decode()
        at += size


def _json(fields: Mapping[str, str | int]) -> bytes:
    return text(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())
