"""Leases: who has an item open, so that no two work on one."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chat.moderation import said
from chat.moderation.models import LEASE, Lease
from chat.moderation.verbs.answers import held_answer
from chat.moderation.verbs.deciding import refuse_own_rejection
from chat.moderation.verbs.said import held_said
from chat.moderation.verbs.standing import Item, refuse_decided
from chat.rooms import events
from chat.rooms.models import Question
from chat.rooms.verbs import held_question
from foundation.errors import NotFound, WrongState
from foundation.events import Kind, Stream, record
from foundation.staff.models import Person


async def claim(
    session: AsyncSession, item_id: str, *,
    by: int, at: datetime, over: bool = False, chat_id: int | None = None,
) -> None:  # fmt: skip
    """Open an item for 30 seconds; two desks of one person may each have one open.

    With `over` it is taken also from whoever holds it; with `chat_id` it must be of that chat.
    Raises NotFound, or WrongState when it is decided or open elsewhere.
    """
    item, stream = await standing(session, item_id)
    if chat_id not in {None, item.chat_id}:
        raise NotFound("There is no such item in this chat.")
    await refuse_decided(session, item, at=at)
    if isinstance(item, Question):
        await refuse_own_rejection(session, item, by)  # it would keep off whoever may decide
    lease = await session.get(Lease, item.id)
    if lease is not None and lease.by != by and lease.holds(at) and not over:
        name = await session.scalar(select(Person.name).where(Person.id == lease.by))
        raise WrongState(f"{name} has this open.", by=name)
    if lease is not None and lease.by == by:
        lease.until = at + LEASE
        return
    await session.merge(Lease(about=item.id, chat_id=item.chat_id, by=by, until=at + LEASE))
    note(session, stream, events.CLAIMED, item, by=by, at=at)


async def heartbeat(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> None:
    """Keep an item open for another 30 seconds. No event: nothing changed for anybody."""
    await session.execute(
        update(Lease).where(Lease.about == item_id, Lease.by == by).values(until=at + LEASE)
    )


async def release(session: AsyncSession, item_id: str, *, by: int, at: datetime) -> None:
    """Let go of an item, if one has it open. Raises NotFound."""
    item, stream = await standing(session, item_id)
    lease = await session.get(Lease, item.id)
    if lease is not None and lease.by == by:
        await session.delete(lease)
        note(session, stream, events.FREED, item, by=by, at=at)


async def free(session: AsyncSession, item_id: str, *, at: datetime) -> None:
    """Free an item whose holder has fallen silent."""
    item, stream = await standing(session, item_id)
    lease = await session.get(Lease, item.id)
    if lease is not None and not lease.holds(at):
        await session.delete(lease)
        note(session, stream, events.FREED, item, by=None, at=at)


async def standing(session: AsyncSession, item_id: str) -> tuple[Item, Stream]:
    """Whatever waits, as it stands, with its chat's stream locked. Raises NotFound."""
    if await session.get(Question, item_id) is not None:
        question, _, stream = await held_question(session, item_id)
        return question, stream
    if await said.find(session, item_id) is not None:
        return await held_said(session, item_id)
    reply, _, stream = await held_answer(session, item_id)
    return reply, stream


def note(
    session: AsyncSession, stream: Stream, kind: Kind, item: Item, *,
    by: int | None, at: datetime,
) -> None:  # fmt: skip
    """Events about what is said to a question are about that, which has the place on the page."""
    about, particulars = item.id, {}
    if not isinstance(item, Question):
        about, particulars = item.question_id, {said.sort_of(item): item.id}
    record(session, stream, kind, about=about, by=by, at=at, particulars=particulars)
