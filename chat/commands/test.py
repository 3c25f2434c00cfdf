"""`./webchat test`: make sure of a browser, then hand over to pytest."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
AT_ONCE: Final = ("-n", "3")  # for two cores: the tests wait more than they compute
ONE_BY_ONE: Final = {"--pdb", "--trace"}


def run_tests(arguments: list[str], *, tier: str | None = None) -> int:
    """Run the tests, the quick tier unless told otherwise, and return pytest's exit code.

    The arguments are pytest's and come last, so that they win.
    Without a browser the rest still runs: the tests that need one say so themselves.
    """
    subprocess.run([sys.executable, "-m", "tests.browsers"], cwd=ROOT)
    at_once = () if ONE_BY_ONE & set(arguments) else AT_ONCE
    chosen = (f"--tier={tier}",) if tier else ()
    # Ctrl-C is for pytest, which puts its servers away before it ends.
    signal.signal(signal.SIGINT, lambda *_: None)
    whole = [sys.executable, "-m", "pytest", *at_once, *chosen, *arguments]
    return subprocess.run(whole, cwd=ROOT).returncode
