"""Which passwords may be chosen."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import Invalid
from foundation.staff.choosing import LONGEST, SHORTEST, suitable

CONTEXT = ["Avon and Somerset Police", "Priya Nair", "priya.nair@example.org"]


@pytest.mark.parametrize(
    "password",
    [
        "purple kettle marching owl",
        "fifteen letters",
        "bws-38-QQ-zinc-lamp",
        "mae'r gath ar y to heno",
        "żółta łódka płynie nocą",
        "紫の水差しが歩くふくろうの夜に歌うよ",
        "🦉🫖🟣🥁🌙⛵🎻🧶🪴🧭🎲🪁🧊🍋🪵",
        "the somerset cider was warm",
        "police your own biscuits, mate",
        "%^&*()_+{}|~?><",
        "x" * 5 + "abcdghijk" * 13,
    ],
)
def test_a_long_password_of_any_characters_may_be_chosen(password: str) -> None:
    assert suitable(password, context=CONTEXT) == password


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "PasswordPassword1",
        "P@ssw0rdP@ssw0rd!",
        "password12345678",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv",
        "123456789012345",
        "987654321987654321",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "abababababababab",
        "correct horse battery staple",
        "letmeinletmein2026",
        "Welcome to webchat 2026!",
        "Winter2026Winter2026",
        "AvonandSomersetPolice",
        "avon & somerset police!!",
        "priya.nair@example.org",
        "PriyaNair-Police-1",
        "Moderator Moderator 1",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        suitable(password, context=CONTEXT)
    assert refusal.value.field == "new"
    assert password not in refusal.value.sentence


def test_a_name_is_refused_only_for_its_owner() -> None:
    assert suitable("Sam Cole Sam Cole 77", context=CONTEXT)
    with pytest.raises(Invalid):
        suitable("Sam Cole Sam Cole 77", context=["Sam Cole"])


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    assert suitable("kettle owl 1234"[:SHORTEST])
    with pytest.raises(Invalid, match="at least 15"):
        suitable("kettle owl zinc"[: SHORTEST - 1])


def test_128_characters_are_not_too_many_and_129_are() -> None:
    long = "".join(chr(0x4E00 + place) for place in range(LONGEST + 1))
    assert suitable(long[:LONGEST])
    with pytest.raises(Invalid, match="at most 128"):
        suitable(long)


@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_is_taken_or_refused_and_nothing_else(password: str, name: str) -> None:
    with contextlib.suppress(Invalid):
        assert suitable(password, context=[name]) == password
