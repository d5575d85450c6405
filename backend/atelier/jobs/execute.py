"""Running one claimed activity from start to published results: used by the server itself and by Celery workers."""

import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from atelier.db.engine import Database
from atelier.db.tables import Activity, Item, Job, Project, Recipe, Slot
from atelier.errors import ActivityFailed, AtelierError
from atelier.flow import fingerprint as prints
from atelier.flow import graph as pure
from atelier.items import flow, inputs, publish, types
from atelier.items.store import Store
from atelier.jobs import claim as claims
from atelier.jobs import crash
from atelier.jobs.claim import Claim
from atelier.jobs.process import RunnerProcess
from atelier.jobs.recorder import Recorder
from atelier.projects import classes
from atelier.projects.events import item_changed, record
from atelier.runner.events import LogLine
from atelier.runner.spec import DeviceSpec, OutputSpec, RunSpec
from atelier.settings import Settings
from atelier.storage.blobs import disk_error
from atelier.storage.staging import read_manifest

_LOOK_SECONDS = 1.0
_TERM_AFTER_SECONDS = 2.0
_KEEP_SECONDS = 30.0
_KILL_AFTER_SECONDS = 5.0
_LAST_WORDS_SECONDS = 2.0


class Host(Protocol):
    """What an executor needs of the instance it runs in."""

    settings: Settings
    database: Database
    store: Store
    staging: Path
    cache: Path


@dataclass(slots=True)
class _Stop:
    """How far the ending of a run has gone."""

    asked_at: float = 0.0
    keep: bool = True
    termed: bool = False
    killed: bool = False


def execute(host: Host, claim: Claim) -> None:
    """Run the activity. Whatever happens, the attempt is closed, unless another holder has replaced this one."""
    staging = host.staging / f"attempt-{claim.attempt_id}"
    try:
        try:
            spec, fingerprint = _prepare(host, claim, staging)
        except AtelierError as error:
            _fail(host, claim, error)
            return
        crash.point("before-spawn")
        runner = RunnerProcess(
            host.settings, scratch=staging / "scratch", threads=spec.device.threads, gpus=spec.device.gpus
        )
        recorder = Recorder(claim)
        stop = _Stop()
        try:
            still_ours = _supervise(host, claim, runner, recorder, stop, spec)
        finally:
            is_gone = runner.end_group()
        if not still_ours:
            return
        code = runner.poll()
        with host.database.write() as session:
            if not claims.hold(session, claim):
                return
            recorder.write(session)
            if not is_gone:
                text = "A process of this run does not end; its slot is given back all the same."
                record_line(session, claim, text, level="WARN")
        _finish(host, claim, staging, code, recorder, stop, fingerprint)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def record_line(session: Session, claim: Claim, text: str, *, level: str = "INFO") -> None:
    """Add a line of the engine itself to the log."""
    body = LogLine.model_validate({"text": text, "level": level, "source": "job"})
    record(session, project_key=claim.project_key, job_id=claim.job_id, activity_id=claim.activity_id, body=body)


def _prepare(host: Host, claim: Claim, staging: Path) -> tuple[RunSpec, str | None]:
    """Fix the inputs at their versions and write the specification."""
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "inputs").mkdir(parents=True)
    with host.database.read() as session:
        activity = session.get_one(Activity, claim.activity_id)
        described: dict[str, dict[str, Any]] = {}
        versions: dict[str, int] = {}
        for role, item_ids in activity.inputs.items():
            for item_id in item_ids:
                item = session.get(Item, item_id)
                if item is None:
                    raise ActivityFailed(f"The input of “{role}” is gone.")
                described[role] = inputs.describe_input(session, item=item, store=host.store, into=staging / "inputs")
                versions[item.id] = described[role]["version"]
        outputs = {}
        for role, item_ids in activity.outputs.items():
            for item_id in item_ids:
                item = session.get(Item, item_id)
                if item is None or item.deleted_at is not None:
                    raise ActivityFailed(
                        f"The output of “{role}” was deleted. Restore it from the trash, then run again."
                    )
                outputs[role] = OutputSpec.model_validate({"kind": item.kind, "name": item.name})
        project = session.get_one(Project, claim.project_key)
        slot = session.get(Slot, claim.slot_id)
        gpus = [int(slot.facts["index"])] if slot is not None and slot.slot_class == "gpu" else []
        threads = max(1, int((slot.facts if slot else {}).get("threads", 1)))
        spec = RunSpec(
            activity_id=activity.id,
            kind="recipe" if activity.kind == "recipe" else "macro",
            type=activity.type,
            params=activity.params,
            project_key=project.key,
            variables={str(name): str(value) for name, value in project.variables.items()},
            inputs=described,
            outputs=outputs,
            staging=staging,
            cache=host.cache,
            device=DeviceSpec(gpus=gpus, memory_share=claim.share, threads=threads),
        )
        return spec, _fingerprint(activity, versions)


def _fingerprint(activity: Activity, versions: dict[str, int]) -> str | None:
    if activity.kind != "recipe":
        return None
    recipe = pure.Recipe(
        id=activity.recipe_id or "",
        name=activity.name,
        type=activity.type,
        type_version=types.version_of(activity.type),
        params=flow.canonical(activity.params),
        inputs=tuple(pure.RoleRef(role, item_id) for role, item_ids in activity.inputs.items() for item_id in item_ids),
    )
    return prints.fingerprint(recipe, versions)


def _supervise(host: Host, claim: Claim, runner: RunnerProcess, recorder: Recorder, stop: _Stop, spec: RunSpec) -> bool:
    """Follow the runner to its end; False means that this holder was replaced and must change nothing more."""
    with host.database.write() as session:
        if not claims.set_running(session, claim, pid=runner.pid, process_started_at=runner.started_at):
            return False
        slot = session.get(Slot, claim.slot_id)
        activity = session.get_one(Activity, claim.activity_id)
        record_line(session, claim, f"{activity.name} runs on {slot_words(slot)}, attempt {claim.number}.")
        if activity.slot_class == "gpu" and slot is not None and slot.slot_class == "cpu":
            record_line(session, claim, "This machine has no GPU: the run uses the processors.", level="WARN")
    crash.point("after-spawn")
    runner.tell(spec.model_dump(mode="json"))
    beat_at = looked_at = time.monotonic()
    renewed_at = time.monotonic()
    ended_at: float | None = None
    while True:
        for kind, value in runner.read(0.05):
            recorder.take(kind, value)
            crash.point("after-first-event")
        now = time.monotonic()
        if recorder.is_due():
            with host.database.write() as session:
                if not claims.hold(session, claim):
                    return False
                recorder.write(session)
        if now - beat_at >= host.settings.beat_seconds:
            beat_at = now
            with host.database.write() as session:
                if not claims.renew(session, claim, lease_seconds=host.settings.lease_seconds):
                    return False
            renewed_at = now
        if now - renewed_at > host.settings.lease_seconds * 2 / 3:
            return False
        if now - looked_at >= _LOOK_SECONDS:
            looked_at = now
            _look_for_abort(host, claim, runner, stop)
        if runner.poll() is not None:
            ended_at = ended_at or now
            # a child left behind may hold the pipes open: the group is ended by the caller all the same
            if runner.is_silent or now - ended_at > _LAST_WORDS_SECONDS:
                break
    return True


def _look_for_abort(host: Host, claim: Claim, runner: RunnerProcess, stop: _Stop) -> None:
    """Ask, then TERM, then KILL the group, once the job was asked to end."""
    now = time.monotonic()
    if not stop.asked_at:
        with host.database.read() as session:
            job = session.get_one(Job, claim.job_id)
            asked, keep = job.abort_requested_at, job.abort_keep
        if asked is None:
            return
        stop.asked_at, stop.keep = now, keep
        runner.tell({"do": "stop"})
        return
    with host.database.read() as session:
        stop.keep = stop.keep and session.get_one(Job, claim.job_id).abort_keep
    patience = _KEEP_SECONDS if stop.keep else _TERM_AFTER_SECONDS
    if not stop.termed and now - stop.asked_at >= patience:
        stop.termed = True
        runner.signal_group(signal.SIGTERM)
    elif stop.termed and not stop.killed and now - stop.asked_at >= patience + _KILL_AFTER_SECONDS:
        stop.killed = True
        runner.signal_group(signal.SIGKILL)


def _finish(
    host: Host,
    claim: Claim,
    staging: Path,
    code: int | None,
    recorder: Recorder,
    stop: _Stop,
    fingerprint: str | None,
) -> None:
    """Publish and close, or close with the reason why there is nothing to publish."""
    aborted = stop.asked_at > 0
    if code == 0 and (not aborted or stop.keep):
        try:
            manifest = read_manifest(staging)
            crash.point("before-adopt")
            publish.adopt_files(host.store.blobs, staging, manifest)
            crash.point("after-adopt")
        except AtelierError as problem:
            _fail(host, claim, problem)
            return
        except OSError as problem:
            _fail(host, claim, disk_error(problem))
            return
        _publish(host, claim, manifest, "ABORTED" if aborted else "DONE", fingerprint)
        return
    with host.database.write() as session:
        if aborted:
            claims.close(session, claim, state="ABORTED", reason="stopped by a person", exit_code=code)
        elif recorder.error is not None:
            claims.close(
                session, claim, state="FAILED", reason=recorder.error["message"], exit_code=code, error=recorder.error
            )
            record_line(session, claim, recorder.error["message"], level="ERROR")
        else:
            error = _ended_badly(code)
            claims.close(session, claim, state="FAILED", reason=error["message"], exit_code=code, error=error)
            record_line(session, claim, error["message"], level="ERROR")


def _publish(host: Host, claim: Claim, manifest: dict[str, Any], state: str, fingerprint: str | None) -> None:
    """In one fenced transaction: every output's next version, the end of the attempt, of the activity and its job."""
    crash.point("before-publish")
    with host.database.write() as session:
        if not claims.hold(session, claim):
            return
        activity = session.get_one(Activity, claim.activity_id)
        project = session.get_one(Project, claim.project_key)
        for role, output in manifest["outputs"].items():
            item = session.get_one(Item, activity.outputs[role][0])
            version = publish.publish(
                session,
                item=item,
                output=output,
                attempt_id=claim.attempt_id,
                author=activity.initiator,
                reason=f"written by {activity.name}",
                fingerprint=fingerprint,
            )
            names = output["facts"].get("class_names")
            if names:
                classes.assign(session, project=project, names=[str(name) for name in names])
            item_changed(session, project_key=project.key, object="item", id=item.id, change="built")
            record_line(session, claim, f"{item.name}: version {version.version} published.")
        if state == "ABORTED":
            activity.summary = {**activity.summary, "kept": True}
        if activity.recipe_id is not None:
            recipe = session.get(Recipe, activity.recipe_id)
            if recipe is not None:
                item_changed(session, project_key=project.key, object="recipe", id=recipe.id, change="built")
        crash.point("inside-publish")
        claims.close(session, claim, state=state, exit_code=0)
    crash.point("after-publish")


def _fail(host: Host, claim: Claim, error: AtelierError) -> None:
    described = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "fields": [{"loc": list(problem.loc), "message": problem.message} for problem in error.fields],
    }
    with host.database.write() as session:
        if claims.hold(session, claim):
            record_line(session, claim, error.message, level="ERROR")
            claims.close(session, claim, state="FAILED", reason=error.message, error=described)


def _ended_badly(code: int | None) -> dict[str, Any]:
    """Say why a runner ended that wrote neither results nor an error."""
    if code == -signal.SIGKILL:
        message = "The run was killed from outside, most likely because the machine ran out of memory."
        hint = "Halve the batch size, or choose smaller pictures, and run again."
        return {"code": "killed", "message": message, "hint": hint, "fields": []}
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        message = f"The run ended on signal {name}."
        return {"code": "killed", "message": message, "hint": "The log's last lines may show why.", "fields": []}
    message = f"The run ended with code {code} and without results."
    return {"code": "no_result", "message": message, "hint": "The log's last lines may show why.", "fields": []}


def slot_words(slot: Slot | None) -> str:
    """Return what a slot is called in a sentence."""
    if slot is None or slot.slot_class == "cpu":
        return "the processors"
    return f"GPU {slot.facts.get('index', 0)}"
