"""What is done about mistakes: rows sent to the flow, labels corrected; and a version answers as its model."""

from typing import Any

import pytest
from tests.lab.deployed import Deployed
from tests.lab.room import CLASSES
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def done(served: Served) -> Deployed:
    return Deployed(served, "MISTAKES")


def _places(done: Deployed) -> tuple[str, str]:
    base = done.room.base
    return f"{base}/trained/{done.trained['id']}", f"{base}/saved-models/{done.made['item_id']}/versions/1"


def test_rows_of_a_cell_become_a_dataset_of_the_flow(done: Deployed) -> None:
    room = done.room
    trained, version = _places(done)
    rows = room.ask("GET", f"{trained}/rows?truth={CLASSES[0]}&prediction={CLASSES[0]}&limit=200")["rows"]
    cell = {"truth": CLASSES[0], "prediction": CLASSES[0]}
    sent = room.ask("POST", f"{trained}/rows/dataset", {"name": "seen", **cell})
    assert (sent["name"], sent["rows"]) == ("seen", len(rows))
    dataset = room.ask("GET", f"{room.base}/datasets/{sent['dataset_id']}")
    names = [one["name"] for one in dataset["columns"]]
    assert names == ["images", "target", "prediction", "confidence", *(f"proba_{name}" for name in CLASSES), "row"]
    assert dataset["description"] == "Rows of the test set of Logistic regression, session 1."
    assert done.flow()["seen"] == "up_to_date"
    found = room.ask("GET", f"{room.base}/datasets/{sent['dataset_id']}/rows")["rows"]
    assert [one[0] for one in found] == [one["picture"] for one in rows]
    assert [one[-1] for one in found] == [one["row"] + 1 for one in rows]
    again = room.ask("POST", f"{version}/rows/dataset", {"name": "seen too", **cell})
    assert again["rows"] == len(rows)
    assert room.refused("POST", f"{trained}/rows/dataset", {"name": "seen"}, status=409) == (
        "There is already a dataset called “seen” in this project. Choose another name."
    )
    assert room.refused("POST", f"{trained}/rows/dataset", {"name": "none", "truth": "nobody"}) == (
        "There are no such rows in this model's test set, so there is nothing to send."
    )


def test_labels_are_corrected_by_a_step_and_come_back_without_it(done: Deployed) -> None:
    room = done.room
    trained, _ = _places(done)
    first, second = (one["picture"] for one in room.ask("GET", f"{trained}/rows?truth={CLASSES[0]}")["rows"][:2])
    told = room.ask("POST", f"{trained}/corrections", {"labels": {first: CLASSES[1]}})
    assert told["message"] == "1 label corrected by a step of the script. Train again to see what it changes."
    told = room.ask("POST", f"{trained}/corrections", {"labels": {second: None}})
    analysis = room.ask("GET", f"{room.base}/analyses/{told['analysis_id']}")
    (step,) = analysis["script"]
    assert step["type"] == "CorrectValues"
    assert step["params"] == {
        "inputColumn": "target",
        "keyColumn": "images",
        "corrections": [{"from": first, "to": CLASSES[1]}, {"from": second, "to": ""}],
    }
    session = room.train(done.task)
    model = next(one for one in session["models"] if one["algorithm"] == "LOGISTIC_REGRESSION")
    rows = room.ask("GET", f"{room.base}/trained/{model['id']}/rows?limit=200")["rows"]
    counts = room.ask("GET", f"{room.base}/trained/{model['id']}/report/summary")["content"]
    assert counts["train_rows"] + counts["test_rows"] == done.table.num_rows - 1, "the row without a label is left out"
    assert all(one["truth"] == CLASSES[1] for one in rows if one["picture"] == first)
    stored = room.ask("GET", f"{room.base}/datasets/{done.dataset}/rows?search={first}")["rows"]
    assert stored[0][1] == CLASSES[0], "the dataset stays as it is"
    back = {"revision": told["revision"], "script": []}
    assert room.ask("PATCH", f"{room.base}/analyses/{told['analysis_id']}", back)["script"] == []
    assert room.refused("POST", f"{trained}/corrections", {"labels": {first: "nobody"}}) == (
        f"There is no class “nobody” in this task. It has: {', '.join(CLASSES)}."
    )
    assert room.refused("POST", f"{trained}/corrections", {"labels": {}}) == (
        "Choose a label for at least one picture."
    )


def test_a_version_in_the_flow_answers_as_the_model_it_was(done: Deployed) -> None:
    room = done.room
    trained, version = _places(done)

    def asked(place: str) -> list[Any]:
        kept = room.ask("GET", f"{place}/kept-rows?limit=2")
        row = {name: value for name, value in kept["rows"][0]["values"].items() if name != "target"}
        return [
            kept,
            room.ask("POST", f"{place}/predict", {"rows": [row]}),
            room.ask("POST", f"{place}/explain", {"row": row}),
            room.ask("GET", f"{place}/permutation"),
            room.refused("GET", f"{place}/dependence?column=features"),
            room.refused("GET", f"{place}/subpopulations?column=features"),
        ]

    assert asked(version) == asked(trained)
    assert room.refused("GET", f"{version[:-1]}9/permutation", status=404) == (
        "classes has no version 9. It may have been deleted."
    )
