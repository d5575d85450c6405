"""Following a runner from its start to its end: events in, beats out, and asking it to stop when the job is to end."""

import logging
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from atelier.db.engine import Database
from atelier.db.tables import Activity, Job, Slot
from atelier.errors import Unavailable
from atelier.items.store import Store
from atelier.jobs import claim as claims
from atelier.jobs import crash
from atelier.jobs.bell import Bell
from atelier.jobs.claim import Claim
from atelier.jobs.process import RunnerProcess
from atelier.jobs.recorder import ActivityFollower, Recorder
from atelier.projects.events import record
from atelier.runner.events import LogLine
from atelier.runner.spec import RunSpec
from atelier.settings import Settings

_LOG = logging.getLogger("atelier.jobs")
_LOOK_SECONDS = 1.0
_TERM_AFTER_SECONDS = 2.0
_KEEP_SECONDS = 30.0
_KILL_AFTER_SECONDS = 5.0
_LAST_WORDS_SECONDS = 2.0
_AGAIN_SECONDS = 1.0
_PATIENCE = 2 / 3  # of a lease: a holder that could not renew for so long ends what it runs before another begins

_BUSY = (OperationalError, Unavailable)

T = TypeVar("T")
Outcome = Literal["ended", "replaced", "given_back"]


class Host(Protocol):
    """What an executor needs of the instance it runs in."""

    settings: Settings
    database: Database
    bell: Bell
    store: Store
    home: Path
    staging: Path
    cache: Path

    @property
    def followers(self) -> Mapping[str, ActivityFollower]:
        """Return what follows activities of a kind, by the kind."""
        ...


@dataclass(slots=True)
class Ending:
    """How far the ending of a run has gone."""

    asked_at: float = 0.0
    keep: bool = True
    termed: bool = False
    killed: bool = False

    @property
    def is_asked(self) -> bool:
        """Say whether a person has asked for the end."""
        return self.asked_at > 0


def supervise(
    host: Host,
    claim: Claim,
    runner: RunnerProcess,
    recorder: Recorder,
    ending: Ending,
    spec: RunSpec,
    is_stopping: Callable[[], bool],
) -> Outcome:
    """Follow the runner to its end. Its group may have living processes still: the caller ends them.

    `replaced`: another holds the activity, or this one could not renew its lease; nothing more may be changed.
    `given_back`: the host is going down.
    """
    if not _begin(host, claim, runner):
        return "replaced"
    crash.point("after-spawn")
    runner.tell(spec.model_dump(mode="json"))
    beat_at = looked_at = renewed_at = time.monotonic()
    rings = host.bell.count("queue")
    write_after = 0.0
    ended_at: float | None = None
    while True:
        for kind, value in runner.read(0.05):
            recorder.take(kind, value)
            crash.point("after-first-event")
        now = time.monotonic()
        is_beat = now - beat_at >= host.settings.beat_seconds
        if now >= write_after and (is_beat or recorder.is_due()):
            try:
                if not _store(host, claim, recorder, renew=is_beat):
                    return "replaced"
            except _BUSY:
                _LOG.warning("Attempt %s cannot write to the database; trying again.", claim.attempt_id, exc_info=True)
                write_after = now + _AGAIN_SECONDS
            else:
                if is_beat:
                    beat_at = renewed_at = now
        if now - renewed_at > host.settings.lease_seconds * _PATIENCE:
            _LOG.error("Attempt %s could not renew its lease and ends itself.", claim.attempt_id)
            return "replaced"
        if is_stopping():
            return "given_back"
        if now - looked_at >= _LOOK_SECONDS or host.bell.count("queue") != rings:
            looked_at, rings = now, host.bell.count("queue")
            _look_for_abort(host, claim, runner, ending)
        if runner.poll() is not None:
            ended_at = ended_at or now
            # a child left behind may hold the pipes open: the group is ended by the caller all the same
            if runner.is_silent or now - ended_at > _LAST_WORDS_SECONDS:
                return "ended"


def patiently(host: Host, work: Callable[[Session], T]) -> T:
    """Do `work` in one write transaction, and again each second while the database is busy or its disk full.

    Gives up, with the database's error, when the lease may have run out.
    """
    limit = time.monotonic() + host.settings.lease_seconds * _PATIENCE
    while True:
        try:
            with host.database.write() as session:
                return work(session)
        except _BUSY:
            if time.monotonic() > limit:
                raise
            _LOG.warning("The database cannot be written to; trying again.", exc_info=True)
            time.sleep(_AGAIN_SECONDS)


def record_line(session: Session, claim: Claim, text: str, *, level: str = "INFO") -> None:
    """Add a line of the engine itself to the log."""
    body = LogLine.model_validate({"text": text, "level": level, "source": "job"})
    record(session, project_key=claim.project_key, job_id=claim.job_id, activity_id=claim.activity_id, body=body)


def slot_words(slots: Sequence[Slot]) -> str:
    """Return what slots are called in a sentence: `the processors`, `GPU 0`, `GPUs 0 and 1`."""
    gpus = [str(slot.facts.get("index", 0)) for slot in slots if slot.slot_class == "gpu"]
    if not gpus:
        return "the processors"
    return f"GPU {gpus[0]}" if len(gpus) == 1 else f"GPUs {', '.join(gpus[:-1])} and {gpus[-1]}"


def _begin(host: Host, claim: Claim, runner: RunnerProcess) -> bool:
    with host.database.write() as session:
        if not claims.set_running(session, claim, pid=runner.pid, process_started_at=runner.started_at):
            return False
        slots = [slot for slot in (session.get(Slot, slot_id) for slot_id in claim.slot_ids) if slot is not None]
        activity = session.get_one(Activity, claim.activity_id)
        record_line(session, claim, f"{activity.name} runs on {slot_words(slots)}, attempt {claim.number}.")
        not_granted = _not_granted(activity, slots)
        if not_granted:
            record_line(session, claim, not_granted, level="WARN")
    return True


def _not_granted(activity: Activity, slots: Sequence[Slot]) -> str | None:
    """Return what of an activity's wish this machine cannot give; a run never falls back without a word."""
    given = {int(slot.facts.get("index", 0)) for slot in slots if slot.slot_class == "gpu"}
    if activity.slot_class == "gpu" and not given:
        return "This machine has no GPU: the run uses the processors."
    missing = sorted(set(activity.wish.get("gpus", ())) - given)
    if missing:
        return f"This machine has no GPU {', '.join(map(str, missing))}: the run uses {slot_words(slots)}."
    return None


def _store(host: Host, claim: Claim, recorder: Recorder, *, renew: bool) -> bool:
    """Write what the runner said and renew the lease, if it is time; False when the token does not hold any more."""
    recorder.adopt()
    with host.database.write() as session:
        if renew:
            held = claims.renew(session, claim, lease_seconds=host.settings.lease_seconds)
        else:
            held = claims.hold(session, claim)
        if not held:
            return False
        recorder.write(session)
    recorder.written()
    return True


def _look_for_abort(host: Host, claim: Claim, runner: RunnerProcess, ending: Ending) -> None:
    """Ask, then TERM, then KILL the group, once the job was asked to end."""
    now = time.monotonic()
    with host.database.read() as session:
        job = session.get(Job, claim.job_id)
        if job is None or job.abort_requested_at is None:
            return
        ending.keep = ending.keep and job.abort_keep
    if not ending.is_asked:
        ending.asked_at = now
        runner.tell({"do": "stop"})
        return
    patience = _KEEP_SECONDS if ending.keep else _TERM_AFTER_SECONDS
    if not ending.termed and now - ending.asked_at >= patience:
        ending.termed = True
        runner.signal_group(signal.SIGTERM)
    elif ending.termed and not ending.killed and now - ending.asked_at >= patience + _KILL_AFTER_SECONDS:
        ending.killed = True
        runner.signal_group(signal.SIGKILL)
