"""One form for every text, in which nothing is hidden and nothing towers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.checks import canonical, canonical_name, length

# Besides any text at all, text made mostly of what the rules are about.
TRICKY = st.text(
    "aé1 \n\t\r\v\u0301\u0336\u200b\u200d\u202e\u2066\ufe0f\u20e3\u00ad\u3164\u2800\ufeff"
    "👩🏽🚒❤🏴🇬🇧\U000e0067\U000e0062\U000e007f\u2028\ud800ｗ㎏ﬁ한ᄒ\u1161각"
)
TEXTS = st.one_of(st.text(), TRICKY)


@given(TEXTS)
def test_a_canonical_text_is_its_own_canonical_form(text: str):
    once = canonical(text)
    assert canonical(once) == once
    assert canonical_name(canonical_name(text)) == canonical_name(text)


@given(TEXTS)
def test_nothing_hidden_survives(text: str):
    found = {unicodedata.category(character) for character in canonical(text).replace("\n", "")}
    kept_by_pictures = {"\u200d", *map(chr, range(0xE0020, 0xE0080))}
    hidden = [c for c in canonical(text) if unicodedata.category(c) == "Cf"]
    assert found.isdisjoint({"Cc", "Cs", "Co", "Zl", "Zp"})
    assert set(hidden) <= kept_by_pictures


@given(TEXTS)
def test_a_canonical_text_is_normal_and_well_laid_out(text: str):
    shown = canonical(text)
    assert unicodedata.is_normalized("NFKC", shown)
    assert "\n\n\n" not in shown
    assert all(line == line.rstrip(" ") for line in shown.split("\n"))
    assert shown == shown.strip("\n ")


@given(TEXTS)
def test_no_letter_carries_more_than_four_marks(text: str):
    run = 0
    for character in canonical(text):
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        assert run <= 4


@given(TEXTS)
def test_a_name_is_one_line_with_single_spaces(text: str):
    name = canonical_name(text)
    assert "\n" not in name
    assert "  " not in name


@given(TEXTS)
def test_nobody_counts_more_characters_than_there_are(text: str):
    shown = canonical(text)
    assert 0 <= length(shown) <= len(shown)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ｈｅｌｌｏ", "hello"),
        ("\u202eecilop\u202c", "ecilop"),
        ("Po\u200bli\u2060ce\ufeff", "Police"),
        ("Z\u0351\u0351\u0351\u0351\u0351\u0351\u0351algo", "Z\u0351\u0351\u0351\u0351algo"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a" + "\n" * 5000 + "b", "a\n\nb"),
        ("a \n \u3164\n\u2800\n b", "a\n\n b"),
        ("tab\there", "tab here"),
        ("e\u200b\u0301", "\u00e9"),
        ("\x00\x07bell", "bell"),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("  \n padded \n ", "padded"),
        ("می\u200cخواهم", "میخواهم"),
        ("hid\U000e0068\U000e0069den", "hidden"),
        ("half\u200d way", "half way"),
    ],
)
def test_what_is_written_is_shown_plainly(written: str, shown: str):
    assert canonical(written) == shown


@pytest.mark.parametrize(
    "picture",
    [
        "👨‍👩‍👧‍👦",
        "👩🏽‍🚒",
        "❤️",
        "1️⃣",
        "🏳️‍🌈",
        "🇬🇧",
        "👩🏻‍❤️‍💋‍👩🏼",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    ],
)
def test_a_picture_stays_whole_and_counts_once(picture: str):
    assert canonical(picture) == picture
    assert length(picture) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Dana", 4),
        ("two\nlines", 9),
        ("café", 4),
        ("q\u0303\u0301", 1),
        ("हिन्दी", 3),
        ("🇬🇧🇵🇱", 2),
        ("naïve 👍🏽", 7),
    ],
)
def test_a_person_counts_letters_not_marks(text: str, count: int):
    assert length(text) == count


def test_a_chain_of_pictures_does_not_count_as_one():
    assert length("👩\u200d" * 400 + "👩") > 90


def test_a_name_over_several_lines_becomes_one():
    assert canonical_name("  Dana\n\n of \t Yate ") == "Dana of Yate"
