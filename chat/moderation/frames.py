"""What the moderators' desk is shown of an event: its queue and the room, as they are now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries
from chat.moderation.said import SORTS
from chat.rooms import events as kinds
from chat.rooms import queries as rooms
from chat.rooms.frames import Pieces, newly_held, on_question, public_pieces, questions_in
from chat.rooms.views import Assigned, Held
from foundation.events import Event

# What goes with a question or an answer that is taken down, as the desk says it.
GONE_WITH = {
    kinds.WITHDRAWN.name: "answer.stranded", kinds.ANSWER_WITHDRAWN.name: "correction.stranded",
}  # fmt: skip


async def desk_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """For each question both its rows in the queue, or their removal, and its place in the room."""
    ids, new = questions_in(events), newly_held(events)
    further = [event for event in events if event.about not in new]
    found = await public_pieces(session, pieces, chat_id, further, now=now)
    waiting = [
        *(await queries.held_questions(session, chat_id, ids=new, fresh=True) if new else ()),
        *(await queries.held(session, chat_id, ids=ids - new) if ids - new else ()),
    ]
    taken_down = [event for event in events if event.kind in GONE_WITH]
    stranded = await queries.stranded(session, {event.about for event in taken_down})
    names = await queries.names(session, {event.by for event in events if event.by})
    assigned = {one.id: one for one in await rooms.assigned(session, chat_id, ids=ids - new)}
    for id in ids:
        rows = {item.id: row(pieces, item) for item in waiting if item.question_id == id}
        told = {
            one: (event.kind, event.by)
            for one, event in fates(events, id).items()
            if one not in rows
        }
        for event in taken_down:
            if event.about == id:  # nothing else tells of what went with its question
                left = [one for one in stranded[id] if one not in rows]
                told |= dict.fromkeys(left, (GONE_WITH[event.kind], event.by))
        gone = [
            pieces.make("moderation/pieces.html", "gone", one, kind, names.get(by))
            for one, (kind, by) in told.items()
        ]
        whose = assigned_piece(pieces, assigned.get(id), id) if id not in new else ""
        found[id] = "".join([*rows.values(), *gone, found.get(id, ""), whose])
    return found


def fates(events: Sequence[Event], question_id: str) -> dict[str, Event]:
    """What last happened to the question itself and to each answer that these events tell of."""
    mine = [event for event in events if on_question(event) and event.about == question_id]
    return {item_of(event): event for event in mine}


def item_of(event: Event) -> str:
    """What waited or waits at the desks of which an event tells: an item of some sort about the
    question, or the question itself."""
    told = (event.particulars.get(sort) for sort in (*SORTS, "answer"))
    return str(next((one for one in told if one), event.about))


def assigned_piece(pieces: Pieces, item: Assigned | None, id: str) -> str:
    """Whom a released question waits for, beside the room, which is as the public sees it."""
    return pieces.one("moderation/assigning.html", "assigned", item, f"for-{id}")


def row(pieces: Pieces, item: Held) -> str:
    return pieces.make("moderation/pieces.html", "row", item)
