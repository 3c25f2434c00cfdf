"""What each audience of a chat is shown: the hub's one source, composed of all rooms."""

from collections.abc import Collection, Sequence

from jinja2 import Environment
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import queries as moderation
from chat.moderation.frames import assigned_piece, desk_pieces, pace_piece, row
from chat.moderation.notes import notes
from chat.rooms import frames, queries
from chat.schedule import queries as schedule
from chat.schedule.directory import Directory
from foundation import events
from foundation.clock import Clock
from foundation.database import Database
from foundation.events import Event
from foundation.live.hub import Frame, Snapshot

BY_AUDIENCE = {
    "public": frames.public_pieces, "panel": frames.panel_pieces, "desk": desk_pieces,
}  # fmt: skip


class ChatSource:
    """Reads the log and renders it; a public audience is rendered from released words alone."""

    def __init__(
        self, database: Database, directory: Directory, templates: Environment, clock: Clock
    ) -> None:
        self._database, self._directory, self._clock = database, directory, clock
        self._pieces = frames.Pieces(templates)

    async def head(self, stream: int) -> tuple[str, int] | None:
        async with self._database.reading() as session:
            return await events.head(session, stream)

    async def events(self, stream: int, after: int, upto: int | None = None) -> Sequence[Event]:
        async with self._database.reading() as session:
            found = await events.since(session, stream, after, upto)
        return [event for event in found if frames.known(event)]

    def audiences(self, event: Event) -> Collection[str]:
        return frames.audiences(event)

    async def render(self, stream: int, audience: str, events: Sequence[Event]) -> Sequence[Frame]:
        if audience not in BY_AUDIENCE:
            return frames.look_again(events)
        chat_id = await self._chat_id(stream)
        async with self._database.reading() as session:
            pieces = await BY_AUDIENCE[audience](
                session, self._pieces, chat_id, events, now=self._clock.now()
            )
        return frames.frames(events, pieces)

    async def snapshot(self, stream: int, audience: str) -> Snapshot:
        chat_id = await self._chat_id(stream)
        async with self._database.reading() as session:
            epoch, seq = await events.head(session, stream) or ("", 0)
            if audience not in BY_AUDIENCE:
                return Snapshot(epoch, seq, "")
            chat = await schedule.by_id(session, chat_id)
            html = "".join(
                [
                    frames.state_piece(self._pieces, chat, now=self._clock.now()),
                    await frames.statement_piece(session, self._pieces, chat),
                    await frames.notice_piece(session, self._pieces, chat_id),
                    await frames.promises_piece(session, self._pieces, chat, now=self._clock.now()),
                    *await self._items(session, chat_id, audience),
                ]
            )
        return Snapshot(epoch, seq, html)

    async def _items(self, session: AsyncSession, chat_id: int, audience: str) -> list[str]:
        """The questions as that audience has them before it."""
        make = self._pieces.make
        if audience == "panel":
            on_panel = await queries.panel(session, chat_id)
            return [make("rooms/panel_pieces.html", "released", item) for item in on_panel]
        shown = await queries.released(session, chat_id)
        room = [make("rooms/pieces.html", "question", item) for item in shown]
        if audience == "public":
            return room
        whose = await queries.assigned(session, chat_id)
        rejected = await moderation.rejections(session, chat_id)
        return [
            pace_piece(self._pieces, await schedule.by_id(session, chat_id)),
            *room,
            *(assigned_piece(self._pieces, one, one.id) for one in whose),
            *(row(self._pieces, item) for item in await moderation.held(session, chat_id)),
            *(make("moderation/pieces.html", "rejection", one) for one in rejected),
            *(make("moderation/crew.html", "note", note) for note in await notes(session, chat_id)),
        ]

    async def _chat_id(self, stream: int) -> int:
        entry = await self._directory.of(stream)
        if entry is None:
            raise LookupError(f"stream {stream} is no chat's")
        return entry.chat_id
