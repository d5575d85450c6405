"""Recipes in DSS's shapes: making them, settings that keep what is not understood, status and schema updates."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
)
from atelier.db.tables import Item, Project, Recipe
from atelier.dssapi import formats, names, plugins, tags
from atelier.dssapi import roles as roles_of_dss
from atelier.dssapi.bodies import ObjectBody, part_of, tags_in, text_of, unknown_keys, words_in
from atelier.dssapi.paths import PREFIX
from atelier.errors import AtelierError, FieldProblem, InvalidInput
from atelier.instance import Atelier
from atelier.items import expansion, recipes
from atelier.items.forms import DatabaseForm
from atelier.items.recipes import OutputWish
from atelier.items.sentences import validated
from atelier.recipes.base import Recipe as RecipeType

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}", tags=["dss"])

_KNOWN = frozenset(
    {"type", "name", "projectKey", "inputs", "outputs", "params", "tags", "description", "versionTag", "creationTag"}
)


@router.get("/recipes")
def list_recipes(project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the project's recipes."""
    return [_shape(session, recipe) for recipe in names.recipes(session, project)]


@router.post("/recipes")
def create(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Make a recipe, also one whose inputs and outputs come later."""
    wanted = part_of(body, "recipePrototype")
    asked = text_of(wanted, "type")
    found = names.recipe_type(asked)
    config = part_of(part_of(wanted, "params"), "customConfig")
    recipe = recipes.create(
        session,
        project=project,
        store=atelier.store,
        type=found.type,
        name=wanted.get("name") or None,
        inputs=_inputs(session, project, found, wanted) or _virtual_inputs(session, project, found, body),
        outputs=_outputs(session, project, found, wanted),
        params={**found.from_dss(plugins.in_first_words(asked, config)), **_from_payload(found, _script(body))} or None,
        author=caller.login,
        may_write_code=caller.may_write_code,
        lenient=True,
        extra={"dss": unknown_keys(wanted, _KNOWN), "dss_type": asked, "dss_config": config},
    )
    return {"name": recipe.name, "recipe": _shape(session, recipe)}


@router.get("/recipes/{name}")
def settings(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the whole object that scripts edit and send back, and the payload as text."""
    recipe = names.recipe(session, project, name)
    payload = names.recipe_type(recipe.type).to_payload(recipes.current_params(recipe))
    return {"recipe": _shape(session, recipe), "payload": payload if payload is not None else recipe.payload}


@router.put("/recipes/{name}")
def set_settings(
    name: str,
    body: ObjectBody,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
) -> dict[str, Any]:
    """Store the whole object; keys that are not understood are kept."""
    recipe = names.recipe(session, project, name)
    found = names.recipe_type(recipe.type)
    wanted = part_of(body, "recipe")
    params = part_of(wanted, "params")
    config = part_of(params, "customConfig")
    asked = str(recipe.extra.get("dss_type", ""))
    values = {
        **recipes.current_params(recipe),
        **found.from_dss(plugins.in_first_words(asked, config)),
        **_from_payload(found, body.get("payload")),
    }
    validated(found.Params, values)
    recipes.save(
        session,
        project=project,
        recipe=recipe,
        revision=None,
        params=values,
        author=caller.login,
        may_write_code=caller.may_write_code,
        inputs=_inputs(session, project, found, wanted),
        outputs=_outputs(session, project, found, wanted),
        lenient=True,
    )
    recipe.payload = body.get("payload")
    recipe.tags = tags_in(wanted)
    recipe.description = words_in(wanted, "description")
    recipe.extra = {
        **recipe.extra,
        "dss": unknown_keys(wanted, _KNOWN),
        "dss_params": unknown_keys(params, frozenset({"customConfig"})),
        "dss_config": config,
    }
    return {"msg": f"Updated recipe {name}"}


@router.delete("/recipes/{name}")
def delete(name: str, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Put a recipe into the trash; what it wrote stays."""
    recipes.delete(session, recipe=names.recipe(session, project, name))
    return {"msg": f"Deleted recipe {name}"}


@router.post("/actions/renameRecipe")
def rename(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Give a recipe another name."""
    recipe = names.recipe(session, project, text_of(body, "oldName"))
    recipes.rename(session, project=project, recipe=recipe, name=text_of(body, "newName"))
    return {"msg": "Renamed recipe"}


@router.get("/recipes/{name}/metadata")
def metadata(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give a recipe's metadata."""
    return tags.metadata_of(names.recipe(session, project, name))


@router.put("/recipes/{name}/metadata")
def set_metadata(name: str, body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Store a recipe's metadata."""
    tags.set_metadata(names.recipe(session, project, name), body)
    return {"msg": f"Updated metadata of {name}"}


@router.get("/recipes/{name}/status")
def status(name: str, project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> dict[str, Any]:
    """Say whether a recipe could run, with a message for each thing that is in the way."""
    recipe = names.recipe(session, project, name)
    problems = _problems(session, project, recipe, atelier)
    messages = [
        {
            "severity": "ERROR",
            "isFatal": True,
            "code": "ERR_RECIPE_CHECK",
            "title": ".".join(map(str, problem.loc)),
            "message": problem.message,
            "details": problem.message,
        }
        for problem in problems
    ]
    severity = "ERROR" if messages else "SUCCESS"
    engine = {
        "type": "DSS",
        "name": "Atelier",
        "label": "Atelier",
        "isSelectable": True,
        "recommended": True,
        "statusWarnLevel": "ERROR" if messages else "OK",
    }
    return {
        "selectedEngine": engine,
        "engines": [engine],
        "allMessagesForFrontend": {
            "maxSeverity": severity,
            "messages": messages,
            "anyMessage": bool(messages),
            "error": bool(messages),
            "fatal": bool(messages),
        },
    }


@router.get("/recipes/{name}/schema-update")
def schema_update(name: str, project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> dict[str, Any]:
    """Say which columns the recipe's outputs will have, where that differs from now."""
    recipe = names.recipe(session, project, name)
    computables = []
    for item, columns in _future_columns(session, project, recipe, atelier):
        new = formats.columns_to_dss(columns)
        if [(c["name"], c["type"]) for c in new] != [(c["name"], c["type"]) for c in item.columns]:
            computables.append(
                {"type": "DATASET", "datasetName": item.name, "newSchema": {"columns": new, "userModified": False}}
            )
    return {"totalIncompatibilities": len(computables), "computables": computables}


@router.post("/recipes/{name}/actions/updateOutputSchema")
def update_output_schema(
    name: str, body: ObjectBody, project: WritableProject, session: WriteSession
) -> dict[str, Any]:
    """Give an output that is not built yet the columns it will have; a built one changes with its next build."""
    names.recipe(session, project, name)
    item = names.dataset(session, project, text_of(body, "computableId"))
    columns = formats.columns_from_dss(part_of(body, "newSchema"))
    if item.version == 0:
        item.columns = [column.model_dump(exclude_none=True) for column in columns]
    return {"computableType": "DATASET", "computableId": item.name, "messages": []}


def _shape(session: Session, recipe: Recipe) -> dict[str, Any]:
    found = names.recipe_type(recipe.type)
    config = {**recipe.extra.get("dss_config", {}), **found.to_dss(recipes.current_params(recipe))}
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
        "inputs": _roles(session, recipe, "input"),
        "outputs": _roles(session, recipe, "output"),
        "params": _params_shape(found, recipe, config),
        "tags": recipe.tags,
        "description": recipe.description,
        "creationTag": tags.change_tag(recipe.created_by, recipe.created_at, 0),
        "versionTag": tags.change_tag(recipe.updated_by, recipe.updated_at, recipe.revision),
    }


def _params_shape(found: RecipeType[Any], recipe: Recipe, config: dict[str, Any]) -> dict[str, Any]:
    """Return `params`: a plugin's settings stand there; other recipes keep theirs in the payload."""
    kept = recipe.extra.get("dss_params", {})
    if found.family == "code":
        return {"envSelection": {"envMode": "INHERIT"}, **kept}
    return kept if roles_of_dss.speaks_of_main(found) else {**kept, "customConfig": config}


def _script(body: dict[str, Any]) -> Any:
    return part_of(body, "creationSettings").get("script")


def _from_payload(found: RecipeType[Any], payload: Any) -> dict[str, Any]:
    return found.from_payload(payload) if isinstance(payload, str) else {}


def _virtual_inputs(
    session: Session, project: Project, found: RecipeType[Any], body: dict[str, Any]
) -> dict[str, list[str]]:
    """Return the inputs of recipes of several, which scripts name apart from the roles."""
    named = part_of(body, "creationSettings").get("virtualInputs")
    role = next((role.name for role in found.inputs if role.many), None)
    if role is None or not isinstance(named, list):
        return {}
    return {role: [names.item(session, project, str(ref)).id for ref in named]}


def _roles(session: Session, recipe: Recipe, direction: str) -> dict[str, Any]:
    found = names.recipe_type(recipe.type)
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


def _inputs(session: Session, project: Project, found: RecipeType[Any], wanted: dict[str, Any]) -> dict[str, list[str]]:
    given = _refs(wanted, "inputs")
    chosen: dict[str, list[str]] = {}
    for name, refs in given.items():
        for ref in refs:
            item = names.item(session, project, ref)
            chosen.setdefault(roles_of_dss.role_for(found.inputs, name, item), []).append(item.id)
    _demand_roles(found.label, chosen, {role.name for role in found.inputs}, "inputs")
    return chosen


def _outputs(
    session: Session, project: Project, found: RecipeType[Any], wanted: dict[str, Any]
) -> dict[str, list[OutputWish]]:
    """Return the outputs wished for; a name that nothing has yet becomes a new item."""
    wishes: dict[str, list[OutputWish]] = {}
    for name, refs in _refs(wanted, "outputs").items():
        for ref in refs:
            item = names.find_item(session, project, ref)
            wish = OutputWish(item_id=item.id) if item is not None else OutputWish(new_name=ref)
            wishes.setdefault(roles_of_dss.role_for(found.outputs, name, item), []).append(wish)
    _demand_roles(found.label, wishes, {role.name for role in found.outputs}, "outputs")
    return wishes


def _demand_roles(label: str, given: Iterable[str], known: set[str], side: str) -> None:
    unknown = [role for role in given if role not in known]
    if unknown:
        listed = ", ".join(sorted(known))
        problems = [
            FieldProblem((side, role), f"{label} has no role “{role}” there; it has {listed}.") for role in unknown
        ]
        raise InvalidInput(problems[0].message, fields=problems)


def _form(session: Session, project: Project, recipe: Recipe, atelier: Atelier) -> DatabaseForm:
    return DatabaseForm(session, project=project, store=atelier.store, inputs=recipes.io_of(recipe, "input"))


def _problems(session: Session, project: Project, recipe: Recipe, atelier: Atelier) -> list[FieldProblem]:
    found = names.recipe_type(recipe.type)
    sides = (("inputs", found.inputs, "input"), ("outputs", found.outputs, "output"))
    missing = [
        FieldProblem((side, role.name), f"{role.label} is needed.")
        for side, roles, direction in sides
        for role in roles
        if role.required and role.name not in recipes.io_of(recipe, direction)
    ]
    if missing:
        return missing
    try:
        params = expansion.checked(session, project=project, found=found, params=recipes.current_params(recipe))
        return list(found.check(_form(session, project, recipe, atelier), params))
    except AtelierError as error:
        return list(error.fields) or [FieldProblem(("recipe",), error.message)]


def _future_columns(
    session: Session, project: Project, recipe: Recipe, atelier: Atelier
) -> list[tuple[Item, list[Any]]]:
    found = names.recipe_type(recipe.type)
    params = expansion.checked(session, project=project, found=found, params=recipes.current_params(recipe))
    columns = found.output_columns(_form(session, project, recipe, atelier), params)
    pairs = []
    for role, item_ids in recipes.io_of(recipe, "output").items():
        for item_id in item_ids:
            item = session.get(Item, item_id)
            if item is not None and item.kind == "dataset" and role in columns:
                pairs.append((item, columns[role]))
    return pairs
