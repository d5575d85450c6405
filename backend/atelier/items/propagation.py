"""What a change of one recipe would do further down the flow, seen before anything is saved or run."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.errors import AtelierError
from atelier.items import coderight, datasets, expansion, flow, recipes
from atelier.items.previews import SECONDS, SchemaChange, schema_change
from atelier.items.store import Store
from atelier.recipes import registry
from atelier.recipes.table import TableRecipe
from atelier.runner.spec import slot_of
from atelier.tables import engine, preview
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope


@dataclass(frozen=True, slots=True)
class Downstream:
    """A recipe further down: how its outputs' columns would change, or why it would fail.

    `is_known` is false where only a run can tell (pictures, code).
    """

    recipe: Recipe
    changes: dict[str, SchemaChange] = field(default_factory=dict)
    problem: str = ""
    is_known: bool = True


def downstream_of(
    session: Session,
    *,
    project: Project,
    store: Store,
    recipe: Recipe,
    params: dict[str, Any],
    may_write_code: bool = False,
) -> list[Downstream]:
    """Return what settings of a recipe would do to all that is built from its outputs, in the order of building.

    Each recipe is worked out on the first rows of its inputs, those above it with their future columns.
    """
    coderight.demand(registry.get(recipe.type), params, may_write_code=may_write_code)
    loaded = flow.load(session, project=project)
    order = loaded.graph.order(loaded.graph.downstream([recipe.id]))
    scope = Scope()
    future: dict[str, Relation] = {}
    found: list[Downstream] = []
    with engine.shared() as connection:
        probe = Probe(connection, seconds=SECONDS)
        for recipe_id in order:
            one = loaded.recipes[recipe_id]
            settings = params if one.id == recipe.id else recipes.current_params(one)
            try:
                built = _built(session, loaded, store, scope, future, one, settings, probe)
            except AtelierError as error:
                found.append(Downstream(one, problem=f"{error.message} {error.hint or ''}".strip()))
                continue
            if built is None:
                found.append(Downstream(one, is_known=False))
                continue
            changes: dict[str, SchemaChange] = {}
            for item, relation in built:
                future[item.id] = relation.called(item.name)
                change = schema_change(item, relation.columns)
                if change is not None:
                    changes[item.name] = change
            found.append(Downstream(one, changes))
    return [one for one in found if one.recipe.id != recipe.id]


def _built(
    session: Session,
    loaded: flow.LoadedFlow,
    store: Store,
    scope: Scope,
    future: dict[str, Relation],
    recipe: Recipe,
    params: dict[str, Any],
    probe: Probe,
) -> list[tuple[Item, Relation]] | None:
    found = registry.get(recipe.type)
    if not isinstance(found, TableRecipe):
        return None
    taken: dict[str, list[Relation]] = {}
    for role, item_ids in recipes.io_of(recipe, "input").items():
        for item_id in item_ids:
            item = loaded.items.get(item_id)
            if item is None or item.kind != "dataset":
                continue
            table = future.get(item_id)
            if table is None:
                stored = scope.table(item.name, datasets.columns_of(item), datasets.parts_of(session, item, store))
                table = future[item_id] = preview.sampled(stored)
            taken.setdefault(role, []).append(table)
    project = session.get_one(Project, recipe.project_key)
    settings = expansion.checked(session, project=project, found=found, params=params)
    found.demand_inputs(taken)
    built = found.build(taken, settings, probe)
    slots = {
        slot_of(role, place): loaded.items[item_id]
        for role, item_ids in recipes.io_of(recipe, "output").items()
        for place, item_id in enumerate(item_ids)
        if item_id in loaded.items
    }
    return [(slots[slot], relation) for slot, relation in built.items() if slot in slots]
