"""A small app for the tests: echo routes, and a hub over a log that lives in memory."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from foundation.live import wire
from foundation.live.hub import Frame, Hub, Snapshot, Topic
from foundation.live.sockets import ATTACH, Socket

ECHO_LARGEST = 128 * 1024
AT = "2026-11-22T19:30:00.000Z"
WIDER = {"public": {"public", "panel", "desk"}, "panel": {"panel", "desk"}, "desk": {"desk"}}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the log in memory; `body` is what the item says, "" once it was taken back."""

    seq: int
    audience: str
    about: str
    body: str


def item(about: str, body: str) -> str:
    return f'<p id="{about}">{body}</p>' if body else ""


@dataclass(slots=True)
class Memory:
    """A source over lists, with every reading counted and faults to order."""

    epoch: str = "first"
    logs: dict[int, list[Line]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    reads: int = 0
    renders: int = 0
    snapshots: int = 0
    broken: set[str] = field(default_factory=set)  # audiences that cannot be rendered
    unreadable: int = 0  # readings that will fail
    gate: asyncio.Event | None = None  # snapshots wait for it
    pause: asyncio.Event | None = None  # heads wait for it

    def write(self, stream: int, body: str, *, audience: str = "public", about: str = "") -> int:
        log = self.logs.setdefault(stream, [])
        line = Line(len(log) + 1, audience, about or f"q{len(log) + 1}", body)
        log.append(line)
        self.items[f"{stream}/{line.about}"] = body
        return line.seq

    async def head(self, stream: int) -> tuple[str, int] | None:
        if self.pause is not None:
            await self.pause.wait()
        self.falter()
        return (self.epoch, len(self.logs[stream])) if stream in self.logs else None

    async def events(self, stream: int, after: int, upto: int | None = None) -> Sequence[Line]:
        await asyncio.sleep(0)
        self.falter()
        self.reads += 1
        return [line for line in self.logs[stream][max(0, after) : upto]]

    def falter(self) -> None:
        if self.unreadable:
            self.unreadable -= 1
            raise RuntimeError("the database is away")

    def audiences(self, event: Line) -> Collection[str]:
        return WIDER.get(event.audience, {event.audience})

    async def render(self, stream: int, audience: str, events: Sequence[Line]) -> list[Frame]:
        await asyncio.sleep(0)
        self.renders += 1
        if audience in self.broken:
            raise RuntimeError("this template is broken")
        return [self.frame(stream, event) for event in events]

    def frame(self, stream: int, event: Line) -> Frame:
        html = item(event.about, self.items[f"{stream}/{event.about}"])
        kind = "shown" if html else "removed"
        return Frame(kind, event.about, html, AT, seq=event.seq)

    async def snapshot(self, stream: int, audience: str) -> Snapshot:
        self.snapshots += 1
        log = list(self.logs[stream])
        items = dict(self.items)
        await asyncio.sleep(0)
        if self.gate is not None:
            await self.gate.wait()
        heard = {line.about: None for line in log if audience in self.audiences(line)}
        shown = [item(about, items[f"{stream}/{about}"]) for about in heard]
        return Snapshot(self.epoch, len(log), "".join(shown))


@dataclass(slots=True)
class Desk:
    """What the staff socket heard, and how often somebody left."""

    heard: list[str] = field(default_factory=list)
    left: int = 0
    slow: asyncio.Event = field(default_factory=asyncio.Event)


class Echo:
    """Says back what it hears, as an attached connection."""

    def __init__(self) -> None:
        self.socket: Socket | None = None

    def heard(self, data: str | bytes) -> None:
        if self.socket is not None:
            body = data.encode() if isinstance(data, str) else data
            framed = wire.text(body)
            opcode = b"\x81" if isinstance(data, str) else b"\x82"
            self.socket.transport.write(opcode + framed[1:])

    def gone(self) -> None:
        self.socket = None


async def attached_echo(websocket: WebSocket) -> None:
    await websocket.accept()
    echo = Echo()
    attach = websocket.scope["extensions"][ATTACH]["attach"]
    echo.socket = attach(echo, largest=ECHO_LARGEST, reads_only=False)


async def plain_echo(websocket: WebSocket) -> None:
    await websocket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            event = await websocket.receive()
            if event["type"] == "websocket.disconnect":
                return
            await websocket.send({**event, "type": "websocket.send"})


def build(memory: Memory, hub: Hub[Line], desk: Desk) -> Starlette:
    """The whole test app; `/live/{stream}/{audience}` is what the rooms will have."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with hub.running():
            yield

    async def live(websocket: WebSocket) -> None:
        query, place = websocket.query_params, websocket.path_params
        after = query.get("after")
        client = websocket.client
        is_desk = place["audience"] == "desk"
        await hub.join(
            websocket, Topic(place["stream"], place["audience"]), epoch=query.get("epoch"),
            after=None if after is None else int(after),
            address=query.get("address") or (client.host if client else ""),
            on_text=on_text if is_desk else None, on_leave=on_leave if is_desk else None,
            owner=query.get("owner"),
        )  # fmt: skip

    async def on_text(text: str) -> None:
        if text == "break":
            raise RuntimeError("this deed is broken")
        if text == "wait":
            await desk.slow.wait()
        desk.heard.append(text)

    async def on_leave() -> None:
        desk.left += 1

    async def take_body(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    async def refuse(websocket: WebSocket) -> None:
        await websocket.send_denial_response(PlainTextResponse("not yours", 403))

    async def broken(websocket: WebSocket) -> None:
        raise RuntimeError("this endpoint is broken")

    async def client_left(request: Request, error: Exception) -> PlainTextResponse:
        return PlainTextResponse("", 400)  # nobody is there to read it

    return Starlette(
        lifespan=lifespan,
        exception_handlers={ClientDisconnect: client_left},
        routes=[
            WebSocketRoute("/live/{stream:int}/{audience}", live),
            WebSocketRoute("/echo", attached_echo),
            WebSocketRoute("/plain", plain_echo),
            WebSocketRoute("/refused", refuse),
            WebSocketRoute("/broken", broken),
            Route("/body", take_body, methods=["GET", "POST"]),
        ],
    )
