""" "Me too": a visitor says that they ask a question of the room as well, or takes that back."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from chat.rooms import queries, verbs, visitors
from chat.rooms.limits import within_limits
from chat.rooms.models import Question
from chat.rooms.visitors import Known
from foundation.web import fields, ground, see_other, wants_json


async def support(request: Request) -> Response:
    async def deed(session: AsyncSession, question_id: str, visitor: Known) -> None:
        at = ground(request).clock.now()
        await verbs.support(session, question_id, visitor_id=visitor.id, at=at)

    return await pressed(request, deed, yours=True)


async def withdrawal(request: Request) -> Response:
    async def deed(session: AsyncSession, question_id: str, visitor: Known) -> None:
        await verbs.withdraw_support(session, question_id, visitor_id=visitor.id)

    return await pressed(request, deed, yours=False)


async def pressed(
    request: Request, deed: Callable[[AsyncSession, str, Known], Awaitable[None]], *, yours: bool
) -> Response:
    """Do it, and say how many ask it besides its asker."""
    await fields(request)
    question_id, visitor = request.path_params["id"], visitors.greet(request)
    address = await request.app.state.addresses.of(request)
    within_limits(request, visitor, address=address, deed="support")
    async with ground(request).database.writing() as session:
        await deed(session, question_id, visitor)
    async with ground(request).database.reading() as session:
        slug = await queries.slug_of(session, Question, question_id)
        count = await queries.support_of(session, question_id)
    if wants_json(request):
        response: Response = JSONResponse({"support": count, "yours": yours})
    else:
        response = see_other(f"/chats/{slug}#q-{question_id}")
    visitors.remember(request, response, visitor)
    return response


routes = [
    Route("/questions/{id}/support", support, methods=["POST"], name="support"),
    Route(
        "/questions/{id}/support/withdrawal", withdrawal, methods=["POST"],
        name="support-withdrawal",
    ),
]  # fmt: skip
