"""The checks on the command line: texts one a line in, findings out."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from .abuse import OWN_WORDS, AbuseList
from .canonical import canonical
from .findings import RULES, Finding
from .listed import BadList
from .reading import read
from .watch import WatchList


def watch_list(file: Path) -> WatchList:
    """Return the watch list in a file, one entry a line. Raises BadList, with a sentence."""
    return WatchList(_lines(file))


def abuse_list(file: Path) -> AbuseList:
    """Return the words of abuse in a file, one entry a line. Raises BadList, with a sentence."""
    return AbuseList(_lines(file))


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except OSError:
        raise BadList(f"The list {file} cannot be read.") from None
    except UnicodeDecodeError:
        raise BadList(f"The list {file} is not a text in UTF-8.") from None


def check_lines(
    lines: Iterable[str], *,
    as_json: bool, watch: WatchList | None = None, abuse: AbuseList = OWN_WORDS,
) -> Iterator[str]:  # fmt: skip
    """Yield one line for each line: its findings in words, or as a JSON array of objects.

    Offsets and words are those of the canonical text.
    """
    for line in lines:
        text = canonical(line)
        findings = read(text, watch=watch, abuse=abuse)
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
