"""What a model answers to rows that are typed in, and why, on a real server with real processes."""

from typing import Any

import pytest
from tests.lab.room import Room, features_table, penguins
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def room(served: Served) -> Room:
    return Room(served, "EXPLAIN")


@pytest.fixture(scope="module")
def models(room: Room) -> dict[str, dict[str, Any]]:
    """Two models of two classes, by their algorithm; `weight` is rejected, since it gives the answer away."""
    task = room.task(room.dataset("penguins", penguins()), "heavy", style="algorithms")
    assert task["design"]["predictionType"] == "BINARY_CLASSIFICATION"
    task["design"]["preprocessing"]["per_feature"]["weight"]["role"] = "REJECT"
    session = room.train(room.save(task))
    return {one["algorithm"]: one for one in session["models"] if one["state"] == "DONE"}


@pytest.mark.parametrize("algorithm", ["LOGISTIC_REGRESSION", "RANDOM_FOREST_CLASSIFICATION"])
def test_a_model_says_why(room: Room, models: dict[str, Any], algorithm: str) -> None:
    base = f"{room.base}/trained/{models[algorithm]['id']}"
    kept = room.ask("GET", f"{base}/kept-rows?limit=100")
    assert kept["total"] == 60
    rows = [one["values"] for one in kept["rows"]]
    answers = room.ask(
        "POST", f"{base}/predict", {"rows": [{n: v for n, v in row.items() if n != "heavy"} for row in rows]}
    )
    reported = room.ask("GET", f"{base}/rows?limit=200")["rows"]
    by_row = {one["row"]: one for one in reported}
    for kept_row, answer in zip(kept["rows"], answers, strict=True):
        assert answer["prediction"] == by_row[kept_row["row"]]["prediction"]
        assert answer["probabilities"] == pytest.approx(by_row[kept_row["row"]]["probabilities"])
    long = {"island": "Skye", "length": 55.0, "noise": 0.0}
    explained = room.ask("POST", f"{base}/explain", {"row": long})
    assert explained["class_name"] == room.ask("POST", f"{base}/predict", {"rows": [long]})[0]["prediction"] == "yes"
    assert explained["columns"][0]["name"] == "length"
    assert explained["columns"][0]["value"] > 0
    assert room.ask("GET", f"{base}/permutation")["columns"][-1]["name"] == "noise"
    points = room.ask("GET", f"{base}/dependence?column=length")["points"]
    assert points[0]["means"][1] < 0.3 < 0.7 < points[-1]["means"][1]
    islands = room.ask("GET", f"{base}/dependence?column=island")["points"]
    assert {one["value"] for one in islands} == {"Skye", "Mull", "Iona"}
    groups = room.ask("GET", f"{base}/subpopulations?column=island")["groups"]
    assert sum(one["rows"] for one in groups) == 60


def test_shares_of_trees_add_up_to_the_answer(room: Room, models: dict[str, Any]) -> None:
    base = f"{room.base}/trained/{models['RANDOM_FOREST_CLASSIFICATION']['id']}"
    row = {"island": "Mull", "length": 30.0, "noise": 1.0}
    explained = room.ask("POST", f"{base}/explain", {"row": row, "class_name": "yes"})
    chance = room.ask("POST", f"{base}/predict", {"rows": [row]})[0]["probabilities"]["yes"]
    assert explained["unit"] == "probability"
    assert explained["base"] + sum(one["value"] for one in explained["columns"]) == pytest.approx(chance, abs=1e-6)


def test_questions_that_have_no_answer_get_a_sentence(room: Room, models: dict[str, Any]) -> None:
    base = f"{room.base}/trained/{models['LOGISTIC_REGRESSION']['id']}"
    assert room.refused("GET", f"{base}/dependence?column=wings", status=404) == "“wings” is no feature of this model."
    assert room.refused("POST", f"{base}/predict", {"rows": [{"wings": 2}]}) == "The model has no feature “wings”."
    assert room.refused("POST", f"{base}/explain", {"row": {}, "class_name": "maybe"}) == (
        "The model knows no class “maybe”."
    )
    assert room.refused("POST", f"{base}/predict", {"rows": [{"length": "long"}]}).startswith(
        "Column “length” holds a value that is not of type double"
    )
    assert room.refused("GET", f"{room.base}/trained/999999/permutation", status=404).startswith(
        "There is no such model"
    )


def test_a_vector_matters_as_a_whole(room: Room) -> None:
    task = room.task(room.dataset("vectors", features_table(120)), "target", style="algorithms")
    task["design"]["preprocessing"]["per_feature"]["features"] = {"role": "INPUT", "type": "VECTOR"}
    best = room.train(room.save(task))["models"][0]
    base = f"{room.base}/trained/{best['id']}"
    columns = room.ask("GET", f"{base}/permutation")["columns"]
    assert [one["name"] for one in columns] == ["features"]
    assert columns[0]["loss"] > 0.3
    assert room.refused("GET", f"{base}/dependence?column=features") == (
        "“features” is no single value, so there is nothing to vary."
    )
    row = room.ask("GET", f"{base}/kept-rows?limit=1")["rows"][0]["values"]
    explained = room.ask("POST", f"{base}/explain", {"row": {"features": row["features"]}})
    assert explained["features"][0]["name"].startswith("features:")
