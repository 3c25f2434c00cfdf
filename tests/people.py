"""How the cast act from outside: as visitors and staff over HTTP and sockets, like anybody."""

import json
import re
import secrets
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx
from argon2 import PasswordHasher
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

PASSWORD = "purple kettle marching owl"
# A sign-in takes as long as the hash of the password was made to take.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
Frame = dict[str, Any]
JSON = {"Accept": "application/json"}
WITHIN = 5.0  # seconds an expected frame may take
# No house speaks TLS, and reading the world's certificates takes each client some 50 ms.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Person:
    """Somebody with a cookie jar of their own."""

    def __init__(self, url: str) -> None:
        self.url = url
        # The server closes what is idle for five seconds: let go first, or a request meets the
        # closing.
        idle = httpx.Limits(keepalive_expiry=2)
        self.http = httpx.Client(
            base_url=url, headers={"Origin": url}, timeout=WITHIN, limits=idle, verify=NO_TLS
        )

    def get(self, path: str, **given: str) -> httpx.Response:
        return self.http.get(path, params=given)

    def post(self, path: str, **fields: str) -> httpx.Response:
        """A deed, as a script sends it."""
        return self.http.post(path, json=fields, headers=JSON)

    def submit_form(self, path: str, **fields: str) -> httpx.Response:
        """A deed, as a form without scripts sends it."""
        return self.http.post(path, data=fields, headers={"Accept": "text/html"})

    @contextmanager
    def follow(
        self, path: str, *, origin: str | None = None, **given: str | int
    ) -> Generator["Watcher"]:
        query = "&".join(f"{name}={value}" for name, value in given.items())
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar)
        url = f"{self.url.replace('http', 'ws', 1)}{path}?{query}"
        headers = {"Cookie": cookies} if cookies else {}
        with connect(
            url,
            origin=Origin(origin or self.url),
            additional_headers=headers,
            compression=None,
            open_timeout=WITHIN,
            max_size=None,
            max_queue=None,  # as a browser, which reads on and answers pings whatever its page does
        ) as socket:
            yield Watcher(socket)


class Visitor(Person):
    """A member of the public."""

    def __init__(self, url: str, name: str) -> None:
        super().__init__(url)
        self.name = name

    def ask(self, slug: str, text: str, **fields: str) -> httpx.Response:
        given = {
            "name": self.name,
            "text": text,
            "key": secrets.token_hex(8),
            "rules": "yes",
            **fields,
        }
        return self.post(f"/chats/{slug}/questions", **given)

    def asked(self, slug: str, text: str, **fields: str) -> dict[str, str]:
        """Ask, and insist on a receipt."""
        answer = self.ask(slug, text, **fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def watch(self, slug: str, **given: str | int):
        return self.follow(f"/chats/{slug}/live", **given)


class Staff(Person):
    """A member of staff, signed in."""

    def __init__(self, url: str, email: str) -> None:
        super().__init__(url)
        answer = self.http.post(
            "/staff/sign-in", data={"email": email, "password": PASSWORD, "next": ""}
        )
        assert answer.status_code == 303, answer.text

    def version(self, item_id: str, sort: str = "questions") -> str:
        """The version of an item as its pane on the desk shows it."""
        found = re.search(r'name="version" value="([^"]+)"', self.pane(item_id, sort).text)
        assert found, "the pane carries no version"
        return found[1]

    def pane(self, item_id: str, sort: str = "questions") -> httpx.Response:
        return self.get(f"/staff/{sort}/{item_id}", part="item")

    def approve(self, item_id: str, **fields: str) -> httpx.Response:
        given = {"version": fields.pop("version", "") or self.version(item_id), **fields}
        why = {"change": "clarity"} if "text" in fields else {}
        return self.post(f"/staff/questions/{item_id}/approval", **why, **given)

    def end(self, slug: str) -> None:
        """Close a chat to new questions, and then for good."""
        for deed in ("closing", "ending"):
            answer = self.post(f"/staff/chats/{slug}/{deed}", word=slug)
            assert answer.status_code == 200, answer.text

    def reject(self, item_id: str, reason: str = "off-topic", **fields: str) -> httpx.Response:
        given = {"version": fields.pop("version", "") or self.version(item_id), "reason": reason}
        return self.post(f"/staff/questions/{item_id}/rejection", **given)


class Watcher:
    """One live socket and all it has heard."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[Frame] = []

    def next(self, within: float = WITHIN) -> Frame:
        frame = json.loads(self.socket.recv(timeout=within))
        self.heard.append(frame)
        return frame

    def say(self, kind: str, item: str = "") -> None:
        """Say what only a desk may: which item one has open."""
        self.socket.send(json.dumps({"kind": kind, "id": item}))

    def until(self, kind: str, within: float = WITHIN) -> Frame:
        """The next frame of that kind; others on the way are kept in `heard`."""
        while True:
            frame = self.next(within)
            if frame["kind"] == kind:
                return frame
