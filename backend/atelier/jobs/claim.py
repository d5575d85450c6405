"""Claiming work and every later write about it, fenced by a token: whoever does not hold it changes nothing."""

import socket
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Activity, Attempt, Job, Slot
from atelier.jobs import crash
from atelier.jobs.placement import Placement, Room, Wish, place
from atelier.projects.events import record
from atelier.runner.events import ActivityState, JobState

LIVE = ("CLAIMED", "RUNNING")
FINAL = ("DONE", "FAILED", "ABORTED", "SKIPPED")
MAX_LOST = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run one activity: all writes about it name the token."""

    attempt_id: int
    activity_id: int
    job_id: int
    project_key: str
    number: int
    token: str
    slot_ids: tuple[str, ...]
    share: float


def executor_name() -> str:
    """Return the name under which this host claims."""
    return socket.gethostname()


def claim_next(session: Session, *, executor: str, slots: list[Slot], lease_seconds: float) -> Claim | None:
    """Take the next activity that may run, or None.

    Order: whose initiator has fewest activities running in the slot class, then longest waiting. An activity may run
    when all it needs are done, nobody else is writing what it writes, and a slot of its class has room. One write
    transaction; the caller commits.
    """
    rooms = _rooms(session, slots)
    if not any(room.free > 0 for room in rooms):
        return None
    now = clock.now()  # only here: until the first statement had its turn to write, time has passed
    live = session.scalars(select(Activity).where(Activity.state.in_(LIVE))).all()
    being_written = {item_id for activity in live for item_id in written_by(activity)}
    waiting = session.scalars(
        select(Activity)
        .where(Activity.state == "QUEUED", (Activity.not_before.is_(None)) | (Activity.not_before <= now))
        .order_by(Activity.id)
        .with_for_update(skip_locked=True)
    ).all()
    for activity in fair_order(waiting, live):
        if not being_written.isdisjoint(written_by(activity)) or not _may_start(session, activity):
            continue
        placement = place(wish_of(activity), rooms)
        if placement is not None:
            return _take(session, activity, placement, executor, now, lease_seconds)
    return None


def fair_order(waiting: Sequence[Activity], live: Sequence[Activity]) -> list[Activity]:
    """Return waiting activities in the order in which they are to start: fewest running first, then longest waiting."""
    running = Counter((activity.slot_class, activity.initiator) for activity in live)
    return sorted(waiting, key=lambda one: (running[one.slot_class, one.initiator], one.created_at, one.id))


def wish_of(activity: Activity) -> Wish:
    """Return where an activity asks to run."""
    return Wish(activity.slot_class, tuple(activity.wish.get("gpus", ())), float(activity.wish.get("share", 1.0)))


def written_by(activity: Activity) -> set[str]:
    """Return the ids of the items that an activity writes; at any time each is written by one run at most."""
    return {item_id for item_ids in activity.outputs.values() for item_id in item_ids}


def renew(session: Session, claim: Claim, *, lease_seconds: float) -> bool:
    """Extend the lease; False means: replaced or gone, kill the child and leave."""
    changed = session.execute(
        update(Attempt).where(_held(claim)).values(lease_until=clock.now() + timedelta(seconds=lease_seconds))
    )
    return _rows(changed) == 1


def set_running(session: Session, claim: Claim, *, pid: int, process_started_at: float) -> bool:
    """Note the process that runs the attempt."""
    changed = session.execute(
        update(Attempt).where(_held(claim)).values(state="RUNNING", pid=pid, process_started_at=process_started_at)
    )
    if _rows(changed) != 1:
        return False
    now = clock.now()
    activity = session.get_one(Activity, claim.activity_id)
    activity.state = "RUNNING"
    activity.started_at = activity.started_at or now
    job = session.get_one(Job, claim.job_id)
    if job.state == "NOT_STARTED":
        job.state, job.started_at = "RUNNING", now
        record(session, project_key=job.project_key, job_id=job.id, body=JobState(state="RUNNING", name=job.name))
    _tell(session, activity)
    return True


def hold(session: Session, claim: Claim) -> bool:
    """Lock the attempt for a final write and say whether the token still holds."""
    found = session.scalar(select(Attempt.id).where(_held(claim)).with_for_update())
    return found is not None


def close(
    session: Session,
    claim: Claim,
    *,
    state: str,
    reason: str = "",
    exit_code: int | None = None,
    error: dict[str, Any] | None = None,
) -> bool:
    """End the attempt and its activity in a final state; False when the token does not hold any more."""
    now = clock.now()
    changed = session.execute(
        update(Attempt).where(_held(claim)).values(state=state, ended_at=now, reason=reason[:1000], exit_code=exit_code)
    )
    if _rows(changed) != 1:
        return False
    activity = session.get_one(Activity, claim.activity_id)
    end_activity(session, activity, state=state, error=error)
    return True


def lose(session: Session, attempt: Attempt, *, reason: str) -> None:
    """Give up on an attempt whose holder is gone: back to the queue, at most three times."""
    now = clock.now()
    attempt.state, attempt.ended_at, attempt.reason = "LOST", now, reason
    activity = session.get_one(Activity, attempt.activity_id)
    if activity.state in FINAL:
        return
    job = session.get_one(Job, activity.job_id)
    activity.lost_tries += 1
    if job.abort_requested_at is not None:
        end_activity(session, activity, state="ABORTED")
    elif activity.lost_tries > MAX_LOST:
        message = f"{activity.name} was lost {activity.lost_tries} times and is not tried again: {reason}"
        end_activity(
            session, activity, state="FAILED", error={"code": "lost", "message": message, "hint": None, "fields": []}
        )
    else:
        _back_to_queue(session, activity, not_before=now + timedelta(seconds=2 ** (activity.lost_tries - 1)))


def release(session: Session, claim: Claim, *, reason: str) -> bool:
    """Give an attempt back unfinished because its host is going down in good order; this does not count as lost."""
    changed = session.execute(
        update(Attempt).where(_held(claim)).values(state="LOST", ended_at=clock.now(), reason=reason)
    )
    if _rows(changed) != 1:
        return False
    activity = session.get_one(Activity, claim.activity_id)
    if session.get_one(Job, claim.job_id).abort_requested_at is not None:
        end_activity(session, activity, state="ABORTED")
    else:
        _back_to_queue(session, activity, not_before=None)
    return True


def end_activity(session: Session, activity: Activity, *, state: str, error: dict[str, Any] | None = None) -> None:
    """Put an activity into a final state, skip what needs it, and end the job when nothing is left."""
    activity.state, activity.ended_at, activity.error = state, clock.now(), error
    activity.waiting_for = ""
    if state == "DONE":
        activity.fraction = 1.0
    _tell(session, activity)
    session.flush()
    if state != "DONE":
        _skip_dependants(session, activity)
    advance(session, session.get_one(Job, activity.job_id))


def advance(session: Session, job: Job) -> None:
    """End the job when all its activities are in a final state."""
    session.flush()
    activities = session.scalars(select(Activity).where(Activity.job_id == job.id)).all()
    states = {activity.state for activity in activities}
    if not states.issubset(FINAL) or job.state in ("DONE", "FAILED", "ABORTED"):
        return
    failed = next((activity for activity in activities if activity.state == "FAILED"), None)
    job.state = "FAILED" if failed else "ABORTED" if "ABORTED" in states else "DONE"
    if failed is not None:
        job.error = {**(failed.error or {}), "activity_id": failed.id, "recipe_id": failed.recipe_id}
    crash.point("before-job-end")
    job.ended_at = clock.now()
    job.started_at = job.started_at or job.ended_at
    body = JobState(state=job.state, name=job.name, error=job.error)
    record(session, project_key=job.project_key, job_id=job.id, body=body)


def _back_to_queue(session: Session, activity: Activity, *, not_before: datetime | None) -> None:
    activity.state, activity.not_before = "QUEUED", not_before
    activity.fraction, activity.progress_text, activity.summary = None, "", {}
    _tell(session, activity)


def _skip_dependants(session: Session, ended: Activity) -> None:
    others = session.scalars(select(Activity).where(Activity.job_id == ended.job_id, Activity.state == "QUEUED")).all()
    gone = {ended.id}
    for activity in sorted(others, key=lambda one: one.position):
        if gone.intersection(activity.needs):
            gone.add(activity.id)
            activity.state = "ABORTED" if ended.state == "ABORTED" else "SKIPPED"
            activity.ended_at = clock.now()
            activity.waiting_for = f"{ended.name} did not finish"
            _tell(session, activity)


def _take(
    session: Session,
    activity: Activity,
    placement: Placement,
    executor: str,
    now: datetime,
    lease_seconds: float,
) -> Claim | None:
    changed = session.execute(
        update(Activity)
        .where(Activity.id == activity.id, Activity.state == "QUEUED")
        .values(state="CLAIMED", waiting_for="")
    )
    if _rows(changed) != 1:
        return None
    number = (session.scalar(select(func.max(Attempt.number)).where(Attempt.activity_id == activity.id)) or 0) + 1
    attempt = Attempt(
        activity_id=activity.id,
        number=number,
        token=ids.token(),
        state="CLAIMED",
        executor=executor,
        slot_id=placement.slot_ids[0],
        slot_ids=list(placement.slot_ids),
        share=placement.share,
        lease_until=now + timedelta(seconds=lease_seconds),
        started_at=now,
    )
    session.add(attempt)
    session.flush()
    session.refresh(activity)
    _tell(session, activity)
    return Claim(
        attempt_id=attempt.id,
        activity_id=activity.id,
        job_id=activity.job_id,
        project_key=activity.project_key,
        number=number,
        token=attempt.token,
        slot_ids=placement.slot_ids,
        share=attempt.share,
    )


def _may_start(session: Session, activity: Activity) -> bool:
    if not activity.needs:
        return True
    states = session.scalars(select(Activity.state).where(Activity.id.in_(activity.needs))).all()
    return all(state == "DONE" for state in states)


def _rooms(session: Session, slots: Sequence[Slot]) -> list[Room]:
    """Return what is free of each slot. An attempt holds its slots until it is closed: after its processes are gone."""
    taken: Counter[str] = Counter()
    for slot_ids, share in session.execute(select(Attempt.slot_ids, Attempt.share).where(Attempt.state.in_(LIVE))):
        for slot_id in slot_ids:
            taken[slot_id] += share
    return [
        Room(
            slot.id,
            0.0 if slot.paused else max(0.0, slot.capacity - taken[slot.id]),
            int(slot.facts.get("index", 0)) if slot.slot_class == "gpu" else None,
        )
        for slot in slots
    ]


def _held(claim: Claim) -> ColumnElement[bool]:
    return (Attempt.id == claim.attempt_id) & (Attempt.token == claim.token) & Attempt.state.in_(LIVE)


def _rows(result: Any) -> int:
    return int(result.rowcount)


def _tell(session: Session, activity: Activity) -> None:
    body = ActivityState(
        activity=activity.name,
        state=activity.state,
        recipe_id=activity.recipe_id,
        waiting_for=activity.waiting_for,
        error=activity.error,
    )
    record(session, project_key=activity.project_key, job_id=activity.job_id, activity_id=activity.id, body=body)


def anything_waits(session: Session) -> bool:
    """Say whether there is queued work, so that an idle executor takes no write lock."""
    now = clock.now()
    where = (Activity.state == "QUEUED") & ((Activity.not_before.is_(None)) | (Activity.not_before <= now))
    return session.scalar(select(Activity.id).where(where).limit(1)) is not None


def anything_late(session: Session, *, but: set[int]) -> bool:
    """Say whether the lease of an attempt has run out, except of those given."""
    late = session.scalars(select(Attempt.id).where(Attempt.state.in_(LIVE), Attempt.lease_until < clock.now()))
    return any(attempt_id not in but for attempt_id in late)
