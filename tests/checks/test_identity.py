"""Who somebody is and where they live is found and named, and what only looks like it is not."""

import pytest

from chat.checks import PERSONAL, canonical, read
from tests.checks.tables import table

ROWS = [row.split(": ", 1) for row in table("identity")]


def personal(text: str) -> list[tuple[str, str]]:
    """Return the rules of personal data met by a text, each with its words."""
    shown = canonical(text)
    found = [each for each in read(shown) if each.rule in PERSONAL]
    return [(each.rule, shown[each.start : each.end]) for each in found]


@pytest.mark.parametrize(("rule", "row"), ROWS, ids=[f"{rule}: {row}" for rule, row in ROWS])
def test_the_very_words_are_marked_by_their_own_rule(rule: str, row: str):
    assert personal(row.replace("^", "")) == [(rule, canonical(row.split("^")[1]))]


@pytest.mark.parametrize(
    "text",
    [
        "3 lads near Park Street",
        "2 cars crashed on North Street",
        "the 76 Gloucester Road bus",
        "since 2019 Gloucester Road is worse",
        "On 5 November Park Street was closed",
        "flat 4",
        "20 mph on Wells Road",
        "it is a 20 minute walk",
        "the A4174 ring road and the A38",
        "ward 7 at Southmead Hospital",
        "iPhone 15 was stolen, and a BMW 320d",
        "a Section 59 warning",
        "fill in the Q12 form",
        "She was born in 1985 in Bath",
        "my birthday party is on Friday",
        "it happened on 01/02/2026",
        "log in and wait",
        "in case 999 is busy",
        "just in case 2000 people come",
        "crime up 120 per cent, 450 incidents",
        "20 mph outside St Johns school",
        "my son walks to school and he is 9",
        "version 1.2.3 of the app",
        "order 0001234567",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str):
    assert personal(text) == []


def test_a_reference_and_an_nhs_number_of_ten_digits_are_told_apart():
    assert personal("5226012345 and 943 476 5919") == [
        ("reference", "5226012345"),
        ("nhs-number", "943 476 5919"),
    ]


def test_the_word_beside_a_number_says_what_it_is():
    assert personal("my nhs number is 5226012345")[0][0] == "nhs-number"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr Patel next door", "Mr Patel"),
        ("a lad called Kyle Henderson deals", "Kyle Henderson"),
        ("his name is dave", "dave"),
        ("my neighbour Susan Brown screams", "Susan Brown"),
        ("it was Tommy Shelby who did it", "Tommy Shelby"),
        ("my mate Dave saw it", "Dave"),
    ],
)
def test_the_name_of_somebody_else_is_pointed_out(text: str, words: str):
    assert [text[f.start : f.end] for f in read(text) if f.rule == "name"] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Evening Sgt Cole, great work in Easton",
        "Operation Remedy in South Bristol",
        "Cabot Circus and Stokes Croft",
        "Bristol City fans on Ashton Road",
        "I miss the old days, doctor",
        "the M5 junction at Gordano",
    ],
)
def test_staff_and_places_are_nobody_else(text: str):
    assert [f for f in read(text) if f.rule == "name"] == []
