"""Measured values, probes and checks as the API shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from atelier import clock
from atelier.api.schemas.base import FieldProblemOut
from atelier.api.schemas.metrics import (
    CheckOut,
    MetricEntryOut,
    MetricRunOut,
    MetricsOut,
    MetricTypeOut,
    MetricValueOut,
    OutcomeOut,
    TrendPoint,
)
from atelier.api.schemas.recipes import ChoiceOut, FormCheck
from atelier.checks.base import Check, View
from atelier.db.tables import CheckOutcome, MetricRun, MetricValue
from atelier.errors import AtelierError, InvalidInput, NotFound
from atelier.items.sentences import validated
from atelier.metrics import settings, values
from atelier.metrics.overview import Overview
from atelier.metrics.pool import Progress
from atelier.metrics.settings import Entry
from atelier.probes.base import Probe, Subject

Type = Probe[Any] | Check[Any]


def type_out(found: Type) -> MetricTypeOut:
    """Return a type of probe or check as menus and forms need it."""
    return MetricTypeOut(
        type=found.type,
        label=found.label,
        description=" ".join((found.__doc__ or "").split()),
        icon=getattr(found, "icon", "check"),
        kinds=list(found.kinds),
        needs_code=found.needs_code,
        params_schema=found.Params.model_json_schema(),
        sections=list(found.sections),
        defaults={
            name: field.get_default(call_default_factory=True)
            for name, field in found.Params.model_fields.items()
            if not field.is_required()
        },
    )


def run_out(run: MetricRun, progress: Progress | None) -> MetricRunOut:
    """Return a measurement that was asked for."""
    return MetricRunOut(
        id=run.id,
        state=run.state,
        measures=bool(run.wish.get("measures", True)),
        by=run.by,
        asked_at=run.asked_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        done=progress.done if progress else 0,
        total=progress.total if progress else 0,
        probe=progress.probe if progress else "",
        is_stopping=run.stop_asked and run.state == "running",
        problem=run.problem,
    )


def metrics_out(found: Overview, picture_folder_id: str | None, progress: Progress | None) -> MetricsOut:
    """Return everything that is measured of an item."""
    measuring = found.measuring
    return MetricsOut(
        item_id=found.item.id,
        kind=found.item.kind,
        is_model=found.item.kind == "model" or bool(found.item.facts.get("model")),
        version=found.item.version,
        revision=measuring.revision,
        probes=[entry_out(entry, settings.probe_of) for entry in measuring.probes],
        checks=[
            CheckOut(
                **entry_out(entry, settings.check_of).model_dump(),
                outcomes=[outcome_out(one) for one in found.outcomes.get(entry.id, [])],
            )
            for entry in measuring.checks
        ],
        shown=None if measuring.shown is None else list(measuring.shown),
        after_build=measuring.after_build,
        values=[value_out(row, found.trends.get(row.metric, [])) for row in found.values],
        is_behind=any(row.version < found.item.version for row in found.values),
        is_pending=found.is_pending,
        run=None if found.run is None else run_out(found.run, progress),
        picture_folder_id=picture_folder_id,
    )


def entry_out(entry: Entry, read: Any) -> MetricEntryOut:
    """Return a probe or check that is set up; one whose settings do not hold any more says so."""
    label, sentence, needs_code, problem = entry.type, "", False, None
    try:
        found, params = read(entry)
        label, sentence, needs_code = found.label, found.sentence(params), found.needs_code
    except AtelierError as error:
        problem = error.message
    return MetricEntryOut(
        id=entry.id,
        type=entry.type,
        label=label,
        name=entry.name,
        enabled=entry.enabled,
        params=entry.params,
        sentence=sentence,
        needs_code=needs_code,
        problem=problem,
    )


def value_out(row: MetricValue, trend: Sequence[tuple[datetime, float | None]] = ()) -> MetricValueOut:
    """Return a measured value; whole numbers that a browser would round are texts."""
    value = values.value_of(row)
    is_huge = isinstance(value, int) and abs(value) > 2**53
    return MetricValueOut(
        metric=row.metric,
        label=row.label,
        unit=row.unit,
        kind=row.kind,
        value=str(value) if is_huge else value,
        detail=row.detail,
        problem=row.problem,
        probe_id=row.probe_id,
        version=row.version,
        at=row.at or clock.now(),
        by=row.by,
        trend=[TrendPoint(at=at, number=number) for at, number in trend],
    )


def outcome_out(row: CheckOutcome) -> OutcomeOut:
    """Return how a check went."""
    return OutcomeOut(
        outcome=row.outcome,
        message=row.message,
        value=row.value,
        version=row.version,
        at=row.at,
        by=row.by,
    )


def form_out(found: Type, seen: Subject | View, params: dict[str, Any]) -> FormCheck:
    """Say what is wrong with settings as they are being typed, and what would be better starting values."""
    problems: list[FieldProblemOut] = []
    try:
        checked = validated(found.Params, params)
    except InvalidInput as error:
        problems = [FieldProblemOut(loc=list(one.loc), message=one.message) for one in error.fields]
    else:
        asked = found.check(seen, checked)  # type: ignore[arg-type]  # a probe gets a subject, a check a view
        problems = [FieldProblemOut(loc=list(one.loc), message=one.message) for one in asked]
    initial = found.initial_params(seen)  # type: ignore[arg-type]  # likewise
    return FormCheck(problems=problems, hints=[], fixed={}, initial=initial)


def choices_out(found: Type, seen: Subject | View, source: str, params: dict[str, Any]) -> list[ChoiceOut]:
    """Answer a named source of choices; raises `NotFound` for one that the type does not know."""
    try:
        answered = found.choices(source, seen, params)  # type: ignore[arg-type]  # likewise
    except KeyError:
        raise NotFound(f"{found.label} has no list called “{source}”.") from None
    return [ChoiceOut(value=one.value, label=one.label, help=one.help) for one in answered]
