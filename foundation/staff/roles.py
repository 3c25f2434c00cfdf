"""Roles, and the deeds each may do: the role matrix of the force's protocol, row by row."""

from collections.abc import Collection
from enum import StrEnum


class Role(StrEnum):
    OFFICER = "officer"
    MODERATOR = "moderator"
    SCHEDULER = "scheduler"
    COMMUNICATIONS = "communications"
    PRESS = "press"
    HEAD_OF_ESERVICES = "head_of_eservices"
    HEAD_OF_COMMUNICATIONS = "head_of_communications"
    INTELLIGENCE = "intelligence"
    FIM = "fim"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Role.OFFICER: "Officer",
    Role.MODERATOR: "Moderator",
    Role.SCHEDULER: "Scheduler",
    Role.COMMUNICATIONS: "Communications officer",
    Role.PRESS: "Press team",
    Role.HEAD_OF_ESERVICES: "Head of eServices",
    Role.HEAD_OF_COMMUNICATIONS: "Head of Corporate Communications",
    Role.INTELLIGENCE: "District Intelligence co-ordinator or department manager",
    Role.FIM: "Force incident manager",
    Role.ADMINISTRATOR: "Administrator",
}


class Right(StrEnum):
    SEE_STAFF_PAGES = "see-staff-pages"
    SEE_HOLD_QUEUE = "see-hold-queue"
    DECIDE = "decide"
    TAKE_OVER = "take-over"
    LIMIT_ASKER = "limit-asker"
    DRAFT_ANSWER = "draft-answer"
    RUN_CHAT = "run-chat"
    SCHEDULE = "schedule"
    SEAT = "seat"
    SEE_PEOPLE = "see-people"
    END_SESSIONS = "end-sessions"
    DISABLE_PERSON = "disable-person"
    RESET_PASSWORD = "reset-password"
    READ_LOG = "read-log"
    READ_LINES = "read-lines"
    WRITE_LINES = "write-lines"
    SEE_PROMISES = "see-promises"


# Administrators keep the machines running. Nothing here lets them read or approve what the public
# wrote: that is why they stand in no row above the line.
GRANTED: dict[Right, frozenset[Role]] = {
    Right.SEE_STAFF_PAGES: frozenset(Role),
    Right.SEE_HOLD_QUEUE: frozenset({Role.MODERATOR, Role.HEAD_OF_ESERVICES}),
    Right.DECIDE: frozenset({Role.MODERATOR, Role.HEAD_OF_ESERVICES}),
    Right.TAKE_OVER: frozenset({Role.HEAD_OF_ESERVICES}),
    Right.LIMIT_ASKER: frozenset({Role.MODERATOR, Role.HEAD_OF_ESERVICES}),
    Right.DRAFT_ANSWER: frozenset({Role.OFFICER, Role.MODERATOR}),
    Right.RUN_CHAT: frozenset(
        {Role.MODERATOR, Role.SCHEDULER, Role.HEAD_OF_ESERVICES, Role.HEAD_OF_COMMUNICATIONS}
    ),
    Right.SCHEDULE: frozenset({Role.SCHEDULER, Role.HEAD_OF_ESERVICES}),
    Right.SEAT: frozenset({Role.SCHEDULER, Role.HEAD_OF_ESERVICES}),
    Right.READ_LOG: frozenset(
        {Role.MODERATOR, Role.PRESS, Role.HEAD_OF_ESERVICES, Role.HEAD_OF_COMMUNICATIONS,
         Role.INTELLIGENCE, Role.FIM}
    ),
    Right.READ_LINES: frozenset(
        {Role.OFFICER, Role.MODERATOR, Role.COMMUNICATIONS, Role.HEAD_OF_ESERVICES,
         Role.HEAD_OF_COMMUNICATIONS}
    ),
    Right.WRITE_LINES: frozenset(
        {Role.MODERATOR, Role.COMMUNICATIONS, Role.HEAD_OF_ESERVICES, Role.HEAD_OF_COMMUNICATIONS}
    ),
    Right.SEE_PROMISES: frozenset({Role.OFFICER, Role.MODERATOR, Role.HEAD_OF_ESERVICES}),
    # ---- people ----
    Right.SEE_PEOPLE: frozenset({Role.HEAD_OF_ESERVICES, Role.ADMINISTRATOR}),
    Right.END_SESSIONS: frozenset({Role.HEAD_OF_ESERVICES, Role.ADMINISTRATOR}),
    Right.DISABLE_PERSON: frozenset({Role.HEAD_OF_ESERVICES, Role.ADMINISTRATOR}),
    Right.RESET_PASSWORD: frozenset({Role.ADMINISTRATOR}),
}  # fmt: skip

# Cells marked "own or assigned" in the matrix: the room checks that the seat or the chat is theirs.
OWN_ONLY: dict[Right, frozenset[Role]] = {
    Right.DRAFT_ANSWER: frozenset({Role.OFFICER}),
    Right.SEE_PROMISES: frozenset({Role.OFFICER}),
    Right.READ_LOG: frozenset({Role.MODERATOR, Role.PRESS, Role.INTELLIGENCE, Role.FIM}),
}


def may(roles: Collection[Role], right: Right) -> bool:
    """Whether one of the roles carries the right at all."""
    return not GRANTED[right].isdisjoint(roles)


def only_own(roles: Collection[Role], right: Right) -> bool:
    """Whether the right, as these roles carry it, covers only what is the person's own."""
    return (GRANTED[right] & set(roles)) <= OWN_ONLY.get(right, frozenset())
