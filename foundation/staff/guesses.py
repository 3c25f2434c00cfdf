"""How often somebody may try a password: few guesses an hour, and the true owner not locked out."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from foundation.errors import TooMany
from foundation.events import lock_named, record
from foundation.identifiers import keyed
from foundation.staff.events import GUESSED, STREAM
from foundation.staff.models import Guess

WINDOW = timedelta(hours=1)
PER_ACCOUNT = 10
PER_SOURCE = 10  # from one known device, or within one session
PER_NETWORK = 60  # over all accounts; a police station sits behind one address
WAIT = "Too many passwords were tried. Wait an hour, or ask an administrator for a one-time code."


@dataclass(frozen=True, slots=True)
class Try:
    """Whose password is tried from where, as keyed hashes.

    A source that is known has an allowance of its own: otherwise anybody could lock the only
    moderator out by guessing for her.
    """

    account: str
    source: str
    known: bool

    @property
    def allowances(self) -> list[tuple[ColumnElement[bool], int]]:
        account, source = Guess.account == self.account, Guess.source == self.source
        if self.known:
            return [(and_(account, source), PER_SOURCE)]
        return [
            (and_(account, ~Guess.known), PER_ACCOUNT),
            (and_(source, ~Guess.known), PER_NETWORK),
        ]


def from_known(key: bytes, *, email: str, source: str) -> Try:
    """A try from a device or session that this person had before."""
    return Try(keyed(key, "guess.account", email), keyed(key, "guess.known", source), known=True)


def from_network(key: bytes, *, email: str, address: str) -> Try:
    """A try from anywhere."""
    network = keyed(key, "guess.network", network_of(address))
    return Try(keyed(key, "guess.account", email), network, known=False)


def network_of(address: str) -> str:
    """What one subscriber holds: an IPv4 address, or the 64 bits in front of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else parsed.exploded[:19]


async def allow(session: AsyncSession, guess: Try, *, at: datetime) -> int:
    """How many guesses this source still has for this account.

    Raises TooMany when one of the allowances of the last hour is used up.
    """
    left = []
    for matching, most in guess.allowances:
        recent = select(func.count(), func.min(Guess.at)).where(matching, Guess.at > at - WINDOW)
        count, first = (await session.execute(recent)).one()
        if count >= most:
            raise TooMany(WAIT, retry_after=math.ceil((first + WINDOW - at).total_seconds()))
        left.append(most - count)
    return left[0]


async def claim(session: AsyncSession, guess: Try, *, at: datetime, person_id: int | None) -> int:
    """Note one guess before it is looked at; its number. Raises TooMany.

    The stream is locked first, so that of many guesses at once no more than allowed get through.
    """
    stream = await lock_named(session, STREAM)
    left = await allow(session, guess, at=at)
    await session.execute(delete(Guess).where(Guess.at <= at - WINDOW))
    row = Guess(at=at, account=guess.account, source=guess.source, known=guess.known)
    session.add(row)
    await session.flush()
    if left == 1 and person_id is not None:
        record(
            session, stream, GUESSED, about=str(person_id), at=at, particulars={"person": person_id}
        )
    return row.id


async def strike_out(session: AsyncSession, guess_id: int) -> None:
    """The password was right, so it was no guess."""
    await session.execute(delete(Guess).where(Guess.id == guess_id))
