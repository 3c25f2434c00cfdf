"""Findings lie inside the text, in order, and never twice on the same words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.checks import RULES, Finding, canonical, is_urgent, looks_like_staff, read
from chat.checks.findings import tidy
from chat.checks.lists import sections, word_list
from chat.checks.rows import Row
from chat.checks.wording import Phrases

BITS = st.sampled_from(
    [
        *("07700 900123", "oh seven", "double", "nine hundred", "+44", "£5", "19:30", "０"),
        *("dana", "at", "(at)", "dot", "org", "@", "example.com", "www."),
        *("BS6", "5QD", "AB12", "CDE", "reg", "警察", "é", "\u0301", "👩‍🚒"),
        *("born", "12", "Dec", "1966", "North", "Street", "flat", "number", "four", "Mr", "called"),
        *("nhs", "ref", "starts", "first half", "W K six six", "f***", "///a.b.c", "Cabot School"),
        *("knife", "he's got a", "help", "I want to die", "last week", "if", ".", "?", "\n"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(BITS, max_size=40).map(" ".join), st.lists(BITS).map("".join))


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_findings_of_any_text_lie_inside_it_and_in_order(text: str, earlier: list[str]):
    shown = canonical(text)
    found = read(shown, earlier=earlier)
    assert list(found) == sorted(found)
    assert all(0 <= each.start < each.end <= len(shown) for each in found)
    assert {each.rule for each in found} <= RULES.keys()


@given(TEXTS)
def test_no_rule_marks_the_same_words_twice(text: str):
    found = read(canonical(text))
    for rule in RULES:
        spans = [each for each in found if each.rule == rule]
        assert all(one.end <= other.start for one, other in pairwise(spans))


@given(TEXTS)
def test_any_name_can_be_judged(name: str):
    assert looks_like_staff(name, staff_names=["Sgt Cole", name]) in (True, False)


def test_the_longest_of_several_claims_wins():
    claims = [Finding(5, 9, "link"), Finding(0, 9, "e-mail"), Finding(2, 4, "urgent")]
    assert tidy(claims) == (Finding(0, 9, "e-mail"), Finding(2, 4, "urgent"))


def test_only_urgent_findings_are_urgent():
    assert is_urgent([Finding(0, 1, "phone"), Finding(0, 4, "urgent")])
    assert not is_urgent([Finding(0, 1, "phone")])
    assert not is_urgent([])


def test_what_is_too_long_to_be_read_is_marked_as_unread():
    found = read("a" * 5000 + " 07700 900123")
    assert found == (Finding(4000, 5013, "unread"),)


@pytest.mark.parametrize("name", ["urgent", "calm"])
def test_every_pattern_can_be_read(name: str):
    for lines in sections(name).values():
        Phrases(lines)


def test_a_pattern_reads_like_a_phrase():
    pattern = "(he|she) .. (has|s got) a? (big)? knife !(rack)"
    told = {
        "she really has a big knife": True,
        "he s got knife": True,
        "he has a knife rack": False,
    }
    found = {
        text: any(map(s.has, Phrases([pattern]).worth_trying(s.words)))
        for text in told
        for s in Row(text, {}).sentences(60)
    }
    assert found == told


def test_a_pattern_with_a_bracket_too_many_is_refused():
    with pytest.raises(ValueError, match="a bracket too many"):
        Phrases(["a) b"])


@pytest.mark.parametrize(
    "name", ["known_hosts", "known_numbers", "endings", "reserved", "spellings"]
)
def test_every_word_list_has_something_in_it(name: str):
    assert word_list(name)
