"""Previews over HTTP: rows of the sample, counts by step, columns that would change."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]

CSV = b"images,error\nada_pic_1.jpg,0\nbo_pic_2.jpg,0\nbo_pic_2.jpg,0\n"
SPLIT = {"type": "ColumnSplitter", "params": {"inCol": "images", "separator": "_pic_", "outColPrefix": "images_"}}


@pytest.fixture
def prepare(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    """Address of a Prepare recipe over a small table."""
    source = {"kind": "upload", "upload_id": uploaded({"f.csv": CSV})}
    table = client.post(f"{cartoon}/datasets", json={"name": "features", "source": source}).json()["id"]
    body: dict[str, Any] = {
        "type": "prepare",
        "inputs": {"input": [table]},
        "outputs": {"output": [{"new_name": "prepared"}]},
    }
    made = client.post(f"{cartoon}/recipes", json=body)
    assert made.status_code == 201, made.text
    return f"{cartoon}/recipes/{made.json()['id']}"


def test_a_script_is_worked_out_step_by_step(client: TestClient, prepare: str) -> None:
    found = client.post(f"{prepare}/preview", json={"params": {"steps": [SPLIT]}}).json()
    assert [column["name"] for column in found["columns"]] == ["images", "images_0", "images_1", "error"]
    assert found["rows"][0] == ["ada_pic_1.jpg", "ada", "1.jpg", 0]
    assert found["steps"][0]["note"] == "“_pic_” occurs in 3 of 3 rows"
    assert (found["total"], found["is_whole"], found["problems"]) == (3, True, [])
    before = client.post(f"{prepare}/preview", json={"params": {"steps": [SPLIT]}, "upto": 0}).json()
    assert [column["name"] for column in before["columns"]] == ["images", "error"]


def test_a_wrong_step_is_named_and_left_out(client: TestClient, prepare: str) -> None:
    rename = {"type": "ColumnRenamer", "params": {"renamings": [{"from": "nope", "to": "x"}]}}
    found = client.post(f"{prepare}/preview", json={"params": {"steps": [rename, SPLIT]}}).json()
    assert len(found["columns"]) == 4
    assert found["problems"][0]["loc"][:2] == ["steps", 0]
    assert found["problems"][0]["message"] == "There is no column “nope” here. There are: images, error."


def test_the_library_describes_every_step(client: TestClient) -> None:
    steps = {one["type"]: one for one in client.get("/api/steps").json()}
    assert {"ColumnSplitter", "ColumnRenamer", "ColumnsSelector"} <= set(steps)
    assert all(one["description"] and one["label"] for one in steps.values())


def test_a_change_is_seen_further_down_before_it_is_saved(client: TestClient, cartoon: str, prepare: str) -> None:
    output = client.get(prepare).json()["outputs"]["output"][0]
    below = client.post(
        f"{cartoon}/recipes",
        json={
            "type": "distinct",
            "inputs": {"input": [output]},
            "outputs": {"output": [{"new_name": "classes"}]},
            "params": {"columns": ["images_0"]},
        },
    )
    assert below.status_code == 201, below.text
    fine = client.post(f"{prepare}/downstream", json={"params": {"steps": [SPLIT]}}).json()
    assert [(one["recipe_name"], one["problem"], one["is_known"]) for one in fine] == [("distinct_prepared", "", True)]
    broken = client.post(f"{prepare}/downstream", json={"params": {"steps": []}}).json()
    assert broken[0]["problem"] == "There is no column “images_0” here. There are: images, error."


def test_a_job_may_build_the_columns_that_its_next_recipe_needs(client: TestClient, cartoon: str, prepare: str) -> None:
    output = client.get(prepare).json()["outputs"]["output"][0]
    below = client.post(
        f"{cartoon}/recipes",
        json={
            "type": "group",
            "inputs": {"input": [output]},
            "outputs": {"output": [{"new_name": "counts"}]},
            "params": {"keys": ["images_0"]},
        },
    ).json()
    saved = client.put(prepare, json={"revision": 1, "params": {"steps": [SPLIT]}})
    assert saved.status_code == 200, saved.text
    target = {"targets": [{"kind": "recipe", "id": below["id"]}]}
    both = client.post(f"{cartoon}/jobs", json={**target, "build_type": "RECURSIVE_BUILD"})
    assert both.status_code == 202, both.text
    alone = client.post(f"{cartoon}/jobs", json={**target, "build_type": "NON_RECURSIVE_FORCED_BUILD"})
    assert alone.status_code == 422
