"""Evaluating a saved model in the flow: verdicts by row, a table of metrics that grows, a store with drift."""

from collections.abc import Iterator

import pyarrow as pa
import pytest
from tests.lab.deployed import Deployed
from tests.lab.room import features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("lab") / "home")
    server.start()
    yield server
    server.stop()


def test_each_run_adds_a_row_and_a_report_with_drift(served: Served) -> None:
    done = Deployed(served, "EVALUATED")
    room = done.room
    far = features_table(60)
    moved = pa.array(
        [[one + 40.0 for one in row] for row in far.column("features").to_pylist()], pa.list_(pa.float32())
    )
    targets = ["somebody_else" if place < 3 else one for place, one in enumerate(far.column("target").to_pylist())]
    other = room.dataset("other", far.set_column(2, "features", moved).set_column(1, "target", pa.array(targets)))
    recipe = done.recipe(
        "evaluation",
        {"dataset": done.dataset, "model": done.made["item_id"]},
        {"output": "verdicts", "metrics": "figures", "store": "evaluations"},
    )
    job = done.run(recipe["id"])
    assert job["state"] == "DONE", [one["error"] for one in job["activities"]]
    verdicts = done.read("verdicts")
    right = [
        truth == said
        for truth, said in zip(verdicts["target"].to_pylist(), verdicts["prediction"].to_pylist(), strict=True)
    ]
    assert verdicts["prediction_correct"].to_pylist() == right
    figures = done.read("figures").to_pylist()
    assert figures[0]["accuracy"] == pytest.approx(sum(right) / len(right))
    assert (figures[0]["model_version"], figures[0]["rows"], figures[0]["correct"]) == (1, len(right), sum(right))
    saved = room.ask("GET", f"{room.base}/recipes/{recipe['id']}")
    room.ask(
        "PUT",
        f"{room.base}/recipes/{recipe['id']}",
        {
            "revision": saved["revision"],
            "params": saved["params"],
            "inputs": {"dataset": [other], "model": [done.made["item_id"]]},
        },
    )
    job = done.run(recipe["id"])
    assert job["state"] == "DONE", [one["error"] for one in job["activities"]]
    figures = done.read("figures").to_pylist()
    assert [(one["dataset"], one["rows"], one["judged"]) for one in figures] == [
        ("train_prepared", 240, 240),
        ("other", 60, 57),
    ]
    store = next(one for one in room.ask("GET", f"{room.base}/flow")["items"] if one["name"] == "evaluations")
    assert store["holds"] == "evaluations"
    found = room.ask("GET", f"{room.base}/evaluation-stores/{store['id']}")
    assert [(one["dataset"]["name"], one["strong"]) for one in found["runs"]] == [("other", 1), ("train_prepared", 0)]
    run = room.ask("GET", f"{room.base}/evaluation-stores/{store['id']}/runs/{found['runs'][0]['path']}")
    assert run["unknown_classes"] == {"somebody_else": 3}
    assert run["features"][0]["name"] == "features"
    assert run["features"][0]["level"] == "strong"
    assert run["features"][0]["ks"] > 0.9
    assert run["training_metrics"] == done.trained["metrics"]
    address = f"{room.base}/evaluation-stores/{store['id']}/runs/{found['runs'][1]['path']}"
    first = room.ask("GET", address)
    assert first["has_rows"]
    classes, counts = first["confusion"]["classes"], first["confusion"]["counts"]
    for truth, said in zip(classes, counts, strict=True):
        for prediction, count in zip(classes, said, strict=True):
            cell = room.ask("GET", f"{address}/rows?truth={truth}&prediction={prediction}&limit=200")
            assert cell["total"] == count
            assert [(one["truth"], one["prediction"]) for one in cell["rows"]] == [(truth, prediction)] * count
            assert all(one["picture"] == verdicts["images"][one["row"]].as_py() for one in cell["rows"])
            sure = [one["confidence"] for one in cell["rows"]]
            assert sure == sorted(sure, reverse=True)


def test_a_dataset_without_the_truth_is_refused_by_its_name(served: Served) -> None:
    done = Deployed(served, "TRUTHLESS")
    blind = done.room.dataset("blind", done.table.drop_columns(["target"]))
    recipe = done.recipe("evaluation", {"dataset": blind, "model": done.made["item_id"]}, {"output": "verdicts"})
    body = {"targets": [{"kind": "recipe", "id": recipe["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
    assert done.room.refused("POST", f"{done.room.base}/jobs", body) == (
        f"{recipe['name']}: blind has no column “target”, which is the truth to compare with."
    )
