"""The tables of sentences and names beside this file."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "sentences"


def table(name: str) -> list[str]:
    """Return the lines of a table that are neither blank nor a remark."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
