"""A project whose task is trained and whose logistic regression is deployed."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.lab.room import Room, features_table
from tests.served import Served


class Deployed:
    """A project with a trained task and its best model deployed."""

    def __init__(
        self, served: Served, key: str, table: pa.Table | None = None, script: list[Any] | None = None
    ) -> None:
        self.room = room = Room(served, key)
        self.table = features_table() if table is None else table
        self.dataset = room.dataset("train_prepared", self.table)
        self.task = self.task_of(room, self.dataset, script)
        self.session = room.train(self.task)
        self.trained = next(one for one in self.session["models"] if one["algorithm"] == "LOGISTIC_REGRESSION")
        self.made = self.deploy(name="classes")

    @staticmethod
    def task_of(room: Room, dataset: str, script: list[Any] | None = None, **handling: Any) -> dict[str, Any]:
        """Begin a task that trains a logistic regression on vectors."""
        task = room.task(dataset, "target", style="algorithms")
        if script is not None:
            room.ask("PATCH", f"{room.base}/analyses/{task['analysis_id']}", {"script": script})
        vector = next(one for one in room.ask("GET", "/api/lab/types")["features"] if one["type"] == "VECTOR")
        features = task["design"]["preprocessing"]["per_feature"]
        features["features"] = {"role": "INPUT", "type": "VECTOR", **vector["default"], **handling}
        modeling = task["design"]["modeling"]
        modeling["logistic_regression"]["enabled"] = True
        modeling["random_forest_classification"]["enabled"] = False
        return room.save(task)

    def deploy(self, *, status: tuple[int, ...] = (201,), **body: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.room.ask(
            "POST", f"{self.room.base}/trained/{self.trained['id']}/deploy", body, status=status
        )
        return made

    def model(self) -> dict[str, Any]:
        found: dict[str, Any] = self.room.ask("GET", f"{self.room.base}/saved-models/{self.made['item_id']}")
        return found

    def flow(self) -> dict[str, str]:
        """Return the state of everything on the flow by name."""
        flow = self.room.ask("GET", f"{self.room.base}/flow")
        return {one["name"]: one["state"] for one in [*flow["items"], *flow["recipes"]]}

    def recipe(self, type: str, inputs: dict[str, str], outputs: dict[str, str], **params: Any) -> dict[str, Any]:
        body = {
            "type": type,
            "inputs": {role: [item] for role, item in inputs.items()},
            "outputs": {role: [{"new_name": name}] for role, name in outputs.items()},
            "params": params,
        }
        made: dict[str, Any] = self.room.ask("POST", f"{self.room.base}/recipes", body)
        return made

    def run(self, recipe_id: str, build_type: str = "NON_RECURSIVE_FORCED_BUILD") -> dict[str, Any]:
        body = {"targets": [{"kind": "recipe", "id": recipe_id}], "build_type": build_type}
        return self.room.wait(self.room.ask("POST", f"{self.room.base}/jobs", body)["id"])

    def read(self, name: str) -> pa.Table:
        """Return a dataset as it is downloaded."""
        item = next(one for one in self.room.ask("GET", f"{self.room.base}/flow")["items"] if one["name"] == name)
        answer = self.room.served.request("GET", f"{self.room.base}/datasets/{item['id']}/download?format=parquet")
        assert answer.status_code == 200, answer.text
        return pq.read_table(io.BytesIO(answer.content))
