"""Pages that renew themselves, for readers without scripts who ask for it."""

from starlette.requests import Request

EVERY = range(10, 121)  # seconds a page without scripts may ask to be shown anew


def renewing(request: Request) -> int | None:
    """Every how many seconds the page shows itself anew, for readers without scripts who ask for
    it."""
    asked = request.query_params.get("watch", "")
    return int(asked) if asked.isdigit() and len(asked) < 4 and int(asked) in EVERY else None
