"""Running one claimed activity from start to published results: used by the server itself and by Celery workers."""

import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Activity, Item, Project, Recipe, Slot
from atelier.errors import ActivityFailed, AtelierError
from atelier.flow import fingerprint as prints
from atelier.flow import graph as pure
from atelier.items import flow, inputs, publish, types
from atelier.jobs import claim as claims
from atelier.jobs import crash
from atelier.jobs.claim import Claim
from atelier.jobs.process import RunnerProcess
from atelier.jobs.recorder import Recorder
from atelier.jobs.supervise import Ending, Host, patiently, record_line, supervise
from atelier.projects import classes, variables
from atelier.projects.events import item_changed
from atelier.runner.spec import DeviceSpec, OutputSpec, RunSpec, slot_of
from atelier.storage.blobs import disk_error
from atelier.storage.staging import read_manifest


def execute(host: Host, claim: Claim, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Run the activity. Whatever happens, the attempt is closed, unless another holder has replaced this one.

    When `is_stopping` turns true, the run is ended and goes back to the queue.
    """
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
        recorder = Recorder(claim, host.followers.get(spec.kind), staging)
        ending = Ending()
        try:
            outcome = supervise(host, claim, runner, recorder, ending, spec, is_stopping)
        finally:
            is_gone = runner.end_group()
        crash.point("after-runner-end")
        if outcome == "given_back":
            patiently(host, lambda session: claims.release(session, claim, reason="the server was stopped"))
        elif outcome == "ended" and patiently(host, lambda session: _last_words(session, claim, recorder, is_gone)):
            _finish(host, claim, staging, runner.poll(), recorder, ending, fingerprint)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _last_words(session: Session, claim: Claim, recorder: Recorder, is_gone: bool) -> bool:
    if not claims.hold(session, claim):
        return False
    recorder.adopt()
    recorder.write(session)
    if not is_gone:
        text = "A process of this run does not end; its slot is given back all the same."
        record_line(session, claim, text, level="WARN")
    return True


def _prepare(host: Host, claim: Claim, staging: Path) -> tuple[RunSpec, str | None]:
    """Fix the inputs at their versions and write the specification."""
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "inputs").mkdir(parents=True)
    with host.database.read() as session:
        activity = session.get_one(Activity, claim.activity_id)
        described: dict[str, dict[str, Any]] = {}
        versions: dict[str, int] = {}
        for role, item_ids in activity.inputs.items():
            for position, item_id in enumerate(item_ids):
                item = session.get(Item, item_id)
                if item is None:
                    raise ActivityFailed(f"The input of “{role}” is gone.")
                one = inputs.describe_input(session, item=item, store=host.store, into=staging / "inputs")
                described[slot_of(role, position)] = one
                versions[item.id] = one["version"]
        outputs = {}
        for role, item_ids in activity.outputs.items():
            for position, item_id in enumerate(item_ids):
                item = session.get(Item, item_id)
                if item is None or item.deleted_at is not None:
                    raise ActivityFailed(
                        f"The output of “{role}” was deleted. Restore it from the trash, then run again."
                    )
                outputs[slot_of(role, position)] = OutputSpec.model_validate(
                    {"kind": item.kind, "name": item.name, "id": item.id}
                )
        project = session.get_one(Project, claim.project_key)
        slots = [session.get_one(Slot, slot_id) for slot_id in claim.slot_ids]
        gpus = [int(slot.facts["index"]) for slot in slots if slot.slot_class == "gpu"]
        threads = max(1, int(slots[0].facts.get("threads", 1)))
        found = variables.in_force(session, project)
        follower = host.followers.get(activity.kind)
        if follower is not None:
            params = follower.params_of(session, activity)
        else:
            params = found.expand(activity.params, verbatim=types.verbatim_of(activity.type))
        spec = RunSpec.model_validate(
            {
                "activity_id": activity.id,
                "kind": activity.kind,
                "type": activity.type,
                "params": params,
                "project_key": project.key,
                "variables": found.texts(),
                "inputs": described,
                "outputs": outputs,
                "staging": staging,
                "cache": host.cache,
                "device": DeviceSpec(gpus=gpus, memory_share=claim.share, threads=threads),
            }
        )
        return spec, _fingerprint(activity, params, versions)


def _fingerprint(activity: Activity, params: dict[str, Any], versions: dict[str, int]) -> str | None:
    if activity.kind != "recipe":
        return None
    recipe = pure.Recipe(
        id=activity.recipe_id or "",
        name=activity.name,
        type=activity.type,
        type_version=types.version_of(activity.type),
        params=flow.canonical(params),
        inputs=tuple(pure.RoleRef(role, item_id) for role, item_ids in activity.inputs.items() for item_id in item_ids),
    )
    return prints.fingerprint(recipe, versions)


def _finish(
    host: Host,
    claim: Claim,
    staging: Path,
    code: int | None,
    recorder: Recorder,
    ending: Ending,
    fingerprint: str | None,
) -> None:
    """Publish and close, or close with the reason why there is nothing to publish."""
    if code == 0 and (not ending.is_asked or ending.keep):
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
        state = "ABORTED" if ending.is_asked else "DONE"
        patiently(host, lambda session: _publish(session, claim, manifest, state, fingerprint))
        crash.point("after-publish")
    elif ending.is_asked:
        why = "stopped by a person"
        patiently(host, lambda session: claims.close(session, claim, state="ABORTED", reason=why, exit_code=code))
    else:
        error = recorder.error or _ended_badly(code)
        patiently(host, lambda session: _close_failed(session, claim, error, code))


def _publish(session: Session, claim: Claim, manifest: dict[str, Any], state: str, fingerprint: str | None) -> None:
    """In one fenced transaction: every output's next version, the end of the attempt, of the activity and its job."""
    crash.point("before-publish")
    if not claims.hold(session, claim):
        return
    activity = session.get_one(Activity, claim.activity_id)
    project = session.get_one(Project, claim.project_key)
    item_of = {slot_of(role, n): one for role, ids in activity.outputs.items() for n, one in enumerate(ids)}
    for slot, output in manifest["outputs"].items():
        item = session.get_one(Item, item_of[slot])
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


def _fail(host: Host, claim: Claim, error: AtelierError) -> None:
    described = {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "fields": [{"loc": list(problem.loc), "message": problem.message} for problem in error.fields],
    }
    patiently(host, lambda session: _close_failed(session, claim, described, None))


def _close_failed(session: Session, claim: Claim, error: dict[str, Any], code: int | None) -> None:
    if claims.hold(session, claim):
        record_line(session, claim, error["message"], level="ERROR")
        claims.close(session, claim, state="FAILED", reason=error["message"], exit_code=code, error=error)


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
