"""Addresses of the moderators' desk."""

from chat.moderation import live
from chat.moderation.routes import (
    assigning,
    bans,
    controls,
    deciding,
    notes,
    order,
    pages,
    reading,
    said,
    selecting,
    statements,
    words,
)
from chat.moderation.said import SORTS
from foundation.staff.guard import Endpoint, StaffRoute, StaffSocket
from foundation.staff.roles import Right


def deed(path: str, endpoint: Endpoint, right: Right, name: str) -> StaffRoute:
    return StaffRoute(path, endpoint, right=right, methods=["POST"], name=name)


def of_said(sort: str) -> list[StaffRoute]:
    """The item and the deeds of one sort of what staff say beside their answers."""
    base = f"/staff/{sort}s/{{id}}"
    return [
        StaffRoute(base, pages.item, right=Right.SEE_HOLD_QUEUE, name=f"{sort}-item"),
        deed(f"{base}/approval", said.approval, Right.DECIDE, f"{sort}-approval"),
        deed(f"{base}/rejection", said.rejection, Right.DECIDE, f"{sort}-rejection"),
        deed(f"{base}/taking-over", deciding.taking_over, Right.TAKE_OVER, f"{sort}-taking-over"),
    ]


routes = [
    StaffRoute("/staff", pages.home, right=Right.SEE_STAFF_PAGES, name="staff"),
    StaffRoute("/staff/chats", pages.chats, right=Right.SEE_STAFF_PAGES, name="staff-chats"),
    deed("/staff/statement", statements.pinning, Right.DECIDE, "statement"),
    deed(
        "/staff/statement/withdrawal",
        statements.withdrawal,
        Right.DECIDE,
        "statement-withdrawal",
    ),
    StaffRoute("/staff/chats/{slug}", pages.desk, right=Right.SEE_HOLD_QUEUE, name="desk"),
    StaffRoute("/staff/chats/{slug}/log", reading.log, right=Right.READ_LOG, name="log"),
    StaffSocket(
        "/staff/chats/{slug}/live", live.desk, right=Right.SEE_HOLD_QUEUE, name="desk-live"
    ),
    StaffRoute("/staff/questions/{id}", pages.item, right=Right.SEE_HOLD_QUEUE, name="item"),
    StaffRoute("/staff/answers/{id}", pages.item, right=Right.SEE_HOLD_QUEUE, name="answer-item"),
    StaffRoute(
        "/staff/chats/{slug}/events",
        live.desk_events,
        right=Right.SEE_HOLD_QUEUE,
        name="desk-events",
    ),
    deed("/staff/questions/{id}/approval", deciding.approval, Right.DECIDE, "approval"),
    deed("/staff/questions/{id}/rejection", deciding.rejection, Right.DECIDE, "rejection"),
    deed("/staff/questions/{id}/restoration", deciding.restoration, Right.DECIDE, "restoration"),
    deed("/staff/questions/{id}/parking", deciding.parking, Right.DECIDE, "parking"),
    deed("/staff/questions/{id}/escalation", deciding.escalation, Right.DECIDE, "escalation"),
    deed("/staff/questions/{id}/asking-back", deciding.asking_back, Right.DECIDE, "asking-back"),
    deed("/staff/questions/{id}/putting-back", deciding.putting_back, Right.DECIDE, "putting-back"),
    deed("/staff/questions/{id}/diversion", deciding.diversion, Right.DECIDE, "diversion"),
    deed("/staff/questions/{id}/merging", deciding.merging, Right.DECIDE, "merging"),
    deed("/staff/chats/{slug}/selection", selecting.selection, Right.DECIDE, "selection"),
    deed("/staff/questions/{id}/separation", deciding.separation, Right.DECIDE, "separation"),
    deed("/staff/questions/{id}/assignment", assigning.assignment, Right.DECIDE, "assignment"),
    deed(
        "/staff/questions/{id}/unassignment", assigning.unassignment, Right.DECIDE, "unassignment"
    ),
    deed("/staff/questions/{id}/taking-over", deciding.taking_over, Right.TAKE_OVER, "taking-over"),
    deed(
        "/staff/answers/{id}/taking-over",
        deciding.taking_over,
        Right.TAKE_OVER,
        "answer-taking-over",
    ),
    deed("/staff/questions/{id}/withdrawal", deciding.withdrawal, Right.DECIDE, "withdrawal"),
    deed("/staff/answers/{id}/approval", deciding.answer_approval, Right.DECIDE, "answer-approval"),
    deed(
        "/staff/answers/{id}/rejection", deciding.answer_rejection, Right.DECIDE, "answer-rejection"
    ),
    deed(
        "/staff/answers/{id}/withdrawal",
        deciding.answer_withdrawal,
        Right.DECIDE,
        "answer-withdrawal",
    ),
    deed(
        "/staff/takeaways/{id}/withdrawal",
        said.takeaway_withdrawal,
        Right.DECIDE,
        "takeaway-withdrawal",
    ),
    *(route for sort in SORTS for route in of_said(sort)),
    deed("/staff/questions/{id}/warning", order.warning, Right.LIMIT_ASKER, "warning"),
    deed("/staff/questions/{id}/slowing", order.slowing, Right.LIMIT_ASKER, "slowing"),
    deed("/staff/questions/{id}/muting", order.muting, Right.LIMIT_ASKER, "muting"),
    deed("/staff/questions/{id}/ban", order.banning, Right.LIMIT_ASKER, "ban"),
    deed(
        "/staff/questions/{id}/ban-everywhere",
        order.banning_everywhere,
        Right.LIMIT_ASKER,
        "ban-everywhere",
    ),
    deed("/staff/questions/{id}/trust", order.trusting, Right.LIMIT_ASKER, "trust"),
    StaffRoute("/staff/bans", bans.standing, right=Right.LIMIT_ASKER, name="bans"),
    deed("/staff/bans/{id:number}/lifting", bans.lifting, Right.LIMIT_ASKER, "limit-lifting"),
    deed("/staff/appeals/{id:number}/upholding", bans.upholding, Right.LIMIT_ASKER, "upholding"),
    deed("/staff/appeals/{id:number}/lifting", bans.hearing, Right.LIMIT_ASKER, "hearing"),
    deed("/staff/chats/{slug}/opening", controls.opening, Right.RUN_CHAT, "opening"),
    deed("/staff/chats/{slug}/closing", controls.closing, Right.RUN_CHAT, "closing"),
    deed("/staff/chats/{slug}/ending", controls.ending, Right.RUN_CHAT, "ending"),
    deed("/staff/chats/{slug}/extension", controls.extension, Right.RUN_CHAT, "extension"),
    deed("/staff/chats/{slug}/stopping", controls.stopping, Right.RUN_CHAT, "stopping"),
    deed("/staff/chats/{slug}/taking-again", controls.taking_again, Right.RUN_CHAT, "taking-again"),
    deed("/staff/chats/{slug}/freezing", controls.freezing, Right.RUN_CHAT, "freezing"),
    deed("/staff/chats/{slug}/pausing", controls.pausing, Right.RUN_CHAT, "pausing"),
    deed("/staff/chats/{slug}/lifting", controls.lifting, Right.RUN_CHAT, "lifting"),
    deed("/staff/chats/{slug}/targets", controls.targets, Right.RUN_CHAT, "targets"),
    deed("/staff/chats/{slug}/pace", controls.pace, Right.LIMIT_ASKER, "pace"),
    StaffRoute(
        "/staff/chats/{slug}/watch-list",
        controls.watched,
        right=Right.SEE_HOLD_QUEUE,
        name="watched",
    ),
    deed("/staff/chats/{slug}/watch-list", controls.watch_list, Right.DECIDE, "watch-list"),
    StaffRoute(
        "/staff/chats/{slug}/watch-list/versions",
        words.watch_versions,
        right=Right.SEE_HOLD_QUEUE,
        name="watch-versions",
    ),
    StaffRoute("/staff/words", words.words, right=Right.SEE_HOLD_QUEUE, name="words"),
    StaffRoute("/staff/words.txt", words.as_text, right=Right.SEE_HOLD_QUEUE, name="words-text"),
    deed("/staff/words", words.changing, Right.DECIDE, "words-changing"),
    deed("/staff/words/trial", words.trial, Right.DECIDE, "words-trial"),
    deed(
        "/staff/words/versions/{number:number}/restoration",
        words.restoration,
        Right.DECIDE,
        "words-restoration",
    ),
    deed("/staff/chats/{slug}/notes", notes.writing, Right.DECIDE, "note"),
    deed(
        "/staff/notes/{id}/acknowledgement",
        notes.acknowledgement,
        Right.DECIDE,
        "note-acknowledgement",
    ),
    deed("/staff/notes/{id}/withdrawal", notes.withdrawal, Right.DECIDE, "note-withdrawal"),
    deed("/staff/chats/{slug}/notice", controls.notice, Right.DECIDE, "notice"),
    deed(
        "/staff/chats/{slug}/notice/withdrawal",
        controls.notice_withdrawal,
        Right.DECIDE,
        "notice-withdrawal",
    ),
]
