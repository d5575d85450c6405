"""A person's own code in a session: it trains, and it sees nothing but the session's data."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.lab.room import Room, features_table
from tests.served import Served

from atelier.runner import landlock

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]

LOOKS_AROUND = """
import os, socket
from pathlib import Path
from sklearn.naive_bayes import GaussianNB
import pyarrow as pa
from pyarrow import fs

home = Path(os.environ["ATELIER_HOME"])
for what in (
    lambda: os.listdir(home),
    lambda: next(home.glob("*.db")).read_bytes(),
    lambda: open(home / "atelier.db", "rb").read(),
    lambda: fs.LocalFileSystem().open_input_stream(str(home / "atelier.db")).read(),
    lambda: socket.create_connection(("127.0.0.1", 22), timeout=1),
    lambda: (home / "blobs" / "mine").write_text("x"),
):
    try:
        what()
    except (OSError, StopIteration):
        continue
    raise RuntimeError(f"{what} was let in")
clf = GaussianNB()
"""


WRONG_SHARE = "def score(y_true, y_pred):\n    return float((y_true != y_pred).mean())\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("lab-code") / "home")
    server.start()
    yield server
    server.stop()


def _task(room: Room) -> dict[str, Any]:
    task = room.task(room.dataset("rows", features_table()), "target", style="custom")
    vector = next(one for one in room.ask("GET", "/api/lab/types")["features"] if one["type"] == "VECTOR")
    task["design"]["preprocessing"]["per_feature"]["features"] = {
        "role": "INPUT",
        "type": "VECTOR",
        **vector["default"],
    }
    return task


def _run(room: Room, recipe_id: str) -> dict[str, Any]:
    body = {"targets": [{"kind": "recipe", "id": recipe_id}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
    return room.wait(room.ask("POST", f"{room.base}/jobs", body)["id"])


def test_own_code_trains_and_is_shut_off(served: Served) -> None:
    if landlock.abi() == 0:
        pytest.skip("This kernel has no Landlock.")
    room = Room(served, "OWNCODE")
    task = _task(room)
    modeling = task["design"]["modeling"]
    modeling["custom_python"] = [
        {"name": "Looks around", "code": LOOKS_AROUND},
        {"name": "Fails", "code": "clf = undefined_name"},
    ]
    modeling["metrics"]["evaluationMetric"] = "CUSTOM"
    modeling["metrics"]["custom"] = {"code": WRONG_SHARE, "greaterIsBetter": False, "needsProbability": False}
    session = room.train(room.save(task))
    assert [(one["label"], one["state"], one["text"]) for one in session["models"]] == [
        ("Looks around", "DONE", ""),
        ("Fails", "FAILED", "Fails, line 1: NameError: name 'undefined_name' is not defined."),
    ]
    trained = session["models"][0]
    assert trained["score"] < 0.1
    assert trained["score"] == pytest.approx(1 - trained["metrics"]["accuracy"])
    base = f"{room.base}/trained/{trained['id']}"
    shuffled = room.ask("GET", f"{base}/permutation")
    assert (shuffled["metric"], shuffled["score"]) == ("CUSTOM", pytest.approx(trained["score"]))
    assert shuffled["columns"][0]["loss"] > 0.3
    groups = room.ask("GET", f"{base}/subpopulations?column=target")
    assert groups["problem"] == ""
    assert all(one["metrics"]["custom"] == 1 - one["metrics"]["accuracy"] for one in groups["groups"])
    made = room.ask("POST", f"{base}/deploy", {"name": "own"})
    address = f"{room.base}/saved-models/{made['item_id']}"
    job = _run(room, made["recipe_id"])
    assert job["state"] == "DONE", job["error"]
    compared = room.ask("GET", f"{address}/compare?left=1&right=2")["metrics"]
    own = next(one for one in compared if one["name"] == "custom")
    assert (own["left"], own["greater_is_better"]) == (pytest.approx(own["right"]), False)
    recipe = room.ask(
        "POST",
        f"{room.base}/recipes",
        {
            "type": "evaluation",
            "inputs": {"dataset": [task["dataset_id"]], "model": [made["item_id"]]},
            "outputs": {"output": [{"new_name": "judged"}], "store": [{"new_name": "store"}]},
        },
    )
    job = _run(room, recipe["id"])
    assert job["state"] == "DONE", job["error"]
    store = next(one for one in room.ask("GET", f"{room.base}/flow")["items"] if one["name"] == "store")
    figures = room.ask("GET", f"{room.base}/evaluation-stores/{store['id']}")["runs"][0]["metrics"]
    assert figures["custom"] == pytest.approx(1 - figures["accuracy"])


def test_code_that_is_no_python_is_refused_before(served: Served) -> None:
    room = Room(served, "OWNCODE2")
    task = _task(room)
    none = "No algorithm is switched on. Switch on at least one under Algorithms."
    assert none in [one["message"] for one in task["problems"]]
    again = room.ask("POST", f"{room.base}/tasks/{task['id']}/guess", {"target": "target"})
    asked = room.ask("GET", f"{room.base}/tasks/{task['id']}")
    assert again["problems"] == asked["problems"] == task["problems"]
    task["revision"] = again["revision"]
    task["design"]["modeling"]["custom_python"] = [{"name": "Broken", "code": "clf = ("}]
    saved = room.save(task)
    assert [one["message"] for one in saved["problems"]] == ["Broken, line 1: '(' was never closed."]
    assert room.refused("POST", f"{room.base}/tasks/{task['id']}/train", {}) == "Broken, line 1: '(' was never closed."
