"""The colour of each class, stored once for a project so that a class looks the same everywhere and for ever."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from atelier.db.tables import Project

COLOURS = 10


def assign(session: Session, *, project: Project, names: Iterable[str]) -> dict[str, int]:
    """Give each new class the next index, alphabetically; classes that have one keep it. Return all indexes.

    Indexes grow without bound; what is drawn is the index modulo the ten colours, told apart further by the marker.
    """
    known: dict[str, int] = dict(project.class_colours)
    following = max(known.values(), default=-1) + 1
    for name in sorted(set(names) - set(known)):
        known[name] = following
        following += 1
    if len(known) != len(project.class_colours):
        project.class_colours = known
        session.flush()
    return known
