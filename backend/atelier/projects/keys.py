"""Keys of projects: upper-case ASCII, proposed from the name, fixed afterwards."""

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Project

LONGEST = 64
PATTERN = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


def key_from_name(name: str) -> str:
    """Return the key that a name suggests: accents off, other signs to `_`, in capitals, beginning with a letter."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_")
    if not key:
        return "PROJECT"
    if not key[0].isalpha():
        key = f"P_{key}"
    return key[:LONGEST].rstrip("_")


def is_free(session: Session, key: str) -> bool:
    """Say whether no project, not even a deleted one that could be restored, has the key."""
    return session.get(Project, key) is None


def propose(session: Session, name: str) -> str:
    """Return a free key for a name: the plain one, or with `_2`, `_3` and so on."""
    key = key_from_name(name)
    taken = set(session.scalars(select(Project.key).where(Project.key.startswith(key[: LONGEST - 8], autoescape=True))))
    number, free = 1, key
    while free in taken:
        number += 1
        suffix = f"_{number}"
        free = key[: LONGEST - len(suffix)] + suffix
    return free
