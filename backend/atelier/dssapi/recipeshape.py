"""A recipe as one object in DSS's shape: its settings, and its roles by the names of items."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project, Recipe
from atelier.dssapi import names, payloads, tags
from atelier.dssapi import roles as roles_of_dss
from atelier.dssapi.bodies import part_of
from atelier.errors import FieldProblem, InvalidInput
from atelier.items import recipes
from atelier.items.recipes import OutputWish
from atelier.recipes.base import Recipe as RecipeType


def shape(session: Session, recipe: Recipe) -> dict[str, Any]:
    """Return the whole object that scripts edit and send back."""
    found = names.recipe_type(recipe.type)
    return {
        "checklists": {"checklists": []},
        "customMeta": {"kv": {}},
        "customFields": {},
        "neverBuilt": False,
        "redispatchPartitioning": False,
        **recipe.extra.get("dss", {}),
        "type": recipe.extra.get("dss_type") or next(iter(found.dss_types), found.type),
        "name": recipe.name,
        "projectKey": recipe.project_key,
        "inputs": _roles(session, recipe, found, "input"),
        "outputs": _roles(session, recipe, found, "output"),
        "params": _params(found, recipe),
        "tags": recipe.tags,
        "description": recipe.description,
        "creationTag": tags.change_tag(recipe.created_by, recipe.created_at, 0),
        "versionTag": tags.change_tag(recipe.updated_by, recipe.updated_at, recipe.revision),
    }


def inputs(session: Session, project: Project, found: RecipeType[Any], wanted: dict[str, Any]) -> dict[str, list[str]]:
    """Return the items meant as inputs, by role; raises `InvalidInput`."""
    chosen: dict[str, list[str]] = {}
    for name, refs in _refs(wanted, "inputs").items():
        for ref in refs:
            item = names.item(session, project, ref)
            chosen.setdefault(roles_of_dss.role_for(found.inputs, name, item), []).append(item.id)
    _demand_roles(found.label, chosen, {role.name for role in found.inputs}, "inputs")
    return chosen


def virtual_inputs(
    session: Session, project: Project, found: RecipeType[Any], wishes: dict[str, Any]
) -> tuple[dict[str, list[str]], list[int]]:
    """Return the inputs of recipes of several, which scripts name apart from the roles, and the place of each there."""
    named = wishes.get("virtualInputs")
    role = next((role.name for role in found.inputs if role.many), None)
    if role is None or not isinstance(named, list) or not named:
        return {}, []
    meant = [names.item(session, project, str(ref)).id for ref in named]
    once = list(dict.fromkeys(meant))
    return {role: once}, [once.index(one) for one in meant]


def outputs(
    session: Session, project: Project, found: RecipeType[Any], wanted: dict[str, Any]
) -> dict[str, list[OutputWish]]:
    """Return the outputs wished for; a name that nothing has yet becomes a new item. Raises `InvalidInput`."""
    wishes: dict[str, list[OutputWish]] = {}
    for name, refs in _refs(wanted, "outputs").items():
        for ref in refs:
            item = names.find_item(session, project, ref)
            wish = OutputWish(item_id=item.id) if item is not None else OutputWish(new_name=ref)
            wishes.setdefault(roles_of_dss.role_for(found.outputs, name, item), []).append(wish)
    _demand_roles(found.label, wishes, {role.name for role in found.outputs}, "outputs")
    return wishes


def input_names(session: Session, chosen: dict[str, list[str]]) -> list[str]:
    """Return the names of inputs in order, as payloads speak of them."""
    items = [session.get(Item, item_id) for ids in chosen.values() for item_id in ids]
    return [item.name for item in items if item is not None]


def payload(session: Session, recipe: Recipe) -> str | None:
    """Return the payload that stands beside the object."""
    known = input_names(session, recipes.io_of(recipe, "input"))
    return payloads.payload_of(names.recipe_type(recipe.type), recipe, known)


def _params(found: RecipeType[Any], recipe: Recipe) -> dict[str, Any]:
    """Return `params`: a plugin's settings stand there; other recipes keep most of theirs in the payload."""
    kept = recipe.extra.get("dss_params", {})
    if found.family == "code":
        return {"envSelection": {"envMode": "INHERIT"}, **kept}
    if roles_of_dss.speaks_of_main(found):
        return payloads.settings_of(found, recipe)
    config = {**recipe.extra.get("dss_config", {}), **found.to_dss(recipes.current_params(recipe))}
    return {**kept, "customConfig": config}


def _roles(session: Session, recipe: Recipe, found: RecipeType[Any], direction: str) -> dict[str, Any]:
    roles: dict[str, Any] = {}
    for io in recipe.io:
        item = session.get(Item, io.item_id)
        if io.direction == direction and item is not None:
            entry: dict[str, Any] = {"ref": names.ref_of(item), "deps": []}
            if direction == "output":
                entry["appendMode"] = io.append
            shown = roles_of_dss.name_of(found, found.inputs if direction == "input" else found.outputs, io.role)
            roles.setdefault(shown, {"items": []})["items"].append(entry)
    return roles


def _refs(wanted: dict[str, Any], side: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role, content in part_of(wanted, side).items():
        entries = content.get("items") if isinstance(content, dict) else None
        found[role] = [str(entry["ref"]) for entry in entries or [] if isinstance(entry, dict) and entry.get("ref")]
    return {role: refs for role, refs in found.items() if refs}


def _demand_roles(label: str, given: Iterable[str], known: set[str], side: str) -> None:
    unknown = [role for role in given if role not in known]
    if unknown:
        listed = ", ".join(sorted(known))
        problems = [
            FieldProblem((side, role), f"{label} has no role “{role}” there; it has {listed}.") for role in unknown
        ]
        raise InvalidInput(problems[0].message, fields=problems)
