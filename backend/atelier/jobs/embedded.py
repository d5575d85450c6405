"""The executor inside the server: a thread that claims, one per running activity, one that sweeps."""

import logging
import threading
import time

from atelier.db.tables import Slot
from atelier.items.inspector import Inspector
from atelier.jobs import claim as claims
from atelier.jobs import crash, process, slots, sweep
from atelier.jobs.claim import Claim
from atelier.jobs.execute import execute
from atelier.jobs.supervise import Host

_LOG = logging.getLogger("atelier.jobs")
_POLL_SECONDS = 1.0
_SWEEP_SECONDS = 5.0
_STAGING_SWEEP_SECONDS = 60.0
_BLOB_SWEEP_SECONDS = 1800.0
_STOP_SECONDS = 15.0


class EmbeddedExecutor:
    """Runs activities on this machine. The data folder's lock makes it the only one."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._name = "server"  # the same wherever the data folder is moved, so that its slots are found again
        self._slots: list[Slot] = []
        self._running: dict[int, threading.Thread] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._inspector = Inspector(host.database, host.store, host.bell)

    def start(self) -> None:
        """Recover what a former process left, then begin."""
        process.end_leftovers(self._host.home)
        with self._host.database.write() as session:
            sweep.recover(session)
            self._slots = slots.ensure(session, settings=self._host.settings, executor=self._name)
        sweep.sweep_staging(self._host.database, self._host.staging)
        for target in (self._claim_loop, self._sweep_loop):
            thread = threading.Thread(target=target, name=f"atelier-{target.__name__}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._inspector.start()

    def stop(self) -> None:
        """Stop claiming and end what runs: it goes back to the queue, for the next start."""
        self._stopping.set()
        self._host.bell.ring("queue")
        self._inspector.stop()
        with self._lock:
            running = list(self._running.values())
        limit = time.monotonic() + _STOP_SECONDS
        for thread in [*self._threads, *running]:
            thread.join(max(0.0, limit - time.monotonic()))

    @property
    def running(self) -> set[int]:
        """Return the attempts that this process is running."""
        with self._lock:
            return set(self._running)

    def _claim_loop(self) -> None:
        seen = self._host.bell.count("queue")
        while not self._stopping.is_set():
            try:
                claim = self._claim()
            except Exception:
                _LOG.exception("Claiming failed; trying again.")
                claim = None
                time.sleep(_POLL_SECONDS)
            if claim is None:
                seen = self._host.bell.wait("queue", seen=seen, timeout_seconds=_POLL_SECONDS)

    def _claim(self) -> Claim | None:
        with self._host.database.read() as session:
            if not claims.anything_waits(session):
                return None
        with self._host.database.write() as session:
            claim = claims.claim_next(
                session,
                executor=self._name,
                slots=self._slots,
                lease_seconds=self._host.settings.lease_seconds,
            )
        if claim is not None:
            crash.point("after-claim")
            # the thread starts the runner and outlives it: the runner's death signal is tied to it
            thread = threading.Thread(target=self._run, args=(claim,), name=f"attempt-{claim.attempt_id}", daemon=True)
            with self._lock:
                self._running[claim.attempt_id] = thread
            thread.start()
        return claim

    def _run(self, claim: Claim) -> None:
        try:
            execute(self._host, claim, is_stopping=self._stopping.is_set)
        except Exception as error:
            _LOG.exception("Attempt %s failed in the engine.", claim.attempt_id)
            self._give_up(claim, error)
        finally:
            with self._lock:
                self._running.pop(claim.attempt_id, None)
            self._host.bell.ring("queue")

    def _give_up(self, claim: Claim, error: Exception) -> None:
        message = f"The engine failed on this run: {type(error).__name__}: {error}"
        described = {"code": "engine", "message": message, "hint": "Run it again.", "fields": []}
        try:
            with self._host.database.write() as session:
                claims.close(session, claim, state="FAILED", reason=message, error=described)
        except Exception:
            _LOG.exception("Closing attempt %s failed; its lease will run out.", claim.attempt_id)

    def _sweep_loop(self) -> None:
        swept_at = staging_at = time.monotonic()
        while not self._stopping.wait(_SWEEP_SECONDS):
            try:
                with self._host.database.read() as session:
                    late = claims.anything_late(session, but=self.running)
                if late:
                    with self._host.database.write() as session:
                        sweep.expire(session, but=self.running)
                if time.monotonic() - staging_at >= _STAGING_SWEEP_SECONDS:
                    staging_at = time.monotonic()
                    sweep.sweep_staging(self._host.database, self._host.staging)
                if time.monotonic() - swept_at >= _BLOB_SWEEP_SECONDS:
                    swept_at = time.monotonic()
                    sweep.sweep_blobs(self._host.database, self._host.store.blobs)
            except Exception:
                _LOG.exception("Sweeping failed; trying again.")
