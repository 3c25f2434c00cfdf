"""`./webchat demo`: one command shows the evening, and leaves nothing behind."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer

from chat.demo import run
from chat.demo.cast import COLE, PASSWORD, PRIYA
from foundation import server
from foundation.settings import ROOT
from tests.people import Person

SHOW = "from chat.demo.run import demo; demo(port={port}, host='127.0.0.1')"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+\S*")
WITHIN = 15.0  # seconds to go
# What may stand in the environment of whoever shows it; none of it may matter.
ELSEWHERE = {
    "WEBCHAT_DATABASE_URL": "postgresql://nowhere.invalid/force", "WEBCHAT_SECRET_KEY": "k" * 40,
    "WEBCHAT_FORCE_NAME": "Somebody else", "WEBCHAT_BASE_URL": "https://chat.example.org",
    "WEBCHAT_DATA": "/nowhere", "WEBCHAT_PORT": "1",
}  # fmt: skip


@contextmanager
def shown(folder: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The demonstration as a program of its own, with what it printed until it listened."""
    with subprocess.Popen(
        [sys.executable, "-c", SHOW.format(port=0)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", **ELSEWHERE},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        said = ""
        while "listening on" not in said:
            line = child.stdout.readline()
            assert line, f"the demonstration did not start: {said}"
            said += line
        try:
            yield child, said
        finally:
            if child.poll() is None:
                child.terminate()


def children(of: int) -> list[int]:
    """Ids of the programs that one has started."""
    return [int(one) for one in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


def gone(number: int) -> bool:
    """Whether that program ends within the time it may take."""
    try:
        program = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([program], [], [], WITHIN)
    os.close(program)
    return bool(ended)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_shows_an_evening_and_leaves_nothing_behind(
    tmp_path: Path, end: signal.Signals, tier: str
) -> None:
    if tier == "quick" and end is not signal.SIGINT:
        pytest.skip("one way to end it is enough for the quick tier")
    with shown(tmp_path) as (child, said):
        people = children(child.pid)
        assert people
        assert list(tmp_path.iterdir())
        looks_right(said)
        child.send_signal(end)
        assert child.wait(WITHIN) == 0
    assert list(tmp_path.iterdir()) == []
    assert all(gone(one) for one in people)


def looks_right(said: str) -> None:
    home, room, desk, panel = ADDRESS.findall(said)[:4]
    url = home.rstrip("/")
    with guest(url) as visitor:
        for path in ("/", room.removeprefix(url)):
            answer = visitor.get(path)
            assert answer.status_code == 200
            assert "Demonstration" in answer.text
            assert "Avon and Somerset" in answer.text
    for member, address in ((PRIYA, desk), (COLE, panel)):
        assert member.email in said
        with guest(url) as person:
            person.post("/staff/sign-in", email=member.email, password=PASSWORD)
            assert person.get(address.removeprefix(url)).status_code == 200


@contextmanager
def guest(url: str) -> Generator[Person]:
    person = Person(url)
    with person.http:
        yield person


def test_it_dies_without_leaving_its_people_talking(tmp_path: Path) -> None:
    with shown(tmp_path) as (child, _):
        people = children(child.pid)
        child.kill()
    assert people
    assert all(gone(one) for one in people)


def test_another_port_is_taken_when_the_first_is_not_free() -> None:
    with server.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with run.first_free("127.0.0.1", port) as found:
            assert found.getsockname()[1] > port


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "chat.example.org", ""])
def test_nobody_else_can_reach_it(host: str) -> None:
    with pytest.raises(typer.Exit):
        run.demo(port=0, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "localhost"])
def test_this_machine_can(host: str) -> None:
    run.refuse_strangers(host)


def test_nobody_is_told_the_simulated_moderators_password() -> None:
    passwords = run.log_ins()
    assert [email for email, password in passwords.items() if password != PASSWORD] == [
        run.SIMULATED_MODERATOR.email
    ]
