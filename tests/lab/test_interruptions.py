"""What ends a training session takes nothing away that was finished, and two sessions do not disturb each other."""

import time
from pathlib import Path
from typing import Any

import pytest
from tests.lab.room import Room, features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


def _slow_task(room: Room) -> dict[str, Any]:
    """Return a task whose first model is trained at once, and whose second has far too many candidates."""
    task = room.task(room.dataset("vectors", features_table(400, 32)), "target", style="algorithms")
    design = task["design"]
    design["preprocessing"]["per_feature"]["features"] = {"role": "INPUT", "type": "VECTOR"}
    for block in design["modeling"].values():
        if isinstance(block, dict) and "enabled" in block:
            block["enabled"] = False
    design["modeling"]["logistic_regression"]["enabled"] = True
    forest = design["modeling"]["random_forest_classification"]
    forest["enabled"] = True
    forest["n_estimators"]["values"] = list(range(200, 260))
    design["modeling"]["gridSearchParams"]["nJobs"] = 1
    return room.save(task)


def _start(room: Room, task: dict[str, Any]) -> int:
    job: int = room.ask("POST", f"{room.base}/tasks/{task['id']}/train", {})["id"]
    return job


def _models(room: Room, task: dict[str, Any], session: int = 0) -> dict[str, dict[str, Any]]:
    found = room.ask("GET", f"{room.base}/tasks/{task['id']}/sessions")[session]["models"]
    return {one["algorithm"]: one for one in found}


def _until_half_done(room: Room, task: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Wait until the first model is there and the search of the second is under way."""
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        models = _models(room, task)
        second = models["RANDOM_FOREST_CLASSIFICATION"]
        if models["LOGISTIC_REGRESSION"]["state"] == "DONE" and len(second["trials"]) >= 2:
            return models
        time.sleep(0.1)
    raise AssertionError(f"The session does not get on: {_models(room, task)}")


def _usable(room: Room, model: dict[str, Any]) -> None:
    base = f"{room.base}/trained/{model['id']}"
    row = room.ask("GET", f"{base}/kept-rows?limit=1")["rows"][0]["values"]
    answer = room.ask("POST", f"{base}/predict", {"rows": [{"features": row["features"]}]})[0]
    assert sum(answer["probabilities"].values()) == pytest.approx(1)
    assert room.ask("GET", f"{base}/report/confusion")["content"]["classes"]


@pytest.mark.parametrize("keep", [True, False])
def test_a_stopped_session_keeps_what_is_finished(served: Served, keep: bool) -> None:
    room = Room(served, f"STOP{keep:d}")
    task = _slow_task(room)
    job = _start(room, task)
    _until_half_done(room, task)
    before = {process.pid for process in served.runners()}
    assert before
    room.ask("POST", f"{room.base}/jobs/{job}/abort", {"keep": keep})
    assert room.wait(job)["state"] == "ABORTED"
    models = _models(room, task)
    assert models["LOGISTIC_REGRESSION"]["state"] == "DONE"
    assert models["RANDOM_FOREST_CLASSIFICATION"]["state"] == "ABORTED"
    trainers = [one for one in served.runners() if one.pid in before and "atelier.runner" in one.cmdline()]
    assert trainers == []
    _usable(room, models["LOGISTIC_REGRESSION"])


@pytest.mark.faults
def test_a_session_goes_on_after_the_server_was_killed(tmp_path: Path) -> None:
    server = Served(tmp_path / "home")
    server.start()
    try:
        room = Room(server, "KILLED")
        task = _slow_task(room)
        job = _start(room, task)
        ended = _until_half_done(room, task)["LOGISTIC_REGRESSION"]["ended_at"]
        server.kill()
        server.start()
        first = _models(room, task)["LOGISTIC_REGRESSION"]
        assert (first["state"], first["ended_at"]) == ("DONE", ended)
        _usable(room, first)
        _until_half_done(room, task)
        assert _models(room, task)["LOGISTIC_REGRESSION"]["ended_at"] == ended, "it was trained a second time"
        room.ask("POST", f"{room.base}/jobs/{job}/abort", {"keep": True})
        assert room.wait(job)["state"] == "ABORTED"
    finally:
        server.stop()


def test_two_people_train_one_task_at_once(served: Served) -> None:
    room = Room(served, "TWICE")
    task = room.task(room.dataset("vectors", features_table()), "target", style="algorithms")
    task["design"]["preprocessing"]["per_feature"]["features"] = {"role": "INPUT", "type": "VECTOR"}
    task = room.save(task)
    jobs = [_start(room, task), _start(room, task)]
    assert [room.wait(job)["state"] for job in jobs] == ["DONE", "DONE"]
    one, two = _models(room, task, 0), _models(room, task, 1)
    assert {name: model["metrics"] for name, model in one.items()} == {
        name: model["metrics"] for name, model in two.items()
    }
    sessions = room.ask("GET", f"{room.base}/tasks/{task['id']}/sessions")
    assert [session["number"] for session in sessions] == [2, 1]


def test_a_design_saved_by_two_is_told_to_the_second(served: Served) -> None:
    room = Room(served, "SAVED")
    task = room.task(room.dataset("vectors", features_table(60)), "target")
    room.save(task)
    body = {"revision": task["revision"], "design": task["design"]}
    assert room.refused("PUT", f"{room.base}/tasks/{task['id']}/design", body, status=409) == (
        "Somebody else saved this design in the meantime. Read it again to see their changes."
    )
