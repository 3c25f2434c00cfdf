"""The command line gives one line for each line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chat.checks import BadList
from chat.checks.command import abuse_list, check_lines, watch_list

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


def test_a_watch_list_is_read_from_a_file(tmp_path: Path):
    file = tmp_path / "watch.txt"
    file.write_text("Op Oak\n\nHenderson\n", encoding="utf-8")
    (answer,) = check_lines(["what of op-oak?"], as_json=True, watch=watch_list(file))
    assert json.loads(answer) == [{"rule": "watch", "start": 8, "end": 14, "words": "op-oak"}]


def test_words_of_abuse_are_read_from_a_file(tmp_path: Path):
    file = tmp_path / "words.txt"
    file.write_text("plonk*\nnever: plonkley\n", encoding="utf-8")
    answers = check_lines(["plonkers", "Plonkley"], as_json=False, abuse=abuse_list(file))
    assert list(answers) == ["Words of abuse: 'plonkers'", "nothing found"]


@pytest.mark.parametrize("content", [b"Op Oak\n(a+)+\n", b"\xff\xfe", None])
@pytest.mark.parametrize("listed", [watch_list, abuse_list])
def test_a_bad_list_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes | None, listed: Callable[[Path], object]
):
    file = tmp_path / "watch.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadList) as refused:
        listed(file)
    assert refused.value.sentence.count(".") <= 2
    assert "\n" not in refused.value.sentence
