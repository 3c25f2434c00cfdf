"""The roof: composes every room into one application, and says what lives as long as it does."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from chat import areas, pages
from chat.moderation import jobs as desk_jobs
from chat.moderation import routes as moderation
from chat.moderation.crew import Crew
from chat.presence import Presence
from chat.rooms import jobs
from chat.rooms import routes as rooms
from chat.rooms.addresses import Addresses
from chat.rooms.intake import Intake
from chat.rooms.queries.waiting import menu
from chat.rooms.watching import Watching
from chat.schedule import routes as schedule
from chat.schedule.directory import Directory
from chat.source import ChatSource
from foundation.clock import Clock, SystemClock
from foundation.database import Database, listen
from foundation.jobs import Job, work
from foundation.live.hub import Hub
from foundation.live.polling import Polling
from foundation.settings import ROOT, Settings
from foundation.staff import jobs as staff_jobs
from foundation.staff import routes as staff
from foundation.staff.closing import Closing
from foundation.web import Ground
from foundation.web.middleware import Envelope, OwnOrigin
from foundation.web.refusals import HANDLERS
from foundation.web.templates import environment

Begin = Callable[[Coroutine[None, None, None]], None]

routes: Sequence[BaseRoute] = [
    *pages.routes,
    *schedule.routes,
    *areas.routes,
    *rooms.routes,
    *staff.routes,
    *moderation.routes,
    Mount("/static", StaticFiles(directory=ROOT / "static"), name="static"),
]


def timetable(settings: Settings) -> list[Job]:
    """Every moment at which the program acts of itself."""
    return [*jobs.timetable, *desk_jobs.timetable, *staff_jobs.timetable(settings)]


def build(
    settings: Settings, *, clock: Clock | None = None, database: Database | None = None
) -> Starlette:
    """The application over these settings; a clock or a database can be handed in."""
    clock, database = clock or SystemClock(), database or Database(settings.database)
    templates, directory = environment(), Directory(database)
    source = ChatSource(database, directory, templates, clock)
    hub = Hub(source, max_sockets=settings.max_sockets,
              max_per_address=settings.max_sockets_per_address)  # fmt: skip
    app = Starlette(
        routes=routes, lifespan=lifespan, exception_handlers=HANDLERS,
        middleware=[Middleware(Envelope, settings=settings), Middleware(OwnOrigin)],
    )  # fmt: skip
    app.router.redirect_slashes = False  # it would send people where their Host header says
    app.state.ground = Ground(settings, clock, database, hub, templates)
    app.state.directory = directory
    app.state.intake = Intake(database)
    app.state.addresses = Addresses(database)
    app.state.watching = Watching(database)
    app.state.polling = Polling(source)
    app.state.crew = Crew(hub)
    app.state.menu = functools.partial(menu, database)
    app.state.presence = Presence(hub, app.state.crew, directory)
    return app


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncGenerator[None]:
    """Everything that runs beside requests, ended in reverse when the server stops."""
    ground: Ground = app.state.ground
    database, hub = ground.database, ground.hub
    closing = Closing(database, hub.close)
    presence: Presence = app.state.presence

    def nudge(stream: int) -> None:
        hub.nudge(stream)
        closing.nudge(stream)

    database.on_commit.append(nudge)
    async with hub.running(), background() as begin:
        begin(app.state.intake.run())
        begin(closing.run())
        begin(work([*timetable(ground.settings), *presence.jobs], database, ground.clock))
        if not database.sqlite:
            begin(listen(database, nudge))
        yield
    await database.close()


@contextlib.asynccontextmanager
async def background() -> AsyncGenerator[Begin]:
    """Tasks that live as long as the block; one that fails is an error of the server's."""
    tasks: set[asyncio.Task[None]] = set()
    try:
        yield lambda coroutine: tasks.add(asyncio.create_task(coroutine))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
