"""Code recipes while they are being written."""

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession
from atelier.api.schemas.code import CodeCheckOut, CodeHelpOut, CodeIn, CodeProblemOut, SnippetOut
from atelier.items import code, coderight, recipes
from atelier.projects import variables
from atelier.recipes import registry

router = APIRouter(prefix="/api/projects/{key}/recipes/{recipe_id}", tags=["code"])

_MOST_WORDS = 2_000


@router.post("/validate")
def validate(
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: ReadableProject,
    recipe_id: str,
    body: CodeIn,
) -> CodeCheckOut:
    """Say what is wrong with code, with lines and columns; nothing is run and nothing stored."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    found = registry.get(recipe.type)
    coderight.demand(found, body.params, may_write_code=caller.may_write_code)
    looked = code.look(
        session,
        project=project,
        store=atelier.store,
        found=found,
        params=body.params,
        inputs=body.inputs if body.inputs is not None else recipes.io_of(recipe, "input"),
        outputs=body.outputs if body.outputs is not None else recipes.io_of(recipe, "output"),
    )
    return CodeCheckOut(
        problems=[CodeProblemOut.model_validate(one) for one in looked.problems], columns=looked.columns
    )


@router.get("/snippets")
def snippets(session: ReadSession, project: ReadableProject, recipe_id: str) -> CodeHelpOut:
    """Give pieces of code for the recipe's inputs and outputs, and names to complete."""
    recipe = recipes.require(session, project=project, recipe_id=recipe_id)
    inputs, outputs = recipes.io_of(recipe, "input"), recipes.io_of(recipe, "output")
    found = code.pieces(session, project=project, found=registry.get(recipe.type), inputs=inputs, outputs=outputs)
    items = [*code.items_of(session, project, inputs), *code.items_of(session, project, outputs)]
    columns = (column for item in items for column in item.columns)
    words = dict.fromkeys([*(item.name for item in items), *columns, *variables.in_force(session, project).values])
    return CodeHelpOut(snippets=[SnippetOut.model_validate(one) for one in found], words=list(words)[:_MOST_WORDS])
