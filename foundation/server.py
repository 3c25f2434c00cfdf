"""The server: uvicorn with our socket protocol, limits on patience, and quiet stops."""

import contextlib
import gc
import logging
import resource
import signal
import socket
import threading
from collections.abc import Callable, Generator, Sequence

import uvicorn
from starlette.types import ASGIApp

from foundation.live.sockets import LARGEST, WebSocketProtocol
from foundation.patience import Entrance, PatientProtocol

UNREAD_WITHIN = 40_000  # milliseconds the kernel waits for a client that takes nothing
BUFFERED = 64 * 1024  # bytes the kernel holds for one client; it doubles this
BACKLOG = 4096

logger = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """uvicorn's server, which says where it listens and returns when it is told to stop."""

    def __init__(self, config: uvicorn.Config, *, ready: Callable[[], None] = lambda: None) -> None:
        super().__init__(config)
        self.server_state = Entrance()
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()
            print(f"listening on {self.address(sockets)}", flush=True)

    def address(self, sockets: Sequence[socket.socket] | None) -> str:
        listening = sockets or [one for server in self.servers for one in server.sockets]
        host, port = listening[0].getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """As uvicorn's, but the signal is not raised again: `serve` returns to its caller."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(
    app: ASGIApp, *, host: str = "127.0.0.1", port: int = 8000,
    sockets: list[socket.socket] | None = None, trusted_proxies: Sequence[str] = (),
) -> None:  # fmt: skip
    """Serve until SIGTERM or Ctrl-C. Prints `listening on http://HOST:PORT` once it does.

    Raises OSError when the address cannot be had.
    """
    raise_file_limit()
    listening = sockets or [listen(host, port)]
    settings = config(app, trusted_proxies=trusted_proxies)
    Server(settings, ready=tune_collector).run(sockets=listening)


def config(
    app: ASGIApp, *, trusted_proxies: Sequence[str] = (), largest: int = LARGEST
) -> uvicorn.Config:
    """How uvicorn runs here. `largest` is bytes of one incoming text before anyone is attached."""
    return uvicorn.Config(
        app,
        http=PatientProtocol,
        ws=WebSocketProtocol,
        ws_max_size=largest,
        ws_per_message_deflate=False,
        ws_ping_interval=None,  # the hub's one sweep pings
        lifespan="on",
        log_config=None,
        access_log=False,
        log_level="warning",  # its information lines hold addresses with receipts in them
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=list(trusted_proxies),
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=2,
        workers=1,
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket whose connections inherit small buffers and an end to waiting."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFERED)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_WITHIN)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


def raise_file_limit() -> None:
    """Allow as many open files as the system lets us; the hub sees how many sockets that makes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def tune_collector() -> None:
    """Leave what start-up made out of every collection, and collect seldom.

    With the default settings the collector paused for 640 to 850 ms while 10,000 viewers joined.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
