"""Shouting and abuse are marked for the moderator to see, and those who report are not."""

import pytest

from chat.checks import Finding, is_marked, is_urgent, read


def rules(text: str) -> list[str]:
    return [found.rule for found in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "what a load of b0llocks",
            "you lot are w4nkers",
            "utter sh!t",
            "fuuuck this",
            "f*** off",
        ),
        *("you b*stards", "piss off the lot of you", "F U C K the council", "useless dickheads"),
        *("kill yourself officer", "go back to your own country", "a55holes", "ＦＵＣＫ off"),
    ],
)
def test_abuse_is_marked_however_it_is_spelled(text: str):
    assert "abuse" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I was raped last year", "he beat me and called me names", "my uncle abused me"),
        *("I was groped on the bus", "the cock crows at four", "I'm from Scunthorpe"),
        *("Arsenal fans on the train", "Dick Turpin lived here", "traffic cones on the road"),
        *("my mum was conned", "the fishmonger", "shiitake mushrooms", "help!! please!!"),
        *("I give it 5* for effort", "is that *really* so", "a gay couple next door"),
    ],
)
def test_those_who_report_or_farm_are_not_marked(text: str):
    assert "abuse" not in rules(text)


def test_abuse_points_at_the_words():
    text = "what a load of b0llocks, sarge"
    assert [text[f.start : f.end] for f in read(text) if f.rule == "abuse"] == ["b0llocks"]


def test_a_text_mostly_in_capitals_is_shouted():
    text = "WHY DOES NOBODY EVER ANSWER about the bins"
    assert Finding(0, len(text), "shouting") in read(text)


@pytest.mark.parametrize(
    "text",
    ["PC COLE", "ASB, PCSO, CAD: what is all this?", "NO", "THANK YOU", "Is the M32 in BS5 shut?"],
)
def test_a_few_capitals_are_not_shouted(text: str):
    assert "shouting" not in rules(text)


@pytest.mark.parametrize(
    ("rule", "is_so"),
    [
        *(("phone", True), ("link", True), ("address", True), ("watch", True), ("abuse", True)),
        *(("repeat", False), ("shouting", False), ("name", False), ("unread", False)),
        ("urgent", False),
    ],
)
def test_some_rules_ask_for_a_place_in_front_of_ordinary_texts(rule: str, *, is_so: bool):
    assert is_marked([Finding(0, 4, rule)]) is is_so
    assert is_urgent([Finding(0, 4, rule)]) is (rule == "urgent")


def test_nothing_found_is_nothing_marked():
    assert not is_marked([])
