"""Prepare over HTTP with code and with further datasets: who may write code, and what a preview shows."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]

CODE = {
    "type": "PythonUDF",
    "params": {"pythonSourceCode": "def process(row):\n    return row['path'] * 2", "column": "x"},
}
JOIN = {"type": "MemoryEquiJoiner", "params": {"leftCol": "path", "rightInput": "labels"}}


@pytest.fixture
def prepare(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    """Address of a Prepare recipe over pictures, with labels to look into."""
    ids = {}
    for name, data in (("pictures", b"path\na.jpg\nb.jpg\n"), ("labels", b"path,target\nb.jpg,bo\n")):
        source = {"kind": "upload", "upload_id": uploaded({"f.csv": data})}
        ids[name] = client.post(f"{cartoon}/datasets", json={"name": name, "source": source}).json()["id"]
    body: dict[str, Any] = {
        "type": "prepare",
        "inputs": {"input": [ids["pictures"]], "lookups": [ids["labels"]]},
        "outputs": {"output": [{"new_name": "prepared"}]},
    }
    made = client.post(f"{cartoon}/recipes", json=body)
    assert made.status_code == 201, made.text
    return f"{cartoon}/recipes/{made.json()['id']}"


def test_code_is_tried_out_and_its_failures_name_the_step(client: TestClient, prepare: str) -> None:
    found = client.post(f"{prepare}/preview", json={"params": {"steps": [CODE]}}).json()
    assert (found["rows"], found["problems"]) == ([["a.jpg", "a.jpga.jpg"], ["b.jpg", "b.jpgb.jpg"]], [])
    wrong = {"type": "PythonUDF", "params": {"pythonSourceCode": "def process(row):\n    return row['nope']"}}
    found = client.post(f"{prepare}/preview", json={"params": {"steps": [CODE, wrong]}}).json()
    assert found["problems"] == [
        {
            "loc": ["steps", 1, "params", "pythonSourceCode"],
            "message": "Line 2 of the code failed at row 1: KeyError: 'nope'",
        }
    ]
    assert len(found["rows"]) == 2


def test_keys_are_looked_up_in_the_further_dataset(client: TestClient, prepare: str) -> None:
    found = client.post(f"{prepare}/preview", json={"params": {"steps": [JOIN]}}).json()
    assert sorted(found["rows"]) == [["a.jpg", None], ["b.jpg", "bo"]]
    assert found["sampled"] == 2
    saved = client.put(prepare, json={"revision": 1, "params": {"steps": [JOIN]}})
    assert saved.status_code == 200, saved.text
    assert client.post(f"{prepare}/downstream", json={"params": {"steps": [JOIN]}}).json() == []


@pytest.mark.parametrize("type", ["PythonUDF", "${udf}"])
def test_without_the_right_code_is_neither_tried_nor_saved(
    client: TestClient, cartoon: str, prepare: str, client_of: Callable[..., TestClient], type: str
) -> None:
    will = client_of("will", groups=("writers",))
    rights = {"rights": [{"group": "writers", "permission": "WRITE_CONF"}]}
    assert client.put(f"{cartoon}/rights", json=rights).status_code == 200
    params = {"steps": [{**CODE, "type": type}]}
    refused = [will.post(f"{prepare}/{path}", json={"params": params}) for path in ("preview", "downstream", "check")]
    refused.append(will.put(prepare, json={"revision": 1, "params": params}))
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert "you may not write code in this Atelier" in answer.json()["message"]
    assert will.post(f"{prepare}/preview", json={"params": {"steps": [JOIN]}}).status_code == 200
