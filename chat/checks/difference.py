"""What becomes of one text in another, word by word, for a person to see at a glance."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

LONGEST = 400  # words of one text that are compared


class Fate(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one fate."""

    fate: Fate
    words: str


def difference(before: str, after: str) -> tuple[Run, ...]:
    """Runs of words that stay, are taken out or put in; of very long texts the whole of both."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > LONGEST:
        return Run(Fate.OUT, before), Run(Fate.IN, after)
    found: list[tuple[Fate, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(Fate.SAME, word) for word in old[i:j]]
        else:
            found += [(Fate.OUT, word) for word in old[i:j]]
            found += [(Fate.IN, word) for word in new[k:m]]
    return tuple(
        Run(fate, " ".join(word for _, word in words))
        for fate, words in groupby(found, key=lambda one: one[0])
    )
