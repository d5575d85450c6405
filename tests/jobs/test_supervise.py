"""Following a runner while the world around it fails: a busy database, a lease that cannot be renewed, a stop."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from tests.jobs.conftest import Queue

from atelier.db.tables import Attempt, Job
from atelier.jobs import supervise as supervising
from atelier.jobs.abort import abort
from atelier.jobs.bell import Bell
from atelier.jobs.claim import Claim
from atelier.jobs.process import RunnerProcess
from atelier.jobs.recorder import Recorder
from atelier.jobs.supervise import Ending, Host, patiently, supervise
from atelier.runner.spec import RunSpec


class FakeRunner:
    """A runner that says what the test tells it to, and ends when it is told or asked to."""

    pid = 4242
    started_at = 1.0

    def __init__(self, *says: dict[str, Any], ends: bool = True, obeys: bool = True) -> None:
        self._says = list(says)
        self._ends = ends
        self._obeys = obeys
        self.told: list[Any] = []
        self.signals: list[int] = []

    def tell(self, value: Any) -> None:
        self.told.append(value)
        if value.get("do") == "stop" and self._obeys:
            self._ends = True

    def read(self, timeout_seconds: float) -> Iterator[tuple[str, Any]]:
        time.sleep(0.001)
        if self._says:
            yield "event", self._says.pop(0)

    @property
    def is_silent(self) -> bool:
        return not self._says

    def poll(self) -> int | None:
        return 0 if self._ends and not self._says else None

    def signal_group(self, number: int) -> None:
        self.signals.append(number)
        self._ends = self._ends or number == 9

    def as_process(self) -> RunnerProcess:
        return cast(RunnerProcess, self)


class Failing:
    """The test's database, which refuses to be written to as often as it is told."""

    def __init__(self, queue: Queue, failures: int) -> None:
        self._queue = queue
        self.failures = failures
        self.read = queue.database.read

    @contextmanager
    def write(self) -> Iterator[Session]:
        if self.failures > 0:
            self.failures -= 1
            raise OperationalError("INSERT", {}, Exception("database or disk is full"))
        with self._queue.database.write() as session:
            yield session


def _host(database: Any, *, lease_seconds: float = 60.0, beat_seconds: float = 10.0) -> Host:
    settings = SimpleNamespace(lease_seconds=lease_seconds, beat_seconds=beat_seconds)
    return cast(Host, SimpleNamespace(settings=settings, database=database, bell=Bell()))


def _supervise(host: Host, claim: Claim, runner: FakeRunner, *, ending: Ending | None = None, **options: Any) -> str:
    recorder = options.pop("recorder", None) or Recorder(claim)
    return supervise(
        host,
        claim,
        runner.as_process(),
        recorder,
        ending or Ending(),
        cast(RunSpec, SimpleNamespace(model_dump=lambda mode: {"kind": "spec"})),
        options.pop("is_stopping", lambda: False),
    )


def _epoch(number: int) -> dict[str, Any]:
    return {"kind": "epoch", "epoch": number, "of": 3, "seconds": 1, "logs": {"loss": 1.0}, "ended_at": 1.0}


def test_a_database_that_fails_for_a_while_costs_no_event(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "_AGAIN_SECONDS", 0.01)
    claim = queue.claimed()
    database = Failing(queue, 0)
    recorder = Recorder(claim)
    runner = FakeRunner(*(_epoch(number) for number in (1, 2, 3)))
    host = _host(database)
    began = threading.Event()

    def fail_once_begun(value: Any) -> None:
        database.failures = 4
        began.set()

    monkeypatch.setattr(runner, "tell", fail_once_begun)
    assert _supervise(host, claim, runner, recorder=recorder) == "ended"
    assert began.is_set()
    patiently(host, lambda session: recorder.write(session))
    assert [body["epoch"] for body in queue.bodies("epoch")] == [1, 2, 3]


def test_a_holder_that_cannot_renew_its_lease_ends_itself(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "_AGAIN_SECONDS", 0.01)
    claim = queue.claimed()
    database = Failing(queue, 0)
    runner = FakeRunner(ends=False)
    monkeypatch.setattr(runner, "tell", lambda value: setattr(database, "failures", 10**9))
    began = time.monotonic()
    assert _supervise(_host(database, lease_seconds=0.6, beat_seconds=0.1), claim, runner) == "replaced"
    assert 0.4 <= time.monotonic() - began < 0.6 + 5  # before the lease of 0.6 s is over, were the machine idle


def test_a_replaced_holder_leaves_without_a_word(queue: Queue) -> None:
    claim = queue.claimed()
    with queue.database.write() as session:
        session.get_one(Attempt, claim.attempt_id).state = "LOST"
    assert _supervise(_host(queue.database), claim, FakeRunner(_epoch(1))) == "replaced"
    assert queue.bodies("epoch") == []


def test_a_host_that_goes_down_gives_the_run_back(queue: Queue) -> None:
    claim = queue.claimed()
    assert _supervise(_host(queue.database), claim, FakeRunner(ends=False), is_stopping=lambda: True) == "given_back"


def test_a_run_is_asked_once_to_stop_and_left_in_peace_to_save(queue: Queue) -> None:
    claim = queue.claimed()
    _ask_to_stop(queue, claim, keep=True)
    runner, ending = FakeRunner(ends=False), Ending()
    assert _supervise(_host(queue.database), claim, runner, ending=ending) == "ended"
    assert runner.told == [{"kind": "spec"}, {"do": "stop"}]
    assert runner.signals == []
    assert ending.is_asked
    assert ending.keep


def test_a_deaf_run_gets_term_then_kill(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LOOK_SECONDS", "_TERM_AFTER_SECONDS", "_KILL_AFTER_SECONDS"):
        monkeypatch.setattr(supervising, name, 0.02)
    claim = queue.claimed()
    _ask_to_stop(queue, claim, keep=False)
    runner = FakeRunner(ends=False, obeys=False)
    assert _supervise(_host(queue.database), claim, runner) == "ended"
    assert runner.signals == [15, 9]


def test_patience_ends_with_the_lease(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "_AGAIN_SECONDS", 0.01)
    assert patiently(_host(Failing(queue, 3)), lambda session: "done") == "done"
    with pytest.raises(OperationalError):
        patiently(_host(Failing(queue, 10**9), lease_seconds=0.1), lambda session: "never")


def _ask_to_stop(queue: Queue, claim: Claim, *, keep: bool) -> None:
    with queue.database.write() as session:
        abort(session, job=session.get_one(Job, claim.job_id), keep=keep, by="ada")
