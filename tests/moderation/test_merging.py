"""Merging: one answer reaches every asker, and nothing of a merged question is ever public."""

import re

import pytest

from tests.conftest import Rows
from tests.house import LIVE, House
from tests.moderation.desks import at_desk, do, held, held_elsewhere, row
from tests.people import JSON, Visitor

ANSWER = "In spring, says the council."


def asked(house: House, *names: str) -> list[tuple[Visitor, dict[str, str]]]:
    """Each of these asks about the crossing; the askers and what they were given."""
    askers = [house.visitor(name) for name in names]
    return [(one, one.asked(LIVE, f"{one.name}: will the crossing move?")) for one in askers]


def merge(house: House, item: str, into: str) -> int:
    return do(house.staff("priya"), item, "merging", into=into)


def answered(house: House, question: str) -> None:
    """Let it through, and answer it."""
    priya = house.staff("priya")
    assert priya.approve(question).status_code == 200
    answer(house, question)


def answer(house: House, question: str) -> None:
    priya = house.staff("priya")
    house.staff("cole").post(f"/staff/questions/{question}/answer", text=ANSWER)
    page = priya.get(f"/staff/chats/{LIVE}").text
    (held,) = re.findall(r'id="h-([0-9a-z]+)"[^>]*data-sort="answer"', page)
    assert do(priya, held, "approval", sort="answers") == 200


def own(who: Visitor, given: dict[str, str]) -> dict[str, str]:
    """A question as its asker finds it now."""
    return who.http.get(given["status_url"], headers=JSON).json()


def stands_with(rows: Rows, item: str) -> tuple[object, ...]:
    """Its state, and the question it was merged into."""
    return tuple(rows("SELECT state, merged_into FROM questions WHERE id = :id", id=item)[0])


def test_one_answer_reaches_every_asker(house: House) -> None:
    (dana, root), *others = asked(house, "Dana", "Ali", "Ben")
    for _, given in others:
        assert merge(house, given["id"], root["id"]) == 200
    for who, given in others:
        assert own(who, given)["status"] == "merged"
        assert "asks the same" in own(who, given)["html"]
    answered(house, root["id"])
    for who, given in ((dana, root), *others):
        assert own(who, given)["status"] == "answered"
        assert ANSWER in own(who, given)["html"]


def test_a_merged_askers_words_are_not_shown_with_the_answer(house: House) -> None:
    (dana, root), (_, given) = asked(house, "Dana", "Ali")
    merge(house, given["id"], root["id"])
    answered(house, root["id"])
    page = dana.get(f"/chats/{LIVE}").text
    assert "Dana: will the crossing move?" in page
    assert "Ali: will the crossing move?" not in page
    assert "Ali: will the crossing move?" not in dana.get(root["status_url"]).text


def test_what_was_answered_already_reaches_whoever_is_merged_later(house: House) -> None:
    (_, root), (ali, given) = asked(house, "Dana", "Ali")
    answered(house, root["id"])
    assert merge(house, given["id"], root["id"]) == 200
    assert ANSWER in own(ali, given)["html"]


def test_a_merged_asker_hears_when_the_other_is_shown_and_answered(house: House) -> None:
    (_, root), (ali, given) = asked(house, "Dana", "Ali")
    with ali.follow(given["status_url"] + "/live") as before:
        before.until("snapshot")
        merge(house, given["id"], root["id"])
        assert before.until("look-again")["id"] == given["id"]
    with ali.follow(given["status_url"] + "/live") as after:  # as the page does when it looks again
        after.until("snapshot")
        assert house.staff("priya").approve(root["id"]).status_code == 200
        assert after.until("look-again")["html"] == ""
        assert own(ali, given)["status"] == "approved"
        answer(house, root["id"])
        after.until("look-again")
        assert own(ali, given)["status"] == "answered"


def test_whoever_is_not_merged_hears_nothing_of_it(house: House) -> None:
    (_, root), (_, given), (mallory, other) = asked(house, "Dana", "Ali", "Mallory")
    merge(house, given["id"], root["id"])
    with mallory.follow(other["status_url"] + "/live") as watcher:
        watcher.until("snapshot")
        answered(house, root["id"])
        assert house.staff("priya").approve(other["id"]).status_code == 200
        assert watcher.next()["id"] == other["id"]
    assert ANSWER not in own(mallory, other)["html"]


def test_a_merged_question_leaves_the_queue_and_says_who_merged_it(house: House) -> None:
    root, item = held(house), held(house, "And when?")
    with at_desk(house.staff("sam")) as sams:
        merge(house, item, root)
        gone = sams.until("question.merged")["html"]
    assert re.search(rf'id="h-{item}"[^>]*data-gone[^>]*>merged by Priya Shah', gone)
    late = house.staff("sam").post(f"/staff/questions/{item}/approval", version="0" * 16)
    assert (late.status_code, late.json()["by"], late.json()["verdict"]) == (
        409, "Priya Shah", "merge",
    )  # fmt: skip


def test_what_is_merged_into_a_merged_one_stands_with_that_ones_root(
    house: House, rows: Rows
) -> None:
    root, second, third = (held(house, f"Matter {n}: when?") for n in range(3))
    merge(house, second, root)
    assert merge(house, third, second) == 200
    assert stands_with(rows, third) == ("merged", root)


def test_what_was_merged_moves_on_with_its_root(house: House, rows: Rows) -> None:
    first, second, third = (held(house, f"Matter {n}: when?") for n in range(3))
    merge(house, first, second)
    assert merge(house, second, third) == 200
    assert {stands_with(rows, one) for one in (first, second)} == {("merged", third)}


def test_a_ring_cannot_come_about(house: House, rows: Rows) -> None:
    first, second = held(house), held(house, "And when?")
    merge(house, first, second)
    assert merge(house, second, first) == 409  # the root of the first is the second itself
    assert stands_with(rows, first) == ("merged", second)
    assert stands_with(rows, second) == ("held", None)


def test_a_question_is_not_merged_with_itself(house: House, rows: Rows) -> None:
    item = held(house)
    assert merge(house, item, item) == 409
    assert stands_with(rows, item) == ("held", None)


@pytest.mark.parametrize("into", ["", "no-such-question"])
def test_a_question_is_not_merged_with_what_is_not_there(
    house: House, rows: Rows, into: str
) -> None:
    item = held(house)
    assert merge(house, item, into) == 404
    assert stands_with(rows, item) == ("held", None)


def test_a_question_is_not_merged_with_another_chats(house: House, rows: Rows) -> None:
    item = held(house)
    assert merge(house, item, held_elsewhere(house)) == 404
    assert stands_with(rows, item) == ("held", None)


@pytest.mark.parametrize(
    ("deed", "fields", "words"),
    [
        ("rejection", {"reason": "abuse"}, "has been rejected"),
        ("diversion", {"diversion": "crime"}, "has been diverted"),
        ("withdrawal", {"reason": "abuse"}, "has been taken down"),
        ("retraction", {}, "taken this question back"),
    ],
)
def test_a_question_is_not_merged_with_what_nobody_will_see(
    house: House, rows: Rows, deed: str, fields: dict[str, str], words: str
) -> None:
    priya, dana, item = house.staff("priya"), house.visitor(), held(house)
    gone = dana.asked(LIVE, "And when?")
    if deed == "withdrawal":
        priya.approve(gone["id"])
        assert priya.post(f"/staff/questions/{gone['id']}/{deed}", **fields).status_code == 200
    elif deed == "retraction":
        assert dana.post(f"{gone['status_url']}/{deed}").status_code == 200
    else:
        assert do(priya, gone["id"], deed, **fields) == 200
    late = priya.post(f"/staff/questions/{item}/merging", version=priya.version(item),
                      into=gone["id"])  # fmt: skip
    assert late.status_code == 409
    assert words in late.json()["detail"]
    assert stands_with(rows, item) == ("held", None)
    assert rows("SELECT count(*) FROM decisions WHERE verdict = 'merge'") == [(0,)]


def test_separating_undoes_it(house: House) -> None:
    (_, root), (ali, given) = asked(house, "Dana", "Ali")
    merge(house, given["id"], root["id"])
    answered(house, root["id"])
    sam = house.staff("sam")
    with at_desk(sam) as sams:
        assert sam.post(f"/staff/questions/{given['id']}/separation").status_code == 200
        assert row(sams.until("question.separated")["html"], given["id"])
    assert own(ali, given)["status"] == "held"
    assert ANSWER not in own(ali, given)["html"]
    assert sam.approve(given["id"]).status_code == 200


def test_what_is_not_merged_is_not_separated(house: House) -> None:
    item, path = held(house), "/staff/questions/{}/separation"
    assert house.staff("priya").post(path.format(item)).status_code == 409
    assert house.staff("priya").post(path.format("no-such-question")).status_code == 404


def test_after_the_end_nothing_is_separated_that_nobody_would_decide(
    house: House, rows: Rows
) -> None:
    (_, root), (_, given) = asked(house, "Dana", "Ali")
    merge(house, given["id"], root["id"])
    priya = house.staff("priya")
    priya.end(LIVE)
    assert priya.post(f"/staff/questions/{given['id']}/separation").status_code == 409
    assert stands_with(rows, given["id"])[0] == "merged"


def test_a_merged_asker_hears_of_the_separation(house: House) -> None:
    (_, root), (ali, given) = asked(house, "Dana", "Ali")
    merge(house, given["id"], root["id"])
    with ali.follow(given["status_url"] + "/live") as watcher:
        watcher.until("snapshot")
        priya = house.staff("priya")
        assert priya.post(f"/staff/questions/{given['id']}/separation").status_code == 200
        watcher.until("look-again", within=1)


def test_when_the_first_asker_takes_it_back_the_others_stand_for_themselves(house: House) -> None:
    (dana, root), *others = asked(house, "Dana", "Ali", "Ben")
    for _, given in others:
        merge(house, given["id"], root["id"])
    ali, first = others[0]
    with ali.follow(first["status_url"] + "/live") as watcher:
        watcher.until("snapshot")
        assert dana.post(f"{root['status_url']}/retraction").status_code == 200
        watcher.until("look-again")
    desk = house.staff("sam").get(f"/staff/chats/{LIVE}").text
    assert not row(desk, root["id"])
    for who, given in others:
        assert own(who, given)["status"] == "held"
        assert row(desk, given["id"])
        assert house.staff("priya").approve(given["id"]).status_code == 200


@pytest.mark.parametrize(
    ("deed", "given"),
    [("rejection", {"reason": "abuse"}), ("diversion", {"diversion": "crime"})],
)
def test_what_was_merged_with_words_that_are_kept_out_stands_for_itself(
    house: House, deed: str, given: dict[str, str]
) -> None:
    (_, root), (ali, mine) = asked(house, "Dana", "Ali")
    assert merge(house, mine["id"], root["id"]) == 200
    assert do(house.staff("priya"), root["id"], deed, **given) == 200
    assert own(ali, mine)["status"] == "held"
    assert do(house.staff("priya"), mine["id"], "approval") == 200


def test_what_was_merged_with_words_that_are_taken_down_stands_for_itself(house: House) -> None:
    (_, root), (ali, mine) = asked(house, "Dana", "Ali")
    priya = house.staff("priya")
    assert priya.approve(root["id"]).status_code == 200
    assert merge(house, mine["id"], root["id"]) == 200
    priya.post(f"/staff/questions/{root['id']}/withdrawal", reason="abuse")
    assert own(ali, mine)["status"] == "held"


def test_what_was_merged_with_words_taken_down_after_the_end_has_lapsed(house: House) -> None:
    (_, root), (ali, mine) = asked(house, "Dana", "Ali")
    priya = house.staff("priya")
    assert priya.approve(root["id"]).status_code == 200
    assert merge(house, mine["id"], root["id"]) == 200
    priya.end(LIVE)
    priya.post(f"/staff/questions/{root['id']}/withdrawal", reason="abuse")
    assert own(ali, mine)["status"] == "lapsed"
