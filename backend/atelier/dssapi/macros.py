"""Macros in DSS's shapes ("runnables"): what there is, running one, its state and result."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from atelier import jsontext
from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
)
from atelier.auth.caller import Caller
from atelier.db.tables import Job, Project
from atelier.dssapi import jobshape, names
from atelier.dssapi.bodies import ObjectBody, part_of
from atelier.dssapi.jobs import find
from atelier.dssapi.paths import PREFIX
from atelier.errors import ActivityFailed, Conflict
from atelier.instance import Atelier
from atelier.jobs import abort as aborting
from atelier.jobs import start
from atelier.macros import registry
from atelier.macros.base import Macro

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/runnables", tags=["dss"])

_LOOK_EVERY_SECONDS = 0.2
_RESULT_TYPES = {"html": "HTML", "json": "JSON_OBJECT", "none": "NONE"}
_PARAM_TYPES = {"string": "STRING", "integer": "INT", "number": "DOUBLE", "boolean": "BOOLEAN", "array": "ARRAY"}


@router.get("")
def list_macros(_project: ReadableProject) -> list[dict[str, Any]]:
    """List the macros, each under the first name that DSS scripts know it by."""
    return [_definition(macro, _name_of(macro)) for macro in registry.all_types().values()]


@router.get("/{type}")
def definition(type: str, _project: ReadableProject) -> dict[str, Any]:
    """Describe a macro and its parameters."""
    return _definition(names.macro_type(type), type)


@router.post("/{type}")
async def run(
    type: str,
    body: ObjectBody,
    project: WritableProjectReading,
    caller: CallerDep,
    atelier: AtelierDep,
    wait: Annotated[bool, Query()] = False,
) -> dict[str, Any]:
    """Run a macro; with `wait` the answer comes when it has ended, as an error when it failed."""
    job_id = await run_in_threadpool(_start, atelier, project.key, type, part_of(body, "params"), caller)
    while wait and not await run_in_threadpool(_has_ended, atelier, job_id):
        await asyncio.sleep(_LOOK_EVERY_SECONDS)
    return {"runId": str(job_id)}


@router.get("/{type}/state/{run_id}")
def state(type: str, run_id: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Say whether a run goes on."""
    job = find(session, project, run_id)
    activities = jobshape.activities_of(session, job)
    running = job.state not in jobshape.ENDED
    fraction = activities[0].fraction if activities else None
    return {
        "runId": run_id,
        "exists": True,
        "running": running,
        "state": job.state,
        "type": type,
        "resultType": _RESULT_TYPES[names.macro_type(type).result_kind],
        "progress": {"target": 100, "done": round(100 * (1.0 if not running else fraction or 0.0))},
        **({"failure": job.error} if job.error else {}),
    }


@router.get("/{type}/result/{run_id}")
def result(type: str, run_id: str, project: ReadableProject, session: ReadSession) -> Response:
    """Give what a run brought; an error while it goes on, and when it failed."""
    job = find(session, project, run_id)
    if job.state not in jobshape.ENDED:
        raise Conflict("The macro is still running.")
    _demand_done(job)
    summary: dict[str, Any] = {}
    for activity in jobshape.activities_of(session, job):
        summary.update(activity.summary)
    if names.macro_type(type).result_kind == "html":
        return Response("<span>DONE</span>", media_type="text/html; charset=utf-8")
    return Response(jsontext.dumps(summary), media_type="application/json")


@router.post("/{type}/abort/{run_id}")
def abort(type: str, run_id: str, project: WritableProject, session: WriteSession, caller: CallerDep) -> dict[str, Any]:
    """Ask a run to end."""
    job = find(session, project, run_id)
    if job.state not in jobshape.ENDED:
        aborting.abort(session, job=job, keep=False, by=caller.login)
    return {"msg": f"Abort of the run {run_id} of {type} requested"}


def _start(atelier: Atelier, key: str, type: str, params: dict[str, Any], caller: Caller) -> int:
    with atelier.database.write() as session:
        macro = names.macro_type(type)
        job = start.start_macro(
            session,
            project=session.get_one(Project, key),
            store=atelier.store,
            type=macro.type,
            params=_params(session, key, macro, params),
            initiator=caller.login,
            via="api",
        )
        return job.id


def _params(session: Session, key: str, macro: Macro[Any], params: dict[str, Any]) -> dict[str, Any]:
    """Return the macro's settings; items may be given by name where their identifier is meant."""
    project = session.get_one(Project, key)
    if isinstance(params.get("output_managed_folder"), str):  # the later plugin names an existing folder by its id
        existing = names.find_item(session, project, params["output_managed_folder"])
        params = {**params, "output_managed_folder": existing.name if existing else params["output_managed_folder"]}
    found = macro.from_dss(params)
    for role in macro.inputs:
        if isinstance(found.get(role.name), str):
            found[role.name] = names.item(session, project, found[role.name]).id
    return found


def _has_ended(atelier: Atelier, job_id: int) -> bool:
    with atelier.database.read() as session:
        job = session.get_one(Job, job_id)
        if job.state not in jobshape.ENDED:
            return False
        _demand_done(job)
        return True


def _demand_done(job: Job) -> None:
    if job.state == "ABORTED":
        raise ActivityFailed("The macro was aborted.")
    if job.state != "DONE":
        error = job.error or {}
        raise ActivityFailed(str(error.get("message") or "The macro failed."), hint=error.get("hint"))


def _name_of(macro: Macro[Any]) -> str:
    first = next(iter(macro.dss_types), macro.type)
    return first if first.startswith("pyrunnable_") or not macro.dss_types else f"pyrunnable_{first}"


def _definition(macro: Macro[Any], name: str) -> dict[str, Any]:
    plain = name.removeprefix("pyrunnable_")
    plugin = plain.partition("_")[0] if "_" in plain else "atelier"
    schema = macro.Params.model_json_schema()
    return {
        "runnableType": name,
        "ownerPluginId": plugin,
        "meta": {"label": macro.label, "description": macro.__doc__ or "", "icon": macro.icon},
        "resultType": _RESULT_TYPES[macro.result_kind],
        "params": [_parameter(schema, field, field in schema.get("required", ())) for field in schema["properties"]],
        "adminParams": [],
        "macroRoles": [],
    }


def _parameter(schema: dict[str, Any], field: str, mandatory: bool) -> dict[str, Any]:
    described = schema["properties"][field]
    ui = described.get("ui", {})
    options = ui.get("options") or {}
    kind = "SELECT" if options else _PARAM_TYPES.get(described.get("type", "string"), "STRING")
    return {
        "name": ui.get("dss", field),
        "label": described.get("title", field),
        "description": described.get("description", ""),
        "type": kind,
        "defaultValue": described.get("default"),
        "mandatory": mandatory,
        **({"selectChoices": [{"value": k, "label": v} for k, v in options.items()]} if options else {}),
    }
