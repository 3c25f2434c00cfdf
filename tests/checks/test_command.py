"""The command line gives one line for each line."""

import json

from chat.checks.command import check_lines

LINES = [
    "call me on 07700 900123 please\n",
    "\n",
    "lovely evening\n",
    "write to ｄana＠example.org\n",
]


def test_json_is_one_array_a_line():
    answers = [json.loads(line) for line in check_lines(LINES, as_json=True)]
    assert answers == [
        [{"rule": "phone", "start": 11, "end": 23, "words": "07700 900123"}],
        [],
        [],
        [{"rule": "e-mail", "start": 9, "end": 25, "words": "dana@example.org"}],
    ]


def test_plain_words_name_the_rule_and_what_was_found():
    answers = list(check_lines(LINES, as_json=False))
    assert answers == [
        "Telephone number: '07700 900123'",
        "nothing found",
        "nothing found",
        "E-mail address: 'dana@example.org'",
    ]


def test_a_line_at_a_time_is_enough():
    endless = iter(lambda: "reg AB12 CDE", None)
    assert json.loads(next(check_lines(endless, as_json=True)))[0]["rule"] == "plate"


def test_json_keeps_to_one_line_whatever_comes_in():
    (answer,) = check_lines(["a\u2028b 07700 900123 \u0085 \ud800"], as_json=True)
    assert answer.splitlines() == [answer]
