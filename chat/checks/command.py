"""The checks on the command line: texts one a line in, findings out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from .canonical import canonical
from .findings import RULES, Finding
from .reading import read
from .watch import BadList, WatchList


def watch_list(file: Path) -> WatchList:
    """Return the watch list in a file, one entry a line. Raises BadList, with a sentence."""
    try:
        return WatchList(file.read_text(encoding="utf-8").splitlines())
    except OSError:
        raise BadList(f"The watch list {file} cannot be read.") from None
    except UnicodeDecodeError:
        raise BadList(f"The watch list {file} is not a text in UTF-8.") from None


def check_lines(
    lines: Iterable[str], *, as_json: bool, watch: WatchList | None = None
) -> Iterator[str]:
    """Yield one line for each line: its findings in words, or as a JSON array of objects.

    Offsets and words are those of the canonical text.
    """
    for line in lines:
        text = canonical(line)
        findings = read(text, watch=watch)
        yield _as_json(text, findings) if as_json else _in_words(text, findings)


def _as_json(text: str, findings: tuple[Finding, ...]) -> str:
    found = [
        {
            "rule": finding.rule,
            "start": finding.start,
            "end": finding.end,
            "words": text[finding.start : finding.end],
        }
        for finding in findings
    ]
    return json.dumps(found, ensure_ascii=False)


def _in_words(text: str, findings: tuple[Finding, ...]) -> str:
    said = (f"{RULES[finding.rule]}: {text[finding.start : finding.end]!r}" for finding in findings)
    return "; ".join(said) or "nothing found"
