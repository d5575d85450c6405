"""What the Lab's pages ask beside the designs: the rows after an analysis's script, and the answers that are wrong."""

from collections.abc import Iterator

import pyarrow as pa
import pytest
from tests.lab.room import Room, features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("lab-browsing") / "home")
    server.start()
    yield server
    server.stop()


def _step(kind: str, **params: object) -> dict[str, object]:
    return {"id": "s1", "type": kind, "params": params, "enabled": True, "comment": "", "group": ""}


def test_a_script_is_shown_on_the_rows_before_it_is_saved(served: Served) -> None:
    room = Room(served, "SCRIPT")
    dataset = room.dataset("train_prepared", features_table(40))
    analysis = room.ask("POST", f"{room.base}/analyses", {"dataset_id": dataset})
    place = f"{room.base}/analyses/{analysis['id']}/preview"
    step = _step("ColumnsSelector", keep=False, columns=["images"])
    shown = room.ask("POST", place, {"params": {"steps": [step]}, "limit": 5})
    assert [one["name"] for one in shown["columns"]] == ["target", "features"]
    assert (shown["total"], len(shown["rows"]), len(shown["steps"])) == (40, 5, 1)
    before = room.ask("POST", place, {"params": {"steps": [step]}, "upto": 0})
    assert [one["name"] for one in before["columns"]] == ["images", "target", "features"]
    assert room.ask("GET", f"{room.base}/analyses/{analysis['id']}")["script"] == []
    missing = f"{room.base}/analyses/nowhere/preview"
    assert room.refused("POST", missing, {"params": {"steps": []}}, status=404) == (
        "There is no such analysis in this project. It may have been deleted."
    )


def test_mistakes_are_asked_for_alone_surest_first(served: Served) -> None:
    room = Room(served, "WRONG")
    task = room.task(room.dataset("train_prepared", features_table(240, 4)), "target", style="algorithms")
    vector = next(one for one in room.ask("GET", "/api/lab/types")["features"] if one["type"] == "VECTOR")
    design = task["design"]
    design["preprocessing"]["per_feature"]["features"] = {"role": "INPUT", "type": "VECTOR", **vector["default"]}
    for block in design["modeling"].values():
        if isinstance(block, dict) and "enabled" in block:
            block["enabled"] = False
    design["modeling"]["logistic_regression"]["enabled"] = True
    model = room.train(room.save(task))["models"][0]
    place = f"{room.base}/trained/{model['id']}/rows?limit=200"
    every, right, wrong = (room.ask("GET", f"{place}&only={only}") for only in ("all", "right", "wrong"))
    assert every["total"] == right["total"] + wrong["total"] > 0
    assert all(row["truth"] == row["prediction"] for row in right["rows"])
    assert all(row["truth"] != row["prediction"] for row in wrong["rows"])
    for found in (every, right, wrong):
        sure = [row["confidence"] for row in found["rows"]]
        assert sure == sorted(sure, reverse=True)


def test_numbers_come_farthest_off_first(served: Served) -> None:
    room = Room(served, "FAR")
    size = [float(row % 37) for row in range(200)]
    table = pa.table({"size": size, "price": [3 * one + (row * 7 % 5) + 0.5 for row, one in enumerate(size)]})
    task = room.task(room.dataset("prices", table), "price", prediction_type="REGRESSION", style="prototype")
    for block in task["design"]["modeling"].values():
        if isinstance(block, dict) and "enabled" in block:
            block["enabled"] = False
    task["design"]["modeling"]["ridge_regression"]["enabled"] = True
    model = room.train(room.save(task))["models"][0]
    rows = room.ask("GET", f"{room.base}/trained/{model['id']}/rows?limit=200")["rows"]
    off = [abs(row["prediction"] - row["truth"]) for row in rows]
    assert off == sorted(off, reverse=True)
