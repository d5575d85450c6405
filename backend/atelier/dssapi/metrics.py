"""Metrics and checks of datasets, folders and models in DSS's shapes.

The open client takes the report of a dataset from the answer itself, so that answer waits, without holding a thread; a
folder's is a long task, which it asks for again, unless it is over soon.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from atelier import clock
from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProjectReading
from atelier.auth.caller import Caller
from atelier.db.tables import CheckOutcome, Item, MetricValue
from atelier.dssapi import measuring, names
from atelier.dssapi.bodies import AnyBody, ObjectBody
from atelier.dssapi.partitions import demand_whole
from atelier.dssapi.paths import PREFIX
from atelier.errors import InvalidInput, NotFound
from atelier.instance import Atelier
from atelier.metrics import runs, settings, values
from atelier.metrics.measure import Measurement, run_checks
from atelier.metrics.runs import Wish
from atelier.metrics.settings import Entry
from atelier.metrics.subject import ItemSubject
from atelier.probes import registry as probe_types

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}", tags=["dss"])

_PATIENCE_SECONDS = 5.0
Metric = Annotated[str, Query(alias="metricLookup", max_length=400)]
Partition = Annotated[str, Query(max_length=200)]


@router.post("/datasets/{name}/actions/computeMetrics")
async def compute(
    name: str,
    body: AnyBody,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
    partition: Partition = "",
) -> dict[str, Any]:
    """Measure a dataset with the probes set up on it, or with those given."""
    demand_whole(partition)
    wish = Wish(extra=_entries(body, caller))
    return await _compute(session, atelier, caller, lambda: names.dataset(session, project, name), wish)


@router.post("/datasets/{name}/actions/computeMetricsFromIds")
async def compute_ids(
    name: str,
    body: ObjectBody,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
    partition: Partition = "",
) -> dict[str, Any]:
    """Measure some metrics of a dataset."""
    demand_whole(partition)
    wish = Wish(metrics=_ids(body))
    return await _compute(session, atelier, caller, lambda: names.dataset(session, project, name), wish)


@router.get("/datasets/{name}/metrics/last/{partition}")
def last(name: str, partition: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the last value of each metric of a dataset."""
    demand_whole(partition)
    return _last(session, names.dataset(session, project, name))


@router.get("/datasets/{name}/metrics/history/{partition}")
def history(
    name: str, partition: str, metric: Metric, project: ReadableProject, session: ReadSession
) -> dict[str, Any]:
    """Give all values of a metric of a dataset."""
    demand_whole(partition)
    return _history(session, names.dataset(session, project, name), metric)


@router.post("/datasets/{name}/actions/runChecks")
def check(
    name: str,
    body: AnyBody,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
    partition: Partition = "",
) -> dict[str, Any]:
    """Run the checks of a dataset on the values there are; all of them, or those named by identifier."""
    demand_whole(partition)
    item = names.dataset(session, project, name)
    wanted = body.get("checks") if isinstance(body, dict) else body
    known = {entry.id: entry for entry in settings.of(session, item).checks}
    if wanted and not (isinstance(wanted, list) and all(isinstance(one, str) and one in known for one in wanted)):
        raise InvalidInput("Name checks by the identifiers that they have on this dataset.")
    session.rollback()
    done = run_checks(atelier.database, subject=ItemSubject(atelier.database, atelier.store, item.id), by=caller.login)
    outcomes = [one for one in done.outcomes if not wanted or one.check_id in wanted]
    return {
        **_times(done),
        "results": [_outcome(one, known[one.check_id]) for one in outcomes if one.check_id in known],
    }


@router.post("/managedfolders/{folder_id}/actions/computeMetrics")
async def compute_folder(
    folder_id: str,
    body: AnyBody,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Measure a folder with the probes set up on it, or with those given."""
    wish = Wish(extra=_entries(body, caller))
    return await _task(session, atelier, caller, lambda: names.folder(session, project, folder_id), wish)


@router.post("/managedfolders/{folder_id}/actions/computeMetricsFromIds")
async def compute_folder_ids(
    folder_id: str,
    body: ObjectBody,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Measure some metrics of a folder."""
    wish = Wish(metrics=_ids(body))
    return await _task(session, atelier, caller, lambda: names.folder(session, project, folder_id), wish)


@router.get("/managedfolders/{folder_id}/metrics/last")
def last_of_folder(folder_id: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the last value of each metric of a folder."""
    return _last(session, names.folder(session, project, folder_id))


@router.get("/managedfolders/{folder_id}/metrics/history")
def history_of_folder(folder_id: str, metric: Metric, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give all values of a metric of a folder."""
    return _history(session, names.folder(session, project, folder_id), metric)


@router.get("/savedmodels/{model_id}/metrics/{version}")
def values_of_model(model_id: str, version: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give the last values of a model folder's metrics at a version; `active` is the current one."""
    item = names.folder(session, project, model_id)
    if item.kind == "folder" and not item.facts.get("model"):
        raise NotFound(f"There is no model “{model_id}” in {project.key}.")
    if version != "active" and not (version.isdecimal() and len(version) < 10):
        raise NotFound(f"{item.name} has no version “{version}”.")
    return _last(session, item, version=item.version if version == "active" else int(version))


async def _compute(
    session: Session, atelier: Atelier, caller: Caller, find: Callable[[], Item], wish: Wish
) -> dict[str, Any]:
    """Ask for a measurement and return its report when it has ended, however long that takes."""
    run_id = await run_in_threadpool(_ask, session, atelier, caller, find, wish)
    return measuring.report(await measuring.ended(atelier.database, run_id, seconds=None))


async def _task(
    session: Session, atelier: Atelier, caller: Caller, find: Callable[[], Item], wish: Wish
) -> dict[str, Any]:
    """Ask for a measurement; return its report as a task that is over, or a task to be asked for again."""
    run_id = await run_in_threadpool(_ask, session, atelier, caller, find, wish)
    return measuring.task(await measuring.ended(atelier.database, run_id, seconds=_PATIENCE_SECONDS))


def _ask(session: Session, atelier: Atelier, caller: Caller, find: Callable[[], Item], wish: Wish) -> int:
    item = find()
    session.rollback()  # no old state of the database is held open while it is being measured
    with atelier.database.write() as writing:
        return runs.ask(writing, item=writing.get_one(Item, item.id), wish=wish, by=caller.login).id


def _entries(probes: Any, caller: Caller) -> list[Entry]:
    """Return the probes that a script brings with it."""
    listed = probes.get("probes") if isinstance(probes, dict) else probes
    if not listed:
        return []
    if not isinstance(listed, list) or len(listed) > settings.MOST_PROBES:
        raise InvalidInput.at("probes", f"Give a list of at most {settings.MOST_PROBES} probes.")
    entries = []
    for place, one in enumerate(listed):
        if not isinstance(one, dict) or not isinstance(one.get("type"), str):
            raise InvalidInput.at(("probes", place), "A probe is an object with a type.")
        if one.get("enabled") is False:
            continue
        found = probe_types.get(one["type"])
        settings.demand_code_right(found, caller.may_write_code)
        configuration = one.get("configuration")
        params = found.from_dss(configuration) if isinstance(configuration, dict) else {}
        entries.append(Entry(id=f"script-{place}", type=found.type, params=params))
    return entries


def _ids(body: dict[str, Any]) -> list[str]:
    wanted = body.get("metricIds")
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        raise InvalidInput.at("metricIds", "“metricIds” is needed, as a list of texts.")
    return wanted


def _last(session: Session, item: Item, version: int | None = None) -> dict[str, Any]:
    ids = list(session.scalars(select(MetricValue.probe_id).where(MetricValue.item_id == item.id).distinct()))
    rows = [row for row in values.last(session, item, ids) if row.kind != "missing"]
    return {
        "metrics": [
            {
                "metric": {"id": row.metric, "type": row.metric.split(":", 1)[0], "dataType": measuring.data_type(row)},
                "displayedAs": row.label,
                "lastValues": [{"partition": "NP", "computed": clock.milliseconds(row.at), **measuring.text(row)}],
            }
            for row in rows
            if version is None or row.version == version
        ]
    }


def _history(session: Session, item: Item, metric: str) -> dict[str, Any]:
    found = values.history(session, item, metric)
    if not found:
        raise NotFound(f"{item.name} has no metric “{metric}”, or it was never measured.")
    return {
        "metricId": metric,
        "metric": {"id": metric, "type": metric.split(":", 1)[0], "dataType": measuring.data_type(found[-1])},
        "values": [
            {"time": clock.milliseconds(row.at), "value": values.value_of(row)}
            for row in found
            if row.kind != "missing"
        ],
    }


def _outcome(row: CheckOutcome, entry: Entry) -> dict[str, Any]:
    return {
        "check": {"id": entry.id, "type": entry.type, "meta": {"name": entry.name, "label": entry.name}},
        "value": {"outcome": row.outcome, "message": row.message, "time": clock.milliseconds(row.at)},
        "partition": "NP",
    }


def _times(done: Measurement) -> dict[str, Any]:
    return {"startTime": clock.milliseconds(done.started_at), "endTime": clock.milliseconds(done.ended_at)}
