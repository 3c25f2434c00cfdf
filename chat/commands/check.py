"""`./webchat check`: everything that can be known of the code without running it; no tests."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
# The linter's own script names the folder it was installed in; this still runs after a move.
FLOORS: Final = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
DRIFT: Final = """
import sys
from chat.commands.migrate import drift
sys.exit("\\n".join(drift()) or 0)
"""
STEPS: Final = {
    "format": ("-m", "ruff", "format", "--check", "--output-format=concise"),
    "lint": ("-m", "ruff", "check", "--output-format=concise"),
    "floors": ("-c", FLOORS),
    "types": ("-m", "ty", "check", "--output-format=concise"),
    "migrations": ("-c", DRIFT),
}


def check() -> int:
    """Take every step, say how each went, and return 1 if any found fault."""
    passed = [_passes(name) for name in STEPS]
    return 0 if all(passed) else 1


def _passes(name: str) -> bool:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *STEPS[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode == 0
    print(f"{'✓' if passed else '✗'} {name:<10} {time.monotonic() - begun:5.1f} s", flush=True)
    if not passed:
        print(done.stdout.strip(), flush=True)
    return passed
