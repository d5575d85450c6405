"""What was deleted from a project and can be brought back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, Project, Recipe, RecipeIo
from atelier.errors import Conflict, NotFound
from atelier.items import naming
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

    Raises `NotFound` when it is not in the trash, `Conflict` when its name was given away meanwhile, when a recipe's
    items are still in the trash, or when another recipe writes its outputs by now.
    """
    row: Item | Recipe | None = session.get(Item, id) if kind == "item" else session.get(Recipe, id)
    if row is None or row.project_key != project.key or row.deleted_at is None:
        raise NotFound("This is not in the trash; it may have been restored already.")
    naming.demand_free(session, project=project, kind=row.kind if isinstance(row, Item) else "recipe", name=row.name)
    if isinstance(row, Recipe):
        _demand_its_items(session, row)
        _demand_no_other_writer(session, row)
    row.deleted_at = None
    row.updated_at = clock.now()
    row.revision += 1
    item_changed(session, project_key=project.key, object=kind, id=id, change="restored")
    return row.name


def _demand_its_items(session: Session, recipe: Recipe) -> None:
    ids = {io.item_id for io in recipe.io}
    gone = session.scalars(select(Item.name).where(Item.id.in_(ids), Item.deleted_at.is_not(None)).order_by(Item.name))
    names = list(gone)
    if names:
        raise Conflict(f"The recipe reads or writes {', '.join(names)}, which is in the trash too. Restore that first.")


def _demand_no_other_writer(session: Session, recipe: Recipe) -> None:
    written = [io.item_id for io in recipe.io if io.direction == "output"]
    other = session.execute(
        select(Recipe.name, Item.name)
        .join(RecipeIo, RecipeIo.recipe_id == Recipe.id)
        .join(Item, Item.id == RecipeIo.item_id)
        .where(
            RecipeIo.item_id.in_(written),
            RecipeIo.direction == "output",
            Recipe.id != recipe.id,
            Recipe.deleted_at.is_(None),
        )
    ).first()
    if other is not None:
        raise Conflict(f"{other[1]} is written by {other[0]} now. Give that recipe another output first, then restore.")
