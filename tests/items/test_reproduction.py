"""A preparation applied to further rows in one action: the recipes between are made anew, names follow, it runs."""

from collections.abc import Iterator

import pyarrow as pa
import pytest
from tests.lab.deployed import Deployed
from tests.lab.room import features_table
from tests.served import Served

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("live-lab")]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("reproduced") / "home")
    server.start()
    yield server
    server.stop()


def test_preparation_and_scoring_are_reproduced_for_other_rows(served: Served) -> None:
    done = Deployed(served, "REPRODUCED")
    room = done.room
    first = room.dataset("train_features", features_table())
    second = room.dataset("test_features", features_table(30, seed=9))
    prepare = done.recipe("prepare", {"input": first}, {"output": "train_clean"})
    done.run(prepare["id"])
    goal = prepare["outputs"]["output"][0]
    base = f"{room.base}/reproductions"
    begin = room.ask("GET", f"{base}/beginnings?item_id={goal}")
    assert [(one["name"], one["is_root"]) for one in begin] == [("train_features", True)]
    asked = {"item_id": goal, "replaced": {first: second}}
    planned = room.ask("POST", f"{base}/plan", asked)
    assert [one["recipe_name"] for one in planned] == [prepare["name"]]
    assert planned[0]["outputs"] == {goal: "test_clean"}
    made = room.ask("POST", base, {**asked, "saved_model_id": done.made["item_id"]})
    job = room.wait(made["job_id"])
    assert job["state"] == "DONE", [one["error"] for one in job["activities"]]
    scored = done.read("test_clean_scored")
    assert scored.num_rows == 30
    assert "prediction" in scored.column_names
    again = room.ask("POST", f"{base}/plan", asked)
    assert again[0]["outputs"] == {goal: "test_clean_2"}
    assert room.refused("POST", base, {**asked, "names": {goal: "test_clean"}}, status=409) == (
        "There is already a dataset called “test_clean” in this project. Choose another name."
    )


def test_what_cannot_be_reproduced_is_said(served: Served) -> None:
    done = Deployed(served, "UNREPRODUCED")
    room = done.room
    base = f"{room.base}/reproductions"
    assert room.refused("GET", f"{base}/beginnings?item_id={done.dataset}", status=409) == (
        "No recipe writes train_prepared, so there is no preparation to reproduce."
    )
    other = room.dataset("elsewhere", pa.table({"a": [1]}))
    prepare = done.recipe("prepare", {"input": done.dataset}, {"output": "clean"})
    goal = prepare["outputs"]["output"][0]
    folder = room.ask("POST", f"{room.base}/folders", {"name": "pictures"})["id"]
    for replaced, sentence in (
        ({}, "Choose what takes the place of the first pictures."),
        ({done.dataset: folder}, "train_prepared is a dataset, pictures a folder."),
        ({done.dataset: "nothing"}, "What is to be replaced, or what replaces it, is gone."),
        ({done.dataset: done.dataset}, "train_prepared cannot take its own place. Choose another dataset."),
        ({other: done.dataset}, "clean is not built from elsewhere, so there is nothing to reproduce."),
    ):
        assert room.refused("POST", f"{base}/plan", {"item_id": goal, "replaced": replaced}) == sentence
