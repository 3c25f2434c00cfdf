"""An acknowledged question survives the death of the server (P4)."""

import contextlib
import random
import secrets
import signal
import sqlite3
import threading
import time
from pathlib import Path

import httpx

from tests.house import LIVE
from tests.people import NO_TLS
from tests.serving import Process

KILLS = {"quick": 2, "full": 50, "soak": 200}
ASKERS = 8


class Asker(threading.Thread):
    """Asks without pause, with keys of its own, and writes down every acknowledgement."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.http = httpx.Client(base_url=url, timeout=2, headers={"Origin": url}, verify=NO_TLS)
        self.keys: dict[str, str] = {}  # acknowledged: key → receipt
        self.going = threading.Event()
        self.going.set()

    def run(self) -> None:
        self.arrive()
        while self.going.is_set():
            key = secrets.token_hex(8)
            fields = {
                "name": "Dana",
                "text": f"When is the next walkabout? {key}",
                "key": key,
                "rules": "yes",
            }
            self.insist(fields)

    def arrive(self) -> None:
        """Load the page first, as people do: it gives the cookie by which a retry is known."""
        assert self.http.get(f"/chats/{LIVE}").status_code == 200

    def insist(self, fields: dict[str, str]) -> None:
        """Send the same until it is acknowledged, as a page does whose connection was lost."""
        while self.going.is_set():
            try:
                answer = self.http.post(f"/chats/{LIVE}/questions", data=fields)
            except httpx.HTTPError:
                time.sleep(0.01)  # the server is down: this is the client's own pause
                continue
            assert answer.status_code == 303, answer.text
            self.keys[fields["key"]] = answer.headers["location"].removeprefix("/questions/")
            return


def run_rounds(process: Process, rounds: int, database: Path) -> dict[str, str]:
    rng = random.Random(4)
    askers = [Asker(process.url) for _ in range(ASKERS)]
    for asker in askers:
        asker.start()
    for _ in range(rounds):
        enough = acknowledged(askers) + rng.randint(3, 40)
        while acknowledged(askers) < enough:
            assert all(asker.is_alive() for asker in askers), "an asker gave up"
            time.sleep(rng.uniform(0, 0.01))  # a random moment is the point
        process.end(signal.SIGKILL)
        assert integrity(database) == "ok"
        process.start()
    for asker in askers:
        asker.going.clear()
    for asker in askers:
        asker.join(10)
        asker.http.close()
    process.end(signal.SIGTERM)
    return {key: receipt for asker in askers for key, receipt in asker.keys.items()}


def acknowledged(askers: list[Asker]) -> int:
    return sum(len(asker.keys) for asker in askers)


def integrity(path: Path) -> str:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]


def held(path: Path) -> dict[str, str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT key, receipt FROM questions").fetchall()
    found = dict(rows)
    assert len(found) == len(rows), "a retry became a second question"
    return found


def test_no_acknowledged_question_is_lost_when_the_server_dies(
    sqlite_url: str, tmp_path: Path, tier: str
) -> None:
    database = tmp_path / "webchat.sqlite3"
    with Process(sqlite_url, tmp_path) as process:
        receipts = run_rounds(process, KILLS[tier], database)
    kept = held(database)
    assert len(receipts) >= 3 * KILLS[tier]
    assert receipts.items() <= kept.items()


def test_acknowledging_before_the_commit_loses_questions(sqlite_url: str, tmp_path: Path) -> None:
    """The control: a server that gives the receipt first."""
    with Process(sqlite_url, tmp_path, module="tests.rooms.hasty") as process:
        receipts = run_rounds(process, 2, tmp_path / "webchat.sqlite3")
    assert receipts.keys() - held(tmp_path / "webchat.sqlite3").keys()
