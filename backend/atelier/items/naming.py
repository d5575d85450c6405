"""Names of items and recipes within a project: their form, and that each is there once."""

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.errors import Conflict, InvalidInput

_MAX_LENGTH = 120
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\]")


def clean(name: str, *, field: str = "name") -> str:
    """Return a name in its one form; raises `InvalidInput` when it cannot be one."""
    text = unicodedata.normalize("NFC", name).strip()
    if not text:
        raise InvalidInput.at(field, "A name is needed.")
    if len(text) > _MAX_LENGTH:
        raise InvalidInput.at(field, f"A name has at most {_MAX_LENGTH} characters; this one has {len(text)}.")
    if _FORBIDDEN.search(text) or text in (".", ".."):
        raise InvalidInput.at(field, "A name may not contain slashes or control characters.")
    return text


def demand_free(session: Session, *, project: Project, kind: str, name: str, but: str | None = None) -> None:
    """Raise `Conflict` when the name is taken; datasets and recipes share one space, as DSS's graph needs."""
    kinds = ["dataset", "recipe"] if kind in ("dataset", "recipe") else [kind]
    for other in kinds:
        if other == "recipe":
            taken = session.scalar(
                select(Recipe.id).where(
                    Recipe.project_key == project.key, Recipe.name == name, Recipe.deleted_at.is_(None)
                )
            )
        else:
            taken = session.scalar(
                select(Item.id).where(
                    Item.project_key == project.key,
                    Item.kind == other,
                    Item.name == name,
                    Item.deleted_at.is_(None),
                )
            )
        if taken is not None and taken != but:
            word = "saved model" if other == "model" else other
            raise Conflict(f"There is already a {word} called “{name}” in this project. Choose another name.")


def propose(session: Session, *, project: Project, kind: str, wish: str) -> str:
    """Return `wish`, or `wish_2`, `wish_3`, ... whichever is free first."""
    base = clean(wish)
    name, number = base, 2
    while True:
        try:
            demand_free(session, project=project, kind=kind, name=name)
        except Conflict:
            name, number = f"{base}_{number}", number + 1
        else:
            return name
