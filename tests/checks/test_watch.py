"""A chat's watch list finds what staff asked for and refuses what could never be found."""

import time

import pytest

from chat.checks import BadEntry, BadList, WatchList, canonical, is_marked, read
from chat.checks.listed import MOST_ENTRIES


def watched(text: str, *entries: str) -> list[str]:
    """Return the words of a text that a list of entries finds."""
    shown = canonical(text)
    found = read(shown, watch=WatchList(entries))
    return [shown[each.start : each.end] for each in found if each.rule == "watch"]


@pytest.mark.parametrize(
    "written",
    [
        *("Op Oak", "op oak", "OP OAK", "op-oak", "0p Oak", "Op  Oak", "Op Oak's", "op oaks"),
        *("ＯＰ ＯＡＫ", "Ор Оаk", "Op\u200b Oak", "OpOak", "#opoak", "óp öak"),
    ],
)
def test_an_entry_is_found_in_any_clothes(written: str):
    assert len(watched(f"what is {written} about?", "Op Oak")) == 1


@pytest.mark.parametrize("text", ["stop oak felling", "op oakley", "an oak", "opera", ""])
def test_only_whole_words_count(text: str):
    assert watched(text, "Op Oak") == []


def test_the_finding_points_at_the_words():
    assert watched("ask the Hendersons, please", "henderson") == ["Hendersons"]
    assert watched("Is J O'Neill charged?", "O’Neill") == ["O'Neill"]
    assert watched("about José Núñez", "Jose Nunez") == ["José Núñez"]


def test_the_longest_entry_at_a_place_wins():
    assert watched("Regina v Cole in court", "Regina", "Regina v Cole") == ["Regina v Cole"]


def test_a_text_may_end_where_a_longer_entry_goes_on():
    assert watched("was it Regina", "Regina", "Regina v Cole") == ["Regina"]


def test_nothing_is_found_without_a_list():
    assert watched("Op Oak") == []
    assert not WatchList()
    assert read("Op Oak") == ()


def test_what_is_on_the_list_is_looked_at_first():
    assert is_marked(read("what about op oak", watch=WatchList(["Op Oak"])))


def test_lists_of_the_same_entries_are_one_value():
    assert WatchList(["Op Oak", "Cole"]) == WatchList(["cole", "op-oak"])
    assert len({WatchList(["Cole"]), WatchList(["COLE"])}) == 1


@pytest.mark.parametrize(
    "entry",
    [
        *("x", "a" * 61, "one two three four five six seven", "(a+)+$", "Op.*", "a|b", "oak?"),
        *("the", "police", "they were", "a b", "--", "Oak\u0000", "Cole & Sons"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_its_number(entry: str):
    with pytest.raises(BadEntry) as refused:
        WatchList(["Op Oak", "", entry, "Cole"])
    assert refused.value.number == 3
    assert refused.value.sentence.startswith("Entry 3 ")
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("entry", ["Op Oak", "Cole", "O'Neill", "Núñez", "R v Cole", "5226", "Ng"])
def test_what_staff_type_is_taken(entry: str):
    assert WatchList([entry]).entries == (entry,)


def test_a_list_that_is_too_long_is_refused():
    assert len(WatchList(f"Op Oak {n}" for n in range(MOST_ENTRIES)).entries) == MOST_ENTRIES
    with pytest.raises(BadList, match="at most 500"):
        WatchList(f"Op Oak {n}" for n in range(MOST_ENTRIES + 1))


def test_five_hundred_entries_cost_next_to_nothing():
    watch = WatchList(f"Op Oak {n} North" for n in range(MOST_ENTRIES))
    text = "Evening all, is op oak 499 south still going on in our road, or is it op oak 7 north?"

    def cost(**given: WatchList) -> float:
        start = time.thread_time()
        for _ in range(50):
            read(text, **given)
        return (time.thread_time() - start) / 50

    assert min(cost(watch=watch) - cost() for _ in range(10)) < 0.0003


def test_a_long_list_is_made_at_once():
    start = time.thread_time()
    WatchList(f"Operation Oak Tree {n}" for n in range(MOST_ENTRIES))
    assert time.thread_time() - start < 0.1
