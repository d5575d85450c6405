"""One thread that reads new events and hands them to all viewers; each viewer has a bounded queue of its own."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import func, select

from atelier.db.engine import Database
from atelier.db.tables import Event
from atelier.jobs.bell import Bell

_LOG = logging.getLogger("atelier.jobs")
_POLL_SECONDS = 0.25
_MOST = 2000
_QUEUE_SIZE = 5000


class Viewer:
    """Somebody who watches a project, and perhaps one of its jobs closely."""

    def __init__(self, project_key: str, job_id: int | None) -> None:
        self.project_key = project_key
        self.job_id = job_id
        self.queue: queue.Queue[Event] = queue.Queue(_QUEUE_SIZE)
        self.overflowed = False
        self.wake: Callable[[], None] = lambda: None

    def wants(self, event: Event) -> bool:
        """Say whether an event is for this viewer: log lines only of the job that is watched."""
        if event.project_key != self.project_key:
            return False
        return event.kind not in CLOSE_ONLY or (self.job_id is not None and event.job_id == self.job_id)


CLOSE_ONLY = frozenset({"log", "warning", "epoch_start"})


class EventReader:
    """Reads the table of events once for all viewers of this server."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell
        self._viewers: set[Viewer] = set()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._last = 0

    def start(self) -> None:
        """Begin with what comes from now on; older events are read by each viewer itself."""
        with self._database.read() as session:
            self._last = session.scalar(select(func.max(Event.id))) or 0
        self._thread = threading.Thread(target=self._loop, name="atelier-events", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop reading and let all viewers go."""
        self._stopping.set()
        self._bell.ring("events")
        if self._thread is not None:
            self._thread.join(5)

    @contextmanager
    def watch(self, viewer: Viewer) -> Iterator[int]:
        """Add a viewer; gives the id after which its queue begins."""
        with self._lock:
            self._viewers.add(viewer)
            begins_after = self._last
        try:
            yield begins_after
        finally:
            with self._lock:
                self._viewers.discard(viewer)

    @property
    def is_stopping(self) -> bool:
        """Say whether the server is going down."""
        return self._stopping.is_set()

    def _loop(self) -> None:
        seen = self._bell.count("events")
        while not self._stopping.is_set():
            try:
                more = self._read()
            except Exception:
                _LOG.exception("Reading events failed; trying again.")
                more = False
                self._stopping.wait(_POLL_SECONDS)
            if not more:
                seen = self._bell.wait("events", seen=seen, timeout_seconds=_POLL_SECONDS)

    def _read(self) -> bool:
        with self._lock:
            if not self._viewers:
                with self._database.read() as session:
                    self._last = max(self._last, session.scalar(select(func.max(Event.id))) or 0)
                return False
        with self._database.read() as session:
            rows = session.scalars(select(Event).where(Event.id > self._last).order_by(Event.id).limit(_MOST)).all()
        if not rows:
            return False
        with self._lock:
            for viewer in self._viewers:
                self._hand_over(viewer, rows)
            self._last = rows[-1].id
        return len(rows) == _MOST

    @staticmethod
    def _hand_over(viewer: Viewer, rows: Sequence[Event]) -> None:
        for event in rows:
            if viewer.wants(event):
                try:
                    viewer.queue.put_nowait(event)
                except queue.Full:
                    viewer.overflowed = True  # it is dropped, and comes back with its last id
                    break
        viewer.wake()
