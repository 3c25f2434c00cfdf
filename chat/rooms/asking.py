"""What a visitor sends, read and checked: the canonical words, or what is wrong with each field."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from chat import checks
from chat.rooms.models import LONGEST_NAME, LONGEST_QUESTION
from foundation.errors import Invalid

KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
WORDS = {
    "no-name": "Enter a name to show beside your question. A first name is enough.",
    "long-name": f"The name can be at most {LONGEST_NAME} characters.",
    "staff-name": (
        "That name could be taken for police or staff. Choose another, or add an initial."
    ),
    "no-text": "Enter your question.",
    "long-text": f"A question can be at most {LONGEST_QUESTION} characters. Yours has {{length}}.",
    "rules": "Please read and accept the house rules first.",
    "key": "The key must be 8 to 64 letters, digits, hyphens or underscores.",
}


@dataclass(slots=True)
class Ask:
    """The ask form: what was typed, as typed, and a sentence for each field that needs mending.

    `shown_name` and `question` are the same in canonical form, to be held and shown.
    """

    name: str = ""
    text: str = ""
    key: str = ""
    rules: bool = False
    shown_name: str = ""
    question: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def refuse(self) -> None:
        """Raise Invalid for the fields that need mending, if any do."""
        if self.errors:
            raise Invalid.all_of(self.errors)


def ask(fields: Mapping[str, str], *, staff_names: Collection[str], rules: bool) -> Ask:
    """Read the form against the rules of the room; `rules` says they were accepted before."""
    form = Ask(
        fields.get("name", ""),
        fields.get("text", ""),
        fields.get("key", ""),
        rules or fields.get("rules") == "yes",
    )
    form.shown_name, form.question = checks.canonical_name(form.name), checks.canonical(form.text)
    found = {
        "text": text_fault(form.question),
        "name": name_fault(form.shown_name, staff_names),
        "rules": None if form.rules else WORDS["rules"],
        "key": key_fault(form.key),
    }
    form.errors = {name: sentence for name, sentence in found.items() if sentence}
    return form


def key_fault(key: str) -> str | None:
    return None if KEY.fullmatch(key) else WORDS["key"]


def name_fault(name: str, staff_names: Collection[str]) -> str | None:
    if not name:
        return WORDS["no-name"]
    if checks.length(name) > LONGEST_NAME or len(name) > 2 * LONGEST_NAME:
        return WORDS["long-name"]
    return WORDS["staff-name"] if checks.looks_like_staff(name, staff_names=staff_names) else None


def text_fault(text: str) -> str | None:
    length = checks.length(text)
    if not length:
        return WORDS["no-text"]
    # Emoji sequences count as one character each; the second bound keeps them from carrying pages.
    if length > LONGEST_QUESTION or len(text) > 4 * LONGEST_QUESTION:
        return WORDS["long-text"].format(length=length)
    return None
