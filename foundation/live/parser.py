"""The WebSocket library's parser of frames, with the few rules of ours that it leaves open."""

import codecs
import logging

from websockets.frames import DATA_OPCODES, CloseCode, Frame, Opcode
from websockets.protocol import SERVER
from websockets.protocol import Protocol as Parsing

FRAMES = 600  # incoming frames between two pings; nobody honest needs more

quiet = logging.getLogger(__name__)  # or each connection writes "connection closed"
quiet.setLevel(logging.WARNING)


class Parser(Parsing):
    """The library's parser with three things added: a close may come between fragments, as
    RFC 6455 section 5.4 has it, text is checked as it arrives, and for an attached connection
    fragments are joined.
    """

    reads_only = False
    gathers = False

    def __init__(self, *, largest: int) -> None:
        super().__init__(SERVER, max_size=largest, logger=quiet)
        self.frames = 0
        self.decoder: codecs.IncrementalDecoder | None = None  # None while bytes are coming in
        self.parts: list[bytes] = []
        self.heard: list[tuple[int, str | bytes]] = []

    def recv_frame(self, frame: Frame) -> None:
        """Take one frame. A UnicodeDecodeError raised in here becomes close code 1007."""
        if frame.opcode is Opcode.CLOSE:
            self.current_size = None
        super().recv_frame(frame)
        self.frames += 1
        if self.gathers and self.frames > FRAMES:
            self.fail(CloseCode.POLICY_VIOLATION, "too many frames")
        elif frame.opcode in DATA_OPCODES:
            self.read(frame.opcode, bytes(frame.data), final=frame.fin)

    def read(self, opcode: Opcode, data: bytes, *, final: bool) -> None:
        if self.reads_only:
            self.fail(CloseCode.POLICY_VIOLATION, "nothing is read here")
            return
        if opcode is not Opcode.CONT:
            is_text = opcode is Opcode.TEXT
            self.decoder = codecs.getincrementaldecoder("utf-8")() if is_text else None
        if self.decoder is not None:
            self.decoder.decode(data, final)
        if self.gathers:
            self.gather(data, final=final)

    def gather(self, data: bytes, *, final: bool) -> None:
        self.parts.append(data)
        if final:
            whole = b"".join(self.parts)
            self.heard.append((len(self.writes), whole.decode() if self.decoder else whole))
            self.parts, self.decoder = [], None

    def take(self) -> list[tuple[int, str | bytes]]:
        """What has come in whole, each with how many of our own frames were due before it."""
        self.events_received()
        heard, self.heard = self.heard, []
        return heard
