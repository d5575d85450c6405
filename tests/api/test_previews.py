"""Previews over HTTP: rows of the sample, counts by step, columns that would change."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.api.conftest import png

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


def test_the_lines_of_an_export_are_those_that_it_will_write(
    client: TestClient, cartoon: str, uploaded: Upload
) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"f.csv": CSV})}
    table = client.post(f"{cartoon}/datasets", json={"name": "features", "source": source}).json()["id"]
    made = client.post(
        f"{cartoon}/recipes",
        json={
            "type": "export-to-folder",
            "inputs": {"input": [table]},
            "outputs": {"output": [{"new_name": "files"}]},
        },
    )
    assert made.status_code == 201, made.text
    place = f"{cartoon}/recipes/{made.json()['id']}/preview"

    def files(**params: Any) -> list[dict[str, Any]]:
        found = client.post(place, json={"params": params}).json()
        assert found["total"] == 3
        listed: list[dict[str, Any]] = found["files"]
        return listed

    assert files(separator=";", columns=["images"]) == [
        {"path": "features.csv", "lines": ["images", "ada_pic_1.jpg", "bo_pic_2.jpg", "bo_pic_2.jpg"]}
    ]
    zipped = files(format="tsv", compress=True, file_name="out/all", header=False)
    assert (zipped[0]["path"], zipped[0]["lines"][0]) == ("out/all.tsv.gz", "ada_pic_1.jpg\t0")
    assert files(format="jsonl")[0]["lines"][0] == '{"images":"ada_pic_1.jpg","error":0}'
    assert files(format="parquet") == [{"path": "features.parquet", "lines": []}]
    refused = client.post(place, json={"params": {"separator": ""}})
    assert refused.json()["fields"][0]["message"].startswith("The separator is one character")


def test_the_files_of_a_folder_are_listed_before_a_run(
    client: TestClient, cartoon: str, filled: Callable[..., str]
) -> None:
    pictures = {f"cat_pic_{n:03}.png": png() for n in range(210)}
    folder = filled("pictures", {**pictures, "read.txt": b"hello"}).rsplit("/", 1)[1]
    made = client.post(
        f"{cartoon}/recipes",
        json={
            "type": "list-folder-contents",
            "inputs": {"folder": [folder]},
            "outputs": {"output": [{"new_name": "listed"}]},
        },
    )
    assert made.status_code == 201, made.text
    place = f"{cartoon}/recipes/{made.json()['id']}/preview"
    found = client.post(place, json={"params": {}, "limit": 2}).json()
    names = [column["name"] for column in found["columns"]]
    row = dict(zip(names, found["rows"][0], strict=True))
    assert (row["path"], row["width"], row["height"], row["label"]) == ("cat_pic_000.png", 20, 10, "cat")
    assert row["modified"].endswith("Z")
    assert (len(found["rows"]), found["total"], found["sampled"], found["is_whole"]) == (2, 200, 200, False)
    assert [column["name"] for column in found["outputs"][0]["columns"]] == names
    decoded = client.post(place, json={"params": {"pictures": "whole"}}).json()
    assert decoded["total"] == 40
    texts = client.post(place, json={"params": {"pictures": "no", "label": "none"}}).json()
    assert [column["name"] for column in texts["columns"]][-1] == "modified"
    refused = client.post(place, json={"params": {"label": "pattern"}})
    assert refused.status_code == 422
    assert refused.json()["fields"][0]["loc"][-1] == "pattern"
    nothing = client.post(place, json={"params": {}, "inputs": {"folder": []}})
    assert nothing.json()["fields"][0]["message"] == "Folder is needed: choose a folder."
