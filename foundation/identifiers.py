"""Names for records and secrets that nobody can guess or count."""

import hashlib
import hmac
import secrets

# Crockford: no i, l, o, u to misread over the telephone
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """16 characters, 80 random bits: unguessable, and safe in addresses and element ids."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def new_secret() -> str:
    """26 characters, 130 random bits, for receipts and session tokens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(26))


def fingerprint(secret: str) -> str:
    """What the database keeps of a token: enough to recognise it, nothing to use it with."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed(key: bytes, purpose: str, value: str) -> str:
    """An HMAC of `value` bound to one purpose, so that two tables cannot be joined by it."""
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()
