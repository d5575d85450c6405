"""Measurements that were asked for, as rows: what survives a death of the server, and what pages show meanwhile."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.hooks import after_commit
from atelier.db.tables import Item, MetricRun, MetricValue
from atelier.errors import TooManyRequests
from atelier.metrics.settings import Entry
from atelier.projects.events import item_changed

OPEN = ("waiting", "running")
BELL = "metrics"
MOST_TRIES = 3
MOST_OPEN = 20
_KEPT = 20
GIVEN_UP = f"The server ended {MOST_TRIES} times while this was being measured; it is not tried again."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured: all probes, some of them, those that give some metrics, or `extra` ones instead.

    Without `measures` only the checks are run, on the values there are.
    """

    probes: Sequence[str] | None = None
    metrics: Sequence[str] | None = None
    extra: Sequence[Entry] = ()
    measures: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the wish as it is stored."""
        return {
            "probes": None if self.probes is None else sorted(set(self.probes)),
            "metrics": None if self.metrics is None else sorted(set(self.metrics)),
            "extra": [asdict(entry) for entry in self.extra],
            "measures": self.measures,
        }


def wish_of(run: MetricRun) -> Wish:
    """Return what was asked for."""
    return Wish(**{**run.wish, "extra": [Entry(**entry) for entry in run.wish["extra"]]})


def ask(session: Session, *, item: Item, wish: Wish, by: str) -> MetricRun:
    """Ask for a measurement of an item as it is now; the same wish that is still open is not asked for twice.

    Raises `TooManyRequests` when very much waits for this item already.
    """
    opened = _open(session, item.id)
    wanted = wish.as_json()
    for run in opened:
        is_current = run.state == "waiting" or (run.version == item.version and not run.stop_asked)
        if is_current and run.wish == wanted:
            return run
    if len(opened) >= MOST_OPEN:
        raise TooManyRequests(
            f"{MOST_OPEN} measurements of {item.name} are waiting already.", hint="Wait for them, or stop them."
        )
    run = MetricRun(
        item_id=item.id, state="waiting", wish=wanted, by=by[:80], asked_at=clock.now(), version=0, tries=0,
        stop_asked=False,
    )  # fmt: skip
    session.add(run)
    session.flush()
    bell = session.info.get("bell")
    if bell is not None:
        after_commit(session, lambda: bell.ring(BELL))
    return run


def stop(session: Session, *, item: Item) -> list[int]:
    """Stop what is measured of an item and what waits; returns the runs that have to be told, as they are at work."""
    told = []
    for run in _open(session, item.id):
        if run.state == "waiting":
            run.state, run.ended_at = "stopped", clock.now()
        else:
            run.stop_asked = True
            told.append(run.id)
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="changed")
    return told


def recover(session: Session) -> None:
    """Let what the server's end cut short wait again: nothing of it was written. Call it before anything measures."""
    for run in session.scalars(select(MetricRun).where(MetricRun.state == "running")):
        if run.stop_asked:
            run.state, run.ended_at = "stopped", clock.now()
        elif run.tries >= MOST_TRIES:
            run.state, run.ended_at, run.problem = "failed", clock.now(), GIVEN_UP
        else:
            run.state, run.started_at = "waiting", None


def claim(session: Session) -> MetricRun | None:
    """Take the first run that waits, of an item that is not being measured already."""
    busy = select(MetricRun.item_id).where(MetricRun.state == "running")
    run = session.scalar(
        select(MetricRun)
        .where(MetricRun.state == "waiting", MetricRun.item_id.not_in(busy))
        .order_by(MetricRun.id)
        .limit(1)
    )
    if run is None:
        return None
    item = session.get_one(Item, run.item_id)
    run.state, run.started_at, run.version = "running", clock.now(), item.version
    run.tries += 1
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="changed")
    return run


def end(session: Session, run_id: int, *, state: str, problem: str | None = None) -> None:
    """Note how a run ended, and forget the oldest ones of its item."""
    run = session.get(MetricRun, run_id)
    if run is None:
        return  # its item was deleted for good meanwhile
    run.state, run.problem, run.ended_at = state, problem, clock.now()
    item = session.get_one(Item, run.item_id)
    session.flush()
    ended = select(MetricRun.id).where(MetricRun.item_id == item.id, MetricRun.state.not_in(OPEN))
    oldest = session.scalar(ended.order_by(MetricRun.id.desc()).offset(_KEPT).limit(1))
    if oldest is not None:
        session.execute(
            delete(MetricRun).where(MetricRun.item_id == item.id, MetricRun.state.not_in(OPEN), MetricRun.id <= oldest)
        )
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="changed")


def put_back(session: Session, run_id: int) -> None:
    """Let a run wait again that the server's orderly end interrupted; that is no failed try."""
    run = session.get(MetricRun, run_id)
    if run is not None and run.state == "running":
        run.state, run.started_at, run.tries = "waiting", None, run.tries - 1


def current(session: Session, item: Item) -> MetricRun | None:
    """Return the run that pages show: the one at work, else the one that waits longest, else the newest that ended."""
    opened = sorted(_open(session, item.id), key=lambda run: (run.state != "running", run.id))
    if opened:
        return opened[0]
    newest = select(MetricRun).where(MetricRun.item_id == item.id).order_by(MetricRun.id.desc()).limit(1)
    return session.scalar(newest)


def values_of(session: Session, run: MetricRun) -> list[MetricValue]:
    """Return what a run measured."""
    if run.measured_at is None:
        return []
    here = (MetricValue.item_id == run.item_id, MetricValue.at == run.measured_at, MetricValue.by == run.by)
    return list(session.scalars(select(MetricValue).where(*here).order_by(MetricValue.id)))


def _open(session: Session, item_id: str) -> list[MetricRun]:
    asked = select(MetricRun).where(MetricRun.item_id == item_id, MetricRun.state.in_(OPEN)).order_by(MetricRun.id)
    return list(session.scalars(asked))
