"""Code recipes over HTTP: looking at code, pieces for the editor, trying a query out, and who may do so."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]


@pytest.fixture
def people(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    source = {"kind": "upload", "upload_id": uploaded({"p.csv": b"name,count\nada,3\nbo,4\nada,5\n"})}
    found: str = client.post(f"{cartoon}/datasets", json={"name": "People 1", "source": source}).json()["id"]
    return found


def made(client: TestClient, cartoon: str, type: str, role: str, people: str, out: str) -> str:
    wish = {"new_name": f"result of {type}"}
    body: dict[str, Any] = {"type": type, "inputs": {role: [people]}, "outputs": {out: [wish]}}
    answer = client.post(f"{cartoon}/recipes", json=body)
    assert answer.status_code == 201, answer.text
    return f"{cartoon}/recipes/{answer.json()['id']}"


@pytest.fixture
def python(client: TestClient, cartoon: str, people: str) -> str:
    return made(client, cartoon, "python", "input_datasets", people, "output_datasets")


@pytest.fixture
def query(client: TestClient, cartoon: str, people: str) -> str:
    return made(client, cartoon, "sql-query", "input", people, "output")


def look(client: TestClient, place: str, code: object) -> Any:
    answer = client.post(f"{place}/validate", json={"params": {"code": code}})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_python_is_looked_at_without_running(client: TestClient, python: str) -> None:
    assert look(client, python, "import os\nos._exit(1)") == {"problems": [], "columns": []}
    wrong = look(client, python, "def f():\n    retrun 1\n")["problems"]
    assert wrong == [{"line": 2, "column": 12, "severity": "error", "message": "Invalid syntax"}]
    unknown = look(client, python, 'import dataiku\nx = dataiku.Dataset("Poeple")\n')["problems"][0]
    assert (unknown["line"], unknown["column"], unknown["severity"]) == (2, 21, "warning")
    assert unknown["message"] == "“Poeple” is neither an input nor an output of this recipe."
    assert look(client, python, 'import dataiku\ndataiku.Dataset("CARTOON.People 1")')["problems"] == []
    assert look(client, python, "return 1")["problems"][0]["message"] == "'return' outside function"
    assert look(client, python, "(" * 5000)["problems"]
    assert look(client, python, "\0")["problems"]


def test_a_query_is_looked_at_with_its_columns(client: TestClient, query: str) -> None:
    found = look(client, query, 'SELECT name, sum(count) AS total FROM "People 1" GROUP BY 1')
    assert found["problems"] == []
    assert [(one["name"], one["type"]) for one in found["columns"]] == [("name", "string"), ("total", "double")]
    wrong = look(client, query, 'SELECT nmae\nFROM "People 1"\nWHERE countt > 1')["problems"][0]
    assert wrong["line"] in (1, 3)
    other = look(client, query, "SELECT *\nFROM other")["problems"][0]
    assert (other["line"], other["column"]) == (2, 6)
    assert other["message"] == "There is no input “other” in this recipe. There are: People 1."
    missing = look(client, query, "SELECT ${gone}")["problems"][0]
    assert missing["message"] == "There is no variable “gone”."


def test_the_snippets_name_the_items_and_run_as_they_are(client: TestClient, python: str, query: str) -> None:
    found = client.get(f"{python}/snippets").json()
    starter = found["snippets"][0]["code"]
    assert 'people_1 = dataiku.Dataset("People 1").get_dataframe()' in starter
    assert 'dataiku.Dataset("result of python").write_with_schema(result_of_python_frame)' in starter
    assert look(client, python, starter)["problems"] == []
    assert {"People 1", "name", "count", "result of python"} <= set(found["words"])
    for one in client.get(f"{query}/snippets").json()["snippets"]:
        if one["code"].startswith("SELECT"):
            assert look(client, query, one["code"])["problems"] == [], one


def test_a_query_is_tried_on_the_sample(client: TestClient, query: str) -> None:
    body = {"params": {"code": 'SELECT name, count FROM "People 1" ORDER BY count DESC'}, "limit": 2}
    found = client.post(f"{query}/preview", json=body).json()
    assert (found["rows"], found["total"], found["is_whole"]) == ([["ada", 5], ["bo", 4]], 3, True)
    assert found["outputs"][0]["slot"] == "output"
    wrong = client.post(f"{query}/preview", json={"params": {"code": "SELECT * FROM '/etc/passwd'"}}).json()
    assert wrong["problems"][0]["loc"] == ["params", "code"]
    assert wrong["problems"][0]["message"].startswith("Line 1: There is no input “/etc/passwd”")
    assert wrong["rows"] == []


def test_other_recipes_hold_no_code(client: TestClient, cartoon: str, people: str) -> None:
    place = made(client, cartoon, "distinct", "input", people, "output")
    answer = client.post(f"{place}/validate", json={"params": {}})
    assert (answer.status_code, answer.json()["message"]) == (422, "Distinct holds no code to look at.")
    assert client.post(f"{place}/validate", json={"params": {"code": 3}}).status_code == 422


@pytest.mark.parametrize("code", [3, None, [], {"a": 1}])
def test_code_that_is_no_text_is_answered(client: TestClient, python: str, query: str, code: object) -> None:
    for place in (python, query):
        answer = client.post(f"{place}/validate", json={"params": {"code": code}})
        assert answer.status_code == 422
        assert answer.json()["message"] == "The code must be text."


def test_who_may_not_write_code_may_look_but_not_try(
    client: TestClient, cartoon: str, python: str, query: str, client_of: Callable[..., TestClient]
) -> None:
    will = client_of("will", groups=("writers",))
    rights = {"rights": [{"group": "writers", "permission": "WRITE_CONF"}]}
    assert client.put(f"{cartoon}/rights", json=rights).status_code == 200
    assert will.get(python).status_code == 200
    assert will.get(f"{python}/snippets").status_code == 200
    for path, body in (("validate", {"params": {"code": "1"}}), ("preview", {"params": {"code": "SELECT 1"}})):
        answer = will.post(f"{query}/{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    saved = will.put(python, json={"revision": 1, "params": {"code": "1"}})
    assert saved.status_code == 403
    assert "you may not write code" in saved.json()["message"]
