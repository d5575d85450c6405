"""Which version of a saved model is used, and with it what its training recipe trains: the same design.

Why: docs/decisions/0014.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Item, ItemVersion, Project, Recipe
from atelier.items import flow, recipes, savedmodels
from atelier.items.store import Store
from atelier.models import saved

TRAINING = "prediction-training"
TRAINED_ON = "recipe_inputs"
"""The fact of a version that says what the recipe reads that trains its design, by role."""

FROZEN = ("origin", "algorithm", "values", "design", "script")


def activate(session: Session, *, project: Project, store: Store, model: Item, version: int, author: str) -> None:
    """Make a version the one that recipes read; the training recipe trains its design from then on.

    Raises `NotFound` for a version that is not there.
    """
    savedmodels.activate(session, model=model, version=version, author=author)
    loaded = flow.load(session, project=project)
    writer = loaded.graph.writer_of.get(model.id)
    recipe = None if writer is None else loaded.recipes[writer]
    deployed = deployed_version(session, model, version)
    if recipe is None or recipe.type != TRAINING or deployed is None:
        return
    if recipe.params.get("origin") == deployed.facts.get("origin"):
        return
    recipes.save(
        session,
        project=project,
        recipe=recipe,
        revision=None,
        params={**recipe.params, **settings_of(session, store, model, deployed)},
        author=author,
        inputs=inputs_of(session, project, recipe, deployed),
        lenient=True,
        may_write_code=True,  # whoever deployed the version had the right to the code in it
    )
    newest = max(_of_origin(session, model, deployed.facts.get("origin")), key=lambda one: one.version)
    model.fingerprint = newest.fingerprint
    session.flush()


def deployed_version(session: Session, model: Item, version: int) -> ItemVersion | None:
    """Return the version by which the design of a version came to the flow: itself, or that which was trained again.

    A version that was deleted still has its files.
    """
    asked = session.get(ItemVersion, (model.id, version))
    origin = asked.facts.get("origin") if asked is not None else None
    found = [one for one in _of_origin(session, model, origin) if not one.facts.get("is_retrained")] if origin else []
    return found[0] if found else None


def settings_of(session: Session, store: Store, model: Item, version: ItemVersion) -> dict[str, Any]:
    """Return the settings of a recipe that trains the design of a deployed version."""
    said = saved.described(session, store, model, version.version)
    script = saved.inputs(session, store, model, version.version).script
    return frozen(str(version.facts.get("origin", "")), said, script)


def frozen(origin: str, described: Mapping[str, Any], script: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the settings that train anew what a model's description says."""
    from atelier.ml.tabular.design import Design

    return {
        "origin": origin,
        "algorithm": described["algorithm"],
        "values": described["values"],
        "design": Design.model_validate(described["design"]).model_dump(mode="json"),
        "script": list(script),
    }


def inputs_of(session: Session, project: Project, recipe: Recipe | None, version: ItemVersion) -> dict[str, list[str]]:
    """Return what the recipe reads; a role of which an item is gone keeps what it has."""
    before = {} if recipe is None else recipes.io_of(recipe, "input")
    wanted = version.facts.get(TRAINED_ON) or before
    found = {role: ids if _are_there(session, project, ids) else before.get(role, []) for role, ids in wanted.items()}
    return {role: ids for role, ids in found.items() if _are_there(session, project, ids)}


def _are_there(session: Session, project: Project, ids: Sequence[str]) -> bool:
    items = [session.get(Item, one) for one in ids]
    return all(one is not None and one.project_key == project.key and one.deleted_at is None for one in items)


def _of_origin(session: Session, model: Item, origin: str | None) -> list[ItemVersion]:
    query = select(ItemVersion).where(ItemVersion.item_id == model.id).order_by(ItemVersion.version)
    return [one for one in session.scalars(query) if one.facts.get("origin") == origin]
