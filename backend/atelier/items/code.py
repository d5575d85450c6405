"""Code of recipes while it is being written: what is wrong with it, and pieces for its inputs and outputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project
from atelier.errors import InvalidInput
from atelier.items import datasets, expansion
from atelier.items.forms import DatabaseForm
from atelier.items.store import Store
from atelier.recipes.base import Recipe
from atelier.recipes.code_check import CodeProblem, item_problems, syntax_problems
from atelier.recipes.python_code import PythonRecipe
from atelier.recipes.snippets import CodeItem, Language, Snippet, snippets
from atelier.recipes.sql_code import SqlRecipe, tables_of
from atelier.storage.schema import Column
from atelier.tables import sqlprocess

Ids = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in code; `columns` are those of a query that holds."""

    problems: list[CodeProblem]
    columns: list[Column] = field(default_factory=list)


def look(
    session: Session,
    *,
    project: Project,
    store: Store,
    found: Recipe[Any],
    params: dict[str, Any],
    inputs: dict[str, list[str]],
    outputs: Ids,
) -> Looked:
    """Look at the code without running it; raises `InvalidInput` for a recipe that has none."""
    if isinstance(found, PythonRecipe):
        code = _code(params)
        items = [*items_of(session, project, inputs), *items_of(session, project, outputs)]
        ids = {item for side in (inputs, outputs) for ids in side.values() for item in ids}
        names = {kind: {item.name for item in items if item.kind == kind} for kind in ("dataset", "folder")}
        problems = syntax_problems(code) or item_problems(
            code, datasets=names["dataset"], folders=names["folder"] | ids
        )
        return Looked(problems)
    if isinstance(found, SqlRecipe):
        code = _code(params)
        try:
            settled = expansion.expanded(session, project=project, params={"code": code})
        except InvalidInput as error:
            return Looked([CodeProblem(1, 1, "error", error.message)])
        form = DatabaseForm(session, project=project, store=store, inputs=inputs)
        answer = sqlprocess.ask(settled["code"], tables_of(form.tables("input")))
        if answer.problem is None:
            return Looked([], answer.columns)
        problem = answer.problem
        text = f"{problem.message} {problem.hint}" if problem.hint else problem.message
        return Looked([CodeProblem(problem.line, problem.column, "error", text)])
    raise InvalidInput(f"{found.label} holds no code to look at.")


def pieces(session: Session, *, project: Project, found: Recipe[Any], inputs: Ids, outputs: Ids) -> list[Snippet]:
    """Return pieces of code for these items; raises `InvalidInput` for a recipe that has no code."""
    if not isinstance(found, PythonRecipe | SqlRecipe):
        raise InvalidInput(f"{found.label} holds no code.")
    language: Language = "python" if isinstance(found, PythonRecipe) else "sql"
    return snippets(language, items_of(session, project, inputs), items_of(session, project, outputs))


def items_of(session: Session, project: Project, chosen: Ids) -> list[CodeItem]:
    """Return the items in these roles, in order; what is gone is left out."""
    found = []
    for ids in chosen.values():
        for item_id in ids:
            item = session.get(Item, item_id)
            if item is None or item.project_key != project.key or item.deleted_at is not None:
                continue
            if item.kind == "dataset":
                found.append(CodeItem(item.name, "dataset", tuple(c.name for c in datasets.columns_of(item))))
            elif item.kind == "folder":
                found.append(CodeItem(item.name, "folder"))
    return found


def _code(params: dict[str, Any]) -> str:
    code = params.get("code", "")
    if not isinstance(code, str):
        raise InvalidInput.at(("params", "code"), "The code must be text.")
    return code
