"""Measured values and outcomes of checks as they are stored: written, read, and kept from growing for ever."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from atelier.db.tables import CheckOutcome, Item, MetricValue
from atelier.probes.base import Metric, Unit

KEPT_TIMES = 500
KEPT_DETAILS = 20
_EXACT = 2**53
_TREND = 30


def missing(before: Sequence[MetricValue], reason: str) -> list[Metric]:
    """Return the metrics that were measured before, without a value, and why."""
    return [Metric(row.metric, row.label, None, cast("Unit", row.unit), problem=reason) for row in before]


def row_of(metric: Metric, *, item_id: str, version: int, at: datetime, probe_id: str, by: str) -> MetricValue:
    """Return a metric as a row."""
    value, kind = metric.value, "missing"
    number: float | None = None
    text: str | None = None
    json: Any = None
    if isinstance(value, bool | int | float):
        kind, number = "number", float(value)
        if isinstance(value, int) and abs(value) > _EXACT:
            text = str(value)
    elif isinstance(value, str):
        kind, text = "text", value[:10_000]
    elif value is not None:
        kind, json = "json", value
    return MetricValue(
        item_id=item_id,
        version=version,
        at=at,
        probe_id=probe_id,
        metric=metric.id[:400],
        label=metric.label[:400],
        unit=metric.unit,
        kind=kind,
        number=number,
        text=text,
        json=json,
        detail=metric.detail,
        problem=metric.problem[:1000] if metric.problem else None,
        by=by[:80],
    )


def value_of(row: MetricValue) -> Any:
    """Return a row's value: a number (whole where it is), a text, JSON, or None."""
    if row.kind == "number":
        if row.text is not None:
            return int(row.text)
        number = row.number or 0.0
        return int(number) if number.is_integer() and abs(number) <= _EXACT else number
    return row.text if row.kind == "text" else row.json if row.kind == "json" else None


def last(session: Session, item: Item, probe_ids: Sequence[str]) -> list[MetricValue]:
    """Return what each probe gave the last time it ran, in the order of the probes."""
    newest = (
        select(MetricValue.probe_id, func.max(MetricValue.at).label("at"))
        .where(MetricValue.item_id == item.id, MetricValue.probe_id.in_(probe_ids))
        .group_by(MetricValue.probe_id)
        .subquery()
    )
    rows = session.scalars(
        select(MetricValue)
        .join(newest, (MetricValue.probe_id == newest.c.probe_id) & (MetricValue.at == newest.c.at))
        .where(MetricValue.item_id == item.id)
        .order_by(MetricValue.id)
    ).all()
    place = {probe_id: index for index, probe_id in enumerate(probe_ids)}
    return sorted(rows, key=lambda row: (place[row.probe_id], row.id))


def trends(session: Session, item: Item, metrics: Sequence[str]) -> dict[str, list[tuple[datetime, float | None]]]:
    """Return the last numbers of metrics, oldest first."""
    found: dict[str, list[tuple[datetime, float | None]]] = {}
    for start in range(0, len(metrics), 400):
        place = func.row_number().over(partition_by=MetricValue.metric, order_by=MetricValue.id.desc()).label("place")
        ranked = (
            select(MetricValue.metric, MetricValue.at, MetricValue.number, MetricValue.id, place)
            .where(MetricValue.item_id == item.id, MetricValue.metric.in_(metrics[start : start + 400]))
            .subquery()
        )
        rows = session.execute(
            select(ranked.c.metric, ranked.c.at, ranked.c.number).where(ranked.c.place <= _TREND).order_by(ranked.c.id)
        )
        for metric, at, number in rows:
            found.setdefault(metric, []).append((at, number))
    return found


def history(session: Session, item: Item, metric: str, *, limit: int = KEPT_TIMES) -> list[MetricValue]:
    """Return all values of a metric, oldest first."""
    rows = session.scalars(
        select(MetricValue)
        .where(MetricValue.item_id == item.id, MetricValue.metric == metric)
        .order_by(MetricValue.id.desc())
        .limit(limit)
    ).all()
    return list(reversed(rows))


def number_before(session: Session, item: Item, metric: str, row_id: int) -> float | None:
    """Return the number measured before a row."""
    return session.scalar(
        select(MetricValue.number)
        .where(
            MetricValue.item_id == item.id,
            MetricValue.metric == metric,
            MetricValue.id < row_id,
            MetricValue.number.is_not(None),
        )
        .order_by(MetricValue.id.desc())
        .limit(1)
    )


def outcomes(
    session: Session, item: Item, check_ids: Sequence[str], *, each: int = 12
) -> dict[str, list[CheckOutcome]]:
    """Return the last outcomes of each check, newest first."""
    found = {}
    for check_id in check_ids:
        found[check_id] = list(outcome_history(session, item, check_id, limit=each))
    return found


def outcome_history(session: Session, item: Item, check_id: str, *, limit: int = KEPT_TIMES) -> Sequence[CheckOutcome]:
    """Return the outcomes of a check, newest first."""
    return session.scalars(
        select(CheckOutcome)
        .where(CheckOutcome.item_id == item.id, CheckOutcome.check_id == check_id)
        .order_by(CheckOutcome.id.desc())
        .limit(limit)
    ).all()


def trim(session: Session, item_id: str, probe_ids: Sequence[str], check_ids: Sequence[str]) -> None:
    """Forget what is older than the last times, and the details of all but the newest."""
    for probe_id in probe_ids:
        times = (
            select(MetricValue.at)
            .where(MetricValue.item_id == item_id, MetricValue.probe_id == probe_id)
            .group_by(MetricValue.at)
            .order_by(MetricValue.at.desc())
        )
        here = (MetricValue.item_id == item_id, MetricValue.probe_id == probe_id)
        oldest = session.scalar(times.offset(KEPT_TIMES).limit(1))
        if oldest is not None:
            session.execute(delete(MetricValue).where(*here, MetricValue.at <= oldest))
        detailed = session.scalar(times.offset(KEPT_DETAILS).limit(1))
        if detailed is not None:
            session.execute(
                update(MetricValue)
                .where(*here, MetricValue.at <= detailed, MetricValue.detail.is_not(None))
                .values(detail=None)
            )
    for check_id in check_ids:
        ids = (
            select(CheckOutcome.id)
            .where(CheckOutcome.item_id == item_id, CheckOutcome.check_id == check_id)
            .order_by(CheckOutcome.id.desc())
        )
        last_kept = session.scalar(ids.offset(KEPT_TIMES).limit(1))
        if last_kept is not None:
            session.execute(
                delete(CheckOutcome).where(
                    CheckOutcome.item_id == item_id, CheckOutcome.check_id == check_id, CheckOutcome.id <= last_kept
                )
            )
