"""The application as a process of its own, to be killed, doubled, or looked at from outside."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from pydantic import SecretStr

from chat.app import build
from chat.commands.serve import log_as_lines
from chat.rooms.intake import Intake
from foundation import server
from foundation.settings import Settings
from tests.people import Person

KEY = "the key of a house that stands for one test"


def main(*, intake: type[Intake] = Intake) -> None:
    """Serve what the first argument describes, until told to stop."""
    given = json.loads(sys.argv[1])
    listening = server.listen("127.0.0.1", given["port"])
    given["port"] = listening.getsockname()[1]
    given["database_url"] = SecretStr(given["database_url"])
    settings = Settings(secret_key=[SecretStr(KEY)], log_level="error", **given)
    log_as_lines(settings)  # to standard error: nobody reads the pipe of standard output
    app = build(settings)
    app.state.intake = intake(app.state.ground.database)
    server.serve(app, sockets=[listening])


class Process:
    """One server process; `url` stays the same when it is started again."""

    def __init__(
        self, database_url: str, folder: Path, *, module: str = "tests.serving", **given: object
    ) -> None:
        self.database_url, self.module = database_url, module
        self.given = {"data": str(folder), "database_url": database_url, "port": 0,
                      "questions_per_minute": 1_000_000,
                      "questions_per_minute_per_address": 1_000_000,
                      "max_sockets_per_address": 5_000, **given}  # fmt: skip
        self.guests: list[Person] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        for guest in self.guests:
            guest.http.close()
        if self.process.poll() is None:
            self.end(signal.SIGTERM)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, json.dumps(self.given)], stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True,
        )  # fmt: skip
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), "the server did not start"
        self.url = line.removeprefix("listening on ").strip()
        self.port = int(self.url.rsplit(":", 1)[1])
        self.given["port"] = self.port

    def restart(self) -> None:
        self.end(signal.SIGTERM)
        self.start()

    def stranger(self) -> Person:
        """Somebody with an empty cookie jar."""
        self.guests.append(Person(self.url))
        return self.guests[-1]

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.wait(10)
        self.process.stdout.close()


if __name__ == "__main__":
    main()
