"""Tables and settings that go wrong in the ways they do, through the API: each is answered in a clear sentence."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]


@pytest.fixture
def table(client: TestClient, cartoon: str, uploaded: Upload) -> Callable[..., str]:
    """Make a dataset of a CSV and return its identifier."""

    def make(data: bytes, name: str = "t") -> str:
        source = {"kind": "upload", "upload_id": uploaded({"t.csv": data})}
        made = client.post(f"{cartoon}/datasets", json={"name": name, "source": source, "format": {"header": True}})
        assert made.status_code == 201, made.text
        found: str = made.json()["id"]
        return found

    return make


@pytest.fixture
def recipe(client: TestClient, cartoon: str) -> Callable[..., str]:
    """Make a recipe over datasets and return its address."""

    def make(type_: str, *inputs: str, role: str = "input", output: str = "output") -> str:
        body = {"type": type_, "inputs": {role: list(inputs)}, "outputs": {output: [{"new_name": f"by {type_}"}]}}
        made = client.post(f"{cartoon}/recipes", json=body)
        assert made.status_code == 201, made.text
        return f"{cartoon}/recipes/{made.json()['id']}"

    return make


def preview(client: TestClient, place: str, *steps: dict[str, Any]) -> Any:
    return client.post(f"{place}/preview", json={"params": {"steps": list(steps)}})


def step(type_: str, **params: Any) -> dict[str, Any]:
    return {"type": type_, "params": params}


def computed(expression: str) -> dict[str, Any]:
    return step("CreateColumnWithGREL", expression=expression, column="made")


def test_a_ragged_file_is_told_of_line_by_line(client: TestClient, cartoon: str, uploaded: Upload) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": b"a,b\n1,2\n3\n4,5,6\n"})}
    found = client.post(f"{cartoon}/datasets/preview", json={"source": source})
    assert found.status_code == 200, found.text
    said = json.dumps(found.json())
    assert "ine 3" in said
    assert "ine 4" in said


def test_a_file_in_another_encoding_is_read_or_told_of(client: TestClient, cartoon: str, uploaded: Upload) -> None:
    latin = uploaded({"t.csv": "name,n\nÅsa,1\nJosé,2\n".encode("latin-1")})
    found = client.post(f"{cartoon}/datasets/preview", json={"source": {"kind": "upload", "upload_id": latin}})
    assert found.status_code == 200, found.text
    assert [row[0] for row in found.json()["rows"]] == ["Åsa", "José"]


def test_ten_thousand_columns_are_explored(client: TestClient, cartoon: str, table: Callable[..., str]) -> None:
    names = ",".join(f"c{number}" for number in range(10_000))
    values = ",".join("1" for _ in range(10_000))
    made = table(f"{names}\n{values}\n".encode())
    asked = {"columns": ["c0", "c9999"], "filters": [{"column": "c5000", "kind": "values", "values": ["1"]}]}
    found = client.post(f"{cartoon}/datasets/{made}/explore", json=asked).json()
    assert (found["rows"], found["total"]) == ([[1, 1]], 1)


def test_columns_of_any_name_go_through(
    client: TestClient, cartoon: str, table: Callable[..., str], recipe: Callable[..., str]
) -> None:
    names = ['quo"te', "it's", "a.b", "new\nline", "🐈", "select", "; DROP TABLE item; --"]
    head = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    made = table(f"{head}\n1,2,3,4,5,6,7\n".encode())
    kept = [column["name"] for column in client.get(f"{cartoon}/datasets/{made}/rows").json()["columns"]]
    assert [name for name in kept if "new" not in name] == [name for name in names if "new" not in name]
    for place, name in enumerate(kept):
        ranged = {"column": name, "kind": "range", "min": 0}
        asked = {"columns": [name], "sort": [{"column": name}], "filters": [ranged]}
        found = client.post(f"{cartoon}/datasets/{made}/explore", json=asked)
        assert found.status_code == 200, found.text
        assert found.json()["rows"] == [[place + 1]]
    renamed = [{"from": name, "to": f"{name}!"} for name in kept]
    after = preview(client, recipe("prepare", made), step("ColumnRenamer", renamings=renamed)).json()
    assert [column["name"] for column in after["columns"]] == [f"{name}!" for name in kept]


def test_an_expression_that_would_explode_is_answered(
    client: TestClient, cartoon: str, table: Callable[..., str]
) -> None:
    made = table(b"a\n" + b"a" * 40 + b"!\n")
    asked = {"filters": [{"column": "a", "kind": "text", "mode": "regex", "text": "^(a+)+$"}]}
    found = client.post(f"{cartoon}/datasets/{made}/explore", json=asked)
    assert (found.status_code, found.json()["total"]) == (200, 0)
    asked["filters"][0]["text"] = "(" * 200
    broken = client.post(f"{cartoon}/datasets/{made}/explore", json=asked)
    assert broken.json()["message"].startswith("The regular expression cannot be read")


def test_a_huge_join_is_stopped_before_it_runs(
    client: TestClient, cartoon: str, table: Callable[..., str], recipe: Callable[..., str]
) -> None:
    """How a run ends that was not foreseen, before the disk is full: `tests/recipes/test_join.py`."""
    data = b"k\n" + b"1\n" * 110_000
    place = recipe("join", table(data, "left"), table(data, "right"))
    params = {"joins": [{"type": "inner", "right": 1, "conditions": [{"left": "k", "right": "k"}]}]}
    saved = client.put(place, json={"revision": 1, "params": {**client.get(place).json()["params"], **params}})
    assert saved.status_code == 200, saved.text
    asked = {"targets": [{"kind": "recipe", "id": place.rsplit("/", 1)[-1]}]}
    job = client.post(f"{cartoon}/jobs", json=asked)
    assert job.status_code == 202, job.text
    limit = time.monotonic() + 90
    while (found := client.get(f"{cartoon}/jobs/{job.json()['id']}").json())["state"] not in ("DONE", "FAILED"):
        assert time.monotonic() < limit
        time.sleep(0.2)
    assert found["state"] == "FAILED"
    assert "This join would make 12.1 x 10^9 rows" in json.dumps(found, ensure_ascii=False)


def test_a_division_by_zero_is_empty(client: TestClient, table: Callable[..., str], recipe: Callable[..., str]) -> None:
    found = preview(client, recipe("prepare", table(b"n\n0\n4\n")), computed("8 / n"), computed("8 % n")).json()
    assert found["problems"] == []
    assert [row[0:1] for row in found["rows"]] == [[0], [4]]
    assert found["rows"][0][1] is None


def test_values_that_do_not_fit_a_type_are_counted(client: TestClient, cartoon: str, table: Callable[..., str]) -> None:
    made = table(b"n\n1\ntwo\n3\n")
    asked = {"columns": [{"name": "n", "type": "bigint"}]}
    found = client.post(f"{cartoon}/datasets/{made}/check", json=asked)
    assert found.status_code == 200, found.text
    said = json.dumps(found.json(), ensure_ascii=False)
    assert "two" in said, said


@pytest.mark.parametrize("call", ["read_text('/etc/passwd')", "getenv('HOME')", "read_csv('x')"])
def test_a_forbidden_function_is_named(
    client: TestClient, table: Callable[..., str], recipe: Callable[..., str], call: str
) -> None:
    found = preview(client, recipe("prepare", table(b"n\n1\n")), computed(call)).json()
    (problem,) = found["problems"]
    assert call.split("(")[0] in problem["message"]
    assert problem["loc"][:2] == ["steps", 0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("while True: pass", "took longer than"),
        ("def process(row):\n    while True: pass", "took longer than"),
        ("def process(row):\n    return len(bytearray(8 * 2**30))", "memory"),
    ],
)
def test_a_step_that_never_ends_or_eats_memory_is_stopped(
    client: TestClient,
    table: Callable[..., str],
    recipe: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    words: str,
) -> None:
    monkeypatch.setattr("atelier.tables.rowmap.PREVIEW_SECONDS", 3.0)
    made = recipe("prepare", table(b"n\n1\n"))
    found = preview(client, made, step("PythonUDF", pythonSourceCode=code, column="x"))
    assert found.status_code == 200, found.text
    (problem,) = found.json()["problems"]
    assert words in problem["message"]


def test_an_output_cannot_be_an_input(
    client: TestClient, cartoon: str, table: Callable[..., str], refused: Refused
) -> None:
    made = table(b"n\n1\n")
    body = {"type": "prepare", "inputs": {"input": [made]}, "outputs": {"output": [{"item_id": made}]}}
    said = refused(client.post(f"{cartoon}/recipes", json=body), 422)
    assert said == "t is an input of this recipe; a recipe cannot write what it reads."


def test_a_missing_source_is_said(
    client: TestClient, cartoon: str, table: Callable[..., str], recipe: Callable[..., str]
) -> None:
    made = table(b"n\n1\n")
    place = recipe("prepare", made)
    assert client.delete(f"{cartoon}/datasets/{made}").status_code == 200
    for answer in (
        preview(client, place, computed("n")),
        client.post(f"{cartoon}/jobs", json={"targets": [{"kind": "recipe", "id": place.rsplit("/", 1)[-1]}]}),
        client.get(f"/dip/publicapi/projects/CARTOON/recipes/{client.get(place).json()['name']}/schema-update"),
    ):
        assert 400 <= answer.status_code < 500, answer.text
        assert "is needed: choose a dataset" in answer.text or "was deleted" in answer.text, answer.text


def test_two_people_saving_a_script_lose_nothing(
    client: TestClient, table: Callable[..., str], recipe: Callable[..., str]
) -> None:
    """Of many who save at once from the same state, one is heard; the others are shown both sides."""
    place = recipe("prepare", table(b"n\n1\n"))
    bodies = [{"revision": 1, "params": {"steps": [computed(f"n + {number}")]}} for number in range(8)]
    answers: list[Any] = [None] * len(bodies)

    def save(number: int) -> None:
        answers[number] = client.put(place, json=bodies[number])

    threads = [threading.Thread(target=save, args=(number,)) for number in range(len(bodies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 7]
    (kept,) = [number for number, answer in enumerate(answers) if answer.status_code == 200]
    assert client.get(place).json()["params"]["steps"][0]["params"]["expression"] == f"n + {kept}"


def test_exploring_while_a_table_is_published_mixes_no_rows(
    client: TestClient, cartoon: str, table: Callable[..., str]
) -> None:
    """Each page is of one version: with the head as a row it has one row more, and its column another name."""
    made = table(b"n\n" + b"7\n" * 500)
    place = f"{cartoon}/datasets/{made}"
    over, seen = threading.Event(), []

    def look() -> None:
        while not over.is_set():
            seen.append(client.post(f"{place}/explore", json={"sample": {"method": "whole"}, "limit": 1000}))
            seen.append(client.post(f"{cartoon}/items/{made}/metrics/compute", json={"patience_seconds": 0}))

    lookers = [threading.Thread(target=look) for _ in range(2)]
    for looker in lookers:
        looker.start()
    for number in range(8):
        answer = client.put(f"{place}/format", json={"format": {"header": bool(number % 2)}})
        assert answer.status_code == 200, answer.text
    over.set()
    for looker in lookers:
        looker.join()
    assert {answer.status_code for answer in seen} <= {200, 409, 429}
    pages = [answer.json() for answer in seen if answer.status_code == 200 and "sampled" in answer.json()]
    assert pages
    shapes = {(page["columns"][0]["name"] == "n", page["total"], len(page["rows"])) for page in pages}
    assert shapes <= {(True, 500, 500), (False, 501, 501)}
