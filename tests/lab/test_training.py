"""A task from its target to trained models, on a real server with a real runner."""

import pytest
from tests.lab.room import CLASSES, Room, features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


def test_the_course_from_features_to_models(served: Served) -> None:
    room = Room(served, "COURSE")
    task = room.task(room.dataset("train_prepared", features_table()), "target", style="algorithms")
    design = task["design"]
    assert design["predictionType"] == "MULTICLASS"
    assert [one["sourceValue"] for one in design["preprocessing"]["target_remapping"]] == list(CLASSES)
    features = design["preprocessing"]["per_feature"]
    assert features["features"]["role"] == "REJECT"
    assert features["features"]["reason"] == ("This feature was rejected because it looks like a unique identifier.")
    assert features["target"]["role"] == "TARGET"
    train = f"{room.base}/tasks/{task['id']}/train"
    assert room.refused("POST", train, {}) == (
        "No column has the role Input, so there is nothing to learn from. Give at least one that role."
    )
    vector = next(one for one in room.ask("GET", "/api/lab/types")["features"] if one["type"] == "VECTOR")
    features["features"] = {"role": "INPUT", "type": "VECTOR", **vector["default"]}
    task = room.save(task)
    assert task["problems"] == []
    session = room.train(task)
    assert session["job_state"] == "DONE"
    assert [one["state"] for one in session["models"]] == ["DONE"] * len(session["models"])
    best = session["models"][0]
    assert best["score"] == best["metrics"]["accuracy"] > 0.9
    assert len(best["trials"]) > 1
    assert all(0 <= one["score"] <= 1 for one in best["trials"])
    model = room.ask("GET", f"{room.base}/trained/{best['id']}")
    assert {"confusion", "classes", "search", "summary"} <= set(model["sections"])
    confusion = room.ask("GET", f"{room.base}/trained/{best['id']}/report/confusion")["content"]
    counts = confusion["counts"]
    total = sum(map(sum, counts))
    assert sum(counts[place][place] for place in range(3)) / total == best["metrics"]["accuracy"]
    rows = room.ask("GET", f"{room.base}/trained/{best['id']}/rows?truth={CLASSES[0]}&prediction={CLASSES[0]}")
    assert rows["total"] == counts[0][0]
    assert all(row["picture"].startswith(CLASSES[0]) for row in rows["rows"])
