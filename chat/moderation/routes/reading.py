"""Reading a chat's log, and noting every view that is restricted."""

from starlette.requests import Request
from starlette.responses import Response

from chat.moderation import events, record, verbs
from chat.schedule import queries as schedule
from foundation.errors import Forbidden
from foundation.events import Kind
from foundation.staff.roles import Right
from foundation.staff.viewer import Viewer
from foundation.web import ground, page

WHOLE = "chat"  # what a view is about that is of no single item
MOST_PAGES = 10_000


async def log(request: Request) -> Response:
    """The chat's events as sentences; an item's words only for those who decide, on asking."""
    viewer, at = request.state.viewer, ground(request).clock.now()
    sees_words = viewer.may(Right.SEE_HOLD_QUEUE)
    if not reads_log(viewer):
        raise Forbidden("Your role reads the log of what is its own, and no chat is.")
    item, number = request.query_params.get("item") or None, page_number(request)
    wanted = sees_words and item is not None and request.query_params.get("words") == "yes"
    async with ground(request).database.reading() as session:
        chat = await schedule.chat(session, request.path_params["slug"])
        lines, more = await record.lines(session, chat, item=item, page=number)
        words = await record.wordings(session, chat, item) if wanted and item else None
    await restricted(request, chat.id, events.LOG_READ, about=WHOLE)
    if wanted and item:
        await restricted(request, chat.id, events.WORDS_READ, about=item)
    return page(
        request, "moderation/log.html", chat=chat, lines=lines, more=more, number=number,
        item=item, words=words, sees_words=sees_words, now=at,
    )  # fmt: skip


def reads_log(viewer: Viewer) -> bool:
    """Whether a chat's log is theirs to read: for moderators every chat is their own, and for those
    others who read only their own none is."""
    own = viewer.only_own(Right.READ_LOG) and not viewer.may(Right.SEE_HOLD_QUEUE)
    return viewer.may(Right.READ_LOG) and not own


async def restricted(request: Request, chat_id: int, kind: Kind, *, about: str) -> None:
    """Note a view before it is shown: what cannot be noted is not shown."""
    who = {"about": about, "by": request.state.viewer.person_id}
    at = ground(request).clock.now()
    async with ground(request).database.reading() as session:
        if await verbs.viewed_lately(session, chat_id, kind, at=at, **who):
            return
    async with ground(request).database.writing() as session:
        await verbs.note_view(session, chat_id, kind, at=at, **who)


def page_number(request: Request) -> int:
    """Which page is asked for; anything that is no number is the first."""
    asked = request.query_params.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return max(1, min(number, MOST_PAGES))
