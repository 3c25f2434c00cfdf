"""Plays a chat from the script through the ordinary verbs, each deed at its own moment."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from sqlalchemy.ext.asyncio import AsyncSession

from chat import checks
from chat.demo.script import Line
from chat.moderation import verbs as moderation
from chat.rooms import verbs as rooms
from chat.rooms.holding import Submission, hold
from chat.rooms.models import Answer, Reason
from chat.schedule.models import Chat
from foundation.identifiers import new_id

Deed = Callable[[AsyncSession, datetime], Awaitable[object]]
READING = timedelta(seconds=35)  # how long a question waits for its moderator
RELEASE = timedelta(seconds=20)  # and an answer


class Play:
    """One chat's deeds, noted in any order and done in the order of their moments."""

    def __init__(self, chat: Chat, *, moderator: int, panel: Mapping[str, int]) -> None:
        self.chat = chat
        self.moderator = moderator
        self.panel = panel  # whose `by` in the script is which person
        self._deeds: list[tuple[datetime, Deed]] = []
        self._visitors: dict[str, str] = {}  # by name
        self._replies: dict[str, str] = {}  # the answer to each question

    async def run(self, session: AsyncSession, until: datetime) -> None:
        """Do everything up to that moment; the clock turns the chat on its way."""
        for moment in (
            self.chat.lobby_at,
            self.chat.opens_at,
            self.chat.closes_at,
            self.chat.ends_at,
        ):
            if moment <= until:
                self._deeds.append((moment, self._turn))
        for at, deed in sorted(self._deeds, key=itemgetter(0)):
            await deed(session, at)

    def do(self, deed: Deed, *, at: datetime) -> None:
        """Note a deed for its moment."""
        self._deeds.append((at, deed))

    def reply_to(self, one: Submission) -> str:
        """The answer that was written to a question, once it has been."""
        return self._replies[one.id]

    async def _turn(self, session: AsyncSession, at: datetime) -> None:
        await rooms.turn(session, self.chat.id, at=at)

    def talk(self, line: Line, *, asked: datetime, answered: datetime) -> Submission:
        """Asked, shown, answered, and the answer released."""
        one = self.show(line, at=asked)
        self.answer(one, line, at=answered, released=True)
        return one

    def show(self, line: Line, *, at: datetime) -> Submission:
        """Leave a question that a moderator lets through a little later."""
        one = self.ask(line, at=at)
        self.approve(one, at=at + READING)
        return one

    def ask(self, line: Line, *, at: datetime) -> Submission:
        """Leave a question; it is held."""
        (one,) = self.ask_all([line], at=at)
        return one

    def ask_all(self, lines: Sequence[Line], *, at: datetime) -> list[Submission]:
        """Leave questions that arrive together."""
        left = [self._submission(line, at) for line in lines]
        self._deeds.append((at, lambda session, at: session.run_sync(hold, left)))
        return left

    def _submission(self, line: Line, at: datetime) -> Submission:
        text = checks.canonical(line.ask)
        visitor = self._visitors.setdefault(line.name, new_id())
        return Submission(
            chat_id=self.chat.id, stream_id=self.chat.stream_id, visitor_id=visitor, key=new_id(),
            name=checks.canonical_name(line.name), text=text, findings=checks.read(text), at=at,
        )  # fmt: skip

    def approve(self, one: Submission, *, at: datetime) -> None:
        """Have a moderator show it."""
        self._deeds.append((at, lambda session, at: moderation.approve(
            session, one.id, version=one.version, by=self.moderator, at=at)))  # fmt: skip

    def reject(self, one: Submission, line: Line, *, at: datetime) -> None:
        """Have a moderator keep it out, and its asker told so."""
        self._deeds.append((at, lambda session, at: moderation.reject(
            session, one.id, version=one.version, reason=Reason(line.reason),
            by=self.moderator, at=at)))  # fmt: skip
        told = at + rooms.UNDO
        self._deeds.append((told, lambda session, at: rooms.tell(session, one.id, at=at)))

    def pick(self, one: Submission, line: Line, *, at: datetime) -> None:
        by = self.panel[line.by]
        self._deeds.append((at, lambda session, at: rooms.pick(session, one.id, by=by, at=at)))

    def answer(self, one: Submission, line: Line, *, at: datetime, released: bool) -> None:
        """Write an answer; when `released`, a moderator lets it through a little later."""
        text, by = checks.canonical(line.answer), self.panel[line.by]

        async def write(session: AsyncSession, at: datetime) -> None:
            # The script's answers are proper, so none is marked for its moderator.
            event = await rooms.answer(session, one.id, text=text, findings=(), by=by, at=at)
            self._replies[one.id] = str(event.particulars["answer"])

        async def release(session: AsyncSession, at: datetime) -> None:
            reply = await session.get_one(Answer, self._replies[one.id])
            await moderation.release_answer(session, reply.id, version=reply.version,
                                            by=self.moderator, at=at)  # fmt: skip

        self._deeds.append((at, write))
        if released:
            self._deeds.append((at + RELEASE, release))

    def announce(self, text: str, *, at: datetime) -> None:
        """Pin a notice to the room."""
        self._deeds.append((at, lambda session, at: rooms.announce(
            session, self.chat.id, text=text, by=self.moderator, at=at)))  # fmt: skip
