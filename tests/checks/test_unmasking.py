"""What is hidden from every check is read as it was meant, and stays where it stood."""

import pytest

from chat.checks import PERSONAL, canonical, read
from chat.checks.counting import figures, roman
from chat.checks.unmasking import MOST, readings


def read_as(text: str) -> list[str]:
    return [reading.text for reading in readings(canonical(text))]


def rules(text: str) -> set[str]:
    return {found.rule for found in read(canonical(text)) if found.rule in PERSONAL}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("fifty one", "51"),
        ("nineteen eighty six", "1986"),
        ("nineteen oh five", "1905"),
        ("twenty ten", "2010"),
        ("two thousand and four", "2004"),
        ("one hundred and six", "106"),
        ("five zero one", "501"),
        ("twelve eleven sixty four", "12 11 64"),
        ("twenty first", "21st"),
        ("the seventh".removeprefix("the "), "7th"),
        ("hundred", "100"),
    ],
)
def test_words_are_counted_as_people_say_them(said: str, written: str):
    assert figures(said) == written


def test_roman_numbers_are_counted():
    assert [roman(each) for each in ("iv", "xvii", "viii", "mcmlii")] == ["4", "17", "8", "1952"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("192(.)0(.)2(.)58", "192.0.2.58"),
        ("2001 colon db8 colon colon 7334", "2001:db8::7334"),
        ("m a r k at g m a i l dot c o m", "mark at gmail.com"),
        ("fourthofjuly1971", "4th of july 1971"),
        ("n1neteen 8 m4rch", "19 8 march"),
        ("5 then Sycamore then Drive", "5 Sycamore Drive"),
        ("fifty one point four four north", "51.44 north"),
        ("23.viii.1965", "23.8.1965"),
    ],
)
def test_signs_numbers_and_letters_are_read_as_what_they_stand_for(text: str, meant: str):
    assert read_as(text) == [meant]


@pytest.mark.parametrize(
    "text", ["Somebody took my bike.", "the dot com boom", "It happened at 7.30 on the A38", ""]
)
def test_what_hides_nothing_has_no_other_reading(text: str):
    assert read_as(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("call 321 009 00770 backwards", "phone"),
        ("moc.elpmaxe@anad, reverse it", "e-mail"),
        ("my email is SAMxATxEXAMPLExDOTxNET, take out the x's", "e-mail"),
        ("S1xty-f0ur M4nor R04d", "address"),
        ("I'm the fifth house along Ashgrove Ave", "address"),
        ("23.viii.1965 is when he was born", "birth-date"),
        ("goto bit . ly / 3xYzAb", "link"),
    ],
)
def test_what_was_hidden_is_found(text: str, rule: str):
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "my sister walks backwards with the buggy up those steps",
        "leave out the jargon please, say it in plain English",
        "three out of four calls go unanswered, that's 75 %",
        "Section 60 was used twice, on the 5th and the 9th",
        "The colon cancer run is on 12 June, dash it all",
        "The 2nd of 3 visits, the 1st was in 2018",
        "what 3 words would you use to describe the service",
        "number plate recognition cameras on the B3130 and A4174",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(text: str):
    assert rules(text) == set()


def test_the_finding_points_at_the_words_as_they_stand():
    text = "Find me: dana (at) example (dot) org, or seventh / ninth / sixty four"
    assert [text[found.start : found.end] for found in read(text)] == [
        "dana (at) example (dot) org",
        "seventh / ninth / sixty four",
    ]


def test_only_as_much_is_read_again_as_a_question_may_hold():
    assert all(len(reading.text) <= MOST for reading in readings("one two three " * 1000))
