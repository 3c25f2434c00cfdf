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


# What a chat's directory gathers: the names shown, the people's own, their teams and places.
SEATED = [
    "Sgt Cole", "Daniel Cole", "PC Adeyemi", "Tola Adeyemi", "PCSO Lewis", "Bryn Lewis", "Jo Park",
    "Bedminster neighbourhood team", "Bristol City Council", "Bedminster team", "Bristol team",
]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        *("🚓 Adeyemi", "✓ Adeyemi", "Adeyemi!", "~ Adeyemi ~", "⭕ Cole"),
        *("Co🚓le", "J0 Park", "J0 P4rk 2", "J0️⃣ Park", "Jо Раrk", "Adeyem!", "Ad3y3m1", "4deyemi"),
        *("Levvis", "Adeyerni", "Adeyemiii", "Cole2", "2Cole", "🅰deyemi", "real Cole", "The Cole"),
        *("Daniel Cole", "daniel cole 🚓", "DanielCole", "D4niel C0le", "Cole, Daniel"),
        *("Bryn Lewis", "D Cole", "D. Cole", "Dan Cole", "J Park", "Tola Adeyemi"),
        *("Mr Daniel Cole", "Mr Cole", "Mrs Adeyemi", "Ms. Lewis", "Miss Lewis", "MrCole"),
        *("mr c.o.l.e", "Mr C0le", "Officer Cole", "Inspector Lewis", "Dr Cole"),
        *("Mr Park", "Ms Park", "Sir Cole"),
        *("Adeyemi, Bedminster", "Adeyemi (Bristol)", "Bedminster Adeyemi", "Cole - council"),
        *("Lewis from Bedminster", "Cole of the Bedminster Team", "Park, Bristol City Council"),
        *("Bedminster Team", "bedminster t3am", "Team Bedminster", "The Bedminster Team 🚓"),
        *("Bedminster police", "neighbourhood team", "Bedminster neighbourhood team", "Your team"),
        *("Bristol City Council", "Bristol Council", "BedminsterTeam", "Bedminster policing team"),
        *("Lewis", "Cole", "Adeyemi"),
    ],
)  # fmt: skip
def test_nobody_passes_for_the_people_or_the_team_of_a_chat(name: str):
    assert looks_like_staff(name, staff_names=SEATED)


@pytest.mark.parametrize(
    "name",
    [
        *("Ruth Lewis", "Tolu Adeyemi", "Mrs Ruth Lewis", "Nicole Cole", "Oluwaseun Adeyemi"),
        *("Lewis M", "Lewis M, Bedminster", "Cole B", "Lewisham Liz", "Nicole", "Coleen", "Parker"),
        *("Jo", "Joe Park", "Jo Parker", "Jo P", "Jo from Bedminster", "Jo-Anne Parkes"),
        *("Dana Park", "Di Lewis", "Daniel", "Tola", "Bryn", "Daniel C"),
        *("Mr Daniels", "Mr Patel", "Mr Coleman", "Dr Khan"),
        *("Bedminster", "Bedminster Dad", "Bedminster Park", "Park", "Bristol Mum", "Bristol City"),
        *("Team Dana", "Dana, Bedminster", "Council tenant", "Bedminster bowls team", "Dana 🌻"),
        *("👩‍👩‍👧 The Cole-Parks", "Adeyemi's neighbour", "Neighbour"),
    ],
)  # fmt: skip
def test_those_who_share_a_name_or_a_place_with_the_panel_are_let_in(name: str):
    assert not looks_like_staff(name, staff_names=SEATED)


@pytest.mark.parametrize("name", ["Bedminster Team", "Mr Cole", "Adeyemi, Bedminster"])
def test_a_team_or_title_is_free_where_nobody_of_that_name_is_seated(name: str):
    assert not looks_like_staff(name, staff_names=["Sgt Tanner", "Helen Tanner"])


def test_a_name_is_free_where_its_bearer_is_not_on_the_panel():
    assert not looks_like_staff("Cole", staff_names=["PC Adeyemi"])


@pytest.mark.parametrize(
    "shown", ["Police Constable Cole", "Acting Sgt Cole", "DI Cole", "Dr Cole"]
)
def test_whatever_the_rank_the_surname_is_refused(shown: str):
    assert looks_like_staff("Cole", staff_names=[shown])


def test_a_surname_of_two_words_is_kept_whole():
    assert not looks_like_staff("Marco", staff_names=["Ana Di Marco"])


def test_a_surname_with_an_apostrophe_is_one_word():
    assert looks_like_staff("Mr ONeill", staff_names=["PC O\u2019Neill", "Tom O'Neill"])
    assert not looks_like_staff("Sean O'Neill", staff_names=["PC O\u2019Neill", "Tom O'Neill"])


@pytest.mark.parametrize("name", ["", " ", "🌻", "\u200b", "((", "9"])
def test_a_name_of_nothing_is_not_staff(name: str):
    assert not looks_like_staff(name, staff_names=PANEL)
