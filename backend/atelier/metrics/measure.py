"""Measuring an item: probes run outside any transaction, then values and outcomes of checks are written at once."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.engine import Database
from atelier.db.tables import CheckOutcome, Item, MetricRun, MetricValue
from atelier.errors import AtelierError, NotFound, Stopped, TooManyRequests
from atelier.items.store import Store
from atelier.jobs import crash
from atelier.metrics import settings, values
from atelier.metrics.settings import Entry
from atelier.metrics.stopping import Stopping
from atelier.metrics.subject import ItemSubject
from atelier.metrics.view import ItemView
from atelier.probes import registry as probe_types
from atelier.probes.base import Metric, Subject
from atelier.projects.events import item_changed

_LOG = logging.getLogger("atelier.metrics")
_TOGETHER = 2
_WAIT_SECONDS = 30.0
_LOOK_SECONDS = 0.5
Note = Callable[[int, int, str], None]
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
    stopping: Stopping | None = None,
    note: Note | None = None,
    run_id: int | None = None,
) -> Measurement:
    """Run an item's probes (all, some, or those that give some metrics, or `extra` ones instead), then its checks.

    A probe that fails gives missing values that say why; nothing it does can fail the whole. Before each probe `note`
    is told how many are done, of how many, and its name. Raises `NotFound`, `Stopped`, and `TooManyRequests` when
    others are measuring for long.
    """
    with _turn(wait_seconds, stopping):
        started = clock.now()
        subject = ItemSubject(database, store, item_id, stopping=stopping)
        with database.read() as session:
            entries = list(extra) or list(settings.of(session, subject.item).probes)
            if probe_ids is not None:
                entries = [entry for entry in entries if entry.id in probe_ids]
            if metrics is not None:
                giving = {row.probe_id for row in values.last(session, subject.item, [e.id for e in entries])
                          if row.metric in metrics}  # fmt: skip
                entries = [entry for entry in entries if entry.id in giving or _may_give(entry, metrics)]
            known = {entry.id: values.last(session, subject.item, [entry.id]) for entry in entries}
        found: list[tuple[Entry, Metric]] = []
        wanted = [entry for entry in entries if entry.enabled]
        for place, entry in enumerate(wanted):
            if note is not None:
                note(place, len(wanted), entry.name or label_of(entry))
            found += [(entry, metric) for metric in measured_by(entry, subject, known[entry.id])]
            subject.demand_going_on()
        crash.point("before-metrics")
        with database.write() as session:
            rows = _write(session, subject, found, by=by, run_id=run_id)
        return run_checks(database, subject=subject, by=by, started=started, rows=rows)


def measured_by(entry: Entry, subject: Subject, before: Sequence[MetricValue] = ()) -> Sequence[Metric]:
    """Return what a probe gives; when it fails, what it gave before as missing values with the reason."""
    try:
        found, params = settings.probe_of(entry)
        return found.measure(subject, params)
    except Stopped:
        raise
    except AtelierError as error:
        reason = error.message
    except Exception:
        _LOG.exception("Probe %s failed on %s.", entry.type, subject.name)
        reason = "This could not be measured: the server's log says why."
    if before:
        return values.missing(before, reason)
    return [Metric(f"probe:{entry.id}", entry.name or label_of(entry), None, problem=reason)]


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
        session.expunge_all()
        checked = []
        for entry in measuring.checks:
            if entry.enabled:
                session.rollback()  # a check may run code for a while: no old state of the database is held open
                checked.append((entry.id, view.outcome_of(entry)))
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
    session: Session, subject: ItemSubject, found: Sequence[tuple[Entry, Metric]], *, by: str, run_id: int | None
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
    run = session.get(MetricRun, run_id) if run_id is not None else None
    if run is not None:
        run.measured_at, run.version = at, subject.version
    return rows


def _deleted(subject: ItemSubject) -> NotFound:
    return NotFound(f"{subject.name} was deleted while it was being measured.")


@contextmanager
def _turn(wait_seconds: float, stopping: Stopping | None) -> Iterator[None]:
    until = time.monotonic() + wait_seconds
    while not _TURNS.acquire(timeout=min(_LOOK_SECONDS, max(0.0, until - time.monotonic()))):
        if stopping is not None:
            stopping.demand_going_on()
        if time.monotonic() >= until:
            raise TooManyRequests(
                "Other items are being measured at the moment.",
                hint="Try again in a minute: two at a time are measured.",
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


def label_of(entry: Entry) -> str:
    """Return what a probe is called."""
    try:
        return probe_types.get(entry.type).label
    except NotFound:
        return entry.type
