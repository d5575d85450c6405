"""Variables over HTTP: of the instance, of projects, in settings, and their reach into freshness and previews."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]


def own(client: TestClient, cartoon: str, **standard: Any) -> Any:
    answer = client.put(f"{cartoon}/variables", json={"standard": standard, "local": {}})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_nearest_holds(client: TestClient, cartoon: str) -> None:
    assert client.put("/api/variables", json={"variables": {"a": 1, "b": {"x": [1]}}}).status_code == 200
    body = {"standard": {"a": "two ${b}", "bad": "${gone}"}, "local": {"c": True}}
    found = client.put(f"{cartoon}/variables", json=body).json()
    assert found["standard"] == body["standard"]
    assert found["instance"] == {"a": 1, "b": {"x": [1]}}
    assert {one["name"]: (one["text"], one["where"]) for one in found["in_force"]} == {
        "a": ('two {"x":[1]}', "the project's variables"),
        "b": ('{"x":[1]}', "the variables of this Atelier"),
        "bad": ("${gone}", "the project's variables"),
        "c": ("true", "the project's local variables"),
    }
    problems = {one["name"]: one["problem"] for one in found["in_force"] if one["problem"]}
    assert problems == {"bad": "There is no variable “gone”; “bad” in the project's variables names it."}
    assert client.put("/api/variables", json={"variables": {"b": 2}}).json() == {"variables": {"b": 2}}


def test_wrong_names_and_sizes_are_refused(
    client: TestClient, cartoon: str, refused: Callable[[Any, int], str]
) -> None:
    answer = client.put(f"{cartoon}/variables", json={"standard": {"a b": 1}, "local": {}})
    assert refused(answer, 422).startswith("“a b” cannot be a variable's name")
    assert answer.json()["fields"][0]["loc"] == ["standard", "a b"]
    many = {"variables": {f"v{n}": 1 for n in range(1001)}}
    assert (
        refused(client.put("/api/variables", json=many), 413) == "At most 1,000 variables can be set here, not 1,001."
    )
    large = {"standard": {"a": "x" * 1_100_000}, "local": {}}
    assert "more than 1 MB" in refused(client.put(f"{cartoon}/variables", json=large), 413)
    assert client.put(f"{cartoon}/variables", json={"standard": [], "local": {}}).status_code == 422


def test_only_administrators_see_and_set_the_instance_s(
    client: TestClient, cartoon: str, client_of: Callable[..., TestClient]
) -> None:
    ada = client_of("ada")
    assert ada.get("/api/variables").status_code == 403
    assert ada.put("/api/variables", json={"variables": {}}).status_code == 403
    assert ada.get(f"{cartoon}/variables").status_code == 404


def test_a_preview_and_a_check_know_them(client: TestClient, cartoon: str, uploaded: Upload) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"f.csv": b"images,error\nada_pic_1.jpg,0\n"})}
    table = client.post(f"{cartoon}/datasets", json={"name": "features", "source": source}).json()["id"]
    body = {"type": "prepare", "inputs": {"input": [table]}, "outputs": {"output": [{"new_name": "prepared"}]}}
    place = f"{cartoon}/recipes/{client.post(f'{cartoon}/recipes', json=body).json()['id']}"
    rename = {"type": "ColumnRenamer", "params": {"renamings": [{"from": "images", "to": "${name}"}]}}
    params = {"params": {"steps": [rename]}}
    missing = client.post(f"{place}/preview", json=params)
    assert missing.status_code == 422
    assert missing.json()["message"] == "There is no variable “name”."
    check = client.post(f"{place}/check", json=params).json()
    assert check["problems"][0]["loc"] == ["params", "steps", 0, "params", "renamings", 0, "to"]
    own(client, cartoon, name="picture")
    found = client.post(f"{place}/preview", json=params).json()
    assert [column["name"] for column in found["columns"]] == ["picture", "error"]
    assert client.post(f"{place}/check", json=params).json()["problems"] == []
