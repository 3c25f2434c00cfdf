"""Deeds on what staff say beside their answers."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from chat import checks
from chat.moderation import verbs
from chat.moderation.routes.deciding import decide
from chat.moderation.routes.given import change, drafted, reason, version
from chat.rooms.models import LONGEST_ANSWER
from foundation.errors import Invalid
from foundation.events import Event
from foundation.web import fields


async def approval(request: Request) -> Response:
    given = await fields(request)

    async def let_through(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> Event:
        text = checks.canonical(given["text"]) if "text" in given else None
        if text is not None and not 0 < checks.length(text) <= LONGEST_ANSWER:
            raise Invalid(f"It has 1 to {LONGEST_ANSWER} characters.", field="text")
        return await verbs.let_through(
            session, item_id, version=version(given), text=text, change=change(given), by=by, at=at
        )

    return await decide(request, let_through, draft=drafted(given))


async def rejection(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.give_back_said, version=version(given), reason=reason(given))


async def takeaway_withdrawal(request: Request) -> Response:
    given = await fields(request)
    return await decide(request, verbs.withdraw_takeaway, reason=reason(given))
