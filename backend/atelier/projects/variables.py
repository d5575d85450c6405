"""Variables of instance and projects: reading, setting, and those in force in a project."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, jsontext
from atelier.db.tables import InstanceVariable, Project
from atelier.errors import FieldProblem, InvalidInput, TooLarge
from atelier.flow.variables import Layer, Variables, name_problem
from atelier.projects import service

LOCAL = "the project's local variables"
STANDARD = "the project's variables"
INSTANCE = "the variables of this Atelier"
MAX_VARIABLES = 1_000
MAX_BYTES = 1 << 20


def of_instance(session: Session) -> dict[str, Any]:
    """Return the instance's variables by name."""
    return {one.name: one.value for one in session.scalars(select(InstanceVariable).order_by(InstanceVariable.name))}


def of_project(project: Project) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the project's own variables: standard and local ones."""
    kept = project.variables
    if "standard" in kept or "local" in kept:
        return dict(kept.get("standard") or {}), dict(kept.get("local") or {})
    return dict(kept), {}


def in_force(session: Session, project: Project) -> Variables:
    """Return the variables of a project: local ones before standard ones before the instance's."""
    standard, local = of_project(project)
    return Variables([Layer(LOCAL, local), Layer(STANDARD, standard), Layer(INSTANCE, of_instance(session))])


def replace_instance(session: Session, values: Mapping[str, Any], *, author: str) -> None:
    """Set all of the instance's variables; those left out are gone. Raises `InvalidInput` at a wrong name."""
    demand_sound(values, "variables")
    known = {one.name: one for one in session.scalars(select(InstanceVariable))}
    for name, one in known.items():
        if name not in values:
            session.delete(one)
    for name, value in values.items():
        if name not in known:
            session.add(InstanceVariable(name=name, value=value, updated_at=clock.now(), updated_by=author))
        elif known[name].value != value:
            known[name].value, known[name].updated_at, known[name].updated_by = value, clock.now(), author
    session.flush()


def replace_project(
    session: Session, *, project: Project, standard: Mapping[str, Any], local: Mapping[str, Any]
) -> None:
    """Set all of a project's own variables; what scripts stored beside them stays."""
    demand_sound(standard, "standard")
    demand_sound(local, "local")
    beside = {n: v for n, v in project.variables.items() if n not in ("standard", "local")}
    kept = beside if "standard" in project.variables or "local" in project.variables else {}
    service.set_variables(
        session, project=project, variables={**kept, "standard": dict(standard), "local": dict(local)}
    )


def demand_sound(values: Mapping[str, Any], loc: str) -> None:
    """Refuse names that nothing could refer to, and more than is sensible."""
    problems = [FieldProblem((loc, name), text) for name in values if (text := name_problem(name))]
    if problems:
        raise InvalidInput(problems[0].message, fields=problems)
    if len(values) > MAX_VARIABLES:
        raise TooLarge(f"At most {MAX_VARIABLES:,} variables can be set here, not {len(values):,}.")
    if len(jsontext.dumps(dict(values)).encode("utf-8", "replace")) > MAX_BYTES:
        raise TooLarge("The variables take more than 1 MB. Large values belong into a dataset or a folder.")
