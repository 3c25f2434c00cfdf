"""Whether a display name would pass for the police, the moderators or somebody on the panel.

Decided: the word "Police" is refused wherever it stands, in surnames too ("Nicola Police-Smith"
may go by another name for an hour), and so are ranks written out where they are also surnames
("Emma Constable"), misspelled ("Inspectah") or familiar ("Sarge"). Two-letter ranks are refused
where a rank stands ("DC Jones", "PS 4521", and "DI Jones" but not "Di Jones"), "PC" always, as
initials too. What merely sounds like an office stays: "Constance", "Marshall", "Officerton Road
resident", "Emily Sargeant", "Bobby", "Chief Ojo".
"""

import re
from collections.abc import Collection
from itertools import accumulate

from .canonical import canonical_name
from .folding import fold
from .lists import group
from .panel import is_on_panel, without_marks

# What a letter may be written as once a name is folded; a run of one letter counts once.
_WRITTEN = {
    "a": "[a4@^]",
    "b": "[b86]",
    "c": "[c(<{\u03c3]",
    "d": "(?:d|c[l1i|])",
    "e": "[e3€]",
    "g": "[g9q6]",
    "i": "[il1!|j]",
    "l": "[il1!|]",
    "m": "(?:m|rn|nn)",
    "o": "(?:[o0]|\\(\\))",
    "s": "[s5$z]",
    "t": "[t7+]",
    "v": "[vu]",
    "w": "(?:w|vv)",
    " ": "[^a-z0-9]",
}
_STRAIGHT = str.maketrans("1!|0345$7+@8", "iiioeasstt" + "ab")
_ANYWHERE, _WORD, _STARTS, _FIRST = map(group, ("anywhere", "word", "starts", "first"))
_RANK, _NEAR, _SPARED, _SURNAMES = map(group, ("rank", "near", "spared", "surnames"))
_SCRIPTS = group("scripts")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PIECE = re.compile(r"[^\s._*~,;:/\\'\"#&=<>\[\](){}?^-]+")
_SHORTEST_SPLIT, _SHORTEST_NEAR = 5, 5
_LONGEST = 200


def _spelt(words: Collection[str]) -> str:
    """Return an expression for any of the words, however they are disguised."""
    return "|".join(
        "".join(f"{_WRITTEN.get(letter, letter)}+" for letter in word)
        for word in sorted(words, key=len, reverse=True)
    )


_ANY = re.compile(_spelt(_ANYWHERE))
_WHOLE = re.compile(f"(?<![a-z])(?:(?:{_spelt(_WORD)})(?![a-z])|(?:{_spelt(_STARTS)}))")
_PHRASE = re.compile(f"(?<![a-z])(?:{_spelt(group('phrases'))})(?![a-z])")
_LEADING = re.compile(rf"[^a-z0-9]*(?:{_spelt(_FIRST)})(?:[^a-z]+[a-z0-9]|\d)")
_SPLIT = re.compile(_spelt(_ANYWHERE | {word for word in _WORD if len(word) >= _SHORTEST_SPLIT}))
_IN_LETTERS = re.compile(_spelt({word for word in _WORD if 3 <= len(word) < _SHORTEST_SPLIT}))
_STREET = re.compile(
    rf"\b(?:constable|{'|'.join(_STARTS)})[a-z]*(?= (?:{'|'.join(group('streets'))})\b)"
)


def looks_like_staff(name: str, *, staff_names: Collection[str] = ()) -> bool:
    """Say whether a name reads as an office, or as one of these people, teams and organisations.

    Only its first two hundred characters are judged; a longer one is no name.
    """
    shown = canonical_name(name)[:_LONGEST]
    name = without_marks(shown)
    return (
        any(map(_reads_as_office, {name, _CAMEL.sub(" ", name), name.replace("!", "")}))
        or _begins_with_rank(name)
        or any(script in shown.casefold() for script in _SCRIPTS)
        or is_on_panel(name, staff_names)
    )


def _reads_as_office(name: str) -> bool:
    folded = _STREET.sub("", fold(name))
    pieces = _PIECE.findall(folded)
    return (
        any(look.search(folded) for look in (_WHOLE, _PHRASE))
        or _LEADING.match(folded) is not None
        or any(map(_ANY.search, pieces))
        or _is_spread(pieces)
        or _is_nearly_office(pieces)
    )


def _is_spread(pieces: list[str]) -> bool:
    """Find an office over whole pieces: "Po lice", "S.g.t"; not "Pol Iceland"."""
    joined = "".join(pieces)
    borders = list(accumulate(map(len, pieces), initial=0))
    for first, border in enumerate(borders[:-1]):
        if (found := _SPLIT.match(joined, border)) and found.end() in borders:
            return True
        if (found := _IN_LETTERS.match(joined, border)) and found.end() in borders:
            spanned = pieces[first : borders.index(found.end())]
            if all(len(set(piece)) == 1 for piece in spanned):
                return True
    return False


def _is_nearly_office(pieces: list[str]) -> bool:
    for position, piece in enumerate(pieces):
        word = piece.translate(_STRAIGHT)
        spared = word in _SPARED or (position > 0 and word in _SURNAMES)
        is_long = len(word) >= _SHORTEST_NEAR
        if is_long and not spared and any(_is_one_off(word, office) for office in _NEAR):
            return True
    return False


def _is_one_off(word: str, office: str) -> bool:
    """Say whether one letter more, less, other or swapped turns the word into the office."""
    if abs(len(word) - len(office)) > 1:
        return False
    pairs = enumerate(zip(word, office, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(office)))
    word, office = word[same:], office[same:]
    return (
        word[1:] == office[1:]
        or word[1:] == office
        or word == office[1:]
        or (word[:2] == office[1::-1] and word[2:] == office[2:])
    )


def _begins_with_rank(name: str) -> bool:
    """Find a rank that is also a name: DI Jones, not Di Jones."""
    first, _, rest = name.partition(" ")
    if fold(first) not in _RANK or not rest:
        return False
    return rest[0].isdigit() or (first.isupper() and rest[0].isupper())
