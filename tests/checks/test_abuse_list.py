"""Staff's own words of abuse are found in the clothes that the program's are, and what would be
found everywhere is refused."""

import pytest

from chat.checks import (
    OWN_WORDS,
    AbuseList,
    BadEntry,
    BadList,
    canonical,
    listed,
    own_entries,
    read,
)
from chat.checks.listed import MOST_ENTRIES


def found(text: str, *entries: str) -> list[str]:
    """Return the words of a text that a list of entries finds."""
    shown = canonical(text)
    marked = [one for one in read(shown, abuse=AbuseList(entries)) if one.rule == "abuse"]
    return [shown[one.start : one.end] for one in marked]


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        *(("plonker", "plonker"), ("PLONKERS", "plonker"), ("pl0nker", "plonker")),
        *(("plooonker", "plonker"), ("pl*nker", "plonker"), ("p l o n k e r", "Plonker")),
        *(("plonkerdom", "plonk*"), ("pl*nkers", "plonk*"), ("flat-foot", "flat foot")),
    ],
)
def test_an_entry_is_found_in_any_clothes(written: str, entry: str):
    assert found(f"you {written} there", entry) == [written]


@pytest.mark.parametrize("text", ["plonk it there", "a flat under foot", "one and a bastard"])
def test_nothing_but_the_entries_is_found(text: str):
    assert found(text, "plonker", "flat foot") == []


def test_what_is_never_to_be_marked_is_left_alone():
    assert found("Plonkley plonkers", "plonk*", "Never : plonkley") == ["plonkers"]


def test_the_programs_own_list_in_the_form_of_staffs_is_the_same_list():
    assert AbuseList(own_entries()).entries == OWN_WORDS.entries
    assert listed("what a load of b0llocks", AbuseList(own_entries())) == listed(
        "what a load of b0llocks", OWN_WORDS
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        *(("x", "2 to 60"), ("a" * 61, "2 to 60"), ("(a+)+$", "only letters"), ("b*d", "a star")),
        *(("god", "“good”"), ("the", "common"), ("the police", "common"), ("pol*", "common words")),
        *(("no*", "3 letters"), ("flat foot*", "one word before"), ("never: a flat", "one word")),
        *(("--", "1 to 8 words"), ("never:", "2 to 60")),
    ],
)
def test_what_would_be_found_everywhere_or_never_is_refused_with_its_number(entry: str, words: str):
    with pytest.raises(BadEntry, match=r"^Entry 3 .*\.$") as refused:
        AbuseList(["plonker", "", entry, "flat foot"])
    assert words in refused.value.sentence


@pytest.mark.parametrize(
    "entries", [[], ["", "never: shiitake"], [f"plonker {n}" for n in range(MOST_ENTRIES + 1)]]
)
def test_a_list_of_nothing_or_of_too_much_is_refused(entries: list[str]):
    with pytest.raises(BadList, match=r"at least one word|at most 500"):
        AbuseList(entries)


def test_an_entry_given_twice_stands_once():
    assert AbuseList(["Plonker", "plonker", "never:Plonkley"]).entries == (
        "Plonker",
        "never: Plonkley",
    )


def test_what_was_taken_once_stands_whatever_a_newer_program_refuses():
    assert AbuseList(["god", "pol*", "the police"], known=["god", "pol*", "the police"])
    with pytest.raises(BadEntry):
        AbuseList(["god"], known=["pol*"])
