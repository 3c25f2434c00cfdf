"""The `webchat` script: in a small checkout of its own, with stand-ins for the installers."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "webchat"
COREUTILS = ("cat", "cmp", "cp", "find", "ln", "mkdir", "mv", "readlink", "rm", "touch")

# Says what it was given and where it runs, and ends as it is told.
CHAT = """
import os, sys
print(os.getcwd(), *sys.argv[1:], sep="|")
sys.exit(7 if "seven" in sys.argv else 0)
"""
FRONTEND = """
from pathlib import Path
if not Path("offline").exists():
    stamp = Path("package-lock.json").read_bytes() + Path(__file__).read_bytes()
    Path("static/vendor/.stamp").write_bytes(stamp)
else:
    Path("static/vendor/.tried").touch()
with open("calls", "a") as calls:
    calls.write("front end\\n")
"""
# Makes an environment that is nothing but a Python; `cut` has it kill the script that called it,
# `gate` has it wait until nobody holds that file, and `broken` has it fail.
UV = f"""#!/bin/sh
echo "$1 ${{*##* }}" >>calls
case $1 in
venv) mkdir -p .venv/bin && ln -s '{sys.executable}' .venv/bin/python ;;
pip)
    [ ! -e cut ] || kill -9 "$PPID"
    [ ! -e gate ] || flock gate sh -c :
    [ ! -e broken ]
    ;;
esac
"""


@dataclass
class Checkout:
    """A checkout with the real script and a stub for everything it starts."""

    folder: Path
    tools: Path

    def start(self, *arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.folder / "webchat", *arguments],
            cwd=cwd or self.folder,
            env={"PATH": str(self.tools)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        with self.start(*arguments, cwd=cwd) as started:
            out, err = started.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, started.returncode, out, err)

    def calls(self) -> Sequence[str]:
        """What was made since the last time of asking."""
        noted = self.folder / "calls"
        lines = noted.read_text().splitlines() if noted.exists() else []
        noted.unlink(missing_ok=True)
        return lines

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)


def told(started: subprocess.Popen[str], words: str) -> None:
    """Read on until it says those words; end it and all it started if it never does."""
    assert started.stderr is not None
    never = threading.Timer(20, os.killpg, (started.pid, signal.SIGKILL))
    never.start()
    try:
        assert any(words in line for line in started.stderr)
    finally:
        never.cancel()


MADE = ["venv .venv", "pip requirements/run.lock", "front end"]


@pytest.fixture
def bare(tmp_path: Path) -> Checkout:
    """A fresh checkout in a folder with a space, on a machine with neither uv nor Python."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in (*COREUTILS, "sh", "flock"):
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    checkout = Checkout(tmp_path / "a checkout", tools)
    checkout.write("requirements/run.lock", "run 1")
    checkout.write("requirements/test.lock", "test 1")
    checkout.write("package-lock.json", "{}")
    checkout.write("chat/__main__.py", CHAT)
    checkout.write("foundation/frontend.py", FRONTEND)
    checkout.write("static/vendor/.keep", "")
    shutil.copy(SCRIPT, checkout.folder)
    return checkout


@pytest.fixture
def checkout(bare: Checkout) -> Checkout:
    """The same on a machine with uv."""
    (bare.tools / "uv").write_text(UV)
    (bare.tools / "uv").chmod(0o755)
    return bare


def test_without_python_one_line_names_what_to_install(bare: Checkout) -> None:
    done = bare.run("demo")
    assert done.returncode == 1
    assert "sudo apt install python3-venv" in done.stderr
    assert "uv" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (bare.folder / ".venv").exists()


def test_a_python_without_venv_is_as_good_as_none(bare: Checkout) -> None:
    (bare.tools / "python3").write_text("#!/bin/sh\necho 'No module named ensurepip' >&2\nexit 1\n")
    (bare.tools / "python3").chmod(0o755)
    done = bare.run("demo")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_the_first_run_makes_everything_and_the_second_nothing(checkout: Checkout) -> None:
    assert checkout.run("demo").returncode == 0
    assert checkout.calls() == MADE
    done = checkout.run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert checkout.calls() == []


def test_arguments_and_exit_code_pass_through_from_any_folder(
    checkout: Checkout, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    done = checkout.run("seven", "two words", "", "--help", cwd=elsewhere)
    assert done.returncode == 7
    assert done.stdout == f"{checkout.folder}|seven|two words||--help\n"
    assert list(elsewhere.iterdir()) == []


def test_a_link_to_the_script_finds_its_checkout(checkout: Checkout, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(checkout.folder / "webchat")
    env = {"PATH": str(checkout.tools)}
    out = subprocess.run([link, "x"], cwd=tmp_path, env=env, capture_output=True, text=True).stdout
    assert out == f"{checkout.folder}|x\n"


@pytest.mark.parametrize("command", ["test", "check"])
def test_tests_and_checks_install_the_larger_lock(checkout: Checkout, command: str) -> None:
    checkout.run(command)
    assert "pip requirements/test.lock" in checkout.calls()
    checkout.run("serve")
    assert checkout.calls() == []


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    checkout.run("demo")
    checkout.calls()
    checkout.write("requirements/run.lock", "run 2")
    checkout.run("demo")
    assert checkout.calls() == ["pip requirements/run.lock"]


def test_going_back_to_an_older_lock_installs_that_one_again(checkout: Checkout) -> None:
    checkout.run("test")
    checkout.write("requirements/run.lock", "run 2")
    checkout.run("serve")
    checkout.write("requirements/run.lock", "run 1")
    checkout.calls()
    checkout.run("test")
    assert checkout.calls() == ["pip requirements/test.lock"]


@pytest.mark.parametrize("how", ["cut", "broken"])
def test_an_install_that_did_not_finish_is_made_anew(checkout: Checkout, how: str) -> None:
    checkout.write(how, "")
    assert checkout.run("demo").returncode == {"cut": -9, "broken": 1}[how]
    checkout.calls()
    checkout.write(".venv/left over", "")
    (checkout.folder / how).unlink()
    assert checkout.run("demo").returncode == 0
    assert checkout.calls() == MADE
    assert not (checkout.folder / ".venv" / "left over").exists()


def test_an_environment_made_by_hand_is_made_anew(checkout: Checkout) -> None:
    checkout.write(".venv/by hand", "")
    (checkout.folder / ".venv" / "bin").mkdir()
    (checkout.folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert checkout.run("demo").returncode == 0
    assert checkout.calls() == MADE
    assert not (checkout.folder / ".venv" / "by hand").exists()


def test_two_first_runs_at_once_make_everything_once(checkout: Checkout) -> None:
    if not (checkout.tools / "flock").exists():
        pytest.skip("without flock two first runs are not kept apart")
    with (checkout.folder / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        first = checkout.start("first")
        told(first, "installing the packages")
        second = checkout.start("second")
        told(second, "waiting for another")
    with first, second:
        first.communicate(timeout=60)
        out, _ = second.communicate(timeout=60)
    assert (first.returncode, second.returncode) == (0, 0)
    assert out.endswith("|second\n")
    assert checkout.calls() == MADE


def test_a_changed_front_end_is_built_again(checkout: Checkout) -> None:
    checkout.run("demo")
    checkout.calls()
    checkout.write("package-lock.json", '{"new": true}')
    checkout.run("demo")
    assert checkout.calls() == ["front end"]


def test_an_offline_machine_tries_the_front_end_once_in_ten_minutes(checkout: Checkout) -> None:
    checkout.write("offline", "")
    checkout.run("demo")
    assert "front end" in checkout.calls()
    assert checkout.run("demo").returncode == 0
    assert checkout.calls() == []
    tried = checkout.folder / "static" / "vendor" / ".tried"
    long_ago = tried.stat().st_mtime - 11 * 60
    os.utime(tried, (long_ago, long_ago))
    checkout.run("demo")
    assert checkout.calls() == ["front end"]


def pins(lock: str) -> set[str]:
    lines = (SCRIPT.parent / "requirements" / lock).read_text().splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line}


def test_the_test_lock_holds_all_of_the_run_lock_at_the_same_versions() -> None:
    assert pins("run.lock") < pins("test.lock")


@pytest.mark.parametrize(
    "lock", ["requirements/run.lock", "requirements/test.lock", "package-lock.json"]
)
def test_no_lock_names_an_address(lock: str) -> None:
    assert "://" not in (SCRIPT.parent / lock).read_text()
