"""The member of staff who asks, as far as rooms need to know them."""

from dataclasses import dataclass

from foundation.staff import roles
from foundation.staff.roles import Right, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    person_id: int
    name: str
    rank: str
    organisation: str | None  # None: of the force itself; partners come from somewhere
    roles: frozenset[Role]
    session_id: str
    must_change: bool

    def may(self, right: Right) -> bool:
        """Whether one of the person's roles carries the right at all."""
        return roles.may(self.roles, right)

    def only_own(self, right: Right) -> bool:
        """Whether the right covers only the person's own seat or chats, which the room checks."""
        return roles.only_own(self.roles, right)

    @property
    def title(self) -> str:
        """Rank and name, as colleagues and the public see them."""
        return f"{self.rank} {self.name}".strip()
