"""Names that would pass for staff are refused, and people keep their own."""

import random
import unicodedata
from collections.abc import Callable

import pytest

from chat.checks import looks_like_staff
from tests.checks.tables import table

LOOKALIKES = {row[0]: row[2:] for row in table("lookalikes")}
HIDDEN = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e\u2066\u034f\u180e"
MARKS = "\u0300\u0301\u0308\u0323\u0336\u0337\u0489"
PANEL = ["Sgt Cole", "PC Adeyemi", "Jo Park"]


def swapped(name: str, chance: random.Random) -> str:
    """Exchange one letter in two for one that looks like it."""
    alike = {letter: chance.choice(LOOKALIKES[letter]) for letter in LOOKALIKES}
    return "".join(
        alike.get(letter.lower(), letter) if chance.random() < 0.5 else letter for letter in name
    )


def spaced(name: str, chance: random.Random) -> str:
    """Put the same sign between all letters."""
    return chance.choice([" ", ".", "-", "_", "*", " . "]).join(name.replace(" ", ""))


def sprinkled(name: str, chance: random.Random) -> str:
    """Put invisible characters between letters."""
    return "".join(letter + chance.choice(["", chance.choice(HIDDEN)]) for letter in name)


def marked(name: str, chance: random.Random) -> str:
    """Put accents and strokes on letters."""
    return "".join(letter + chance.choice(MARKS) * letter.isalpha() for letter in name)


def styled(name: str, chance: random.Random) -> str:
    """Use another alphabet of the same letters: bold, script, wide, circled."""
    style = chance.choice(
        ["MATHEMATICAL BOLD", "FULLWIDTH LATIN", "CIRCLED LATIN", "NEGATIVE SQUARED LATIN"]
    )
    return "".join(_in_style(letter, style) for letter in name)


def _in_style(letter: str, style: str) -> str:
    for kind in ("LETTER ", ""):
        try:
            return unicodedata.lookup(f"{style} CAPITAL {kind}{letter.upper()}")
        except KeyError:
            continue
    return letter


def repeated(name: str, chance: random.Random) -> str:
    """Write a letter of the first word three times."""
    place = chance.randrange(len(name.split()[0]))
    return name[:place] + name[place] * 3 + name[place + 1 :]


def shouted(name: str, chance: random.Random) -> str:
    """Mix capitals and small letters."""
    return "".join(chance.choice([letter.upper(), letter.lower()]) for letter in name)


def dressed(name: str, chance: random.Random) -> str:
    """Add something before or after."""
    return chance.choice(
        ["~{}~", "{} 🚓", "★ {}", "real {}", "{} (verified)", "{}!", "[{}]"]
    ).format(name)


DISGUISES: list[Callable[[str, random.Random], str]] = [
    swapped,
    spaced,
    sprinkled,
    marked,
    styled,
    repeated,
    shouted,
    dressed,
]


def disguised() -> list[str]:
    """Return a thousand disguises of reserved names, some of them double."""
    chance = random.Random(21)
    names = table("reserved")
    made = []
    while len(made) < 1000:
        name = chance.choice(names)
        for disguise in chance.sample(DISGUISES, chance.choice([1, 1, 2])):
            name = disguise(name, chance)
        made.append(name)
    return made


def test_a_thousand_disguises_of_reserved_names_are_refused():
    assert [name for name in disguised() if not looks_like_staff(name)] == []


@pytest.mark.parametrize("name", [*table("reserved"), *table("refused")])
def test_an_office_is_refused(name: str):
    assert looks_like_staff(name)


@pytest.mark.parametrize("name", table("names"))
def test_people_keep_their_own_names(name: str):
    assert not looks_like_staff(name)


def test_there_are_names_enough_to_trust_that():
    assert len(table("names")) >= 200


@pytest.mark.parametrize(
    "name",
    [
        "Sgt Cole",
        "Cole",
        "COLE",
        "C0le",
        "Cоlе",
        "C o l e",
        "Cole 2",
        "Jo Park",
        "jo park (council)",
        "Adeyemi",
    ],
)
def test_nobody_takes_a_name_from_the_panel(name: str):
    assert looks_like_staff(name, staff_names=PANEL)


@pytest.mark.parametrize(
    "name", ["Nicole", "Nicole Coleman", "Jo", "Parker", "Dana Park", "Josephine"]
)
def test_names_like_those_on_the_panel_are_let_in(name: str):
    assert not looks_like_staff(name, staff_names=PANEL)


def test_a_name_is_free_where_its_bearer_is_not_on_the_panel():
    assert not looks_like_staff("Cole", staff_names=["PC Adeyemi"])


@pytest.mark.parametrize("name", ["", " ", "🌻", "\u200b", "((", "9"])
def test_a_name_of_nothing_is_not_staff(name: str):
    assert not looks_like_staff(name, staff_names=PANEL)
