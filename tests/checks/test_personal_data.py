"""What would tell strangers how to reach somebody is found, and what only looks like it is not."""

import re

import pytest

from chat.checks import canonical, read
from tests.checks.tables import table

RULES = ["phone", "e-mail", "postcode", "plate", "link"]


def marked(rule: str) -> list[tuple[str, list[str]]]:
    """Return the plain sentences of a rule and the words that stand between carets in each."""
    rows = table(f"{rule}-plain")
    return [(row.replace("^", ""), re.findall(r"\^(.+?)\^", row)) for row in rows]


def words_found(text: str, rule: str) -> list[str]:
    shown = canonical(text)
    return [shown[found.start : found.end] for found in read(shown) if found.rule == rule]


@pytest.mark.parametrize("rule", RULES)
def test_what_is_written_plainly_is_found_to_the_letter(rule: str):
    missed = [(text, words) for text, words in marked(rule) if words_found(text, rule) != words]
    assert missed == []


@pytest.mark.parametrize("rule", RULES)
def test_what_is_disguised_is_found_all_the_same(rule: str):
    assert [text for text in table(f"{rule}-hidden") if not words_found(text, rule)] == []


@pytest.mark.parametrize("rule", RULES)
def test_there_are_sentences_enough_to_trust_that(rule: str):
    assert len(table(f"{rule}-plain")) >= 20
    assert len(table(f"{rule}-hidden")) >= 20


def test_figures_of_everyday_life_belong_to_nobody():
    wrong = [(text, read(canonical(text))) for text in table("clean")]
    assert [
        (text, found) for text, found in wrong if any(each.rule in RULES for each in found)
    ] == []


@pytest.mark.parametrize("kind", ["urgent", "calm", "urgent-unseen", "calm-unseen"])
def test_sentences_without_any_hold_no_personal_data(kind: str):
    personal = set(RULES) - {"link"}
    found = [(text, each.rule) for text in table(kind) for each in read(canonical(text))]
    assert [each for each in found if each[1] in personal] == []


@pytest.mark.parametrize(
    "host",
    [
        "https://www.avonandsomerset.police.uk/report",
        "avonandsomerset.police.uk",
        "www.gov.uk",
        "crimestoppers-uk.org",
        "gov dot uk",
    ],
)
def test_the_force_and_public_bodies_may_be_linked(host: str):
    assert words_found(f"see {host} please", "link") == []


@pytest.mark.parametrize(
    "host",
    [
        "https://avonandsomerset.police.uk.example.com/",
        "https://avonandsomerset.police.uk@example.com/",
        "avonandsomersetpolice.uk",
        "not-gov.uk",
    ],
)
def test_hosts_that_only_look_like_the_force_are_found(host: str):
    assert words_found(f"see {host} please", "link") != []


def test_a_mailbox_of_the_force_is_nobody_but_that_of_an_officer_is():
    assert words_found("write to 101@avonandsomerset.police.uk", "e-mail") == []
    assert words_found("write to dana.cole@avonandsomerset.police.uk", "e-mail") != []


def test_an_address_is_one_finding_and_not_a_link_besides():
    assert [found.rule for found in read("mail dana@example.org or @dana")] == ["e-mail", "link"]


def test_the_marks_on_the_last_digit_belong_to_it():
    number = "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣"
    assert words_found(f"ring {number} now", "phone") == [number]


def test_several_kinds_stand_in_reading_order():
    text = "AB12 CDE parks at BS6 5QD, ring 07700 900123, dana@example.org, example.com"
    rules = [found.rule for found in read(text)]
    assert rules == ["plate", "postcode", "phone", "e-mail", "link"]


@pytest.mark.parametrize(
    "text",
    ["my number is 07700 900123", "reg AB12 CDE", "I live at BS6 5QD", "dana at example dot org"],
)
def test_case_makes_no_difference(text: str):
    assert [found.rule for found in read(text.upper())] == [found.rule for found in read(text)]
