"""The word lists beside this file: read once, one entry a line, # for remarks."""

import re
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_SECTION = re.compile(r"\[([^\]]+)\]")
_LIST = re.compile(r"(\w+) = (.+)")
_NAME = re.compile(r"\{(\w+)\}")


def word_list(name: str) -> list[str]:
    """Return the lines of a word list that are neither blank nor a remark."""
    lines = (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def group(name: str) -> frozenset[str]:
    """Return one of the groups of words/reserved.txt."""
    rows = (row.partition(": ") for row in word_list("reserved"))
    separator = ", " if name == "phrases" else " "
    return frozenset(word for kind, _, row in rows if kind == name for word in row.split(separator))


def sections(name: str) -> dict[str, list[str]]:
    """Return the lines under each [heading], with every {name} replaced by its list of words."""
    found: dict[str, list[str]] = {}
    lists: dict[str, str] = {}
    lines: list[str] = []
    for line in word_list(name):
        if heading := _SECTION.fullmatch(line):
            lines = found.setdefault(heading[1], [])
        elif named := _LIST.fullmatch(line):
            lists[named[1]] = "|".join(named[2].split())
        else:
            lines.append(_NAME.sub(lambda name: f"({lists[name[1]]})", line))
    return found


def kinds(name: str) -> frozenset[str]:
    """Return one of the short lists of words/kinds.txt."""
    return frozenset(" ".join(_KINDS[name]).split())


_KINDS = sections("kinds")
