"""`./webchat test`: make sure of a browser, then hand over to pytest."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
TIERS: Final = {"--full": "--tier=full", "--soak": "--tier=soak"}
AT_ONCE: Final = ("-n", "2")
ONE_BY_ONE: Final = {"--pdb", "--trace"}


def test(arguments: list[str]) -> int:
    """Run the tests, the quick tier unless told otherwise, and return pytest's exit code.

    `--full` and `--soak` choose the tier; all else passes through and comes last, so that it wins.
    Without a browser the rest still runs: the tests that need one say so themselves.
    """
    subprocess.run([sys.executable, "-m", "tests.browsers"], cwd=ROOT)
    at_once = () if ONE_BY_ONE & set(arguments) else AT_ONCE
    chosen = [TIERS.get(argument, argument) for argument in arguments]
    return subprocess.run([sys.executable, "-m", "pytest", *at_once, *chosen], cwd=ROOT).returncode
