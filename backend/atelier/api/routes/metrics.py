"""What is measured of datasets, folders and models: values, their history, checks, and what to measure."""

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
from atelier.checks import registry as check_types
from atelier.checks.base import Check, View
from atelier.db.tables import Item, Project
from atelier.errors import NotFound
from atelier.instance import Atelier
from atelier.items import flow
from atelier.metrics import overview, settings, values
from atelier.metrics.measure import measure, measured_by, run_checks
from atelier.metrics.settings import Entry, Measuring
from atelier.metrics.subject import ItemSubject
from atelier.metrics.view import ItemView
from atelier.probes import registry as probe_types
from atelier.probes.base import Probe, Subject

router = APIRouter(tags=["metrics"])

_ITEM = "/api/projects/{key}/items/{item_id}/metrics"
Sort = Literal["probe", "check"]


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
def get_metrics(session: ReadSession, project: ReadableProject, item_id: str) -> MetricsOut:
    """Return what is measured of an item, with the last values and outcomes."""
    return _out(session, project, overview.require(session, project=project, item_id=item_id))


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
    return _out(session, project, item)


@router.post(f"{_ITEM}/compute")
def compute(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    item_id: str,
    body: ComputeIn,
) -> MetricsOut:
    """Measure now, and run the checks on what was found."""
    item = overview.require(reading, project=project, item_id=item_id)
    reading.rollback()  # no old state of the database is held open while it is being measured
    measure(atelier.database, atelier.store, item_id=item.id, by=caller.login, probe_ids=body.probes)
    return _anew(atelier, project.key, item.id)


@router.post(f"{_ITEM}/checks", name="run_checks")
def run_all_checks(
    reading: ReadSession, atelier: AtelierDep, caller: CallerDep, project: WritableProjectReading, item_id: str
) -> MetricsOut:
    """Run the checks on the values there are."""
    item = overview.require(reading, project=project, item_id=item_id)
    reading.rollback()
    subject = ItemSubject(atelier.database, atelier.store, item.id)
    run_checks(atelier.database, subject=subject, by=caller.login)
    return _anew(atelier, project.key, item.id)


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
    """Measure with a probe that is not saved yet; nothing is stored."""
    item = overview.require(reading, project=project, item_id=item_id)
    reading.rollback()
    entry = Entry(id="tried", type=body.type, params=body.params)
    found, _ = settings.probe_of(entry)
    settings.demand_code_right(found, caller.may_write_code)
    subject = ItemSubject(atelier.database, atelier.store, item.id)
    now = clock.now()
    rows = [
        values.row_of(metric, item_id=item.id, version=subject.version, at=now, probe_id=entry.id, by=caller.login)
        for metric in measured_by(entry, subject)
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


def _anew(atelier: Atelier, key: str, item_id: str) -> MetricsOut:
    with atelier.database.read() as session:
        item, project = session.get(Item, item_id), session.get(Project, key)
        if item is None or project is None:
            raise NotFound("This item was deleted while it was being measured.")
        return _out(session, project, item)


def _out(session: Session, project: Project, item: Item) -> MetricsOut:
    pictures = None
    if item.kind == "dataset":
        pictures = flow.picture_folder_of(flow.load(session, project=project), item.id)
    return metrics_out(overview.of(session, item), pictures)
