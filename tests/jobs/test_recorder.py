"""Storing what a runner says: nothing is lost when a commit fails, and nothing grows without bound."""

from typing import Any

import pytest
from tests.jobs.conftest import Queue

from atelier import jsontext
from atelier.db.tables import Activity
from atelier.jobs import recorder as recorders
from atelier.jobs.recorder import Recorder
from atelier.runner.events import EpochEnd


def _epoch(number: int, *, best: bool = False) -> dict[str, Any]:
    logs = {"loss": 1.0 / number, "val_acc": number / 10}
    return {"kind": "epoch", "epoch": number, "of": 10, "seconds": 2.0, "logs": logs, "best": best, "ended_at": 1.0}


def _write(queue: Queue, recorder: Recorder) -> None:
    with queue.database.write() as session:
        recorder.write(session)
    recorder.written()


def test_events_are_stored_once_and_in_order_though_a_commit_fails(queue: Queue) -> None:
    recorder = Recorder(queue.claimed())
    recorder.take("event", {"kind": "log", "text": "one"})
    recorder.take("event", _epoch(1))
    with queue.database._write() as session:
        recorder.write(session)
        session.rollback()  # as when the commit finds the disk full
    assert queue.bodies("epoch") == []
    recorder.take("event", {"kind": "log", "text": "two"})
    _write(queue, recorder)
    _write(queue, recorder)
    assert [body["text"] for body in queue.bodies("log")] == ["one", "two"]
    assert [body["epoch"] for body in queue.bodies("epoch")] == [1]


def test_an_epoch_is_due_at_once_and_a_line_after_a_moment(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = 100.0
    monkeypatch.setattr(recorders.time, "monotonic", lambda: moment)
    recorder = Recorder(queue.claimed())
    assert not recorder.is_due()
    recorder.take("event", {"kind": "log", "text": "one"})
    assert not recorder.is_due()
    moment += recorders.BATCH_SECONDS
    assert recorder.is_due()
    _write(queue, recorder)
    assert not recorder.is_due()
    recorder.take("event", _epoch(1))
    assert recorder.is_due()


def test_the_activity_keeps_the_last_and_the_best_epoch(queue: Queue) -> None:
    claim = queue.claimed()
    recorder = Recorder(claim)
    recorder.take("event", _epoch(1, best=True))
    recorder.take("event", _epoch(2, best=True))
    recorder.take("event", _epoch(3))
    recorder.take("event", {"kind": "progress", "fraction": 0.3, "text": "epoch 3/10", "seconds_left": 14})
    recorder.take("event", {"kind": "summary", "figures": {"pictures": 12}})
    _write(queue, recorder)
    with queue.database.read() as session:
        activity = session.get_one(Activity, claim.activity_id)
        found = {name: activity.summary[name] for name in ("epoch", "of", "best_epoch", "best_val_acc", "pictures")}
        assert found == {"epoch": 3, "of": 10, "best_epoch": 2, "best_val_acc": 0.2, "pictures": 12}
        assert (activity.fraction, activity.progress_text) == (0.3, "epoch 3/10")
        assert activity.summary["seconds_left"] == 14


def test_the_log_ends_with_a_sentence_when_it_grows_too_long(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorders, "MAX_LINES", 5)
    recorder = Recorder(queue.claimed())
    for number in range(20):
        recorder.take("noise", f"line {number}")
    recorder.take("event", _epoch(1))
    _write(queue, recorder)
    texts = [body["text"] for body in queue.bodies("log")]
    assert texts == [*(f"line {n}" for n in range(5)), "The log ends here: more than 5 lines were written."]
    assert len(queue.bodies("epoch")) == 1  # figures are never left out


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "nonsense"},
        {"kind": "epoch", "epoch": "first"},
        {"text": "no kind"},
        {"kind": None},
        7,
        "text",
        None,
        [],
        {"kind": "failed", "error": "just so"},
        {"kind": "failed"},
        {"kind": "summary", "figures": 3},
    ],
)
def test_lines_of_an_unknown_shape_are_told_and_never_stop_a_run(queue: Queue, line: Any) -> None:
    recorder = Recorder(queue.claimed())
    recorder.take("event", line)
    _write(queue, recorder)
    bodies = queue.bodies("log")
    assert len(bodies) == 1
    assert bodies[0]["level"] == "WARN"
    assert bodies[0]["text"].startswith("An event of an unknown shape was left out")


def test_a_figure_that_is_not_finite_is_left_out_and_its_epoch_is_kept(queue: Queue) -> None:
    recorder = Recorder(queue.claimed())
    sent = EpochEnd(epoch=1, of=2, seconds=1, logs={"loss": float("nan"), "acc": 0.5}, ended_at=1.0)
    recorder.take("event", jsontext.loads(jsontext.dumps(sent.model_dump(mode="json"))))
    recorder.take("event", {**_epoch(2), "logs": {"loss": None, "acc": 0.25}})
    _write(queue, recorder)
    assert [body["logs"] for body in queue.bodies("epoch")] == [{"acc": 0.5}, {"acc": 0.25}]


def test_lines_are_cut_at_a_bound(queue: Queue) -> None:
    recorder = Recorder(queue.claimed())
    recorder.take("noise", "x" * 100_000)
    recorder.take("event", {"kind": "log", "text": "y" * 100_000})
    _write(queue, recorder)
    assert {len(body["text"]) for body in queue.bodies("log")} == {recorders.MAX_LINE_CHARACTERS}
