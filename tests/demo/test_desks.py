"""What simulated staff make of the pieces that the real desks are made of."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chat.checks import Finding
from chat.demo import moderator, officer
from chat.demo.markup import pieces
from chat.demo.moderator import Desk
from chat.demo.officer import Panel
from chat.rooms.frames import Pieces
from chat.rooms.models import AnswerState, Aside, Lane
from chat.rooms.views import Held, PanelAnswer, PanelQuestion, PublicQuestion
from foundation.web.templates import environment

AT = datetime(2026, 12, 1, 19, 30, tzinfo=UTC)
HELD = Held(
    id="q1", sort="question", version="v1", name="Dana", text='Is "North St" shut & until when?',
    at=AT, lane=Lane.ORDINARY, turn=0, findings=(), number=None, about=None, question_id="q1",
)  # fmt: skip
ASKED = PublicQuestion(
    id="q1", number=7, name="Dana", text="Is North Street shut <tonight>?", at=AT, edited=False,
    unanswered=False, answering=None, answers=(),
)  # fmt: skip
OPEN = PanelQuestion(question=ASKED, seat_id=None, waiting=True, answers=())
ME, COLLEAGUE = "Robin Hale", "Priya Shah"


@pytest.fixture(scope="module")
def templates() -> Pieces:
    return Pieces(environment())


def shown_row(templates: Pieces, item: Held) -> moderator.Row:
    (piece,) = pieces(templates.make("moderation/pieces.html", "row", item))
    return moderator.row(piece)


def shown_question(templates: Pieces, item: PanelQuestion) -> officer.Question | None:
    (piece,) = pieces(templates.make("rooms/panel_pieces.html", "released", item))
    return officer.question(piece)


def replied(state: AnswerState) -> PanelAnswer:
    return PanelAnswer("a1", 3, "PC Adeyemi", state, "Until nine.", AT, None)


def test_a_row_of_the_queue_is_read_whole(templates: Pieces) -> None:
    assert shown_row(templates, HELD) == moderator.Row("q1", "question", "v1", HELD.text, False)


@pytest.mark.parametrize(
    "change",
    [{"lane": Lane.URGENT}, {"aside": Aside.PARKED}, {"findings": (Finding(0, 2, "phone"),)}],
)
def test_what_is_urgent_marked_or_set_aside_is_not_clean(
    templates: Pieces, change: dict[str, Lane | Aside | tuple[Finding, ...]]
) -> None:
    assert shown_row(templates, replace(HELD, **change)).marked


def test_what_cannot_be_read_is_not_clean(templates: Pieces) -> None:
    assert shown_row(templates, replace(HELD, text="")).marked


def test_the_queue_follows_its_frames(templates: Pieces) -> None:
    desk = Desk(ME)
    row = templates.make("moderation/pieces.html", "row", HELD)
    desk.hear({"kind": "question.held", "html": row})
    assert list(desk.rows) == ["h-q1"]
    desk.hear({"kind": "question.approved", "html": '<li id="h-q1" data-gone hidden></li>'})
    assert not desk.rows
    desk.hear({"kind": "question.restored", "html": row})
    desk.hear({"kind": "snapshot", "html": ""})
    assert not desk.rows


def test_the_desk_is_a_simulated_moderators_only_while_nobody_else_is_there() -> None:
    desk = Desk(ME)
    assert not desk.is_mine
    for moderators, is_mine in ((ME, True), (f"{COLLEAGUE}, {ME}", False), (ME, True)):
        desk.hear({"kind": "presence", "moderators": moderators})
        assert (desk.is_mine, desk.met) == (is_mine, not is_mine)


def test_whoever_left_the_desk_decides_nothing_on_it(templates: Pieces) -> None:
    desk = Desk(ME)
    desk.hear(
        {"kind": "question.held", "html": templates.make("moderation/pieces.html", "row", HELD)}
    )
    desk.hear({"kind": "presence", "moderators": ME})
    desk.leave()
    assert (desk.rows, desk.is_mine, desk.met) == ({}, False, False)


def test_an_open_question_is_read_whole(templates: Pieces) -> None:
    assert shown_question(templates, OPEN) == officer.Question("q1", 7, ASKED.text, "", 0)


def test_a_question_in_hand_names_its_officer(templates: Pieces) -> None:
    in_hand = replace(OPEN, seat_id=3, question=replace(ASKED, answering="PC Adeyemi"))
    found = shown_question(templates, in_hand)
    assert found is not None
    assert found.holder.startswith("PC Adeyemi")


@pytest.mark.parametrize("state", [AnswerState.HELD, AnswerState.RELEASED])
def test_a_question_with_an_answer_needs_no_other(templates: Pieces, state: AnswerState) -> None:
    assert shown_question(templates, replace(OPEN, answers=(replied(state),))) is None


def test_a_question_whose_answer_came_back_is_open_again(templates: Pieces) -> None:
    found = shown_question(templates, replace(OPEN, answers=(replied(AnswerState.RETURNED),)))
    assert found is not None
    assert found.given_back == 1


def test_a_question_left_at_the_end_is_not_open(templates: Pieces) -> None:
    assert (
        shown_question(templates, replace(OPEN, question=replace(ASKED, unanswered=True))) is None
    )


def test_the_panel_follows_its_frames(templates: Pieces) -> None:
    panel = Panel()
    asked = templates.make("rooms/panel_pieces.html", "released", OPEN)
    panel.hear({"kind": "question.approved", "html": asked})
    assert [one.number for one in panel.in_order()] == [7]
    panel.hear({"kind": "question.withdrawn", "html": '<li id="p-q1" data-gone hidden></li>'})
    assert not panel.open
