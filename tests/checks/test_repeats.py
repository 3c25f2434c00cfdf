"""The same question again is marked; another question is not."""

import pytest

from chat.checks import Finding, canonical, read

ASKED = "Why has the crossing on Cotham Road not been moved yet?"


def repeated(text: str, *earlier: str) -> bool:
    return any(found.rule == "repeat" for found in read(canonical(text), earlier=earlier))


@pytest.mark.parametrize(
    "again",
    [
        ASKED,
        "why has the crossing on cotham road not been moved yet",
        "WHY HAS THE CROSSING ON COTHAM ROAD NOT BEEN MOVED YET???",
        "Why has the crossing  on Cotham-Road... not been moved yet?!",
        "Why has teh crossing on Cotham Road not been moved yet?",
        "Why has the crossing on Cotham Road not been moved yet? Please answer me.",
        "Whу hаs thе crossing оn Cotham Road nоt been moved yet?",
        "Again: why has the crossing on Cotham Road not been moved yet?",
    ],
)
def test_the_same_question_in_other_clothes_is_marked(again: str):
    assert repeated(again, "Hello all", ASKED)


@pytest.mark.parametrize(
    "other",
    [
        "When will the lights on Park Street be mended?",
        "Why has the crossing on Gloucester Road not been moved yet?",
        "Why has the bus stop on Cotham Hill been moved to the other side?",
        "Thank you",
        "Who asked about the crossing on Cotham Road?",
        "",
    ],
)
def test_another_question_is_not_marked(other: str):
    assert not repeated(other, "Hello all", ASKED)


def test_questions_that_differ_in_a_number_are_two():
    assert not repeated(
        "Why is the number 76 bus never on time?", "Why is the number 24 bus never on time?"
    )


def test_short_texts_repeat_only_word_for_word():
    assert repeated("thank you!", "Thank you")
    assert not repeated("thank her", "thank you")


def test_a_repeat_is_one_finding_over_the_whole_text():
    assert read(ASKED, earlier=[ASKED]) == (Finding(0, len(ASKED), "repeat"),)


def test_nothing_repeats_without_earlier_texts():
    assert read(ASKED) == ()


def test_pictures_alone_repeat_too():
    assert repeated("🌻🌻", "🌻🌻")
    assert not repeated("🌻🌻", "🚓")


def test_a_standard_line_of_staff_is_no_repeat():
    line = "Thank you for your question, we will come back to you."
    assert read(line, earlier=[line], lines=["Good evening.", line.upper()]) == ()
    assert read(line, earlier=[line], lines=["Good evening."]) != ()
