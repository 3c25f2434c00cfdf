"""One deed on a selection of the queue: approve, park, or reject with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chat.moderation import queries, verbs
from chat.moderation.routes.given import reason
from chat.moderation.routes.pages import desk_page
from chat.rooms import verbs as room
from chat.schedule import queries as schedule
from foundation.errors import Invalid, Refused, WrongState
from foundation.events import Event
from foundation.web import fields, ground, see_other, wants_json

DEEDS: Mapping[str, room.Deed] = {
    "approval": verbs.approve_unmarked, "parking": verbs.park, "rejection": verbs.reject,
}  # fmt: skip
MOST = 40  # items in one act
ITEM = "item-"  # and the id; its value is the version that was shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one item: refused with a sentence, or done."""

    id: str
    event: Event | None = None
    refused: Refused | None = None

    @property
    def fields(self) -> dict[str, object]:
        if self.refused is None:
            return {"id": self.id}
        return {"id": self.id, "detail": self.refused.sentence, **self.refused.particulars}


async def selection(request: Request) -> Response:
    """Do it to each that can be had, and say what could not."""
    given, slug = await fields(request), request.path_params["slug"]
    deed = "rejection" if "reason" in given else given.get("deed", "")
    items = {name.removeprefix(ITEM): version for name, version in given.items()
             if name.startswith(ITEM)}  # fmt: skip
    try:
        refuse_selection(deed, items)
        choices = {"reason": reason(given)} if deed == "rejection" else {}
    except Invalid as error:
        if wants_json(request):
            raise
        return await desk_page(request, slug, error=error)
    async with ground(request).database.reading() as session:
        await schedule.chat(session, slug)
    outcomes = [
        await decide(request, DEEDS[deed], one, version, choices) for one, version in items.items()
    ]
    return await told(request, slug, outcomes)


def refuse_selection(deed: str, items: Mapping[str, str]) -> None:
    if deed not in DEEDS:
        raise Invalid("Choose what to do with what is selected.", field="deed")
    if not 0 < len(items) <= MOST:
        raise Invalid(f"Select 1 to {MOST} questions.", field="deed")


async def decide(
    request: Request, verb: room.Deed, item_id: str, version: str, choices: Mapping[str, object]
) -> Outcome:
    """One of them, in a transaction of its own."""
    at, by = ground(request).clock.now(), request.state.viewer.person_id
    try:
        async with ground(request).database.reading() as session:
            if await queries.chat_of(session, item_id) != request.path_params["slug"]:
                raise WrongState("This is of another chat.")
        async with ground(request).database.writing() as session:
            event = await verb(session, item_id, version=version, by=by, at=at, **choices)
    except Refused as error:
        return Outcome(item_id, refused=error)
    return Outcome(item_id, event)


async def told(request: Request, slug: str, outcomes: list[Outcome]) -> Response:
    if events := [one.event for one in outcomes if one.event]:
        await ground(request).hub.reached(events[-1].stream_id, events[-1].seq)
    refused = [one for one in outcomes if one.refused]
    if wants_json(request):
        done = [one.id for one in outcomes if not one.refused]
        return JSONResponse({"done": done, "refused": [one.fields for one in refused]})
    if not refused:
        return see_other(f"/staff/chats/{slug}")
    sentences = {one.refused.sentence for one in refused if one.refused}
    of_all = f"{len(refused)} of {len(outcomes)} not done. "
    return await desk_page(request, slug, error=WrongState(of_all + " ".join(sorted(sentences))))
