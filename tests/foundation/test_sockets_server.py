"""The server as a process: where it listens, how it stops, what it allows itself."""

import asyncio
import contextlib
import re
import resource
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator

import pytest

from foundation import server
from tests.foundation.rig import Wire

VIEWERS = 1_000
STOPS_WITHIN = 3.0  # seconds


@contextlib.asynccontextmanager
async def process(port: int = 0) -> AsyncIterator[asyncio.subprocess.Process]:
    """The server, killed at the end if it is still there."""
    serving = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.foundation.serving", str(port),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield serving
    finally:
        with contextlib.suppress(ProcessLookupError):
            serving.kill()
        await serving.communicate()


async def port_of(serving: asyncio.subprocess.Process) -> int:
    assert serving.stdout is not None
    line = (await asyncio.wait_for(serving.stdout.readline(), 20)).decode()
    found = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
    assert found is not None
    return int(found[1])


async def stop(serving: asyncio.subprocess.Process, number: int) -> tuple[bytes, bytes, float]:
    began = time.monotonic()
    serving.send_signal(number)
    out, err = await asyncio.wait_for(serving.communicate(), 20)
    return out, err, time.monotonic() - began


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_server_says_where_it_listens_and_returns_when_told_to_stop(number: int) -> None:
    async with process() as serving:
        await port_of(serving)
        out, err, _ = await stop(serving, number)
        assert (serving.returncode, out, err) == (0, b"stopped\n", b"")


async def test_a_stop_with_many_viewers_is_quick_and_tells_each_of_them() -> None:
    async with process() as serving:
        port = await port_of(serving)
        viewers = [await Wire.open(port, "/live/1/public") for _ in range(VIEWERS)]
        half_open = await Wire.connect(port)
        stopping = asyncio.create_task(stop(serving, signal.SIGTERM))
        codes = await asyncio.gather(*(viewer.close_code() for viewer in viewers))
        out, err, seconds = await stopping
        assert (serving.returncode, out, err) == (0, b"stopped\n", b"")
        assert codes == [1012] * VIEWERS
        assert seconds < STOPS_WITHIN
        await half_open.end()


async def test_a_stop_does_not_wait_for_viewers_who_do_not_answer() -> None:
    async with process() as serving:
        port = await port_of(serving)
        viewers = [await Wire.open(port, "/live/1/public", receive_buffer=4096) for _ in range(10)]
        _, err, seconds = await stop(serving, signal.SIGTERM)
        assert err == b""
        assert seconds < STOPS_WITHIN
        for viewer in viewers:
            viewer.reset()


async def test_a_port_that_is_taken_is_an_error_in_plain_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="Address already in use"):
            server.listen("127.0.0.1", port)


def test_as_many_files_may_be_open_as_the_system_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        server.raise_file_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_connections_inherit_a_small_buffer_and_an_end_to_waiting() -> None:
    with server.listen("127.0.0.1", 0) as listening:
        with socket.create_connection(listening.getsockname()) as client:
            listening.setblocking(True)
            accepted, _ = listening.accept()
            with accepted:
                buffer = accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
                patience = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        assert client.fileno() == -1
    assert (buffer, patience) == (2 * server.BUFFERED, server.UNREAD_WITHIN)
