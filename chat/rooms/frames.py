"""From events to what each audience is shown: every item rendered once, in its present state.

An old event is never replayed with old words: it renders what may be seen of its item now, so one
that was taken down replays as its removal.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from jinja2 import Environment
from sqlalchemy.ext.asyncio import AsyncSession

from chat.rooms import events as kinds
from chat.rooms import queries
from chat.rooms.phases import phase
from chat.rooms.queries import promises
from chat.schedule import queries as schedule
from chat.schedule.models import OVER, Chat
from foundation.clock import stamp
from foundation.events import KINDS, Audience, Event
from foundation.live.hub import Frame

WIDENING = {
    Audience.PUBLIC: ("public", "panel", "desk"),
    Audience.PANEL: ("panel", "desk"),
    Audience.DESK: ("desk",),
    Audience.ASKER: ("desk",),
}
ASKER_ALSO = frozenset(
    kind.name
    for kind in (
        kinds.TOLD, kinds.LAPSED, kinds.ASKED_BACK, kinds.PUT_BACK, kinds.DIVERTED, kinds.MERGED,
        kinds.SEPARATED, kinds.REWORDED, kinds.RETRACTED, kinds.DISPUTED, kinds.RECONSIDERED,
        kinds.WARNED, kinds.SLOWED, kinds.MUTED, kinds.BANNED, kinds.BANNED_EVERYWHERE,
        kinds.LIMIT_LIFTED, kinds.UPHELD, kinds.HEARD,
    )
)  # fmt: skip


def audiences(event: Event) -> Collection[str]:
    """Who hears of an event: its audience, those inside it, and the asker where it
    is their affair."""
    heard = WIDENING[event.audience]
    if on_question(event) and (event.audience is Audience.PUBLIC or event.kind in ASKER_ALSO):
        # What was merged was followed by the other's name, and is told there of its separation.
        root = event.particulars.get("from")
        return (*heard, f"asker:{event.about}", *([f"asker:{root}"] if root else []))
    return heard


def on_question(event: Event) -> bool:
    """Whether it is about a question, an answer to it, or its asker: it names the question."""
    return event.kind.startswith(("question.", "answer.", "asker."))


def questions_in(events: Sequence[Event]) -> set[str]:
    return {event.about for event in events if on_question(event)}


def newly_held(events: Sequence[Event]) -> set[str]:
    """The questions of which these events tell only that they came: nobody has seen or answered
    them yet."""
    further = {event.about for event in events if event.kind != kinds.HELD.name}
    return questions_in(events) - further


class Pieces:
    """The templates' macros, which pages and frames share byte for byte."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates

    def make(self, template: str, macro: str, *arguments: object) -> str:
        module = self._templates.get_template(template).module
        return str(getattr(module, macro)(*arguments))

    def one(self, template: str, macro: str, item: object | None, element_id: str) -> str:
        """The item's piece, or the removal of its element where there is none to show."""
        return self.gone(element_id) if item is None else self.make(template, macro, item)

    def gone(self, element_id: str) -> str:
        return self.make("rooms/pieces.html", "gone", element_id)


async def public_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """What the room shows now of everything these events are about, by element."""
    found = await room_pieces(session, pieces, chat_id, events, now=now)
    if ids := questions_in(events):
        shown = {one.id: one for one in await queries.released(session, chat_id, ids=ids)}
        for id in ids:
            found[id] = pieces.one("rooms/pieces.html", "question", shown.get(id), f"q-{id}")
    return found


async def room_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """What stands around the questions, where these events changed it."""
    found = {}
    if any(event.kind.startswith("notice.") for event in events):
        found["notice"] = await notice_piece(session, pieces, chat_id)
    if any(event.kind.startswith(("chat.", "statement.")) for event in events):
        chat = await schedule.by_id(session, chat_id)
        found["statement"] = await statement_piece(session, pieces, chat)
        # A room that is over shows no statement any more, and one that has opened does.
        found["chat"] = state_piece(pieces, chat, now=now) + found["statement"]
        if any(event.kind == kinds.PROMISES.name for event in events):
            found["chat"] += await promises_piece(session, pieces, chat, now=now)
    if any(event.kind.startswith("promise.") for event in events):
        found["promise"] = ""  # told on pages of other chats: nothing of this one changes
    return found


def state_piece(pieces: Pieces, chat: Chat, *, now: datetime) -> str:
    return pieces.make("rooms/pieces.html", "state", chat, phase(chat), now)


async def statement_piece(session: AsyncSession, pieces: Pieces, chat: Chat) -> str:
    standing = await schedule.statement_in(session, chat)
    return pieces.one("schedule/pieces.html", "statement", standing, "statement")


async def promises_piece(
    session: AsyncSession, pieces: Pieces, chat: Chat, *, now: datetime
) -> str:
    """What was promised in earlier chats of the area, while the chat is not over."""
    found = () if chat.state in OVER else await promises.told(session, chat.area_id, now=now,
                                                             but=chat.id)  # fmt: skip
    if not found:
        return pieces.gone("promises")
    return pieces.make("rooms/promise_pieces.html", "said_and_did", found, phase(chat))


async def notice_piece(session: AsyncSession, pieces: Pieces, chat_id: int) -> str:
    standing = await queries.notice(session, chat_id)
    return pieces.one("rooms/pieces.html", "notice", standing, "notice")


async def panel_pieces(
    session: AsyncSession, pieces: Pieces, chat_id: int, events: Sequence[Event], *, now: datetime
) -> dict[str, str]:
    """The same for the officers' desk: each released question with the whole panel's answers."""
    found = await room_pieces(session, pieces, chat_id, events, now=now)
    if ids := questions_in(events):
        shown = {one.question.id: one for one in await queries.panel(session, chat_id, ids=ids)}
        for id in ids:
            found[id] = pieces.one("rooms/panel_pieces.html", "released", shown.get(id), f"p-{id}")
    return found


def subject(event: Event) -> str:
    """The name of the piece an event changes."""
    if on_question(event):
        return event.about
    return event.kind.partition(".")[0]


def frames(events: Sequence[Event], pieces: dict[str, str]) -> list[Frame]:
    """One frame an event, each carrying its item as it is now."""
    return [
        Frame(kind=event.kind, id=subject(event), html=pieces[subject(event)], at=stamp(event.at),
              seq=event.seq)
        for event in events
    ]  # fmt: skip


def look_again(events: Sequence[Event]) -> list[Frame]:
    """For an asker: that their question changed, and nothing else."""
    last = events[-1]
    return [Frame(kind="look-again", id=last.about, html="", at=stamp(last.at))]


def known(event: Event) -> bool:
    """Whether this program declares the event; a newer one's are passed over."""
    return event.kind in KINDS
