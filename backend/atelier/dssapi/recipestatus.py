"""What stands in the way of a recipe's run, and which columns its outputs will have, in DSS's shapes."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.db.tables import Item, Project, Recipe
from atelier.dssapi import formats, names
from atelier.dssapi.bodies import ObjectBody, part_of, text_of
from atelier.dssapi.paths import PREFIX
from atelier.errors import AtelierError, FieldProblem
from atelier.instance import Atelier
from atelier.items import expansion, recipes
from atelier.items.forms import DatabaseForm
from atelier.storage.schema import Column

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/recipes/{{name}}", tags=["dss"])


@router.get("/status")
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


@router.get("/schema-update")
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


@router.post("/actions/updateOutputSchema")
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
) -> list[tuple[Item, list[Column]]]:
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
