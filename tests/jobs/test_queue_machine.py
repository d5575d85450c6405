"""The queue as a state machine: holders that come, go silent, come back and lie, under a clock that the test moves.

A small model in plain Python says what may be claimed and what must have happened; the rows must agree with it.
"""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.auth import users
from atelier.auth.caller import Caller
from atelier.db import schema
from atelier.db.engine import Database
from atelier.db.tables import Activity, Attempt, Event, Job, Slot
from atelier.errors import Conflict
from atelier.jobs import claim as claims
from atelier.jobs import sweep
from atelier.jobs.abort import abort
from atelier.jobs.claim import FINAL, LIVE, MAX_LOST, Claim
from atelier.projects import service

LEASE_SECONDS = 60.0
PEOPLE = ("ada", "bruno", "clara")
SLOTS = {"cpu-0": "cpu", "cpu-1": "cpu", "gpu-0": "gpu", "gpu-1": "gpu"}


def _make_database() -> Database:
    database = Database(f"sqlite:///{Path(tempfile.mkdtemp(prefix='queue-')) / 'queue.db'}")

    @event.listens_for(database.engine, "connect")
    def _hurry(dbapi: Any, _record: Any) -> None:
        dbapi.execute("PRAGMA synchronous=OFF")  # nothing is killed here: the disk need not be waited for

    schema.upgrade(database.engine)
    with database.write() as session:
        admin = users.create(session, login="admin", display_name="Administrator", is_admin=True)
        caller = Caller(admin.login, admin.id, is_admin=True, may_write_code=True, via="api")
        service.create(session, caller=caller, key="QUEUE", name="Queue")
        session.add_all(
            Slot(id=name, slot_class=kind, executor="here", facts={"index": int(name[-1])})
            for name, kind in SLOTS.items()
        )
    return database


class QueueMachine(RuleBasedStateMachine):
    """Rules are what holders, people, the sweeper and deaths do; invariants are read from the rows after each."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
        self._real_now: Callable[[], datetime] = clock.now
        clock.now = lambda: self.now
        self.held: dict[int, Claim] = {}  # what honest holders believe they hold
        self.stale: list[Claim] = []  # claims that ended, kept by holders that do not know it
        self.over: dict[int, str] = {}  # activities seen in a final state
        self.published: dict[int, int] = {}  # how often an activity's results were published
        with self.database.write() as session:
            for table in (Event, Attempt, Activity, Job):
                session.execute(delete(table))
            self.slots = list(session.scalars(select(Slot).order_by(Slot.slot_class.desc(), Slot.id)))

    def teardown(self) -> None:
        """Let everything run to its end: nothing may be stuck."""
        try:
            for _ in range(300):
                self.now += timedelta(seconds=90)
                self.expire()
                while self._claim() is not None:
                    continue
                for claim in list(self.held.values()):
                    self._close(claim, "DONE")
            with self.database.read() as session:
                states = set(session.scalars(select(Activity.state)))
                assert states <= set(FINAL), states
                assert set(session.scalars(select(Job.state))) <= {"DONE", "FAILED", "ABORTED"}
            self.rows_agree()
        finally:
            clock.now = self._real_now

    @initialize()
    def begin(self) -> None:
        self.submit("ada", [("cpu", [], 0, ((), 1.0)), ("cpu", [0], 1, ((), 1.0))])

    @rule(
        who=st.sampled_from(PEOPLE),
        steps=st.lists(
            st.tuples(
                st.sampled_from(["cpu", "gpu"]),
                st.lists(st.integers(0, 3), max_size=2),
                st.integers(0, 5),
                st.tuples(st.sampled_from([(), (0,), (1,), (0, 1)]), st.sampled_from([0.25, 0.5, 1.0])),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def submit(self, who: str, steps: list[tuple[str, list[int], int, tuple[tuple[int, ...], float]]]) -> None:
        """Accept a job: each step has a class, earlier steps it needs, the item it writes, and GPUs it wishes for."""
        with self.database.write() as session:
            job = Job(
                project_key="QUEUE", kind="build", name="a job", initiator=who, via="api", state="NOT_STARTED",
                created_at=self.now,
            )  # fmt: skip
            session.add(job)
            session.flush()
            made: list[Activity] = []
            for position, (slot_class, needs, item, (gpus, share)) in enumerate(steps):
                activity = Activity(
                    job_id=job.id, project_key="QUEUE", position=position, kind="recipe", type="any",
                    name=f"step {position}", outputs={"out": [f"item{item}"]}, slot_class=slot_class, initiator=who,
                    needs=sorted({made[need].id for need in needs if need < position}), state="QUEUED",
                    created_at=self.now, wish={"gpus": list(gpus), "share": share},
                )  # fmt: skip
                session.add(activity)
                session.flush()
                made.append(activity)

    @rule()
    def claim(self) -> None:
        self._claim()

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def spawn(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(list(self.held.values())))
        with self.database.write() as session:
            right = self._is_held(session, claim)
            assert claims.set_running(session, claim, pid=4242, process_started_at=1.0) == right
        self._forget_unless(claim, right)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def beat(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(list(self.held.values())))
        with self.database.write() as session:
            right = self._is_held(session, claim)
            assert claims.renew(session, claim, lease_seconds=LEASE_SECONDS) == right
        self._forget_unless(claim, right)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), state=st.sampled_from(["DONE", "DONE", "FAILED", "ABORTED"]))
    def finish(self, data: st.DataObject, state: str) -> None:
        self._close(data.draw(st.sampled_from(list(self.held.values()))), state)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(list(self.held.values())))
        with self.database.write() as session:
            right = self._is_held(session, claim)
            tries = session.get_one(Activity, claim.activity_id).lost_tries
            assert claims.release(session, claim, reason="the server was stopped") == right
            assert session.get_one(Activity, claim.activity_id).lost_tries == tries
        self.held.pop(claim.attempt_id)
        self.stale.append(claim)

    @precondition(lambda self: self.stale)
    @rule(data=st.data(), state=st.sampled_from(["DONE", "FAILED"]))
    def lie(self, data: st.DataObject, state: str) -> None:
        """A holder that was replaced comes back and wants to write: nothing may change."""
        claim = data.draw(st.sampled_from(self.stale))
        before = self._picture()
        with self.database.write() as session:
            assert not claims.hold(session, claim)
            assert not claims.renew(session, claim, lease_seconds=LEASE_SECONDS)
            assert not claims.set_running(session, claim, pid=1, process_started_at=1.0)
            assert not claims.close(session, claim, state=state)
            assert not claims.release(session, claim, reason="late")
        assert self._picture() == before

    @rule(seconds=st.sampled_from([1, 5, 30, 61, 200]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def expire(self) -> None:
        """The sweeper of a healthy server takes what was silent for too long, and nothing else."""
        with self.database.write() as session:
            late = set(
                session.scalars(select(Attempt.id).where(Attempt.state.in_(LIVE), Attempt.lease_until < self.now))
            )
            assert sweep.expire(session, but=set()) == len(late)
            left = session.scalars(select(Attempt.id).where(Attempt.id.in_(late), Attempt.state.in_(LIVE))).all()
            assert left == []

    @rule()
    def die(self) -> None:
        """The server is killed and started again: every holder is gone."""
        with self.database.write() as session:
            live = len(session.scalars(select(Attempt.id).where(Attempt.state.in_(LIVE))).all())
            assert sweep.recover(session) == live
        self.stale.extend(self.held.values())
        self.held.clear()

    @rule(data=st.data(), keep=st.booleans())
    def abort(self, data: st.DataObject, keep: bool) -> None:
        with self.database.write() as session:
            jobs = list(session.scalars(select(Job)))
            job = data.draw(st.sampled_from(jobs), label="job")
            if job.state in ("DONE", "FAILED", "ABORTED"):
                with pytest.raises(Conflict, match="is over already"):
                    abort(session, job=job, keep=keep, by="ada")
                return
            abort(session, job=job, keep=keep, by="ada")
            queued = session.scalars(select(Activity).where(Activity.job_id == job.id, Activity.state == "QUEUED"))
            assert queued.all() == []

    @invariant()
    def rows_agree(self) -> None:
        with self.database.read() as session:
            activities = {one.id: one for one in session.scalars(select(Activity))}
            attempts = list(session.scalars(select(Attempt)))
            live = [one for one in attempts if one.state in LIVE]
            # one live attempt for each activity that is live, and none besides
            assert sorted(one.activity_id for one in live) == sorted(
                one.id for one in activities.values() if one.state in LIVE
            )
            # a slot is never given beyond what it has, pins are kept, and an item is never written by two
            for name in SLOTS:
                assert sum(one.share for one in live if name in one.slot_ids) <= 1.0
            for one in live:
                wish = activities[one.activity_id].wish["gpus"]
                if activities[one.activity_id].slot_class == "gpu":
                    assert [int(name[-1]) for name in one.slot_ids] == wish or (not wish and len(one.slot_ids) == 1)
                    assert all(name.startswith("gpu") for name in one.slot_ids)
                else:
                    assert one.share == 1.0
                    assert all(name.startswith("cpu") for name in one.slot_ids)
            written = [item for one in live for item in claims.written_by(activities[one.activity_id])]
            assert len(set(written)) == len(written)
            for one in activities.values():
                tried = [attempt for attempt in attempts if attempt.activity_id == one.id]
                assert [attempt.number for attempt in tried] == list(range(1, len(tried) + 1))
                assert one.lost_tries <= MAX_LOST + 1
                if tried:
                    assert all(activities[need].state == "DONE" for need in one.needs)
                if one.state == "DONE":
                    assert self.published.get(one.id) == 1
                    assert [attempt.state for attempt in tried].count("DONE") == 1
                else:
                    assert one.id not in self.published
                # what is over stays as it is
                assert self.over.get(one.id, one.state) == one.state
                if one.state in FINAL:
                    self.over[one.id] = one.state
                    assert one.ended_at is not None
                if one.state == "FAILED":
                    assert (one.error or {}).get("message")
            for job in session.scalars(select(Job)):
                states = {one.state for one in activities.values() if one.job_id == job.id}
                is_over = states <= set(FINAL)
                if job.abort_requested_at is not None:
                    assert "QUEUED" not in states  # what is to end is never begun again
                assert (job.state in ("DONE", "FAILED", "ABORTED")) == is_over
                if is_over:
                    right = "FAILED" if "FAILED" in states else "ABORTED" if "ABORTED" in states else "DONE"
                    assert job.state == right

    def _claim(self) -> Claim | None:
        with self.database.write() as session:
            expected = self._may_be_claimed(session)
            claim = claims.claim_next(session, executor="here", slots=self.slots, lease_seconds=LEASE_SECONDS)
            if claim is None:
                assert expected == []
                return None
            assert claim.activity_id in expected
        self.held[claim.attempt_id] = claim
        return claim

    def _may_be_claimed(self, session: Session) -> list[int]:
        """Return the activities that fairness lets go next: of each class, those of whoever runs least."""
        activities = list(session.scalars(select(Activity)))
        state_of = {one.id: one.state for one in activities}
        live = [one for one in activities if one.state in LIVE]
        free = dict.fromkeys(SLOTS, 1.0)
        for slot_ids, share in session.execute(select(Attempt.slot_ids, Attempt.share).where(Attempt.state.in_(LIVE))):
            for name in slot_ids:
                free[name] -= share

        def fits(one: Activity) -> bool:
            if one.slot_class == "cpu":
                return any(room == 1.0 for name, room in free.items() if name.startswith("cpu"))
            rooms = [free[f"gpu-{index}"] >= one.wish["share"] for index in one.wish["gpus"] or (0, 1)]
            return all(rooms) if one.wish["gpus"] else any(rooms)

        written = {item for one in live for item in claims.written_by(one)}
        ready = [
            one
            for one in activities
            if one.state == "QUEUED"
            and fits(one)
            and (one.not_before is None or one.not_before <= self.now)
            and all(state_of[need] == "DONE" for need in one.needs)
            and not written & claims.written_by(one)
        ]

        def running(one: Activity) -> int:
            return sum(other.initiator == one.initiator and other.slot_class == one.slot_class for other in live)

        fair = []
        for kind in ("cpu", "gpu"):
            of_kind = [one for one in ready if one.slot_class == kind]
            least = min((running(one) for one in of_kind), default=0)
            fairest = [one for one in of_kind if running(one) == least]
            oldest = min((one.created_at for one in fairest), default=self.now)
            fair += [one.id for one in fairest if one.created_at == oldest]
        return fair

    def _close(self, claim: Claim, state: str) -> None:
        error: dict[str, Any] | None = {"code": "x", "message": "It failed."} if state == "FAILED" else None
        with self.database.write() as session:
            right = self._is_held(session, claim)
            assert claims.close(session, claim, state=state, error=error) == right
            if right and state == "DONE":
                self.published[claim.activity_id] = self.published.get(claim.activity_id, 0) + 1
        self.held.pop(claim.attempt_id)
        self.stale.append(claim)

    def _is_held(self, session: Session, claim: Claim) -> bool:
        return session.get_one(Attempt, claim.attempt_id).state in LIVE

    def _forget_unless(self, claim: Claim, right: bool) -> None:
        if not right:
            self.held.pop(claim.attempt_id)
            self.stale.append(claim)

    def _picture(self) -> list[Any]:
        with self.database.read() as session:
            return [
                *session.execute(select(Job.id, Job.state, Job.ended_at)).all(),
                *session.execute(select(Activity.id, Activity.state, Activity.ended_at)).all(),
                *session.execute(select(Attempt.id, Attempt.state, Attempt.lease_until, Attempt.pid)).all(),
                len(session.scalars(select(Event.id)).all()),
            ]


@pytest.mark.timeout(900)
def test_the_queue_keeps_its_promises_whatever_its_holders_do() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    QueueMachine.database = _make_database()
    try:
        run_state_machine_as_test(
            QueueMachine,
            settings=settings(
                max_examples=20, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
    finally:
        QueueMachine.database.dispose()
