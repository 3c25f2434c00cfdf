"""Word by word: what stays of a text, what is taken out and what is put in."""

from chat.checks import Run, difference
from chat.checks.difference import LONGEST, Fate


def test_runs_of_words_stay_are_taken_out_or_put_in() -> None:
    assert difference("It opens at 9 on Saturdays.", "It opens at\n10 on all Saturdays.") == (
        Run(Fate.SAME, "It opens at"), Run(Fate.OUT, "9"), Run(Fate.IN, "10"),
        Run(Fate.SAME, "on"), Run(Fate.IN, "all"), Run(Fate.SAME, "Saturdays."),
    )  # fmt: skip


def test_very_long_texts_are_not_compared() -> None:
    long = "la " * (LONGEST + 1)
    assert difference(long, "la") == (Run(Fate.OUT, long), Run(Fate.IN, "la"))
