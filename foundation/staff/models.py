"""People and their roles, the sessions they hold, the devices they are known by, guesses made."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.database import Base, Moment, choice
from foundation.errors import WrongState
from foundation.identifiers import new_id
from foundation.staff.roles import Role

MOST_SESSIONS = 3  # live ones a person may hold; a further sign-in ends the oldest
CODE_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=1)  # how often a session in use writes that it was


class Proof(StrEnum):
    """What a person showed to begin a session. A second factor adds its own words here."""

    PASSWORD = "password"
    CODE = "code"


class Why(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed-out"
    SIGNED_IN_AGAIN = "signed-in-again"  # from the same browser
    TOO_MANY = "too-many"
    ENDED_BY_OWNER = "ended-by-owner"
    ENDED_BY_STAFF = "ended-by-staff"
    DISABLED = "disabled"
    PASSWORD_RESET = "password-reset"
    PASSWORD_CHANGED = "password-changed"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody showed to be let in, to be looked at once more when the session begins."""

    proof: Proof
    secret: str = field(repr=False)  # the code's fingerprint, or the hash that the password matched
    guess: int | None = None  # the number of the guess that this was


class Person(Base):
    """A member of staff or of a partner; never removed, so that the log keeps its names."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    rank: Mapped[str] = mapped_column(String(40), default="")
    organisation: Mapped[str | None] = mapped_column(String(80))  # None: the force itself
    email: Mapped[str] = mapped_column(String(254), unique=True)  # casefolded
    password_hash: Mapped[str | None] = mapped_column(String(200))  # None: none that works
    code: Mapped[str | None] = mapped_column(String(64))  # fingerprint of a one-time code
    code_until: Mapped[datetime | None] = mapped_column(Moment)
    must_change: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)

    grants: Mapped[list["RoleGrant"]] = relationship(
        lazy="raise",
        back_populates="person",
        primaryjoin="and_(Person.id == RoleGrant.person_id, RoleGrant.revoked_at.is_(None))",
        foreign_keys="RoleGrant.person_id",
        order_by="RoleGrant.id",
    )

    @property
    def title(self) -> str:
        return f"{self.rank} {self.name}".strip()

    @property
    def roles(self) -> frozenset[Role]:
        """What the person may be, now. Needs `grants` loaded."""
        return frozenset(grant.role for grant in self.grants if grant.revoked_at is None)

    def live_grant(self, role: Role) -> "RoleGrant":
        return next(one for one in self.grants if one.role is role and one.revoked_at is None)

    def admits(self, shown: Shown, at: datetime) -> bool:
        """Whether what was shown a moment ago still opens the door."""
        if self.disabled_at:
            return False
        if shown.proof is Proof.CODE:
            return self.takes_code(shown.secret, at)
        return self.password_hash == shown.secret

    def takes_code(self, fingerprint: str, at: datetime) -> bool:
        """Whether this one-time code is good at that moment."""
        return self.code == fingerprint and self.code_until is not None and at < self.code_until

    def give_code(self, fingerprint: str, at: datetime) -> None:
        """Put a one-time code in place of the password, which ends. Raises WrongState."""
        if self.disabled_at:
            raise WrongState("This account is disabled, so it cannot be reset.")
        self.code, self.code_until = fingerprint, at + CODE_LASTS
        self.password_hash, self.must_change = None, True

    def set_password(self, password_hash: str) -> None:
        self.password_hash, self.must_change = password_hash, False
        self.spend_code()

    def spend_code(self) -> None:
        self.code = self.code_until = None

    def disable(self, at: datetime) -> None:
        """Let them in no more. Raises WrongState."""
        if self.disabled_at:
            raise WrongState("This account is disabled already.")
        self.disabled_at = at
        self.spend_code()


class RoleGrant(Base):
    """One role of one person, with who gave it and who took it away again."""

    __tablename__ = "role_grants"
    __table_args__ = (
        Index(
            "uq_role_grants_live", "person_id", "role", unique=True,
            sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    granted_at: Mapped[datetime] = mapped_column(Moment)
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # None: an operator
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    person: Mapped[Person] = relationship(
        lazy="raise", back_populates="grants", foreign_keys=[person_id]
    )

    def revoke(self, at: datetime, *, by: int | None) -> None:
        self.revoked_at, self.revoked_by = at, by


class StaffSession(Base):
    """One browser that one person signed in with; the cookie's token is kept as a fingerprint."""

    __tablename__ = "staff_sessions"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    token: Mapped[str] = mapped_column(String(64), unique=True)  # its fingerprint
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    proof: Mapped[Proof] = mapped_column(choice(Proof))
    device: Mapped[str] = mapped_column(String(60))  # in words: Firefox on Linux
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    why_ended: Mapped[Why | None] = mapped_column(choice(Why))

    person: Mapped[Person] = relationship(lazy="raise")

    def live(self, at: datetime, *, idle: timedelta, lifetime: timedelta) -> bool:
        """Whether it still stands: not ended, in use of late, and not too old in any case."""
        return (
            self.ended_at is None and at < self.seen_at + idle and at < self.started_at + lifetime
        )

    def end(self, at: datetime, why: Why) -> None:
        if self.ended_at is None:
            self.ended_at, self.why_ended = at, why


class KnownDevice(Base):
    """A browser somebody signed in with before: guesses made elsewhere do not lock it out."""

    __tablename__ = "known_devices"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Guess(Base):
    """One password tried; noted before it is looked at, and struck out when it was right."""

    __tablename__ = "guesses"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    account: Mapped[str] = mapped_column(String(64), index=True)  # keyed hash: no addresses kept
    source: Mapped[str] = mapped_column(String(64), index=True)  # likewise
    known: Mapped[bool]  # made from a device or a session that this person had before
