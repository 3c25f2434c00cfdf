"""What the moderators' desk is shown of an event: its queue and the room, as they are now."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries
from chat.moderation.notes import notes
from chat.moderation.said import SORTS
from chat.rooms import events as kinds
from chat.rooms import queries as rooms
from chat.rooms.frames import Pieces, newly_held, on_question, public_pieces, questions_in
from chat.rooms.views import Assigned, Held
from chat.schedule import queries as schedule
from chat.schedule.models import Chat
from foundation.events import Event

OF_REJECTIONS = frozenset(
    kind.name
    for kind in (kinds.REJECTED, kinds.TOLD, kinds.RESTORED, kinds.RECONSIDERED, kinds.DISPUTED)
)
# What goes with a question or an answer that is taken down, as the desk says it.
GONE_WITH = {
    kinds.WITHDRAWN.name: "answer.stranded", kinds.ANSWER_WITHDRAWN.name: "correction.stranded",
}  # fmt: skip
TRUSTING = frozenset({kinds.TRUSTED.name, kinds.LIMIT_LIFTED.name})


async def desk_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """For each question both its rows in the queue, or their removal, and its place in the room."""
    ids, new = questions_in(events), newly_held(events)
    further = [event for event in events if event.about not in new]
    found = await public_pieces(session, pieces, chat_id, further, now=now)
    roots = {event.about: root for event in events if (root := root_of(event))}
    # Whoever is trusted is marked on all that they have waiting.
    turned = {event.about for event in events if event.kind in TRUSTING}
    fellows = await queries.fellows(session, turned)
    known = (ids - new).union(roots.values(), *fellows.values())
    waiting = [
        *(await queries.held_questions(session, chat_id, ids=new, fresh=True) if new else ()),
        *(await queries.held(session, chat_id, ids=known) if known else ()),
    ]
    taken_down = [event for event in events if event.kind in GONE_WITH]
    stranded = await queries.stranded(session, {event.about for event in taken_down})
    names = await queries.names(session, {event.by for event in events if event.by})
    rejections = await rejected_pieces(session, pieces, chat_id, events)
    assigned = {one.id: one for one in await rooms.assigned(session, chat_id, ids=ids - new)}
    for id in ids:
        mine = {id, roots.get(id), *fellows.get(id, ())}
        rows = {item.id: row(pieces, item) for item in waiting if item.question_id in mine}
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
        parts = [*rows.values(), *gone, rejections.get(id, ""), found.get(id, ""), whose]
        found[id] = "".join(parts)
    if "chat" in found:
        found["chat"] += pace_piece(pieces, await schedule.by_id(session, chat_id))
    if told_of := {event.about for event in events if event.kind.startswith("note.")}:
        found["note"] = await note_pieces(session, pieces, chat_id, told_of)
    return found


async def rejected_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event]
) -> dict[str, str]:
    """What these events put among the rejections or took from there, by question."""
    ids = {event.about for event in events if event.kind in OF_REJECTIONS}
    if not ids:
        return {}
    found = {one.id: one for one in await queries.rejections(session, chat_id, ids=ids)}
    return {
        id: pieces.one("moderation/pieces.html", "rejection", found.get(id), f"x-{id}")
        for id in ids
    }


def root_of(event: Event) -> str | None:
    """The question that another was merged into or taken out of: one more or fewer ask it now."""
    root = event.particulars.get("into") or event.particulars.get("from")
    return str(root) if root and on_question(event) else None


async def note_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, ids: Collection[str]
) -> str:
    """These crew notes as they stand, or their removal."""
    standing = {note.id: note for note in await notes(session, chat_id, ids=ids)}
    return "".join(
        pieces.one("moderation/crew.html", "note", standing.get(id), f"n-{id}")
        for id in sorted(ids)
    )


def fates(events: Sequence[Event], question_id: str) -> dict[str, Event]:
    """What last happened to the question itself and to each answer that these events tell of; what
    is done about its asker decides on neither."""
    mine = [
        event
        for event in events
        if on_question(event) and event.about == question_id and not event.kind.startswith("asker.")
    ]
    return {item_of(event): event for event in mine}


def item_of(event: Event) -> str:
    """What waited or waits at the desks of which an event tells: an item of some sort about the
    question, or the question itself."""
    told = (event.particulars.get(sort) for sort in (*SORTS, "answer"))
    return str(next((one for one in told if one), event.about))


def assigned_piece(pieces: Pieces, item: Assigned | None, id: str) -> str:
    """Whom a released question waits for, beside the room, which is as the public sees it."""
    return pieces.one("moderation/assigning.html", "assigned", item, f"for-{id}")


def pace_piece(pieces: Pieces, chat: Chat) -> str:
    """How fast questions may come, beside the controls that set it."""
    return pieces.make("moderation/pace.html", "in_force", chat)


def row(pieces: Pieces, item: Held) -> str:
    return pieces.make("moderation/pieces.html", "row", item)
