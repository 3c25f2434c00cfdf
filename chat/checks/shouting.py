"""Whether a text is written mostly in capitals."""

from .findings import Finding

_FEWEST_WORDS, _FEWEST_LETTERS = 5, 20
_SHARE = 0.6


def shouting(text: str) -> tuple[Finding, ...]:
    """Return one finding over the whole of a canonical text if it shouts."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return ()
    is_loud = sum(map(str.isupper, letters)) >= _SHARE * len(letters)
    loud_words = sum(word.isupper() and len(word) > 1 for word in text.split()) if is_loud else 0
    return (Finding(0, len(text), "shouting"),) if loud_words >= _FEWEST_WORDS else ()
