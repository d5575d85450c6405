"""What tests of the queue share: a project whose jobs are rows only, and claims on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from atelier import clock
from atelier.auth import users
from atelier.auth.caller import Caller
from atelier.db.engine import Database
from atelier.db.tables import Activity, Event, Job, Slot
from atelier.jobs import claim as claims
from atelier.jobs.claim import Claim
from atelier.projects import service
from atelier.settings import Settings


@dataclass
class Queue:
    """A queue in a test's database, with one project."""

    database: Database

    def submit(self, who: str = "ada", *, steps: int = 1, outputs: dict[str, Any] | None = None) -> list[int]:
        """Add a job whose steps each need the one before; return the ids of its activities."""
        with self.database.write() as session:
            now = clock.now()
            job = Job(
                project_key="QUEUE", kind="build", name="a job", initiator=who, via="api", state="NOT_STARTED",
                created_at=now,
            )  # fmt: skip
            session.add(job)
            session.flush()
            made: list[int] = []
            for position in range(steps):
                activity = Activity(
                    job_id=job.id, project_key="QUEUE", position=position, kind="recipe", type="any",
                    name=f"step {position}", slot_class="cpu", initiator=who, needs=made[-1:], state="QUEUED",
                    outputs=outputs or {}, created_at=now,
                )  # fmt: skip
                session.add(activity)
                session.flush()
                made.append(activity.id)
            return made

    def claim(self) -> Claim | None:
        """Claim what is next on a host of two slots."""
        with self.database.write() as session:
            slots = [session.get_one(Slot, f"cpu-{index}") for index in range(2)]
            return claims.claim_next(session, executor="here", slots=slots, lease_seconds=60)

    def claimed(self) -> Claim:
        """Submit a step and claim it."""
        self.submit()
        claim = self.claim()
        assert claim is not None
        return claim

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        """Return the bodies of all events of a kind."""
        with self.database.read() as session:
            return [event.body for event in session.query(Event).filter_by(kind=kind).order_by(Event.id)]


@pytest.fixture
def queue(database: Database, settings: Settings) -> Queue:
    with database.write() as session:
        admin = users.create(session, login="admin", display_name="Administrator", is_admin=True)
        caller = Caller(admin.login, admin.id, is_admin=True, may_write_code=True, via="api")
        service.create(session, caller=caller, key="QUEUE", name="Queue")
        session.add_all(
            Slot(id=f"cpu-{index}", slot_class="cpu", executor="here", facts={"threads": 1}) for index in range(2)
        )
    return Queue(database)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the one clock to a moment."""

    def to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return to
