"""Measuring an item: probes run outside any transaction, then values and outcomes of checks are written at once."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.engine import Database
from atelier.db.tables import CheckOutcome, Item, MetricValue
from atelier.errors import AtelierError, NotFound, TooManyRequests
from atelier.items.store import Store
from atelier.metrics import settings, values
from atelier.metrics.settings import Entry
from atelier.metrics.subject import ItemSubject
from atelier.metrics.view import ItemView
from atelier.probes import registry as probe_types
from atelier.probes.base import Metric, Subject
from atelier.projects.events import item_changed

_LOG = logging.getLogger("atelier.metrics")
_TOGETHER = 2
_WAIT_SECONDS = 30.0
_TURNS = threading.BoundedSemaphore(_TOGETHER)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one measuring brought."""

    version: int
    started_at: datetime
    ended_at: datetime
    values: Sequence[MetricValue]
    outcomes: Sequence[CheckOutcome]


def measure(
    database: Database,
    store: Store,
    *,
    item_id: str,
    by: str,
    probe_ids: Sequence[str] | None = None,
    metrics: Sequence[str] | None = None,
    extra: Sequence[Entry] = (),
    wait_seconds: float = _WAIT_SECONDS,
) -> Measurement:
    """Run an item's probes (all, some, or those that give some metrics, or `extra` ones instead), then its checks.

    A probe that fails gives missing values that say why; nothing it does can fail the whole. Raises `NotFound`, and
    `TooManyRequests` when others are measuring for long.
    """
    with _turn(wait_seconds):
        started = clock.now()
        subject = ItemSubject(database, store, item_id)
        with database.read() as session:
            entries = list(extra) or list(settings.of(session, subject.item).probes)
            if probe_ids is not None:
                entries = [entry for entry in entries if entry.id in probe_ids]
            if metrics is not None:
                giving = {row.probe_id for row in values.last(session, subject.item, [e.id for e in entries])
                          if row.metric in metrics}  # fmt: skip
                entries = [entry for entry in entries if entry.id in giving or _may_give(entry, metrics)]
            known = {entry.id: values.last(session, subject.item, [entry.id]) for entry in entries}
        found = [
            (entry, metric)
            for entry in entries
            if entry.enabled
            for metric in measured_by(entry, subject, known[entry.id])
        ]
        with database.write() as session:
            rows = _write(session, subject, found, by=by)
        return run_checks(database, subject=subject, by=by, started=started, rows=rows)


def measured_by(entry: Entry, subject: Subject, before: Sequence[MetricValue] = ()) -> Sequence[Metric]:
    """Return what a probe gives; when it fails, what it gave before as missing values with the reason."""
    try:
        found, params = settings.probe_of(entry)
        return found.measure(subject, params)
    except AtelierError as error:
        reason = error.message
    except Exception:
        _LOG.exception("Probe %s failed on %s.", entry.type, subject.name)
        reason = "This could not be measured: the server's log says why."
    if before:
        return values.missing(before, reason)
    return [Metric(f"probe:{entry.id}", entry.name or _label(entry), None, problem=reason)]


def run_checks(
    database: Database,
    *,
    subject: ItemSubject,
    by: str,
    started: datetime | None = None,
    rows: Sequence[MetricValue] = (),
) -> Measurement:
    """Run an item's checks on the values there are: outside of any transaction that writes, since they may run code."""
    begun = started or clock.now()
    with database.read() as session:
        item = session.get(Item, subject.item.id)
        if item is None:
            raise _deleted(subject)
        measuring = settings.of(session, item)
        view = ItemView(session, item, measuring, subject)
        checked = [(entry.id, view.outcome_of(entry)) for entry in measuring.checks if entry.enabled]
    at = clock.now()
    outcomes = [
        CheckOutcome(
            item_id=subject.item.id,
            version=subject.version,
            at=at,
            check_id=check_id,
            outcome=found.outcome,
            message=found.message[:1000],
            value=found.value[:400] if found.value is not None else None,
            by=by[:80],
        )
        for check_id, found in checked
    ]
    with database.write() as session:
        if session.get(Item, subject.item.id) is None:
            raise _deleted(subject)
        session.add_all(outcomes)
        session.flush()
        values.trim(session, subject.item.id, [], [one.check_id for one in outcomes])
        item_changed(session, project_key=subject.project_key, object="item", id=subject.item.id, change="changed")
    return Measurement(subject.version, begun, at, rows, outcomes)


def _write(
    session: Session, subject: ItemSubject, found: Sequence[tuple[Entry, Metric]], *, by: str
) -> list[MetricValue]:
    if session.get(Item, subject.item.id) is None:
        raise _deleted(subject)
    at = clock.now()
    rows = [
        values.row_of(metric, item_id=subject.item.id, version=subject.version, at=at, probe_id=entry.id, by=by)
        for entry, metric in found
    ]
    session.add_all(rows)
    session.flush()
    values.trim(session, subject.item.id, sorted({entry.id for entry, _ in found}), [])
    return rows


def _deleted(subject: ItemSubject) -> NotFound:
    return NotFound(f"{subject.name} was deleted while it was being measured.")


@contextmanager
def _turn(wait_seconds: float) -> Iterator[None]:
    if not _TURNS.acquire(timeout=wait_seconds):
        raise TooManyRequests(
            "Other items are being measured at the moment.", hint="Try again in a minute: two at a time are measured."
        )
    try:
        yield
    finally:
        _TURNS.release()


def _may_give(entry: Entry, metrics: Sequence[str]) -> bool:
    """Say whether a probe that never ran could give one of the metrics: by the type that their names begin with."""
    try:
        found = probe_types.get(entry.type)
    except NotFound:
        return False
    names = {found.type, *found.dss_types}
    return any(metric.split(":", 1)[0] in names for metric in metrics)


def _label(entry: Entry) -> str:
    try:
        return probe_types.get(entry.type).label
    except NotFound:
        return entry.type
