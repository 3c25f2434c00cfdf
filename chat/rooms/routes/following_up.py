"""Follow-ups: an answer calls for another question, which is held like any other."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chat import checks
from chat.rooms import live
from chat.rooms.asking import key_fault, text_fault
from chat.rooms.queries import owned
from chat.rooms.routes.receipts import status_page
from chat.rooms.routes.room import hold, submission, taken
from chat.rooms.visitors import Known
from foundation.errors import Invalid, TooMany, Unavailable, WrongState
from foundation.web import fields, ground, wants_json


async def follow_up(request: Request) -> Response:
    """The asker of an answered question asks on: a question of its own, held like any other."""
    given = await fields(request)
    text, key = checks.canonical(given.get("text", "")), given.get("key", "")
    try:
        faults = {"text": text_fault(text), "key": key_fault(key)}
        if any(faults.values()):
            raise Invalid.all_of({name: words for name, words in faults.items() if words})
        async with ground(request).database.reading() as session:
            own = await owned.own(session, request.path_params["receipt"])
        if not own.answers:
            raise WrongState("A follow-up can be asked once your question is answered.")
        entry = await live.directory(request).at(own.chat_slug)
        visitor = Known(own.visitor_id, accepted=True)
        one = await submission(request, entry, visitor, key=key, name=own.name, text=text)
        receipt = await hold(request, visitor, replace(one, follow_up_to=own.follows))
    except (Invalid, TooMany, WrongState, Unavailable) as error:
        if wants_json(request):
            raise
        return await status_page(request, error=error, typed=given.get("text", ""))
    return await taken(request, receipt, one, chat_slug=own.chat_slug)


routes = [
    Route("/questions/{receipt}/follow-up", follow_up, methods=["POST"], name="follow-up"),
]
