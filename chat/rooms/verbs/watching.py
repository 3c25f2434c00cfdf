"""Watching: the words that staff want to see before anybody else does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chat.checks import WatchList
from chat.rooms import queries
from chat.rooms.models import WatchWords
from chat.rooms.verbs.marking import mark_anew
from chat.schedule import events as diary
from chat.schedule.verbs import held_chat
from foundation.errors import WrongState
from foundation.events import Event, record


async def watch(
    session: AsyncSession, chat_id: int, *,
    entries: Sequence[str], version: int, by: int, at: datetime,
) -> Event:  # fmt: skip
    """Put another watch list in place of the one that was shown, and mark what waits by it.

    Raises BadList for what cannot be watched, WrongState when somebody changed the list meanwhile.
    """
    listed = WatchList(entries)
    chat, stream = await held_chat(session, chat_id)
    newest, _ = await queries.watch_words(session, chat_id)
    if newest != version:
        raise WrongState("Somebody changed the watch list meanwhile. Look again.", version=newest)
    lines = "\n".join(entry.strip() for entry in entries if entry.strip())
    session.add(WatchWords(chat_id=chat_id, entries=lines, by=by, at=at))
    await mark_anew(session, stream, chat_id, listed, at=at)
    return record(session, stream, diary.WATCHED, about=chat.slug, by=by, at=at)
