"""What is common to editing items of every kind: name, description, tags, deleting."""

from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, Project
from atelier.items import naming
from atelier.projects.events import item_changed


def change(
    session: Session,
    *,
    item: Item,
    name: str | None = None,
    description: str | None = None,
    tags: list[str] | None = None,
) -> None:
    """Change what an item says of itself; what is None stays."""
    if name is not None and naming.clean(name) != item.name:
        clean = naming.clean(name)
        project = session.get_one(Project, item.project_key)
        naming.demand_free(session, project=project, kind=item.kind, name=clean, but=item.id)
        item.name = clean
    if description is not None:
        item.description = description
    if tags is not None:
        item.tags = list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    touch(session, item=item)


def touch(session: Session, *, item: Item) -> None:
    """Mark an item as changed now, with a new revision and an event."""
    item.updated_at = clock.now()
    item.revision += 1
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="changed")


def delete(session: Session, *, item: Item) -> None:
    """Put an item into the trash; its data stay until the trash is emptied."""
    item.deleted_at = clock.now()
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="deleted")
