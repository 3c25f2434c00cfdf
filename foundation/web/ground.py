"""What a request stands on: settings, clock, database, hub; put on the application once."""

import hashlib
from dataclasses import dataclass, field

from itsdangerous import BadSignature, Signer
from jinja2 import Environment
from starlette.requests import HTTPConnection

from foundation.clock import Clock
from foundation.database import Database
from foundation.limits import Limits
from foundation.live.hub import Hub
from foundation.settings import Settings


@dataclass(frozen=True)
class Ground:
    settings: Settings
    clock: Clock
    database: Database
    hub: Hub
    templates: Environment
    limits: Limits = field(default_factory=Limits)
    signers: dict[str, Signer] = field(default_factory=dict)

    @property
    def key(self) -> bytes:
        """The key that signs now; earlier keys only verify."""
        return self.settings.keys[0].encode()

    def sign(self, purpose: str, value: str) -> str:
        return self._signer(purpose).sign(value).decode()

    def unsign(self, purpose: str, signed: str) -> str | None:
        """The value, if it was signed here for this very purpose; else None."""
        try:
            return self._signer(purpose).unsign(signed).decode()
        except (BadSignature, UnicodeDecodeError):
            return None

    def _signer(self, purpose: str) -> Signer:
        if purpose not in self.signers:
            keys = [key.encode() for key in reversed(self.settings.keys)]
            salt = f"webchat.{purpose}"
            self.signers[purpose] = Signer(keys, salt=salt, digest_method=hashlib.sha256)
        return self.signers[purpose]


def ground(connection: HTTPConnection) -> Ground:
    return connection.app.state.ground
