"""Hashing and judging of passwords: Argon2id at OWASP's minimum, never more hashes at once than processors.

Parameters: OWASP Password Storage Cheat Sheet (19 MiB, 2 passes, 1 lane). The library's own default takes five times
as long and 64 MiB each, which lets a class logging in together exhaust the machine.
"""

import os
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from atelier.errors import InvalidInput

MINIMUM_LENGTH = 10
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AMfBNTC4mSvFyLlBWjWKCNYYrR6DsRfUGxV4/qzVJxo"
_COMMON_TEXT = """
1234567890 0123456789 1234567891 12345678910 123456789a 1q2w3e4r5t 1q2w3e4r5t6y qwertyuiop qwerty1234
qwerty12345 qwerty123456 asdfghjkl1 q1w2e3r4t5 q1w2e3r4t5y6 password12 password123 password1234
passw0rd123 administrator admin12345 admin123456 letmein123 welcome123 iloveyou123 abcdefghij
abcd123456 abc1234567 changeme123 0987654321 9876543210 1111111111 0000000000 1231231231 123123123123
football123 monkey12345 sunshine123 princess123 dragon12345 trustno1trustno1 dataiku123 atelier123
atelier1234
"""
_COMMON = frozenset(_COMMON_TEXT.split())


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    with _TURNS:
        return _HASHER.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Say whether `password` fits; takes as long when there is nothing stored to compare with."""
    with _TURNS:
        try:
            return _HASHER.verify(stored or _NOBODY, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def needs_rehash(stored: str) -> bool:
    """Say whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def check_strength(password: str, *, login: str, loc: str) -> None:
    """Raise `InvalidInput` at `loc` for a password that would be guessed."""
    if len(password) < MINIMUM_LENGTH:
        raise InvalidInput.at(
            loc, f"The password has {len(password)} characters; at least {MINIMUM_LENGTH} are needed."
        )
    plain = password.lower()
    if plain in _COMMON or len(set(plain)) < 4:
        raise InvalidInput.at(loc, "This password is one of the first that anybody would try. Choose another.")
    if login and login.lower() in plain and len(plain) < len(login) + 6:
        raise InvalidInput.at(loc, "The password is little more than the login. Choose another.")
