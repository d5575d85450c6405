"""Recipes of a project: making, saving with a revision, renaming and deleting."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Item, Project, Recipe, RecipeRevision
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.items import coderight, naming, roles, types
from atelier.items.forms import DatabaseForm
from atelier.items.roles import OutputWish as OutputWish
from atelier.items.sentences import validated
from atelier.items.store import Store
from atelier.projects.events import item_changed
from atelier.recipes import registry
from atelier.recipes.base import Recipe as RecipeType


def require(session: Session, *, project: Project, recipe_id: str) -> Recipe:
    """Return a recipe by id, or by name as DSS scripts ask; raises `NotFound`."""
    recipe = session.get(Recipe, recipe_id)
    if recipe is None or recipe.project_key != project.key or recipe.deleted_at is not None:
        recipe = session.scalar(
            select(Recipe).where(
                Recipe.project_key == project.key, Recipe.name == recipe_id, Recipe.deleted_at.is_(None)
            )
        )
    if recipe is None:
        raise NotFound(f"There is no recipe “{recipe_id}” in this project. If it was deleted, it is in the trash.")
    return recipe


def create(
    session: Session,
    *,
    project: Project,
    store: Store,
    type: str,
    name: str | None,
    inputs: Mapping[str, Sequence[str]],
    outputs: Mapping[str, Sequence[OutputWish]],
    params: dict[str, Any] | None,
    author: str,
    lenient: bool = False,
    may_write_code: bool = False,
    extra: dict[str, Any] | None = None,
) -> Recipe:
    """Make a recipe and the outputs it names anew.

    `lenient` accepts roles that are still empty, as scripts do that add inputs later. Raises `Forbidden` for code of
    somebody who may not write it.
    """
    found = registry.get(type)
    coderight.demand(found, params or {}, may_write_code=may_write_code)
    chosen = roles.chosen_inputs(session, project, found, inputs, lenient=lenient)
    form = DatabaseForm(session, project=project, store=store, inputs={r: [i.id for i in s] for r, s in chosen.items()})
    further = roles.implied(session, project, found, found.implied_inputs(form))
    chosen |= {role: items for role, items in further.items() if role not in chosen}
    wish = name or _proposed_name(found, chosen)
    if name:
        recipe_name = naming.clean(name)
        naming.demand_free(session, project=project, kind="recipe", name=recipe_name)
    else:
        recipe_name = naming.propose(session, project=project, kind="recipe", wish=wish)
    form = DatabaseForm(session, project=project, store=store, inputs={r: [i.id for i in s] for r, s in chosen.items()})
    values = {**_defaults(found), **found.initial_params(form), **(params or {})}
    if not lenient:
        validated(found.Params, values)
    now = clock.now()
    recipe = Recipe(
        id=ids.item_id(),
        project_key=project.key,
        name=recipe_name,
        type=found.type,
        type_version=found.version,
        params=_plain(found, values),
        extra=extra or {},
        created_at=now,
        created_by=author,
        updated_at=now,
        updated_by=author,
    )
    session.add(recipe)
    session.flush()
    made = roles.made_outputs(session, project, found, outputs, author=author, lenient=lenient)
    roles.put_down(session, recipe, chosen, made)
    roles.demand_sound(session, project, recipe)
    _keep_revision(session, recipe, author)
    item_changed(session, project_key=project.key, object="recipe", id=recipe.id, change="created")
    return recipe


def save(
    session: Session,
    *,
    project: Project,
    recipe: Recipe,
    revision: int | None,
    params: dict[str, Any],
    author: str,
    inputs: Mapping[str, Sequence[str]] | None = None,
    outputs: Mapping[str, Sequence[OutputWish]] | None = None,
    lenient: bool = False,
    may_write_code: bool = False,
) -> Recipe:
    """Store new settings.

    Raises `Conflict` with both sides when somebody saved since `revision` was read (None: whatever there is), and
    `Forbidden` for code of somebody who may not write it.
    """
    coderight.demand(registry.get(recipe.type), params, may_write_code=may_write_code)
    session.refresh(recipe, with_for_update=True)
    if revision is not None and revision != recipe.revision:
        raise Conflict(
            f"{recipe.updated_by} saved {recipe.name} while you were editing it. Nothing of yours was lost.",
            hint="Compare both versions field by field, then save what you want to keep.",
            details={
                "mine": params,
                "theirs": recipe.params,
                "revision": recipe.revision,
                "saved_by": recipe.updated_by,
                "saved_at": recipe.updated_at.isoformat(),
            },
        )
    found = registry.get(recipe.type)
    if not lenient:
        validated(found.Params, params)
    recipe.params = _plain(found, params)
    recipe.type_version = found.version
    if inputs is not None or outputs is not None:
        chosen = (
            roles.chosen_inputs(session, project, found, inputs, lenient=lenient)
            if inputs is not None
            else _items_of(session, recipe, "input")
        )
        made = (
            roles.made_outputs(session, project, found, outputs, author=author, lenient=lenient)
            if outputs is not None
            else _items_of(session, recipe, "output")
        )
        roles.put_down(session, recipe, chosen, made)
        roles.demand_sound(session, project, recipe)
    recipe.revision += 1
    recipe.updated_at = clock.now()
    recipe.updated_by = author
    _keep_revision(session, recipe, author)
    item_changed(session, project_key=project.key, object="recipe", id=recipe.id, change="changed")
    return recipe


def rename(session: Session, *, project: Project, recipe: Recipe, name: str) -> None:
    """Give a recipe another name."""
    clean = naming.clean(name)
    if clean != recipe.name:
        naming.demand_free(session, project=project, kind="recipe", name=clean, but=recipe.id)
        recipe.name = clean
        recipe.updated_at = clock.now()
        item_changed(session, project_key=project.key, object="recipe", id=recipe.id, change="changed")


def delete(session: Session, *, recipe: Recipe) -> None:
    """Put a recipe into the trash; what it wrote stays."""
    recipe.deleted_at = clock.now()
    item_changed(session, project_key=recipe.project_key, object="recipe", id=recipe.id, change="deleted")


def revisions(session: Session, recipe: Recipe) -> Sequence[RecipeRevision]:
    """Return all saved settings, newest first."""
    return session.scalars(
        select(RecipeRevision).where(RecipeRevision.recipe_id == recipe.id).order_by(RecipeRevision.revision.desc())
    ).all()


def io_of(recipe: Recipe, direction: str) -> dict[str, list[str]]:
    """Return the item ids of each role."""
    found: dict[str, list[str]] = {}
    for io in recipe.io:
        if io.direction == direction:
            found.setdefault(io.role, []).append(io.item_id)
    return found


def _items_of(session: Session, recipe: Recipe, direction: str) -> dict[str, list[Item]]:
    """Return the items of each role that are still there."""
    found: dict[str, list[Item]] = {}
    for role, item_ids in io_of(recipe, direction).items():
        found[role] = [item for item_id in item_ids if (item := session.get(Item, item_id)) is not None]
    return found


def current_params(recipe: Recipe) -> dict[str, Any]:
    """Return the settings in today's form, migrated when an older version of the type stored them."""
    found = types.find(recipe.type)
    if found is None or recipe.type_version >= found.version:
        return recipe.params
    return found.migrate(dict(recipe.params), recipe.type_version)


def _defaults(found: RecipeType[Any]) -> dict[str, Any]:
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in found.Params.model_fields.items()
        if not field.is_required()
    }


def _plain(found: RecipeType[Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return settings as JSON values, known ones in their checked form where they are valid."""
    try:
        checked = validated(found.Params, values)
    except InvalidInput:
        return dict(values)
    return checked.model_dump(mode="json")


def _proposed_name(found: RecipeType[Any], chosen: Mapping[str, Sequence[Item]]) -> str:
    first = next((items[0].name for items in chosen.values() if items), "")
    return "_".join(part for part in (found.verb or found.type, first) if part)


def _keep_revision(session: Session, recipe: Recipe, author: str) -> None:
    session.add(
        RecipeRevision(
            recipe_id=recipe.id,
            revision=recipe.revision,
            params=recipe.params,
            saved_at=recipe.updated_at,
            saved_by=author,
        )
    )
    session.flush()
