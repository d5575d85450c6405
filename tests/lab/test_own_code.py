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
    modeling["metrics"]["custom"]["code"] = "def score(y_true, y_pred):\n    return float((y_true == y_pred).mean())\n"
    session = room.train(room.save(task))
    assert [(one["label"], one["state"], one["text"]) for one in session["models"]] == [
        ("Looks around", "DONE", ""),
        ("Fails", "FAILED", "Fails, line 1: NameError: name 'undefined_name' is not defined."),
    ]
    assert session["models"][0]["score"] > 0.9
    assert session["models"][0]["score"] == session["models"][0]["metrics"]["accuracy"]


def test_code_that_is_no_python_is_refused_before(served: Served) -> None:
    room = Room(served, "OWNCODE2")
    task = _task(room)
    task["design"]["modeling"]["custom_python"] = [{"name": "Broken", "code": "clf = ("}]
    saved = room.save(task)
    assert [one["message"] for one in saved["problems"]] == ["Broken, line 1: '(' was never closed."]
    assert room.refused("POST", f"{room.base}/tasks/{task['id']}/train", {}) == "Broken, line 1: '(' was never closed."
