"""Work that has its moment: each job looks at what is due and does it, whoever else
may be looking."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from foundation.clock import Clock
from foundation.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A deed that finds out for itself what is due, so that a missed run is only a late one."""

    name: str
    every: float  # seconds
    run: Callable[[Database, datetime], Awaitable[None]]


async def work(jobs: Sequence[Job], database: Database, clock: Clock) -> None:
    """Run every job at its pace until cancelled."""
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(repeat(job, database, clock))


async def repeat(job: Job, database: Database, clock: Clock) -> None:
    while True:
        try:
            await job.run(database, clock.now())
        except Exception as error:
            # One bad run must not end the job. The driver's words may carry values: log the kind
            # only.
            log.error("job.failed", job=job.name, kind=type(error).__name__)
        await asyncio.sleep(job.every)
