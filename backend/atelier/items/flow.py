"""A project's items and recipes loaded once, with the graph that follows from them."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.errors import InvalidInput
from atelier.flow import graph as pure
from atelier.flow.graph import Graph
from atelier.flow.variables import Variables
from atelier.items import types
from atelier.projects import variables


@dataclass(frozen=True, slots=True)
class LoadedFlow:
    """Everything on a project's flow."""

    items: dict[str, Item]
    recipes: dict[str, Recipe]
    graph: Graph


def load(session: Session, *, project: Project) -> LoadedFlow:
    """Return the project's flow as it is now."""
    items = {
        item.id: item
        for item in session.scalars(
            select(Item).where(Item.project_key == project.key, Item.deleted_at.is_(None)).order_by(Item.name)
        )
    }
    recipes = {
        recipe.id: recipe
        for recipe in session.scalars(
            select(Recipe).where(Recipe.project_key == project.key, Recipe.deleted_at.is_(None)).order_by(Recipe.name)
        )
    }
    found = variables.in_force(session, project)
    graph = Graph.build(map(pure_item, items.values()), (pure_recipe(recipe, found) for recipe in recipes.values()))
    return LoadedFlow(items, recipes, graph)


def pure_item(item: Item) -> pure.Item:
    """Return an item as the pure functions see it."""
    return pure.Item(item.id, item.name, item.version, item.fingerprint)


def pure_recipe(recipe: Recipe, found: Variables) -> pure.Recipe:
    """Return a recipe as the pure functions see it: with its variables replaced, so that it goes stale with them."""
    return pure.Recipe(
        id=recipe.id,
        name=recipe.name,
        type=recipe.type,
        type_version=types.version_of(recipe.type),
        params=canonical(_expanded(recipe, found)),
        inputs=tuple(pure.RoleRef(io.role, io.item_id) for io in recipe.io if io.direction == "input"),
        outputs=tuple(pure.RoleRef(io.role, io.item_id) for io in recipe.io if io.direction == "output"),
    )


def _expanded(recipe: Recipe, found: Variables) -> dict[str, Any]:
    try:
        return found.expand(recipe.params, verbatim=types.verbatim_of(recipe.type))
    except InvalidInput:
        return recipe.params  # a run says what is missing


def canonical(params: dict[str, Any]) -> str:
    """Return settings as one text, whatever the order of their keys."""
    return json.dumps(params, sort_keys=True, ensure_ascii=False)


def usages(flow: LoadedFlow, item_id: str) -> list[dict[str, str]]:
    """Return where an item is read and written."""
    return [
        {
            "recipe_id": recipe.id,
            "recipe_name": recipe.name,
            "recipe_type": recipe.type,
            "direction": io.direction,
            "role": io.role,
        }
        for recipe in flow.recipes.values()
        for io in recipe.io
        if io.item_id == item_id
    ]


def picture_folder_of(flow: LoadedFlow, dataset_id: str) -> str | None:
    """Return the folder whose pictures a dataset speaks of: that of the recipe writing it, else of one reading it."""
    writer = flow.graph.writer_of.get(dataset_id)
    readers = flow.graph.readers_of.get(dataset_id, ())
    for recipe_id in [writer, *readers]:
        if recipe_id is None:
            continue
        recipe = flow.recipes[recipe_id]
        roles = types.picture_roles(recipe.type)
        for io in recipe.io:
            item = flow.items.get(io.item_id)
            if io.direction != "input" or item is None:
                continue
            if io.role in roles or (recipe_id == writer and item.facts.get("pictures")):
                return io.item_id
    if writer is not None:
        for io in flow.recipes[writer].io:
            item = flow.items.get(io.item_id)
            if io.direction == "input" and io.item_id != dataset_id and item is not None and item.kind != "model":
                found = picture_folder_of(flow, io.item_id)  # not a model's: that is what it was trained on
                if found:
                    return found
    dataset = flow.items.get(dataset_id)
    named = dataset.params.get("picture_folder") if dataset is not None else None  # of rows sent from a report
    return named if named in flow.items else None
