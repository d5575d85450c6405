"""Part 4 of the course: features extracted, prepared, modelled in the Lab, deployed, and the test pictures scored."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.lab.room import Room
from tests.served import Served

pytestmark = [pytest.mark.keras, pytest.mark.timeout(900), pytest.mark.xdist_group("live-lab-course")]

_CLASS = "^(.*?)(?:_pic)?_[0-9]+\\."
_RENAMED = [{"from": "class_1", "to": "target"}, {"from": "prediction", "to": "features"}]
_KEPT = {"appliesTo": "COLUMNS", "columns": ["images", "target", "features"], "keep": True}
_STEPS = [
    {"type": "RegexpExtractor", "params": {"column": "images", "pattern": _CLASS, "prefix": "class_"}},
    {"type": "ColumnRenamer", "params": {"renamings": _RENAMED}},
    {"type": "ColumnsSelector", "params": _KEPT},
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("course") / "home")
    server.start()
    yield server
    server.stop()


class Course:
    """The steps of part 4 in one project."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def item(self, kind: str, name: str) -> str:
        """Return the id of an item by its name."""
        flow = self.room.ask("GET", f"{self.room.base}/flow")["items"]
        return next(str(one["id"]) for one in flow if one["kind"] == kind and one["name"] == name)

    def macro(self, type: str, **params: Any) -> None:
        """Run a macro to its end."""
        job = self.room.ask("POST", f"{self.room.base}/macros/{type}/run", {"params": params})
        done = self.room.wait(job["id"], 300)
        assert done["state"] == "DONE", done["error"]

    def recipe(self, type: str, inputs: dict[str, str], output: tuple[str, str], **params: Any) -> str:
        """Make a recipe and run it; returns the id of what it writes."""
        body = {
            "type": type,
            "inputs": {role: [item] for role, item in inputs.items()},
            "outputs": {output[0]: [{"new_name": output[1]}]},
            "params": params,
        }
        made = self.room.ask("POST", f"{self.room.base}/recipes", body)
        body = {"targets": [{"kind": "recipe", "id": made["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
        done = self.room.wait(self.room.ask("POST", f"{self.room.base}/jobs", body)["id"], 600)
        assert done["state"] == "DONE", done["error"]
        return self.item("dataset", output[1])

    def prepared(self, pictures: str, network: str, *, layer: int) -> str:
        """Extract features and prepare them as the course does."""
        roles = {"image_folder": pictures, "model_folder": network}
        raw = self.recipe("image-features", roles, ("feature_dataset", "features_train"), layer=layer)
        return self.recipe("prepare", {"input": raw}, ("output", "train_prepared"), steps=_STEPS)

    def model(self, prepared: str) -> dict[str, Any]:
        """Model the features in the Lab as the course does; returns the best trained model."""
        task = self.room.task(prepared, "target", style="algorithms")
        features = task["design"]["preprocessing"]["per_feature"]
        assert features["features"]["reason"] == "This feature was rejected because it looks like a unique identifier."
        assert task["design"]["pictureColumn"] == "images"
        features["features"] = {"role": "INPUT", "type": "VECTOR"}
        for key, block in task["design"]["modeling"].items():
            if isinstance(block, dict) and "enabled" in block:
                block["enabled"] = key in ("logistic_regression", "knn")
        job = self.room.ask("POST", f"{self.room.base}/tasks/{self.room.save(task)['id']}/train", {})
        self.room.wait(job["id"], 400)
        session = self.room.ask("GET", f"{self.room.base}/tasks/{task['id']}/sessions")[0]
        assert [one["state"] for one in session["models"]] == ["DONE", "DONE"]
        best: dict[str, Any] = session["models"][0]
        pictures = self.room.ask("GET", f"{self.room.base}/trained/{best['id']}/rows?limit=3")
        assert pictures["picture_folder"]
        assert all(row["picture"] for row in pictures["rows"])
        return best

    def scored(self, model: dict[str, Any], prepared: str, train: str, test: str) -> float:
        """Deploy, reproduce the preparation for the test pictures in one action, score them; returns the accuracy."""
        room = self.room
        made = room.ask("POST", f"{room.base}/trained/{model['id']}/deploy", {"name": "classifier"})
        body = {"item_id": prepared, "replaced": {train: test}, "saved_model_id": made["item_id"]}
        reproduced = room.ask("POST", f"{room.base}/reproductions", body)
        done = room.wait(reproduced["job_id"], 600)
        assert done["state"] == "DONE", done["error"]
        table = room.ask("GET", f"{room.base}/datasets/{reproduced['scored_id']}/rows?limit=1000")
        names = [column["name"] for column in table["columns"]]
        truth, said = names.index("target"), names.index("prediction")
        assert len(table["rows"]) > 0
        return sum(row[truth] == row[said] for row in table["rows"]) / len(table["rows"])


@pytest.fixture(scope="module")
def drawn(served: Served) -> Course:
    course = Course(Room(served, "DRAWN"))
    course.macro("tutorial-pictures", train=240, test=60, seed=7)
    course.macro("download-pretrained-model", output_name="network", network="sketchnet_drawn")
    return course


def test_part_four_on_drawn_pictures(drawn: Course) -> None:
    course = drawn
    train, test = course.item("folder", "images_train"), course.item("folder", "images_test")
    prepared = course.prepared(train, course.item("folder", "network"), layer=-2)
    model = course.model(prepared)
    accuracy = course.scored(model, prepared, train, test)
    print(f"drawn: {model['label']} {model['score']:.4f}, on the test pictures {accuracy:.4f}")
    assert accuracy > 0.7


class Looking:
    """A task whose model looks at the pictures themselves, through the network of the project."""

    def __init__(self, course: Course) -> None:
        self.course, self.room = course, course.room
        task = self.room.task(course.item("dataset", "labels"), "target", style="algorithms")
        design = task["design"]
        image = next(one for one in self.room.ask("GET", "/api/lab/types")["features"] if one["type"] == "IMAGE")
        folders = {
            "pictureFolder": course.item("folder", "images_train"),
            "networkFolder": course.item("folder", "network"),
        }
        for feature in design["preprocessing"]["per_feature"].values():
            feature["role"] = "TARGET" if feature["role"] == "TARGET" else "REJECT"
        given = {"role": "INPUT", "type": "IMAGE", **image["default"], **folders, "layer": -2}
        design["preprocessing"]["per_feature"]["path"] = given
        for key, block in design["modeling"].items():
            if isinstance(block, dict) and "enabled" in block:
                block["enabled"] = key == "logistic_regression"
        self.trained = self.room.train(self.room.save(task))["models"][0]
        assert self.trained["state"] == "DONE", self.trained["text"]
        self.made = self.room.ask("POST", f"{self.room.base}/trained/{self.trained['id']}/deploy", {"name": "looking"})

    def recipe(self, recipe_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.room.ask("GET", f"{self.room.base}/recipes/{recipe_id}")
        return found

    def make(self, type: str, inputs: dict[str, str], outputs: dict[str, str]) -> dict[str, Any]:
        body = {
            "type": type,
            "inputs": {role: [item] for role, item in inputs.items()},
            "outputs": {role: [{"new_name": name}] for role, name in outputs.items()},
        }
        return self.recipe(self.room.ask("POST", f"{self.room.base}/recipes", body)["id"])

    def run(self, recipe_id: str) -> dict[str, Any]:
        body = {"targets": [{"kind": "recipe", "id": recipe_id}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}
        return self.room.wait(self.room.ask("POST", f"{self.room.base}/jobs", body)["id"], 300)

    def rows(self, name: str) -> list[dict[str, Any]]:
        item = self.course.item("dataset", name)
        table = self.room.ask("GET", f"{self.room.base}/datasets/{item}/rows?limit=1000")
        names = [column["name"] for column in table["columns"]]
        return [dict(zip(names, row, strict=True)) for row in table["rows"]]


@pytest.fixture(scope="module")
def looking(drawn: Course) -> Looking:
    return Looking(drawn)


def test_a_model_that_looks_at_pictures_is_trained_again_and_scores_in_the_flow(looking: Looking) -> None:
    course, room = looking.course, looking.room
    network = course.item("folder", "network")
    trainer = looking.recipe(looking.made["recipe_id"])
    assert trainer["inputs"]["pictures"] == [course.item("folder", "images_train")]
    assert trainer["inputs"]["network"] == [network]
    job = looking.run(trainer["id"])
    assert job["state"] == "DONE", job["error"]
    versions = room.ask("GET", f"{room.base}/saved-models/{looking.made['item_id']}")["versions"]
    assert [one["metrics"] for one in versions] == [pytest.approx(looking.trained["metrics"])] * 2
    listed = course.recipe(
        "list-folder-contents", {"folder": course.item("folder", "images_test")}, ("output", "tests")
    )
    score = looking.make(
        "prediction-scoring", {"dataset": listed, "model": looking.made["item_id"]}, {"output": "seen"}
    )
    assert score["inputs"]["pictures"] == [course.item("folder", "images_test")]
    assert score["inputs"]["network"] == [network]
    job = looking.run(score["id"])
    assert job["state"] == "DONE", job["error"]
    seen = looking.rows("seen")
    assert len(seen) == 60
    assert sum(row["label"] == row["prediction"] for row in seen) / len(seen) > 0.7


def test_what_a_model_of_pictures_lacks_is_said(looking: Looking) -> None:
    course, room = looking.course, looking.room
    inputs = {"dataset": course.item("dataset", "labels"), "model": looking.made["item_id"]}
    score = looking.make("prediction-scoring", inputs, {"output": "not_seen"})
    address = f"{room.base}/recipes/{score['id']}"
    job = {"targets": [{"kind": "recipe", "id": score["id"]}], "build_type": "NON_RECURSIVE_FORCED_BUILD"}

    def saved(**roles: list[str]) -> None:
        revision = looking.recipe(score["id"])["revision"]
        given = {role: [item] for role, item in inputs.items()}
        room.ask("PUT", address, {"revision": revision, "params": score["params"], "inputs": {**given, **roles}})

    saved(pictures=[course.item("folder", "images_train")])
    assert room.refused("POST", f"{room.base}/jobs", job) == (
        f"{score['name']}: The model looks at the pictures that “path” names. Choose their network under Inputs and "
        "outputs."
    )
    onnx = looking.make("export-to-onnx", inputs, {"output": "onnx"})
    job["targets"] = [{"kind": "recipe", "id": onnx["id"]}]
    assert room.refused("POST", f"{room.base}/jobs", job) == (
        f"{onnx['name']}: This model looks at pictures through a network, which its ONNX form would lack. Train it on "
        "extracted features, deploy and export that."
    )


def test_a_model_of_pictures_says_why_for_the_pictures_kept_with_it(looking: Looking) -> None:
    room, base = looking.room, f"{looking.room.base}/trained/{looking.trained['id']}"
    kept = room.ask("GET", f"{base}/kept-rows?limit=50")["rows"]
    paths = [one["values"]["path"] for one in kept]
    answers = room.ask("POST", f"{base}/predict", {"rows": [{"path": path} for path in paths]})
    reported = {one["picture"]: one for one in room.ask("GET", f"{base}/rows?limit=200")["rows"]}
    for path, answer in zip(paths, answers, strict=True):
        assert answer["prediction"] == reported[path]["prediction"]
        assert answer["probabilities"] == pytest.approx(reported[path]["probabilities"], abs=1e-6)
    explained = room.ask("POST", f"{base}/explain", {"row": {"path": paths[0]}})
    assert explained["columns"][0]["name"] == "path"
    assert room.ask("GET", f"{base}/permutation")["columns"][0]["loss"] > 0.3
    assert room.refused("POST", f"{base}/predict", {"rows": [{"path": "other.png"}]}) == (
        f"“other.png” is not among the {len(kept)} pictures of “path” kept with the model, and the network that looks "
        "at others is not at hand here."
    )
