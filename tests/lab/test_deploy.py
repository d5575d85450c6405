"""From a trained model to the flow and to scored tables, on a real server with real runners."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest
from tests.lab.deployed import Deployed
from tests.lab.room import CLASSES, features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("lab") / "home")
    server.start()
    yield server
    server.stop()


def test_scoring_after_deployment_gives_the_predictions_of_the_report(served: Served) -> None:
    done = Deployed(served, "DEPLOYED")
    room = done.room
    assert done.flow() == {
        "train_prepared": "up_to_date",
        "classes": "up_to_date",
        "train_train_prepared": "up_to_date",
    }
    model = done.model()
    assert [one["version"] for one in model["versions"]] == [1]
    assert model["versions"][0]["metrics"] == done.trained["metrics"]
    assert model["versions"][0]["origin"] == done.trained["full_id"]
    recipe = done.recipe(
        "prediction-scoring", {"dataset": done.dataset, "model": done.made["item_id"]}, {"output": "scored"},
        explanations=True, explained_rows=200,
    )  # fmt: skip
    job = done.run(recipe["id"])
    assert job["state"] == "DONE", [one["error"] for one in job["activities"]]
    scored = done.read("scored")
    assert scored.column_names == [
        "images", "target", "features", "prediction", *(f"proba_{name}" for name in CLASSES), "explanations",
    ]  # fmt: skip
    assert scored.num_rows == done.table.num_rows
    reasons = scored.column("explanations").to_pylist()
    assert all(len(json.loads(one)) == 3 for one in reasons[:200])
    assert all(name.startswith("features:") for name in json.loads(reasons[0]))
    assert reasons[200:] == [None] * 40
    rows = room.ask("GET", f"{room.base}/trained/{done.trained['id']}/rows?limit=200")
    assert rows["total"] == len(rows["rows"]) > 30
    predictions = scored.column("prediction").to_pylist()
    for row in rows["rows"]:
        assert predictions[row["row"]] == row["prediction"]
        for name, value in row["probabilities"].items():
            assert scored.column(f"proba_{name}")[row["row"]].as_py() == pytest.approx(value, abs=1e-6)


def test_training_again_gives_the_same_model_and_the_active_version_rules(served: Served) -> None:
    done = Deployed(served, "AGAIN")
    room = done.room
    score = done.recipe(
        "prediction-scoring",
        {"dataset": done.dataset, "model": done.made["item_id"]},
        {"output": "scored"},
        keep="none",
    )
    done.run(score["id"])
    first = done.read("scored")
    job = done.run(done.made["recipe_id"])
    assert job["state"] == "DONE", [one["error"] for one in job["activities"]]
    model = done.model()
    assert [(one["version"], one["is_active"]) for one in model["versions"]] == [(2, True), (1, False)]
    assert model["versions"][0]["metrics"] == pytest.approx(model["versions"][1]["metrics"])
    assert model["versions"][0]["values"] == model["versions"][1]["values"]
    states = done.flow()
    assert (states["classes"], states["scored"]) == ("up_to_date", "out_of_date")
    done.run(score["id"])
    assert done.read("scored").equals(first)  # the same seed gives the same model
    assert done.flow()["scored"] == "up_to_date"
    address = f"{room.base}/saved-models/{done.made['item_id']}"
    room.ask("POST", f"{address}/activate", {"version": 1})
    assert done.flow()["scored"] == "out_of_date"
    assert done.flow()["classes"] == "up_to_date"
    assert room.refused("DELETE", f"{address}/versions/1", status=409) == (
        "Version 1 is the active one. Make another version active first, then delete this one."
    )
    room.ask("DELETE", f"{address}/versions/2")
    assert [one["version"] for one in done.model()["deleted_versions"]] == [2]
    assert room.refused("POST", f"{address}/activate", {"version": 2}, status=404) == (
        "classes has no version 2. It may have been deleted."
    )
    room.ask("POST", f"{address}/versions/2/restore")
    compared = room.ask("GET", f"{address}/compare?left=1&right=2")
    assert {one["name"] for one in compared["metrics"]} == set(done.trained["metrics"])
    assert all(one["left"] == pytest.approx(one["right"]) for one in compared["metrics"])


def test_a_second_model_becomes_a_version_or_waits_to_be_made_active(served: Served) -> None:
    done = Deployed(served, "VERSIONS")
    room = done.room
    assert done.deploy(status=(409,), name="classes")["message"] == (
        "There is already a saved model called “classes” in this project. Choose another name."
    )
    again = done.deploy(saved_model_id=done.made["item_id"], activate=False)
    assert (again["item_id"], again["recipe_id"], again["version"]) == (
        done.made["item_id"],
        done.made["recipe_id"],
        2,
    )
    assert done.model()["version"] == 1
    assert done.flow()["classes"] == "up_to_date"
    told = room.ask("GET", f"{room.base}/trained/{done.trained['id']}/deployments")
    assert [(one["version"], one["is_active"]) for one in told] == [(2, False), (1, True)]
    _another_design_waits_and_is_used(done)
    room.ask("DELETE", f"{room.base}/saved-models/{done.made['item_id']}")
    assert done.deploy(status=(404,), saved_model_id=done.made["item_id"])["message"].startswith(
        "There is no saved model"
    )


def _another_design_waits_and_is_used(done: Deployed) -> None:
    """The training recipe trains the design of the active version, whichever was deployed last."""
    room = done.room
    address = f"{room.base}/recipes/{done.made['recipe_id']}"
    features = done.task["design"]["preprocessing"]["per_feature"]["features"]
    other = room.dataset("other", done.table)
    second = Deployed.task_of(room, other, rescaling="NONE")
    done.trained = room.train(second)["models"][0]
    before = room.ask("GET", address)
    waiting = done.deploy(saved_model_id=done.made["item_id"], activate=False)["version"]
    assert room.ask("GET", address)["revision"] == before["revision"]
    assert done.flow()["classes"] == "up_to_date"
    activate = f"{room.base}/saved-models/{done.made['item_id']}/activate"
    room.ask("POST", activate, {"version": waiting})
    used = room.ask("GET", address)
    now = used["params"]["design"]["preprocessing"]["per_feature"]["features"]
    assert (features["rescaling"], now["rescaling"]) == ("AVGSTD", "NONE")
    assert used["params"]["origin"] == done.trained["full_id"]
    assert used["inputs"]["dataset"] == [other]
    assert done.flow()["classes"] == "up_to_date"
    assert done.run(done.made["recipe_id"])["state"] == "DONE"  # a version of the second design
    assert done.flow()["classes"] == "up_to_date"
    room.ask("POST", activate, {"version": 1})
    again = room.ask("GET", address)
    assert {**again["params"], "activation": ""} == {**before["params"], "activation": ""}
    assert again["inputs"] == before["inputs"]
    assert done.flow()["classes"] == "up_to_date"
    room.ask("POST", activate, {"version": waiting + 1})  # trained again: of the design it stems from
    assert room.ask("GET", address)["params"]["origin"] == done.trained["full_id"]
    assert done.flow()["classes"] == "up_to_date"


def test_what_the_model_cannot_score_is_said_by_the_column(served: Served) -> None:
    done = Deployed(served, "WRONG")
    room = done.room
    missing = room.dataset("no_features", done.table.drop_columns(["features"]))
    numbers = done.table.drop_columns(["features"]).append_column("features", pa.array([1.5] * done.table.num_rows))
    other = room.dataset("numbers", numbers)
    for dataset, sentence in (
        (missing, "The model needs the column “features” as a vector (array); no_features has no such column."),
        (other, "The model needs the column “features” as a vector (array); in numbers it is of type double."),
    ):
        recipe = done.recipe(
            "prediction-scoring",
            {"dataset": dataset, "model": done.made["item_id"]},
            {"output": f"scored_{dataset}"},
        )
        body = {"targets": [{"kind": "recipe", "id": recipe["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
        assert room.refused("POST", f"{room.base}/jobs", body) == f"{recipe['name']}: {sentence}"
    longer = room.dataset("longer", features_table(20, 17))
    recipe = done.recipe(
        "prediction-scoring", {"dataset": longer, "model": done.made["item_id"]}, {"output": "scored_longer"}
    )
    job = done.run(recipe["id"])
    assert job["activities"][0]["error"]["message"] == (
        "The vectors of “features” have 17 numbers, but the model was trained on 16."
    )
    empty = room.dataset("empty", done.table.slice(0, 0))
    recipe = done.recipe(
        "prediction-scoring", {"dataset": empty, "model": done.made["item_id"]}, {"output": "scored_empty"}
    )
    job = done.run(recipe["id"])
    assert job["activities"][0]["error"]["message"] == "empty has no rows to score."
    room.ask("DELETE", f"{room.base}/saved-models/{done.made['item_id']}")
    assert "deleted" in room.refused(
        "POST",
        f"{room.base}/jobs",
        {"targets": [{"kind": "recipe", "id": recipe["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"},
    )


def test_many_deploy_at_once_and_none_overwrites_another(served: Served) -> None:
    done = Deployed(served, "CROWD")
    room = done.room
    address = f"{room.base}/trained/{done.trained['id']}/deploy"

    def deploy(body: dict[str, object]) -> int:
        return served.request("POST", address, json=body).status_code

    with ThreadPoolExecutor(6) as pool:
        named = sorted(pool.map(deploy, [{"name": "same"}] * 6))
        assert named == [201, 409, 409, 409, 409, 409]
        again = list(pool.map(deploy, [{"saved_model_id": done.made["item_id"]}] * 6))
    assert again == [201] * 6
    versions = done.model()["versions"]
    assert [one["version"] for one in versions] == [7, 6, 5, 4, 3, 2, 1]
    assert [one["version"] for one in versions if one["is_active"]] == [done.model()["version"]]
    assert done.flow()["classes"] == "up_to_date"


def test_a_version_goes_out_as_files_and_as_a_page(served: Served) -> None:
    done = Deployed(served, "OUT")
    address = f"{done.room.base}/saved-models/{done.made['item_id']}/versions/1"
    answer = served.request("GET", f"{address}/export/zip")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
    assert {"model.json", "input.json", "preprocessing.npz", "estimator.skops", "report/reference.json"} <= set(names)
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".joblib"))]
    page = served.request("GET", f"{address}/export/report")
    assert page.headers["content-disposition"].startswith("attachment")
    assert "classes, version 1" in page.text
    assert all(name in page.text for name in CLASSES)
    assert "<script" not in page.text
    assert "http" not in page.text
    detail = done.room.ask("GET", address)
    assert {"confusion", "classes", "reference"} <= set(detail["sections"])
    rows = done.room.ask("GET", f"{address}/rows?truth={CLASSES[0]}&prediction={CLASSES[0]}")
    assert all(row["picture"].startswith(CLASSES[0]) for row in rows["rows"])
    assert done.room.refused("GET", f"{done.room.base}/saved-models/{done.made['item_id']}/versions/9", status=404) == (
        "classes has no version 9. It may have been deleted."
    )
