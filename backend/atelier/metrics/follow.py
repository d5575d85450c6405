"""Measuring after builds: a thread that measures each new version of the items that wish it.

Its queue is the rows of settings whose `followed` is behind their item's version, so a publish neither waits for it nor
can be failed by it, and what a death cut short is taken up again. What ends the server again and again is given up.
"""

import logging
import threading
from datetime import timedelta
from typing import Protocol

from sqlalchemy import select, update

from atelier import clock
from atelier.db.engine import Database
from atelier.db.tables import Item, MetricSettings
from atelier.items.store import Store
from atelier.metrics import settings, values
from atelier.metrics.measure import measure
from atelier.metrics.subject import ItemSubject
from atelier.probes.base import Metric

_LOG = logging.getLogger("atelier.metrics")
_IDLE_SECONDS = 5.0
_WAIT_FOR_TURN_SECONDS = 600.0
_INSPECTION = timedelta(minutes=10)
MOST_TRIES = 3
BY = "after a build"


class WakingBell(Protocol):
    """The part of the bell that is needed here."""

    def wait(self, topic: str, *, seen: int, timeout_seconds: float) -> int: ...

    def count(self, topic: str) -> int: ...

    def ring(self, topic: str) -> None: ...


class Follower:
    """Measures what was built."""

    def __init__(self, database: Database, store: Store, bell: WakingBell) -> None:
        self._database = database
        self._store = store
        self._bell = bell
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="atelier-metrics", daemon=True)

    def start(self) -> None:
        """Begin following."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the item at hand; what is not done by then is done after the next start."""
        self._stopping.set()
        self._bell.ring("events")
        if self._thread.is_alive():
            self._thread.join(5)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            seen = self._bell.count("events")
            try:
                for item_id in self.behind():
                    if self._stopping.is_set():
                        return
                    self.follow(item_id)
            except Exception:
                _LOG.exception("Measuring after builds failed; trying again.")
                self._stopping.wait(_IDLE_SECONDS)
            self._bell.wait("events", seen=seen, timeout_seconds=_IDLE_SECONDS)
            self._stopping.wait(0.2)

    def behind(self) -> list[str]:
        """Return the items that have a version not yet measured."""
        with self._database.read() as session:
            return list(
                session.scalars(
                    select(MetricSettings.item_id)
                    .join(Item, Item.id == MetricSettings.item_id)
                    .where(
                        MetricSettings.after_build,
                        Item.deleted_at.is_(None),
                        Item.version > MetricSettings.followed,
                    )
                    .order_by(Item.updated_at)
                )
            )

    def follow(self, item_id: str) -> None:
        """Measure an item's current version and note it as followed."""
        subject = ItemSubject(self._database, self._store, item_id)
        built = subject.item.built_at or subject.item.updated_at
        if subject.kind == "folder" and clock.now() - built < _INSPECTION and subject.folder().waiting:
            return  # its pictures are still being looked at: that ends with an event
        tries = self._count_try(item_id)
        if tries > MOST_TRIES:
            self._give_up(subject)
        elif tries:
            try:
                measure(self._database, self._store, item_id=item_id, by=BY, wait_seconds=_WAIT_FOR_TURN_SECONDS)
            except Exception:
                self._uncount_try(item_id)  # only what ends the server counts
                raise
        self._note(item_id, subject.version)

    def _count_try(self, item_id: str) -> int:
        with self._database.write() as session:
            row = session.get(MetricSettings, item_id)
            if row is None or not row.after_build:
                return 0
            row.tries += 1
            return row.tries

    def _uncount_try(self, item_id: str) -> None:
        with self._database.write() as session:
            session.execute(
                update(MetricSettings)
                .where(MetricSettings.item_id == item_id, MetricSettings.tries > 0)
                .values(tries=MetricSettings.tries - 1)
            )

    def _note(self, item_id: str, version: int) -> None:
        with self._database.write() as session:
            session.execute(
                update(MetricSettings)
                .where(MetricSettings.item_id == item_id, MetricSettings.followed < version)
                .values(followed=version, tries=0)
            )

    def _give_up(self, subject: ItemSubject) -> None:
        """Write missing values: the server ended each time while it measured this version."""
        reason = f"The server ended {MOST_TRIES} times while this was being measured; it is not tried again."
        with self._database.write() as session:
            item = session.get_one(Item, subject.item.id)
            at = clock.now()
            for probe in settings.of(session, item).probes:
                before = values.last(session, item, [probe.id])
                metrics = values.missing(before, reason)
                for metric in metrics or [Metric(f"probe:{probe.id}", probe.name or probe.type, None, problem=reason)]:
                    session.add(
                        values.row_of(metric, item_id=item.id, version=subject.version, at=at, probe_id=probe.id, by=BY)
                    )
