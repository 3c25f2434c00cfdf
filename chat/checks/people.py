"""Names of other people: a help only, by titles, by the words before them and by capitals.

No list of names is complete and no place is without its namesake, so that a person decides.
"""

from collections.abc import Iterator, Sequence

from .findings import Finding
from .lists import sections
from .tokens import Token

_ROWS = {name: frozenset(" ".join(rows).split()) for name, rows in sections("people").items()}
_TITLES, _RANKS = _ROWS["titles"], _ROWS["ranks"]
_CUES, _KIN = _ROWS["cues"], _ROWS["kin"]
_FIRST_NAMES, _WORDY = _ROWS["first names"], _ROWS["first names that are words"]
_NO_NAMES, _GREETINGS = _ROWS["no names"], _ROWS["greetings"]
_ENDS = _ROWS["ends of places"]
_MOST_WORDS = 3
_GAPS = (" ", "-", ". ", "'", ", ", ": ", " '", ' "', ' ("', " (", "  ")


def names(words: Sequence[Token], text: str) -> Iterator[Finding]:
    """Yield what reads as the name of another person among the words of a canonical text."""
    if not words:
        return
    loud = text.isupper()
    at = 0
    while at < len(words):
        last = _name_at(words, at, text, loud=loud)
        if last is None:
            at += 1
        else:
            yield Finding(words[at].start, words[last].end, "name")
            at = last + 1


def _name_at(words: Sequence[Token], at: int, text: str, *, loud: bool) -> int | None:
    """Return the last word of the name that begins at `at`, None if there is none."""
    word = words[at].word
    before = words[at - 1].word if at else ""
    if word in _TITLES:
        return _after_title(words, at, text)
    if (
        word in _NO_NAMES
        or word in _RANKS
        or before in _RANKS
        or before in _TITLES
        or not word.isalpha()
    ):
        return None
    told = _is_told(words, at, text)
    if not loud and _is_capital(words[at], text):
        last = _run(words, at, text)
        if _is_place(words, at, last, text):
            return None
        if told or (word in _FIRST_NAMES and last > at and before not in _GREETINGS):
            return last
        is_pair = last == at + 1 and at > 0 and not _begins_sentence(words, at, text)
        return (
            last
            if is_pair and before not in _GREETINGS and not _is_possessed(words[last], text)
            else None
        )
    if told and word in _FIRST_NAMES and word not in _WORDY:
        return at + (at + 1 < len(words) and _is_surname(words, at + 1, text))
    return None


def _after_title(words: Sequence[Token], at: int, text: str) -> int | None:
    """Return the last word of a name behind its title: Mr Patel, mrs oakes."""
    if at + 1 >= len(words) or text[words[at].end : words[at + 1].start] not in _GAPS:
        return None
    following = words[at + 1]
    if not following.word.isalpha() or following.word in _NO_NAMES:
        return None
    is_capital = _is_capital(following, text)
    if words[at].word in ("miss", "sir", "lady", "lord", "father", "sister", "brother") and not (
        is_capital and _is_capital(words[at], text)
    ):
        return None
    return _run(words, at + 1, text) if is_capital else at + 1


def _run(words: Sequence[Token], at: int, text: str) -> int:
    last = at
    while last + 1 < len(words) and last - at + 1 < _MOST_WORDS:
        following = words[last + 1]
        gap = text[words[last].end : following.start]
        if gap not in (" ", "-", ". ", "'") or not _is_capital(following, text):
            break
        if following.word in _NO_NAMES or not following.word.isalpha():
            break
        last += 1
    return last


def _is_told(words: Sequence[Token], at: int, text: str) -> bool:
    """Say whether the words before it announce a name."""
    if not at or text[words[at - 1].end : words[at].start] not in _GAPS:
        return False
    before, earlier = words[at - 1].word, words[at - 2].word if at > 1 else ""
    if before in _CUES or before in _KIN:
        return not (before in _KIN and at < 2)
    if before in ("is", "was", "s") or (
        before.endswith("s") and before[:-1] in ("name", "surname")
    ):
        return before.startswith(("name", "surname")) or (
            earlier in ("name", "surname", "names") and (at < 3 or words[at - 3].word != "my")
        )
    return before in ("as", "by") and earlier in ("known", "goes", "went")


def _is_place(words: Sequence[Token], at: int, last: int, text: str) -> bool:
    following = words[last + 1].word if last + 1 < len(words) else ""
    near = text[words[last].end : words[last + 1].start] == " " if following else False
    run = [word.word for word in words[at : last + 1]]
    return (near and following in _ENDS) or any(word in _ENDS for word in run)


def _is_surname(words: Sequence[Token], at: int, text: str) -> bool:
    word = words[at].word
    return (
        text[words[at - 1].end : words[at].start] == " "
        and word.isalpha()
        and _is_capital(words[at], text)
        and word not in _NO_NAMES
    )


def _is_capital(word: Token, text: str) -> bool:
    written = text[word.start : word.end]
    return written[0].isupper() and len(written) > 1 and not written[1:].isupper()


def _is_possessed(word: Token, text: str) -> bool:
    return text[word.start : word.end].endswith(("'s", "\u2019s"))


def _begins_sentence(words: Sequence[Token], at: int, text: str) -> bool:
    return any(sign in '.!?:\n"' for sign in text[words[at - 1].end : words[at].start])
