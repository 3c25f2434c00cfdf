"""What a deed raises when it is refused; one exception handler turns these into
pages and problems."""

from collections.abc import Mapping

Particulars = Mapping[str, str | int | Mapping[str, str] | None]


class Refused(Exception):
    """A deed was refused; `sentence` is for the person who asked, and never quotes
    what they wrote."""

    status = 400

    def __init__(self, sentence: str, **particulars: str | int | None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.particulars: Particulars = particulars


class SignInFirst(Refused):
    status = 401


class Forbidden(Refused):
    status = 403


class NotFound(Refused):
    status = 404


class WrongState(Refused):
    """The thing is no longer (or not yet) in a state that allows the deed."""

    status = 409


class TooLarge(Refused):
    status = 413


class WrongType(Refused):
    status = 415


class Invalid(Refused):
    """A field cannot be used as it was sent; `field` names it.

    Where several need mending, `errors` has a sentence for each by name.
    """

    status = 422

    def __init__(self, sentence: str, *, field: str, **particulars: str | int | None) -> None:
        super().__init__(sentence, field=field, **particulars)
        self.field = field

    @classmethod
    def all_of(cls, errors: Mapping[str, str]) -> "Invalid":
        """Every field that needs mending, the first one in front."""
        field, sentence = next(iter(errors.items()))
        found = cls(sentence, field=field)
        found.particulars = {**found.particulars, "errors": dict(errors)}
        return found


class TooMany(Refused):
    """Too often; `retry_after` is in whole seconds."""

    status = 429

    def __init__(self, sentence: str, *, retry_after: int, **particulars: str | int | None) -> None:
        super().__init__(sentence, retry_after=retry_after, **particulars)
        self.retry_after = retry_after


class Unavailable(Refused):
    status = 503

    def __init__(self, sentence: str, *, retry_after: int = 5) -> None:
        super().__init__(sentence, retry_after=retry_after)
        self.retry_after = retry_after
