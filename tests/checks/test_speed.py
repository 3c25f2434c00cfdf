"""No text, however hostile, keeps the others waiting."""

import random
import time
from collections.abc import Callable

import pytest

from chat.checks import canonical, length, looks_like_staff, read
from chat.checks.urgency import alarming_words
from tests.checks.test_residents import halves, rows

SIZE = 16 * 1024
LIMIT = 0.050
USUAL_LIMIT = 0.002

UNITS = [
    *("a", " ", ".", "0 ", "07 ", "07700 ", "7", "+1 ", "+44 ", "44", "0044"),
    *("zero seven ", "oh", "seven", "double ", "o0", "l1 ", "nine hundred and "),
    *("a@", "@", "@a ", "a at b ", "a at b.uk ", "at ", "a_", "a (at) ", "a.a@a.a", "d A T "),
    *("a.", "a.com ", "www.", "http://", "h t t p : ", "a dot ", "a[dot]", "a . ", "insta is "),
    *("bs 6 5 q d ", "bs6 ", "ab12 cd ", "a 1 ", "reg ", "a1", "alpha bravo 1 "),
    *("he has a ", "a man with a ", "not not a man is ", "if ", "every time someone has ", "help "),
    *("what ", "I want to ", "kill ", "knife. ", "(((", "'", '"', "-", "£1.1.1", "1/1/", "07:30 "),
    *("e\u0301", "\u0301", "a\u200b", "\u202e", "👩\u200d", "\n", " \n", "警", "р", "🅟", "ﷺ", "각"),
    *("12 North Street ", "flat 4 ", "number one street ", "Street, number ", "nhs 9 ", "ni ab 1 "),
    *(
        "born 1 ",
        "1 May ",
        "1-1-",
        "Mr A ",
        "Called Kim ",
        "Ann Lee ",
        "f*",
        "f***",
        "fu",
        "piss off ",
    ),
    *("year 5 school ", "A School 7 ", "first half 1 ", "starts a1 ", "a b c ", "a-b-", "IT IS "),
    *("///a.b.", "51.4545, ", "1.1.1.", "a1:", "gb82 ", "4111 ", "insta a.b ", "5226012345 "),
    *("1.", "ref ", "call me 1 ", "my number is ", "word ", "word. ", "\u00bd", "[", "{", "<at>"),
]


def in_time(act: Callable[[], object], *, limit: float = LIMIT) -> bool:
    """Say whether one of ten runs takes less processor time; a busy machine may spoil nine."""

    def once() -> float:
        start = time.thread_time()
        act()
        return time.thread_time() - start

    return any(once() < limit for _ in range(10))


def salads() -> list[str]:
    """Return texts of random alarming words and of random signs."""
    chance = random.Random(5)
    words = alarming_words()
    signs = "a0@. -_()at7dotohбé\u200b:/'\n"
    return [
        " ".join(chance.choices(words, k=SIZE))[:SIZE],
        ". ".join(chance.choices(words, k=SIZE))[:SIZE],
        "".join(chance.choices(signs, k=SIZE)),
    ]


def filled(unit: str) -> str:
    """Return sixteen kibibytes of a text over and over, as they come over the wire."""
    return (unit * SIZE).encode()[:SIZE].decode(errors="ignore")


HOSTILE = {
    **{ascii(unit): filled(unit) for unit in UNITS},
    "no address after all": "a" * SIZE + "@",
    "a long gap": "x" + " " * SIZE + "x",
    **{f"salad {number}": salad for number, salad in enumerate(salads())},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_sixteen_kibibytes_of_anything_are_read_in_time(kind: str):
    shown = canonical(HOSTILE[kind])
    earlier = [shown[:-3] + "zzz"] * 5
    assert in_time(lambda: canonical(HOSTILE[kind]))
    assert in_time(lambda: read(shown, earlier=earlier))
    assert in_time(lambda: length(shown))


@pytest.mark.parametrize("kind", [*HOSTILE][::7])
def test_a_name_of_sixteen_kibibytes_is_judged_in_time(kind: str):
    name, panel = HOSTILE[kind], ["Sgt Cole", "Jo Park"]
    assert in_time(lambda: looks_like_staff(name, staff_names=panel))


def test_residents_are_read_in_two_milliseconds_on_average():
    texts = [canonical(row["text"]) for row in rows(halves("residents")[0])]
    assert in_time(lambda: [read(text) for text in texts], limit=len(texts) * USUAL_LIMIT)


def test_a_usual_question_is_read_in_two_milliseconds():
    text = (
        "Evening all, can somebody tell me why the crossing on Cotham Road has not been moved yet? "
        "It was promised last year and my two kids cross there at 8.30 every day. Somebody will "
        "get hurt. My number is 07700 900123 if you want to talk about it."
    )
    assert in_time(lambda: [read(text) for _ in range(20)], limit=20 * USUAL_LIMIT)
