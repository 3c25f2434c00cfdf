"""What residents write, collected by somebody who had not seen the checks, and the figures.

The open half was there to learn from; the sealed half, where it is there, judges what was learnt,
so that more is asked of the open one.
"""

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from chat.checks import PERSONAL, Finding, canonical, is_urgent, read

FOLDER = Path(__file__).parent / "sentences"

# The classes of the sentences and the rules that find them.
OTHER = {"card", "account", "licence", "passport", "ip-address", "location", "child"}
RULES = {
    **{name: {name} for name in ("phone", "e-mail", "postcode", "address", "plate", "link")},
    **{name: {name} for name in ("ni-number", "nhs-number", "birth-date", "reference", "name")},
    "other": OTHER,
}
PLAIN_RECALL, PRECISION = 0.98, 0.85
HIDDEN_RECALL = {"open": 0.9, "sealed": 0.85}
URGENT_RECALL, CALM_ALARMS = {"open": 0.97, "sealed": 0.95}, {"open": 0.04, "sealed": 0.05}
FEWEST_IN_A_CLASS, FEWEST_CLEAN = 13, 150

Span = tuple[int, int]


def halves(name: str) -> list[Path]:
    """Return the files of the halves that are there, the open one for certain."""
    sealed = FOLDER / f"{name}-sealed.jsonl"
    return [FOLDER / f"{name}-open.jsonl", *([sealed] if sealed.exists() else [])]


def half(file: Path) -> str:
    return file.stem.rpartition("-")[2]


def rows(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@dataclass
class Judged:
    """One sentence, its marks with their classes, and the personal data found in it."""

    plain: bool
    marks: list[tuple[Span, str]]
    found: list[Finding]

    def is_found(self, mark: Span) -> bool:
        return any(is_over(finding, mark) for finding in self.found)

    def is_right(self, finding: Finding) -> bool:
        return any(is_over(finding, mark) for mark, _ in self.marks)


def is_over(finding: Finding, mark: Span) -> bool:
    return finding.start < mark[1] and mark[0] < finding.end


def judged(file: Path) -> list[Judged]:
    return [
        Judged(row["plain"], marks(row), [f for f in read(shown(row)) if f.rule in PERSONAL])
        for row in rows(file)
    ]


def shown(row: dict) -> str:
    return canonical(row["text"])


def marks(row: dict) -> list[tuple[Span, str]]:
    """Return where each marked word stands in the canonical text, and its class."""
    text = shown(row)
    starts = [
        (text.index(canonical(words)), canonical(words), kind) for words, kind in row["marks"]
    ]
    return [((start, start + len(words)), kind) for start, words, kind in starts]


def recall(sentences: list[Judged], *, plain: bool) -> float:
    """Return the share of marks that were found; names are a help only and not among them."""
    found = [
        one.is_found(mark)
        for one in sentences
        for mark, kind in one.marks
        if one.plain is plain and kind != "name"
    ]
    return sum(found) / len(found)


@pytest.mark.parametrize("file", halves("residents"), ids=lambda file: file.stem)
def test_personal_data_is_found_however_it_is_written(file: Path):
    sentences = judged(file)
    assert recall(sentences, plain=True) >= PLAIN_RECALL
    assert recall(sentences, plain=False) >= HIDDEN_RECALL[half(file)]


@pytest.mark.parametrize("file", halves("residents"), ids=lambda file: file.stem)
def test_what_is_found_is_mostly_what_was_meant(file: Path):
    """Each finding beside a mark is false, and each clean sentence with any finding counts once."""
    marked = [one for one in judged(file) if one.marks]
    right = [one.is_right(finding) for one in marked for finding in one.found]
    alarms = sum(bool(one.found) for one in judged(file) if not one.marks)
    assert sum(right) / (len(right) + alarms) >= PRECISION


@pytest.mark.parametrize("file", halves("urgent-residents"), ids=lambda file: file.stem)
def test_residents_in_danger_are_seen_and_others_are_left_alone(file: Path):
    said = [(row["urgent"], is_urgent(read(shown(row)))) for row in rows(file)]
    seen = [found for urgent, found in said if urgent]
    alarms = [found for urgent, found in said if not urgent]
    assert sum(seen) / len(seen) >= URGENT_RECALL[half(file)]
    assert sum(alarms) / len(alarms) <= CALM_ALARMS[half(file)]


@pytest.mark.parametrize("file", halves("residents"), ids=lambda file: file.stem)
def test_there_are_sentences_enough_of_every_class(file: Path):
    sentences = rows(file)
    for plain in (True, False):
        classes = [row["class"] for row in sentences if row["plain"] is plain]
        assert all(classes.count(name) >= FEWEST_IN_A_CLASS for name in RULES)
    assert sum(row["class"] == "clean" for row in sentences) >= FEWEST_CLEAN


def test_the_table_names_every_rule_of_personal_data():
    assert set(chain.from_iterable(RULES.values())) == PERSONAL | {"name"}


@pytest.mark.parametrize("name", sorted(RULES.keys() - {"other", "name"}))
def test_most_of_a_class_is_found_by_its_own_rule(name: str):
    """A finding of another rule protects as well, but tells the moderator something else."""
    texts = [row for row in rows(halves("residents")[0]) if row["class"] == name and row["plain"]]
    named = [{f.rule for f in read(shown(row))} & RULES[name] for row in texts]
    assert sum(map(bool, named)) / len(named) >= 0.8
