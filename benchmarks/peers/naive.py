"""The obvious way: uvicorn as it comes, Starlette, and a send awaited for each viewer in turn."""

import asyncio
import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from benchmarks.peers.pace import obey, stamped

viewers: set[WebSocket] = set()


async def follow(websocket: WebSocket) -> None:
    await websocket.accept()
    viewers.add(websocket)
    try:
        await websocket.send_text("x" * int(sys.argv[2]))
        while True:
            await websocket.receive_text()
    except WebSocketDisconnect:
        viewers.discard(websocket)


async def tell(number: int) -> None:
    data = stamped(number, int(sys.argv[1]))
    for viewer in list(viewers):
        try:
            await viewer.send_text(data)
        except WebSocketDisconnect:
            viewers.discard(viewer)


async def main() -> None:
    listening = socket.create_server(("127.0.0.1", 0), backlog=4096)
    config = uvicorn.Config(
        Starlette(routes=[WebSocketRoute("/{rest:path}", follow)]), ws="websockets-sansio",
        ws_per_message_deflate=False, log_level="error", access_log=False, backlog=4096,
    )  # fmt: skip
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    print(f"listening on http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    await obey(tell)
    server.should_exit = True
    await serving


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
