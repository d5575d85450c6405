"""Variables of the instance and of projects."""

from fastapi import APIRouter
from sqlalchemy.orm import Session

from atelier.api.deps import AdminDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.schemas.variables import (
    InstanceVariablesIn,
    InstanceVariablesOut,
    ProjectVariablesIn,
    ProjectVariablesOut,
    VariableOut,
)
from atelier.db.tables import Project
from atelier.errors import InvalidInput
from atelier.flow.variables import Variables
from atelier.projects import variables

router = APIRouter(tags=["variables"])


@router.get("/api/variables", name="of_instance")
def of_instance(session: ReadSession, _caller: AdminDep) -> InstanceVariablesOut:
    """Return the variables that hold in every project."""
    return InstanceVariablesOut(variables=variables.of_instance(session))


@router.put("/api/variables", name="set_instance")
def set_instance(session: WriteSession, caller: AdminDep, body: InstanceVariablesIn) -> InstanceVariablesOut:
    """Set the variables that hold in every project."""
    variables.replace_instance(session, body.variables, author=caller.login)
    return InstanceVariablesOut(variables=variables.of_instance(session))


@router.get("/api/projects/{key}/variables", name="of_project")
def of_project(session: ReadSession, project: ReadableProject) -> ProjectVariablesOut:
    """Return a project's variables, and those in force there."""
    return _out(session, project)


@router.put("/api/projects/{key}/variables", name="set_project")
def set_project(session: WriteSession, project: WritableProject, body: ProjectVariablesIn) -> ProjectVariablesOut:
    """Set a project's own variables."""
    variables.replace_project(session, project=project, standard=body.standard, local=body.local)
    return _out(session, project)


def _out(session: Session, project: Project) -> ProjectVariablesOut:
    standard, local = variables.of_project(project)
    found = variables.in_force(session, project)
    texts = found.texts()
    return ProjectVariablesOut(
        standard=standard,
        local=local,
        instance=variables.of_instance(session),
        in_force=[
            VariableOut(name=name, text=texts[name], where=found.where(name) or "", problem=_problem(found, name))
            for name in sorted(texts)
        ],
    )


def _problem(found: Variables, name: str) -> str | None:
    try:
        found.expand_text(f"${{{name}}}")
    except InvalidInput as error:
        return error.message
    return None
