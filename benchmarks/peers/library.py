"""The websockets library's own server and its `broadcast`, on uvloop, without compression."""

import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

from benchmarks.peers.pace import obey, stamped


async def main(message: int, snapshot: int) -> None:
    viewers: set[ServerConnection] = set()

    async def follow(connection: ServerConnection) -> None:
        viewers.add(connection)
        try:
            await connection.send("x" * snapshot)
            await connection.wait_closed()
        finally:
            viewers.discard(connection)

    async def tell(number: int) -> None:
        broadcast(viewers, stamped(number, message))

    async with serve(follow, "127.0.0.1", 0, compression=None, backlog=4096) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"listening on http://127.0.0.1:{port}", flush=True)
        await obey(tell)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2])))
