"""What was deleted from a project and can be brought back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, Project, Recipe
from atelier.errors import Conflict, NotFound
from atelier.projects.events import item_changed


@dataclass(frozen=True, slots=True)
class Deleted:
    """One thing in the trash."""

    kind: str
    id: str
    name: str
    deleted_at: datetime


def list_of(session: Session, *, project: Project) -> list[Deleted]:
    """Return what can be restored, the last deleted first."""
    items = session.scalars(select(Item).where(Item.project_key == project.key, Item.deleted_at.is_not(None)))
    recipes = session.scalars(select(Recipe).where(Recipe.project_key == project.key, Recipe.deleted_at.is_not(None)))
    found = [Deleted(row.kind, row.id, row.name, row.deleted_at) for row in items if row.deleted_at]
    found += [Deleted("recipe", row.id, row.name, row.deleted_at) for row in recipes if row.deleted_at]
    return sorted(found, key=lambda entry: (entry.deleted_at, entry.id), reverse=True)


def restore(session: Session, *, project: Project, kind: Literal["item", "recipe"], id: str) -> str:
    """Bring an item or recipe back and return its name.

    Raises `NotFound` when it is not in the trash, `Conflict` when its name was given away meanwhile or when a recipe's
    items are still in the trash.
    """
    row: Item | Recipe | None = session.get(Item, id) if kind == "item" else session.get(Recipe, id)
    if row is None or row.project_key != project.key or row.deleted_at is None:
        raise NotFound("This is not in the trash; it may have been restored already.")
    if isinstance(row, Item):
        _demand_free_item_name(session, row)
    else:
        _demand_free_recipe_name(session, row)
        _demand_its_items(session, row)
    row.deleted_at = None
    row.updated_at = clock.now()
    row.revision += 1
    item_changed(session, project_key=project.key, object=kind, id=id, change="restored")
    return row.name


def _demand_free_item_name(session: Session, item: Item) -> None:
    same = select(Item.id).where(
        Item.project_key == item.project_key,
        Item.kind == item.kind,
        Item.name == item.name,
        Item.deleted_at.is_(None),
    )
    if session.scalar(same) is not None:
        raise Conflict(f"There is a new {item.kind} called “{item.name}” now. Rename that one first, then restore.")


def _demand_free_recipe_name(session: Session, recipe: Recipe) -> None:
    same = select(Recipe.id).where(
        Recipe.project_key == recipe.project_key, Recipe.name == recipe.name, Recipe.deleted_at.is_(None)
    )
    if session.scalar(same) is not None:
        raise Conflict(f"There is a new recipe called “{recipe.name}” now. Rename that one first, then restore.")


def _demand_its_items(session: Session, recipe: Recipe) -> None:
    ids = {io.item_id for io in recipe.io}
    gone = session.scalars(select(Item.name).where(Item.id.in_(ids), Item.deleted_at.is_not(None)).order_by(Item.name))
    names = list(gone)
    if names:
        raise Conflict(f"The recipe reads or writes {', '.join(names)}, which is in the trash too. Restore that first.")
