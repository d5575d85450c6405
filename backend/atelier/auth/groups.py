"""Named sets of people."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Group
from atelier.errors import Conflict, NotFound


def list_all(session: Session) -> list[Group]:
    """Return all groups by name."""
    return list(session.scalars(select(Group).order_by(Group.name)))


def create(session: Session, *, name: str, description: str = "") -> Group:
    """Add a group; raises `Conflict` when the name is taken."""
    if session.scalar(select(Group.id).where(Group.name == name)) is not None:
        raise Conflict(f"There is already a group “{name}”.")
    group = Group(name=name, description=description, created_at=clock.now())
    session.add(group)
    session.flush()
    return group


def delete(session: Session, *, name: str) -> None:
    """Remove a group, and with it the rights it had."""
    group = session.scalar(select(Group).where(Group.name == name))
    if group is None:
        raise NotFound(f"There is no group “{name}”.")
    session.delete(group)
    session.flush()
