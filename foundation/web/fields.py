"""The fields of a form or a JSON body, as strings, bounded and unambiguous."""

import json
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request

from foundation.errors import Invalid, Refused, TooLarge, WrongType
from foundation.web.ground import ground

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
MOST_FIELDS = 50
HEARD_OUT = 16  # times the limit: so much is read and thrown away before the sender is told


async def fields(request: Request, *, most: int | None = None) -> dict[str, str]:
    """Every field of the body by name; `most` bytes of it where a form needs more than others.

    Raises TooLarge, WrongType, Invalid or Refused: over the limit, another content type, not UTF-8,
    a field given twice, a value that is no string.
    """
    sort, _, parameters = request.headers.get("content-type", FORM).partition(";")
    sort, charset = sort.strip().lower(), parameters.replace(" ", "").lower()
    if sort not in {FORM, JSON} or (charset and charset != "charset=utf-8"):
        raise WrongType(f"Send the fields as {FORM} or {JSON}, in UTF-8.")
    try:
        text = (await body(request, most)).decode()
        pairs = from_form(text) if sort == FORM else from_json(text)
    except UnicodeDecodeError:
        raise Refused("That is not valid UTF-8 text.") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("A field was given twice.")
    return found


async def body(request: Request, most: int | None) -> bytes:
    """The whole body. Raises TooLarge when it passes the limit.

    What is somewhat too long is heard out: closing on a sender who is still at it would reset the
    connection, and a browser then says so in place of our sentence.
    """
    limit, parts, size = most or ground(request).settings.max_body, [], 0
    sentence = f"That is too long: at most {limit // 1024} KiB can be sent at once."
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > HEARD_OUT * limit:
        raise TooLarge(sentence)
    async for part in request.stream():
        size += len(part)
        if size > HEARD_OUT * limit:
            raise TooLarge(sentence)
        if size <= limit:
            parts.append(part)
    if size > limit:
        raise TooLarge(sentence)
    return b"".join(parts)


def from_form(text: str) -> Sequence[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise
    except ValueError:
        raise Refused("That form has too many fields.") from None


def from_json(text: str) -> Sequence[tuple[str, str]]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except (ValueError, RecursionError):
        raise Refused("That is not valid JSON.") from None
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        raise Refused("Send one JSON object.")
    for name, value in pairs:
        if not isinstance(value, str) or has_surrogate(value):
            raise Invalid("Every field must be text.", field=str(name)[:40])
    return pairs


def has_surrogate(value: str) -> bool:
    """JSON can smuggle half a surrogate pair, which no UTF-8 file or database can hold."""
    return any("\ud800" <= char <= "\udfff" for char in value)
