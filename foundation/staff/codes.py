"""One-time codes as people read them out, write them down and type them."""

MISREAD = str.maketrans("oil", "011", " -")


def spoken(typed: str) -> str:
    """The code behind what somebody typed: capitals, gaps and o for 0 do not matter."""
    return typed.strip().casefold().translate(MISREAD)


def written(code: str) -> str:
    """In groups of four, as it is easiest to copy."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
