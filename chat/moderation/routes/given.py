"""What a moderator gives with a deed: which version they were shown, why, and in what words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from chat import checks
from chat.moderation.models import Diversion, Senior
from chat.rooms.asking import text_fault
from chat.rooms.models import LONGEST_NAME, Change, Reason
from chat.schedule.models import Chat
from foundation.errors import Invalid

REASONS = {
    Reason.PERSONAL: "It has personal information",
    Reason.LIVE_INVESTIGATION: "It is about a live investigation",
    Reason.SPECULATION: "It is speculation or misinformation",
    Reason.ABUSE: "It is abusive",
    Reason.DUPLICATE: "It has been asked already",
    Reason.OFF_TOPIC: "It is not for this chat",
    Reason.URGENT: "It is urgent: call instead",
}
# An answer is no call for help; a page that is older than this list may still say so.
OF_ANSWERS = {reason: words for reason, words in REASONS.items() if reason is not Reason.URGENT}
OF_ANSWERS[Reason.DUPLICATE] = "It has been said already"
# Why an asker is warned or limited: what they did, not what their question is.
OF_ASKERS = {
    Reason.ABUSE: "Abusive words",
    Reason.SPECULATION: "Speculation or misinformation",
    Reason.PERSONAL: "Personal information",
    Reason.LIVE_INVESTIGATION: "About a live investigation",
    Reason.DUPLICATE: "The same again and again",
    Reason.OFF_TOPIC: "Not for this chat",
}
# What other words can mend.
ASKED_BACK = (Reason.PERSONAL, Reason.LIVE_INVESTIGATION, Reason.SPECULATION, Reason.ABUSE)
DIVERSIONS = {
    Diversion.DANGER: "Danger now: 999, and the control room",
    Diversion.CRIME: "A crime to report: 101, and the control room",
    Diversion.AT_RISK: "Somebody at risk: 101, and safeguarding",
    Diversion.INFORMATION: "Knows of a crime: Crimestoppers, and intelligence",
    Diversion.TEAM: "For the neighbourhood team: 101, and the team",
}
SENIORS = {
    Senior.DUTY: "The duty senior, who has 5 minutes",
    Senior.PRESS: "The press office, which has 10 minutes",
}
CHANGES = {
    Change.PERSONAL: "Personal information taken out",
    Change.INVESTIGATION: "Kept clear of a live investigation",
    Change.ABUSE: "Abusive words taken out",
    Change.CLARITY: "Made clearer",
}


E = TypeVar("E", bound=StrEnum)
Choices = list[tuple[str, str]]


def choices(words: Mapping[E, str]) -> Choices:
    """A short list as forms offer it."""
    return [(one.value, sentence) for one, sentence in words.items()]


@dataclass(frozen=True, slots=True)
class Lists:
    """The short lists that go with one sort of item."""

    reasons: Choices
    changes: Choices
    asked_back: Choices
    diversions: Choices
    seniors: Choices
    of_askers: Choices
    seats: Choices = field(default_factory=list)  # of the chat's panel

    def of(self, chat: Chat) -> "Lists":
        """The same with that chat's panel."""
        return replace(self, seats=[(str(seat.id), seat.name) for seat in chat.seats])


QUESTIONS = Lists(
    choices(REASONS), choices(CHANGES), choices({one: REASONS[one] for one in ASKED_BACK}),
    choices(DIVERSIONS), choices(SENIORS), choices(OF_ASKERS),
)  # fmt: skip
ANSWERS = Lists(choices(OF_ANSWERS), choices(CHANGES), [], [], [], [])


LONGEST_NOTICE, LONGEST_PAUSE = 500, 160
MOST_OF_A_LIST = 256 * 1024  # bytes of a form: five hundred entries, each sign of them escaped


@dataclass(frozen=True, slots=True)
class Draft:
    """A moderator's edit as it was typed."""

    name: str
    text: str
    change: str


def drafted(given: dict[str, str]) -> Draft | None:
    if "text" not in given:
        return None
    return Draft(given.get("name", ""), given["text"], given.get("change", ""))


def version(given: dict[str, str]) -> str:
    if not given.get("version"):
        raise Invalid("Say which version you were shown.", field="version")
    return given["version"]


def reason(given: dict[str, str]) -> Reason:
    return chosen(given, "reason", Reason, "Choose a reason from the list.")


def change(given: dict[str, str]) -> Change | None:
    if not given.get("change"):
        return None
    return chosen(given, "change", Change, "Choose from the list why you changed the words.")


def chosen(given: dict[str, str], field: str, kind: type[E], sentence: str) -> E:
    """One of a short list. Raises Invalid with the sentence."""
    try:
        return kind(given.get(field, ""))
    except ValueError:
        raise Invalid(sentence, field=field) from None


def words(given: dict[str, str]) -> tuple[str | None, str | None]:
    """The name and text as the moderator edited them; None where they were left alone."""
    name = checks.canonical_name(given["name"]) if "name" in given else None
    text = checks.canonical(given["text"]) if "text" in given else None
    if name is not None and not 0 < checks.length(name) <= LONGEST_NAME:
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    if text == "":
        raise Invalid("Leave some words to show, or reject the question.", field="text")
    if text is not None and (fault := text_fault(text)):
        raise Invalid(fault, field="text")
    return name, text
