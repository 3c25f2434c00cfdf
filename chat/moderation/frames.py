"""What the moderators' desk is shown of an event: its queue and the room, as they are now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries
from chat.rooms.frames import Pieces, on_question, public_pieces, questions_in
from chat.rooms.views import Held
from chat.schedule.models import Chat
from foundation.events import Event


async def desk_pieces(
    session: AsyncSession, pieces: Pieces, chat: Chat, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """For each question both its rows in the queue, or their removal, and its place in the room."""
    found = await public_pieces(session, pieces, chat, events, now=now)
    ids = questions_in(events)
    waiting = await queries.held(session, chat.id, ids=ids) if ids else ()
    for id in ids:
        rows = {item.id: row(pieces, item) for item in waiting if item.question_id == id}
        gone = {one: pieces.gone(f"h-{one}") for one in once_queued(events, id) if one not in rows}
        found[id] = "".join([*rows.values(), *gone.values(), found[id]])
    return found


def once_queued(events: Sequence[Event], question_id: str) -> list[str]:
    """The question itself and the answers to it that these events tell of."""
    mine = [event for event in events if on_question(event) and event.about == question_id]
    answers = [str(event.particulars["answer"]) for event in mine if "answer" in event.particulars]
    return [question_id, *dict.fromkeys(answers)]


def row(pieces: Pieces, item: Held) -> str:
    return pieces.make("moderation/pieces.html", "row", item)
