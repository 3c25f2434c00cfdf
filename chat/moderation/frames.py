"""What the moderators' desk is shown of an event: its queue and the room, as they are now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries
from chat.rooms import events as kinds
from chat.rooms.frames import Pieces, newly_held, on_question, public_pieces, questions_in
from chat.rooms.views import Held
from foundation.events import Event


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
    taken_down = [event for event in events if event.kind == kinds.WITHDRAWN.name]
    stranded = await queries.stranded(session, {event.about for event in taken_down})
    names = await queries.names(session, {event.by for event in events if event.by})
    for id in ids:
        rows = {item.id: row(pieces, item) for item in waiting if item.question_id == id}
        told = {
            one: (event.kind, event.by)
            for one, event in fates(events, id).items()
            if one not in rows
        }
        for event in taken_down:
            if event.about == id:  # nothing else tells of what went with its question
                told |= dict.fromkeys(stranded[id], ("answer.stranded", event.by))
        gone = [
            pieces.make("moderation/pieces.html", "gone", one, kind, names.get(by))
            for one, (kind, by) in told.items()
        ]
        found[id] = "".join([*rows.values(), *gone, found.get(id, "")])
    return found


def fates(events: Sequence[Event], question_id: str) -> dict[str, Event]:
    """What last happened to the question itself and to each answer that these events tell of; what
    is done about its asker decides on neither."""
    mine = [
        event
        for event in events
        if on_question(event) and event.about == question_id and not event.kind.startswith("asker.")
    ]
    return {str(event.particulars.get("answer", question_id)): event for event in mine}


def row(pieces: Pieces, item: Held) -> str:
    return pieces.make("moderation/pieces.html", "row", item)
