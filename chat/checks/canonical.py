"""The one form of a text that is stored, shown, searched and checked."""

import re
import unicodedata

MARKS_PER_BASE = 4  # the most any living script needs; more is a tower that hides its neighbours
_JOINS_PER_PICTURE = 4  # a family of four is one picture; a longer chain counts as more

_JOINER, _PICTURE_FORM, _KEYCAP, _BLACK_FLAG = "\u200d", "\ufe0f", "\u20e3", "\U0001f3f4"
_NATIONS = tuple(
    "".join(chr(0xE0000 + ord(letter)) for letter in nation) + "\U000e007f"
    for nation in ("gbeng", "gbsct", "gbwls")
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Nothing is drawn for these, whatever their category says.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0e\ufff9-\ufffb"
    "\U000e0000-\U000e001f\U000e0100-\U000e01ef]"
)
_PICTURE = (
    "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff"
    "\U0001f000-\U0001f0ff\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
)
_LETTERED = "\xa9\xae\U0001f100-\U0001f1ff"  # pictures of letters, which are never joined
_SKIN = "\U0001f3fb-\U0001f3ff"
_KEPT = re.compile(
    f"[{_PICTURE}]{_PICTURE_FORM}?[{_SKIN}]?{_JOINER}(?=[{_PICTURE}])"
    f"|[{_PICTURE}{_LETTERED}]{_PICTURE_FORM}"
    f"|[0-9#*]{_PICTURE_FORM}(?={_KEYCAP})"
    f"|{_BLACK_FLAG}(?:{'|'.join(_NATIONS)})"
)
_JOINED = re.compile(rf"\.(?:J\.){{1,{_JOINS_PER_PICTURE - 1}}}")
_TOWER = re.compile("M" * MARKS_PER_BASE + "M+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"\s+")
_PLAIN = re.compile(r"[\n -~]*\Z")


def canonical(text: str) -> str:
    """Return the text in its canonical form.

    NFKC; line ends are \\n; no controls, bidi or zero-width characters, lone surrogates or private
    characters; at most four marks on a letter; no trailing spaces, no two blank lines in a row, no
    blank ends. Applying it twice changes nothing.

    A joiner survives only between two pictures, a picture form only after one, and tags only in the
    flags of England, Scotland and Wales: elsewhere they carry nothing but hidden text. So a family
    stays a family, while Persian and Sinhala lose a joiner they can be read without.
    """
    text = _LINE_ENDS.sub("\n", text)
    while not _PLAIN.match(text) and (cleaned := _cleaned(text)) != text:
        text = cleaned
    return _laid_out(text)


def canonical_name(name: str) -> str:
    """Return a name in canonical form, on one line with single spaces."""
    return _SPACES.sub(" ", canonical(name)).strip()


def length(text: str) -> int:
    """Return how many characters a person would count in a canonical text.

    A letter with its marks, a flag and a picture made of up to four joined ones count as one.
    """
    if text.isascii():
        return len(text)
    kinds = text.translate(_COUNTED).replace("M", "").replace("RR", ".")
    return len(_JOINED.sub(".", kinds).replace("J", ""))


def _cleaned(text: str) -> str:
    shown = _without_hidden(text)
    normal = unicodedata.normalize("NFKC", shown)
    return _with_few_marks(normal if normal == shown else _without_hidden(normal))


def _without_hidden(text: str) -> str:
    if _JOINER not in text and _PICTURE_FORM not in text and _BLACK_FLAG not in text:
        return _visible(text)
    kept: list[str] = []
    position = 0
    for found in _KEPT.finditer(text):
        start, end = found.span()
        if position < start:
            kept.append(_visible(text[position:start]))
        kept.append(found[0])
        position = end
    return "".join((*kept, _visible(text[position:])))


def _visible(text: str) -> str:
    return text if _PLAIN.match(text) else text.translate(_SHOWN)


class _Shown(dict[int, str]):
    """What is left of each character; learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


class _Counted(dict[int, str]):
    """M for what rides along, J for a joiner, R for half a flag and a dot for what counts."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = _kind(chr(code))
        return kind


def _kind(character: str) -> str:
    if character == _JOINER:
        return "J"
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return "R"
    is_mark = unicodedata.category(character)[0] == "M"
    is_tag = "\U000e0020" <= character <= "\U000e007f"
    return "M" if is_mark or is_tag or "\U0001f3fb" <= character <= "\U0001f3ff" else "."


class _IsMark(dict[int, str]):
    """An M for each combining mark and a dot for all else; learnt as it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = "M" if unicodedata.category(chr(code))[0] == "M" else "."
        return kind


_SHOWN, _IS_MARK, _COUNTED = _Shown(), _IsMark(), _Counted()


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\u2800":
        return " "
    if category in ("Cc", "Cf", "Cs", "Co") and character != "\n":
        return ""
    if character == _PICTURE_FORM or _is_noncharacter(character) or _BLANK.match(character):
        return ""
    return character


def _is_noncharacter(character: str) -> bool:
    code = ord(character)
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _with_few_marks(text: str) -> str:
    kept: list[str] = []
    position = 0
    for tower in _TOWER.finditer(text.translate(_IS_MARK)):
        kept.append(text[position : tower.start() + MARKS_PER_BASE])
        position = tower.end()
    return "".join((*kept, text[position:]))


def _laid_out(text: str) -> str:
    text = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip("\n ")
