"""Recipes in DSS's shapes: making them, and settings that keep what is not understood."""

from typing import Any

from fastapi import APIRouter

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
)
from atelier.dssapi import names, payloads, recipeshape, tags
from atelier.dssapi.bodies import ObjectBody, part_of, tags_in, text_of, unknown_keys, words_in
from atelier.dssapi.paths import PREFIX
from atelier.items import recipes
from atelier.items.sentences import validated

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}", tags=["dss"])

_KNOWN = frozenset(
    {"type", "name", "projectKey", "inputs", "outputs", "params", "tags", "description", "versionTag", "creationTag"}
)


@router.get("/recipes")
def list_recipes(project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the project's recipes."""
    return [recipeshape.shape(session, recipe) for recipe in names.recipes(session, project)]


@router.post("/recipes")
def create(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Make a recipe, also one whose inputs and outputs come later."""
    wanted, wishes = part_of(body, "recipePrototype"), part_of(body, "creationSettings")
    asked = text_of(wanted, "type")
    found = names.recipe_type(asked)
    virtual, places = recipeshape.virtual_inputs(session, project, found, wishes)
    inputs = recipeshape.inputs(session, project, found, wanted) or virtual
    payload = payloads.text_in(wishes, "rawPayload" if wishes.get("rawCreation") else "script")
    settings = part_of(wanted, "params")
    params = payloads.params_from(found, asked, settings, payload, recipeshape.input_names(session, inputs))
    recipe = recipes.create(
        session,
        project=project,
        store=atelier.store,
        type=found.type,
        name=words_in(wanted, "name") or None,
        inputs=inputs,
        outputs=recipeshape.outputs(session, project, found, wanted),
        params={**found.from_dss_creation(wishes, places), **params} or None,
        author=caller.login,
        may_write_code=caller.may_write_code,
        lenient=True,
        extra={
            "dss": unknown_keys(wanted, _KNOWN),
            "dss_type": asked,
            "dss_params": unknown_keys(settings, frozenset({"customConfig"})),
            "dss_config": part_of(settings, "customConfig"),
        },
    )
    recipe.payload = payload
    return {"name": recipe.name, "recipe": recipeshape.shape(session, recipe)}


@router.get("/recipes/{name}")
def settings(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the whole object that scripts edit and send back, and the payload as text."""
    recipe = names.recipe(session, project, name)
    return {"recipe": recipeshape.shape(session, recipe), "payload": recipeshape.payload(session, recipe)}


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
    inputs = recipeshape.inputs(session, project, found, wanted)
    asked, known = str(recipe.extra.get("dss_type", "")), recipeshape.input_names(session, inputs)
    payload = payloads.text_in(body, "payload")
    said = payloads.params_from(found, asked, params, payload, known)
    values = {**recipes.current_params(recipe), **said}
    validated(found.Params, values)
    recipes.save(
        session,
        project=project,
        recipe=recipe,
        revision=None,
        params=values,
        author=caller.login,
        may_write_code=caller.may_write_code,
        inputs=inputs,
        outputs=recipeshape.outputs(session, project, found, wanted),
        lenient=True,
    )
    recipe.payload = payload
    recipe.tags = tags_in(wanted)
    recipe.description = words_in(wanted, "description")
    recipe.extra = {
        **recipe.extra,
        "dss": unknown_keys(wanted, _KNOWN),
        "dss_params": unknown_keys(params, frozenset({"customConfig"})),
        "dss_config": part_of(params, "customConfig"),
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
