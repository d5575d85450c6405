"""Finding things by the names that scripts know them under.

Datasets and recipes are known by name, folders by their identifier (a name is understood too, where it is clear).
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.errors import InvalidInput, NotFound
from atelier.items import recipes as recipe_service
from atelier.items import versions
from atelier.macros.base import Macro
from atelier.recipes.base import Recipe as RecipeType


def items(session: Session, project: Project, *kinds: str) -> list[Item]:
    """Return a project's items of these kinds, by name."""
    query = select(Item).where(Item.project_key == project.key, Item.deleted_at.is_(None), Item.kind.in_(kinds))
    return list(session.scalars(query.order_by(Item.name, Item.id)))


def recipes(session: Session, project: Project) -> list[Recipe]:
    """Return a project's recipes, by name."""
    query = select(Recipe).where(Recipe.project_key == project.key, Recipe.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Recipe.name)))


def dataset(session: Session, project: Project, name: str) -> Item:
    """Return the dataset of that name; raises `NotFound`."""
    found = _named(session, project, "dataset", name)
    if found is None:
        raise NotFound(f"There is no dataset “{name}” in {project.key}.")
    return found


def folder(session: Session, project: Project, ref: str) -> Item:
    """Return the folder with that identifier, or else of that name; raises `NotFound`."""
    found = session.get(Item, ref)
    if found is None or found.project_key != project.key or found.kind == "dataset" or found.deleted_at is not None:
        found = _named(session, project, "folder", ref)
    if found is None:
        raise NotFound(f"There is no managed folder “{ref}” in {project.key}.")
    return found


def recipe(session: Session, project: Project, name: str) -> Recipe:
    """Return the recipe of that name; raises `NotFound`."""
    query = select(Recipe).where(Recipe.project_key == project.key, Recipe.name == name, Recipe.deleted_at.is_(None))
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"There is no recipe “{name}” in {project.key}.")
    return found


def item(session: Session, project: Project, ref: str) -> Item:
    """Return the dataset of that name or the folder of that identifier or name; raises `InvalidInput`."""
    found = find_item(session, project, ref)
    if found is None:
        raise InvalidInput(f"There is no dataset or folder “{ref}” in {project.key}.")
    return found


def find_item(session: Session, project: Project, ref: str) -> Item | None:
    """Return what `ref` means in a recipe's roles, or None. `PROJECT.name` is understood for the own project."""
    ref = ref.removeprefix(f"{project.key}.")
    named = _named(session, project, "dataset", ref)
    if named is not None:
        return named
    try:
        return folder(session, project, ref)
    except NotFound:
        return None


def ref_of(item: Item) -> str:
    """Return how scripts refer to an item."""
    return item.name if item.kind == "dataset" else item.id


def delete_with_recipes(session: Session, project: Project, item: Item) -> None:
    """Put an item into the trash together with the recipes that use it, as scripts expect."""
    for using in recipes(session, project):
        if any(io.item_id == item.id for io in using.io):
            recipe_service.delete(session, recipe=using)
    versions.delete(session, item=item)


def recipe_type(name: str) -> RecipeType[Any]:
    """Return the recipe type that a script means by `name`: ours, or one of DSS's plugins'; raises `NotFound`."""
    from atelier.recipes import registry

    for known in registry.all_types().values():
        if _plain(name) in {known.type, *map(_plain, known.dss_types)}:
            return known
    raise NotFound(f"There is no recipe type “{name}”.")


def macro_type(name: str) -> Macro[Any]:
    """Return the macro that a script means by `name`: ours, or one of DSS's plugins'; raises `NotFound`."""
    from atelier.macros import registry

    for known in registry.all_types().values():
        if _plain(name) in {known.type, *map(_plain, known.dss_types)}:
            return known
    raise NotFound(f"There is no macro “{name}”.")


def _plain(name: str) -> str:
    return name.removeprefix("CustomCode_").removeprefix("pyrunnable_")


def _named(session: Session, project: Project, kind: str, name: str) -> Item | None:
    query = select(Item).where(
        Item.project_key == project.key, Item.kind == kind, Item.name == name, Item.deleted_at.is_(None)
    )
    return session.scalar(query)
