"""Names for records and secrets that nobody can guess or count."""

import hashlib
import hmac
import os

# Crockford: no i, l, o, u to misread over the telephone
ALPHABET = b"0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = ALPHABET * (256 // len(ALPHABET))  # by byte; each letter stands for as many


def new_id() -> str:
    """16 characters, 80 random bits: unguessable, and safe in addresses and element ids."""
    return random_letters(16)


def new_secret() -> str:
    """26 characters, 130 random bits, for receipts and session tokens."""
    return random_letters(26)


def random_letters(count: int) -> str:
    """So many letters of the alphabet, 5 random bits each."""
    return os.urandom(count).translate(LETTERS).decode()


def fingerprint(secret: str) -> str:
    """What the database keeps of a token: enough to recognise it, nothing to use it with."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed(key: bytes, purpose: str, value: str) -> str:
    """An HMAC of `value` bound to one purpose, so that two tables cannot be joined by it."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256").hex()
