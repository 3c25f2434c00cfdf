"""A pattern that is not tried would have found nothing."""

import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from chat import checks
from chat.checks import canonical
from chat.checks.folding import fold
from chat.checks.sought import DIGITS, Sought, holds

SENTENCES = Path(__file__).parent / "sentences"


def all_sought() -> dict[str, Sought]:
    modules = [f"chat.checks.{module.name}" for module in pkgutil.iter_modules(checks.__path__)]
    return {
        f"{name}.{its}": sought
        for name in modules
        for its, sought in vars(import_module(name)).items()
        if isinstance(sought, Sought)
    }


def texts() -> Iterator[str]:
    """All labelled sentences as they read, and backwards."""
    for file in sorted(SENTENCES.iterdir()):
        for line in file.read_text().splitlines():
            folded = fold(canonical(line))
            yield folded
            yield folded[::-1]


def missed(sought: Iterable[Sought], texts: Iterable[str]) -> list[tuple[str, str]]:
    """What patterns would have found in texts that they are not tried on."""
    patterns = [(one, re.compile(one.pattern)) for one in sought]
    return [
        (pattern.pattern, text)
        for text in texts
        for one, pattern in patterns
        if not one.is_worth_trying(text) and pattern.search(text)
    ]


def test_nothing_is_missed_in_any_labelled_sentence() -> None:
    sought = all_sought()
    assert len(sought) > 30
    assert missed(sought.values(), texts()) == []


def test_a_group_that_not_every_match_holds_would_be_seen() -> None:
    wrong = Sought(r"\b(?:school|academy)\b", ("school",))
    assert missed([wrong], ["at the academy", "at school", "at home"]) == [
        (wrong.pattern, "at the academy")
    ]


def test_each_group_must_stand_in_the_text() -> None:
    number = Sought(r"\bflat \d", ("flat",), DIGITS)
    assert [found[0] for found in number.finditer("flat 4 and flat 5")] == ["flat 4", "flat 5"]
    assert list(number.finditer("flat four")) == list(number.finditer("house 4")) == []
    assert number.search("a flat 4")
    assert not number.search("4 flats")
    assert number.sub(lambda _: "home", "in flat 4, not flat b") == "in home, not flat b"
    assert number.sub(lambda _: "home", "in flat b") == "in flat b"


def test_one_sign_of_many_is_enough() -> None:
    assert holds("what3words", DIGITS)
    assert not holds("three words", DIGITS)
