"""Recipes of a project: making, saving without losing anybody's work, and their forms."""

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.formview import choices_out, form_check
from atelier.api.schemas.base import Done, FieldProblemOut
from atelier.api.schemas.recipes import (
    ChoiceOut,
    ChoicesIn,
    FormCheck,
    FormIn,
    OutputIn,
    RecipeIn,
    RecipeOut,
    RecipePatch,
    RecipeRevisionOut,
    RecipeSaveIn,
)
from atelier.db.tables import Recipe
from atelier.errors import InvalidInput
from atelier.items import coderight, expansion, recipes
from atelier.items.forms import DatabaseForm
from atelier.items.roles import OutputWish
from atelier.recipes import registry

router = APIRouter(prefix="/api/projects/{key}/recipes", tags=["recipes"])


@router.post("", status_code=201)
def create(
    session: WriteSession, atelier: AtelierDep, caller: CallerDep, project: WritableProject, body: RecipeIn
) -> RecipeOut:
    """Make a recipe and the outputs that it names anew."""
    recipe = recipes.create(
        session,
        project=project,
        store=atelier.store,
        type=body.type,
        name=body.name,
        inputs=body.inputs,
        outputs=_wishes(body.outputs),
        params=body.params,
        author=caller.login,
        may_write_code=caller.may_write_code,
    )
    return _out(recipe)


@router.get("/{recipe_id}", name="get")
def get_recipe(session: ReadSession, project: ReadableProject, recipe_id: str) -> RecipeOut:
    """Return a recipe with its settings."""
    return _out(recipes.require(session, project=project, recipe_id=recipe_id))


@router.put("/{recipe_id}")
def save(
    session: WriteSession,
    caller: CallerDep,
    project: WritableProject,
    recipe_id: str,
    body: RecipeSaveIn,
) -> RecipeOut:
    """Store settings; 409 with both sides when somebody else saved meanwhile."""
    recipe = recipes.save(
        session,
        project=project,
        recipe=recipes.require(session, project=project, recipe_id=recipe_id),
        revision=body.revision,
        params=body.params,
        author=caller.login,
        may_write_code=caller.may_write_code,
        inputs=body.inputs,
        outputs=_wishes(body.outputs) if body.outputs is not None else None,
    )
    return _out(recipe)


@router.patch("/{recipe_id}")
def change(session: WriteSession, project: WritableProject, recipe_id: str, body: RecipePatch) -> RecipeOut:
    """Rename or describe a recipe."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    if body.name is not None:
        recipes.rename(session, project=project, recipe=recipe, name=body.name)
    if body.description is not None:
        recipe.description = body.description
    if body.tags is not None:
        recipe.tags = list(dict.fromkeys(body.tags))
    return _out(recipe)


@router.delete("/{recipe_id}")
def delete(session: WriteSession, project: WritableProject, recipe_id: str) -> Done:
    """Put a recipe into the trash; what it wrote stays."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    recipes.delete(session, recipe=recipe)
    return Done(message=f"{recipe.name} is in the trash.")


@router.get("/{recipe_id}/revisions")
def revisions(session: ReadSession, project: ReadableProject, recipe_id: str) -> list[RecipeRevisionOut]:
    """Return all settings ever saved, newest first."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    return [RecipeRevisionOut.model_validate(one) for one in recipes.revisions(session, recipe)]


@router.post("/{recipe_id}/check")
def check(
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: ReadableProject,
    recipe_id: str,
    body: FormIn,
) -> FormCheck:
    """Say what is wrong with a form, and write out its sums."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    found = registry.get(recipe.type)
    coderight.demand(found, body.params, may_write_code=caller.may_write_code)
    try:
        params = expansion.expanded(session, project=project, params=body.params, verbatim=found.verbatim)
    except InvalidInput as error:
        problems = [FieldProblemOut(loc=list(one.loc), message=one.message) for one in error.fields]
        return FormCheck(problems=problems, hints=[], fixed={}, initial={})
    return form_check(found, _form(session, atelier, project, recipe, body), params)


@router.post("/{recipe_id}/choices")
def choices(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, recipe_id: str, body: ChoicesIn
) -> list[ChoiceOut]:
    """Return the choices of a named source."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    return choices_out(registry.get(recipe.type), _form(session, atelier, project, recipe, body), body.source)


def _form(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, recipe: Recipe, body: FormIn
) -> DatabaseForm:
    inputs = body.inputs if body.inputs is not None else recipes.io_of(recipe, "input")
    return DatabaseForm(session, project=project, store=atelier.store, inputs=inputs)


def _wishes(outputs: dict[str, list[OutputIn]]) -> dict[str, list[OutputWish]]:
    return {role: [OutputWish(one.item_id, one.new_name) for one in chosen] for role, chosen in outputs.items()}


def _out(recipe: Recipe) -> RecipeOut:
    return RecipeOut(
        id=recipe.id,
        name=recipe.name,
        type=recipe.type,
        description=recipe.description,
        tags=recipe.tags,
        inputs=recipes.io_of(recipe, "input"),
        outputs=recipes.io_of(recipe, "output"),
        params=recipes.current_params(recipe),
        revision=recipe.revision,
        updated_at=recipe.updated_at,
        updated_by=recipe.updated_by,
    )
