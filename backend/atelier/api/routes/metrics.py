"""What is measured of datasets, folders and models: values, their history, checks, and what to measure."""

import threading
import time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from atelier import clock
from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
)
from atelier.api.metricview import choices_out, form_out, metrics_out, outcome_out, type_out, value_out
from atelier.api.schemas.metrics import (
    ComputeIn,
    ItemChecksOut,
    MetricChoicesIn,
    MetricEntryIn,
    MetricFormIn,
    MetricSettingsIn,
    MetricsOut,
    MetricTypesOut,
    MetricValueOut,
    OutcomeOut,
    TriedOut,
    TryIn,
)
from atelier.api.schemas.recipes import ChoiceOut, FormCheck
from atelier.auth.caller import Caller
from atelier.checks import registry as check_types
from atelier.checks.base import Check, View
from atelier.db.hooks import after_commit
from atelier.db.tables import Item, MetricRun, Project
from atelier.errors import InvalidInput, NotFound, Stopped
from atelier.instance import Atelier
from atelier.items import flow
from atelier.metrics import overview, runs, settings, values
from atelier.metrics.measure import measured_by
from atelier.metrics.runs import Wish
from atelier.metrics.settings import Entry, Measuring
from atelier.metrics.stopping import Stopping
from atelier.metrics.subject import ItemSubject
from atelier.metrics.view import ItemView
from atelier.probes import registry as probe_types
from atelier.probes.base import Probe, Subject

router = APIRouter(tags=["metrics"])

_ITEM = "/api/projects/{key}/items/{item_id}/metrics"
Sort = Literal["probe", "check"]
_TRY_SECONDS = 20.0


@router.get("/api/metric-types", name="types")
def types(_caller: CallerDep) -> MetricTypesOut:
    """Return all types of probes and checks."""
    return MetricTypesOut(
        probes=[type_out(found) for found in probe_types.all_types().values()],
        checks=[type_out(found) for found in check_types.all_types().values()],
    )


@router.get("/api/projects/{key}/checks", name="project_checks")
def project_checks(session: ReadSession, project: ReadableProject) -> list[ItemChecksOut]:
    """Return how the checks of the project's items went last."""
    return [
        ItemChecksOut(item_id=item_id, worst=overview.worst(counts), counts=counts)
        for item_id, counts in overview.checks_of_project(session, project=project).items()
    ]


@router.get(_ITEM, name="get")
def get_metrics(session: ReadSession, atelier: AtelierDep, project: ReadableProject, item_id: str) -> MetricsOut:
    """Return what is measured of an item, with the last values and outcomes."""
    return _out(session, atelier, project, overview.require(session, project=project, item_id=item_id))


@router.put(_ITEM)
def save(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    item_id: str,
    body: MetricSettingsIn,
) -> MetricsOut:
    """Save what is measured of an item, as one whole."""
    item = overview.require(session, project=project, item_id=item_id)
    subject = ItemSubject(atelier.database, atelier.store, item.id)
    settings.save(
        session,
        item=item,
        wanted=Measuring(
            probes=tuple(_entry(one) for one in body.probes),
            checks=tuple(_entry(one) for one in body.checks),
            shown=None if body.shown is None else tuple(body.shown),
            after_build=body.after_build,
            revision=body.revision,
        ),
        subject=subject,
        view=ItemView(session, item, settings.of(session, item), subject),
        author=caller.login,
        may_write_code=caller.may_write_code,
    )
    return _out(session, atelier, project, item)


@router.post(f"{_ITEM}/compute")
def compute(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    item_id: str,
    body: ComputeIn,
) -> MetricsOut:
    """Ask for a measurement, with the checks on what it finds; `run` says how it goes. Asked twice, it runs once."""
    wish = Wish(probes=body.probes)
    return _asked(reading, atelier, caller, project, item_id, wish, patience_seconds=body.patience_seconds)


@router.post(f"{_ITEM}/checks", name="run_checks")
def run_all_checks(
    reading: ReadSession, atelier: AtelierDep, caller: CallerDep, project: WritableProjectReading, item_id: str
) -> MetricsOut:
    """Ask for the checks to be run on the values there are."""
    return _asked(reading, atelier, caller, project, item_id, Wish(measures=False), patience_seconds=1.0)


@router.post(f"{_ITEM}/stop")
def stop(session: WriteSession, atelier: AtelierDep, project: WritableProject, item_id: str) -> MetricsOut:
    """Stop what is being measured of an item, and forget what waits; the values there were stay."""
    item = overview.require(session, project=project, item_id=item_id)
    told = runs.stop(session, item=item)
    after_commit(session, lambda: atelier.measuring.tell(told))
    return _out(session, atelier, project, item)


@router.get(f"{_ITEM}/history")
def history(
    session: ReadSession, project: ReadableProject, item_id: str, metric: Annotated[str, Query(max_length=400)]
) -> list[MetricValueOut]:
    """Return all values of a metric, oldest first, without their details."""
    item = overview.require(session, project=project, item_id=item_id)
    found = [value_out(row) for row in values.history(session, item, metric)]
    return [one.model_copy(update={"detail": None}) for one in found]


@router.get(f"{_ITEM}/checks/{{check_id}}", name="check_history")
def check_history(session: ReadSession, project: ReadableProject, item_id: str, check_id: str) -> list[OutcomeOut]:
    """Return how a check went each time, newest first."""
    item = overview.require(session, project=project, item_id=item_id)
    return [outcome_out(row) for row in values.outcome_history(session, item, check_id)]


@router.post(f"{_ITEM}/try", name="try_probe")
def try_probe(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    item_id: str,
    body: TryIn,
) -> TriedOut:
    """Measure with a probe that is not saved yet, for some seconds at most; nothing is stored."""
    item = overview.require(reading, project=project, item_id=item_id)
    reading.rollback()
    entry = Entry(id="tried", type=body.type, params=body.params)
    found, _ = settings.probe_of(entry)
    settings.demand_code_right(found, caller.may_write_code)
    stopping = Stopping()
    subject = ItemSubject(atelier.database, atelier.store, item.id, stopping=stopping)
    now = clock.now()
    timer = threading.Timer(_TRY_SECONDS, stopping.ask)
    timer.start()
    try:
        measured = measured_by(entry, subject)
    except Stopped:
        raise InvalidInput(
            f"This takes longer than {_TRY_SECONDS:.0f} seconds to try out.", hint="Save it, then compute the metrics."
        ) from None
    finally:
        timer.cancel()
    rows = [
        values.row_of(metric, item_id=item.id, version=subject.version, at=now, probe_id=entry.id, by=caller.login)
        for metric in measured
    ]
    return TriedOut(values=[value_out(row) for row in rows])


@router.post(f"{_ITEM}/forms/{{sort}}/{{type}}/check", name="form")
def form(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    item_id: str,
    sort: Sort,
    type: str,
    body: MetricFormIn,
) -> FormCheck:
    """Check settings of a probe or check as they are being typed."""
    found, seen = _seen(session, atelier, project, item_id, sort, type)
    return form_out(found, seen, body.params)


@router.post(f"{_ITEM}/forms/{{sort}}/{{type}}/choices", name="choices")
def choices(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    item_id: str,
    sort: Sort,
    type: str,
    body: MetricChoicesIn,
) -> list[ChoiceOut]:
    """Answer a list that a form of a probe or check offers."""
    found, seen = _seen(session, atelier, project, item_id, sort, type)
    return choices_out(found, seen, body.source, body.params)


def _seen(
    session: Session, atelier: Atelier, project: Project, item_id: str, sort: Sort, type: str
) -> tuple[Probe[Any] | Check[Any], Subject | View]:
    item = overview.require(session, project=project, item_id=item_id)
    subject = ItemSubject(atelier.database, atelier.store, item.id)
    if sort == "probe":
        return probe_types.get(type), subject
    return check_types.get(type), ItemView(session, item, settings.of(session, item), subject)


def _entry(body: MetricEntryIn) -> Entry:
    return Entry(id=body.id, type=body.type, name=body.name, enabled=body.enabled, params=body.params)


def _asked(
    reading: Session,
    atelier: Atelier,
    caller: Caller,
    project: Project,
    item_id: str,
    wish: Wish,
    *,
    patience_seconds: float,
) -> MetricsOut:
    item = overview.require(reading, project=project, item_id=item_id)
    reading.rollback()  # no old state of the database is held open while it is being waited for
    with atelier.database.write() as session:
        run_id = runs.ask(session, item=session.get_one(Item, item.id), wish=wish, by=caller.login).id
    until = time.monotonic() + patience_seconds
    while True:
        seen = atelier.bell.count("events")
        with atelier.database.read() as session:
            run = session.get(MetricRun, run_id)
            if run is None or run.state not in runs.OPEN or time.monotonic() >= until:
                break
        atelier.bell.wait("events", seen=seen, timeout_seconds=max(0.0, until - time.monotonic()))
    return _anew(atelier, project.key, item.id)


def _anew(atelier: Atelier, key: str, item_id: str) -> MetricsOut:
    with atelier.database.read() as session:
        item, project = session.get(Item, item_id), session.get(Project, key)
        if item is None or project is None:
            raise NotFound("This item was deleted while it was being measured.")
        return _out(session, atelier, project, item)


def _out(session: Session, atelier: Atelier, project: Project, item: Item) -> MetricsOut:
    pictures = None
    if item.kind == "dataset":
        pictures = flow.picture_folder_of(flow.load(session, project=project), item.id)
    found = overview.of(session, item)
    progress = None if found.run is None else atelier.measuring.progress(found.run.id)
    return metrics_out(found, pictures, progress)
