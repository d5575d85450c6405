"""The threads that measure what was asked for: a few, so that measuring leaves room for everybody else.

Their queue is the rows of `MetricRun`; a death loses none of them, and since values are written at once at the end, it
leaves none half written either.
"""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from atelier.db.engine import Database
from atelier.db.tables import MetricRun
from atelier.errors import AtelierError, Stopped
from atelier.items.store import Store
from atelier.metrics import runs
from atelier.metrics.follow import WakingBell
from atelier.metrics.measure import measure, run_checks
from atelier.metrics.stopping import Stopping
from atelier.metrics.subject import ItemSubject

_LOG = logging.getLogger("atelier.metrics")
_THREADS = 2
_IDLE_SECONDS = 5.0
_WAIT_FOR_TURN_SECONDS = 24 * 3600.0
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `done` of `total` probes, and the name of the one at work."""

    done: int
    total: int
    probe: str


class MeasuringPool:
    """Measures what was asked for."""

    def __init__(self, database: Database, store: Store, bell: WakingBell, *, threads: int = _THREADS) -> None:
        self._database = database
        self._store = store
        self._bell = bell
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._at_work: dict[int, Stopping] = {}
        self._progress: dict[int, Progress] = {}
        self._threads = [
            threading.Thread(target=self._loop, name=f"atelier-measuring-{number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        """Take up what a former server left, and begin."""
        with self._database.write() as session:
            runs.recover(session)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Interrupt what is being measured; it is measured after the next start."""
        self._ending.set()
        with self._lock:
            for stopping in self._at_work.values():
                stopping.ask()
        self._bell.ring(runs.BELL)
        until = time.monotonic() + _END_SECONDS
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))

    def tell(self, run_ids: Sequence[int]) -> None:
        """Ask runs that are at work to stop."""
        with self._lock:
            told = [self._at_work[run_id] for run_id in run_ids if run_id in self._at_work]
        for stopping in told:
            stopping.ask()

    def progress(self, run_id: int) -> Progress | None:
        """Return how far a run is."""
        return self._progress.get(run_id)

    def work(self) -> bool:
        """Measure the first that waits, if any does; say whether one did."""
        stopping = Stopping()
        with self._database.write() as session:
            run = runs.claim(session)
            if run is None:
                return False
            with self._lock:
                self._at_work[run.id] = stopping
        try:
            self._measure(run, stopping)
        finally:
            with self._lock:
                self._at_work.pop(run.id, None)
                self._progress.pop(run.id, None)
        return True

    def _loop(self) -> None:
        while not self._ending.is_set():
            seen = self._bell.count(runs.BELL)
            try:
                while not self._ending.is_set() and self.work():
                    pass
            except Exception:
                _LOG.exception("Measuring failed; trying again.")
                self._ending.wait(_IDLE_SECONDS)
            if not self._ending.is_set():
                self._bell.wait(runs.BELL, seen=seen, timeout_seconds=_IDLE_SECONDS)

    def _measure(self, run: MetricRun, stopping: Stopping) -> None:
        state, problem = "done", None
        try:
            if self._was_asked_to_stop(run.id):
                stopping.ask()  # between the claim and the entry among those at work
            self._carry_out(run, stopping)
        except Stopped:
            if self._ending.is_set():
                with self._database.write() as session:
                    runs.put_back(session, run.id)
                return
            state = "stopped"
        except AtelierError as error:
            state, problem = "failed", error.message
        except Exception:
            _LOG.exception("Run %s of a measurement failed.", run.id)
            state, problem = "failed", "This could not be measured: the server's log says why."
        with self._database.write() as session:
            runs.end(session, run.id, state=state, problem=problem)

    def _carry_out(self, run: MetricRun, stopping: Stopping) -> None:
        wish = runs.wish_of(run)
        if not wish.measures:
            subject = ItemSubject(self._database, self._store, run.item_id, stopping=stopping)
            run_checks(self._database, subject=subject, by=run.by)
            return

        def note(done: int, total: int, probe: str) -> None:
            self._progress[run.id] = Progress(done, total, probe)

        measure(
            self._database, self._store, item_id=run.item_id, by=run.by, probe_ids=wish.probes, metrics=wish.metrics,
            extra=wish.extra, wait_seconds=_WAIT_FOR_TURN_SECONDS, stopping=stopping, note=note, run_id=run.id,
        )  # fmt: skip

    def _was_asked_to_stop(self, run_id: int) -> bool:
        with self._database.read() as session:
            return bool(session.scalar(select(MetricRun.stop_asked).where(MetricRun.id == run_id)))
