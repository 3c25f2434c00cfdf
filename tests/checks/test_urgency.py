"""Somebody in danger is seen at once, and talk about danger does not cry wolf."""

import os
import subprocess
import sys

import pytest

from chat.checks import canonical, is_urgent, read
from chat.checks.lists import word_list
from tests.checks.learn import WEIGHTS, fingerprint
from tests.checks.tables import table


def urgent(text: str) -> bool:
    return is_urgent(read(canonical(text)))


def share(kind: str) -> float:
    texts = table(kind)
    return sum(map(urgent, texts)) / len(texts)


def test_people_in_danger_are_seen_also_in_words_nobody_taught():
    assert share("urgent-unseen") >= 0.95


def test_talk_about_danger_is_left_alone_also_in_words_nobody_taught():
    assert share("calm-unseen") <= 0.05


def test_what_was_taught_is_known():
    assert share("urgent") >= 0.95
    assert share("calm") <= 0.07


def test_there_are_sentences_enough_to_trust_that():
    assert len(table("urgent-unseen")) >= 150
    assert len(table("calm-unseen")) >= 200


@pytest.mark.parametrize(
    "text",
    [
        "he's got a knife",
        "HES GOT A NIFE!!!",
        "there's been a crash on the A38 and somebody is trapped",
        "I'm being followed",
        "I can’t breathe",
        "my husband hits me",
        "my little boy is missing",
        "our house is on fire",
        "I want to die",
        "What do I do, someone is breaking in next door?",
        "Can you send someone, there is a man with a gun outside",
        "Good evening. Thanks for the chat. There's a man with a machete in the park.",
        "ｈｅ＇ｓ ｇｏｔ ａ ｋｎｉｆｅ",
        "he's g\u200bot a kn\u0456fe",
    ],
)
def test_this_cannot_wait(text: str):
    assert urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "there was a burglary last month",
        "where is the knife amnesty bin?",
        "fire station opening hours",
        "what do you do about knife crime",
        "speeding is killing our village",
        "nobody was hurt",
        "he hasn't got a knife",
        "what should I do if someone is breaking in next door?",
        "I was attacked in 2015 and your officers were kind",
        "Can you help me with the form?",
        "",
        "Thanks!",
    ],
)
def test_this_can_wait_its_turn(text: str):
    assert not urgent(text)


def test_the_finding_points_at_the_alarming_words():
    text = "Evening all. There's a man with a knife outside. Which road? Mine."
    (found,) = read(text)
    assert text[found.start : found.end].endswith("man with a knife")


def test_the_weights_are_those_learnt_from_these_sentences():
    assert fingerprint() in WEIGHTS.read_text(encoding="utf-8")
    assert any(line.startswith("[bias] ") for line in word_list("weights"))


ON_THE_EDGE = """
from chat.checks import read
for text in (
    "pictures middle x whatsapp records blow xyz those mosque bats handles",
    "hear swear stolen witnessed lad use hanging fiesta walker sit term",
):
    print(bool(read(text)))
"""


def test_a_text_weighs_the_same_in_every_process() -> None:
    """Words that weigh as good as enough: added in another order they would weigh less."""
    told = {
        subprocess.run(
            [sys.executable, "-c", ON_THE_EDGE], env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in (0, 1, 3, 7)
    }  # fmt: skip
    assert len(told) == 1
