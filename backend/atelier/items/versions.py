"""What all items have in common: renaming, describing, deleting into the trash, and their versions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, ItemVersion, Project
from atelier.items import naming
from atelier.projects.events import item_changed


def change(
    session: Session,
    *,
    project: Project,
    item: Item,
    name: str | None = None,
    description: str | None = None,
    tags: list[str] | None = None,
) -> None:
    """Rename or describe an item; recipes name items by id, so nothing else changes."""
    if name is not None:
        clean = naming.clean(name)
        if clean != item.name:
            naming.demand_free(session, project=project, kind=item.kind, name=clean, but=item.id)
            item.name = clean
    if description is not None:
        item.description = description
    if tags is not None:
        item.tags = list(dict.fromkeys(tags))
    item.updated_at = clock.now()
    item.revision += 1
    item_changed(session, project_key=project.key, object="item", id=item.id, change="changed")


def delete(session: Session, *, item: Item) -> None:
    """Put an item into the trash; its versions stay until the trash is emptied."""
    item.deleted_at = clock.now()
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="deleted")


def versions_of(session: Session, item: Item) -> Sequence[ItemVersion]:
    """Return all versions of an item, newest first."""
    return session.scalars(
        select(ItemVersion).where(ItemVersion.item_id == item.id).order_by(ItemVersion.version.desc())
    ).all()
