"""Macros of a project: their forms and their runs."""

from typing import Any

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.formview import choices_out, form_check
from atelier.api.jobview import activities_of, job_out
from atelier.api.schemas.jobs import JobOut
from atelier.api.schemas.recipes import ChoiceOut, ChoicesIn, FormCheck, FormIn, MacroRunIn
from atelier.items.forms import DatabaseForm
from atelier.jobs.start import start_macro
from atelier.macros import registry
from atelier.macros.base import Macro

router = APIRouter(prefix="/api/projects/{key}/macros", tags=["macros"])


@router.post("/{type}/run", status_code=201)
def run(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    type: str,
    body: MacroRunIn,
) -> JobOut:
    """Start a macro as a job."""
    job = start_macro(
        session,
        project=project,
        store=atelier.store,
        type=type,
        params=body.params,
        initiator=caller.login,
        via=caller.via,
    )
    return job_out(job, activities_of(session, job))


@router.post("/{type}/check")
def check(session: ReadSession, atelier: AtelierDep, project: ReadableProject, type: str, body: FormIn) -> FormCheck:
    """Say what is wrong with a form, and write out its sums."""
    found = registry.get(type)
    return form_check(found, _form(session, atelier, project, found, body), body.params)


@router.post("/{type}/choices")
def choices(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, type: str, body: ChoicesIn
) -> list[ChoiceOut]:
    """Return the choices of a named source."""
    found = registry.get(type)
    return choices_out(found, _form(session, atelier, project, found, body), body.source)


def _form(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, found: Macro[Any], body: FormIn
) -> DatabaseForm:
    roles = [role.name for role in found.inputs]
    inputs = body.inputs or {name: [str(body.params[name])] for name in roles if body.params.get(name)}
    return DatabaseForm(session, project=project, store=atelier.store, inputs=inputs)
