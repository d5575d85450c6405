"""Probes and checks that hold code: what they give, who may write them, and code that is wrong, endless or curious."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.api.conftest import measured, sentence

from atelier.probes import pythonprocess

Upload = Callable[[Mapping[str, bytes]], str]

CSV = b"name,value\nada,1\nbo,2\nbo,4\n"


@pytest.fixture
def place(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    """The address of a dataset's metrics."""
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": CSV})}
    made = client.post(f"{cartoon}/datasets", json={"name": "my table", "source": source})
    return f"{cartoon}/items/{made.json()['id']}/metrics"


def body(probes: list[dict[str, Any]], checks: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"revision": 0, "probes": probes, "checks": checks or []}


def sql(code: str) -> dict[str, Any]:
    return {"id": "q", "type": "sql", "params": {"code": code}}


def python(code: str) -> dict[str, Any]:
    return {"id": "p", "type": "python", "params": {"code": code}}


def tried(client: TestClient, place: str, probe: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{place}/try", json={"type": probe["type"], "params": probe["params"]})
    assert answer.status_code == 200, answer.text
    return {one["metric"]: one["problem"] or one["value"] for one in answer.json()["values"]}


def test_each_column_of_the_query_is_a_metric(client: TestClient, place: str) -> None:
    code = 'SELECT count(*) AS n, avg(value) AS mean, max(name) AS last, NULL AS none FROM "my table"'
    assert client.put(place, json=body([sql(code)])).status_code == 200
    found = measured(client, place)["values"]
    assert {one["metric"]: one["value"] for one in found} == {
        "sql:n": 3,
        "sql:mean": pytest.approx(7 / 3),
        "sql:last": "bo",
        "sql:none": None,
    }


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('SELECT value FROM "my table"', "The query gives 3 rows; the metrics are the columns of exactly one."),
        ("SELECT * FROM read_csv('/etc/passwd')", "read_csv is not allowed"),
        ("SELECT * FROM '/etc/passwd'", "There is no input"),
        ("DROP TABLE x", "Only a SELECT"),
        ("SELECT 1; SELECT 2", "holds 2 statements"),
        ('SELECT nope FROM "my table"', "nope"),
        ("SELEC", "Line 1"),
        ("", "There is no query yet."),
    ],
)
def test_a_wrong_query_says_why(client: TestClient, place: str, code: str, words: str) -> None:
    (said,) = tried(client, place, sql(code)).values()
    assert words in said


def test_python_is_given_the_dataset_and_returns_metrics(client: TestClient, place: str) -> None:
    code = (
        "import pandas as pd\n"
        "def process(dataset, partition_id):\n"
        "    frame = dataset.get_dataframe()\n"
        "    return {'total': frame['value'].sum(), 'top': frame['name'].mode()[0], 'bad': float('nan')}\n"
    )
    check = (
        "def process(last_values, dataset, partition_id):\n"
        "    return ('WARNING', f\"total is {last_values['python:total']}\")\n"
    )
    checks = [{"id": "c", "type": "python", "params": {"code": check}}]
    assert client.put(place, json=body([python(code)], checks)).status_code == 200
    found = measured(client, place)
    assert {one["metric"]: one["value"] for one in found["values"]} == {
        "python:total": 7,
        "python:top": "bo",
        "python:bad": None,
    }
    outcome = found["checks"][0]["outcomes"][0]
    assert (outcome["outcome"], outcome["message"]) == ("WARNING", "total is 7")


def test_python_is_given_a_folder(
    client: TestClient, filled: Callable[..., str], make_png: Callable[..., bytes]
) -> None:
    place = filled("pictures", {"a.png": make_png(), "b.png": make_png()})
    key, item = place.split("/folders/")
    code = "def process(folder):\n    return {'files': len(folder.list_paths_in_partition())}\n"
    assert tried(client, f"{key}/items/{item}/metrics", python(code)) == {"python:files": 2}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def process(dataset):\n    return 1 / 0\n", "Line 2: ZeroDivisionError: division by zero"),
        ("x = 1\n", "The code must define a function called “process”."),
        ("def process(:\n", "Line 1: "),
        ("def process(dataset):\n    return open('/etc/shadow').read()\n", "Error"),
        ("import os\ndef process(dataset):\n    os._exit(3)\n", "The code ended its own process with code 3"),
        ("def process(dataset):\n    return {str(n): n for n in range(200)}\n", "200 metrics; at most 100"),
        ("def process(dataset):\n    return 'x' * (3 * 2**30)\n", "memory"),
    ],
)
def test_wrong_python_says_why(client: TestClient, place: str, code: str, words: str) -> None:
    (said,) = tried(client, place, python(code)).values()
    assert words in said


def test_python_that_does_not_end_is_stopped_with_all_that_it_started(
    client: TestClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        pythonprocess.call_process,
        "__kwdefaults__",
        {**(pythonprocess.call_process.__kwdefaults__ or {}), "seconds": 4.0},
    )
    code = (
        "import subprocess\n"
        "def process(dataset):\n"
        "    subprocess.Popen(['sleep', '600.5'], start_new_session=True)\n"
        "    while True: pass\n"
    )
    started = time.monotonic()
    (said,) = tried(client, place, python(code)).values()
    assert said == "The code did not end within 4 seconds and was stopped."
    assert time.monotonic() - started < 20
    assert "600.5" not in _command_lines()


def _command_lines() -> list[str]:
    import psutil

    return [word for one in psutil.process_iter(["cmdline"]) for word in one.info["cmdline"] or []]


def test_code_needs_the_right_to_write_it(
    client: TestClient, cartoon: str, place: str, client_of: Callable[..., TestClient]
) -> None:
    writer = client_of("ada", groups=("writers",))
    rights = {"rights": [{"group": "writers", "permission": "WRITE_CONF"}]}
    assert client.put(f"{cartoon}/rights", json=rights).status_code == 200
    refused = "“SQL query” runs code, and you may not write code."
    assert sentence(writer.put(place, json=body([sql("SELECT 1 AS x")])), 403) == refused
    answer = writer.post(f"{place}/try", json={"type": "sql", "params": {"code": "SELECT 1 AS x"}})
    assert sentence(answer, 403) == refused
    assert client.put(place, json=body([sql("SELECT 1 AS x")])).status_code == 200
    kept = {**body([sql("SELECT 1 AS x"), {"id": "r", "type": "records"}]), "revision": 1}
    assert writer.put(place, json=kept).status_code == 200  # what somebody else wrote may stay
    assert measured(writer, place)["values"][0]["value"] == 1
    changed = {**body([sql("SELECT 2 AS x")]), "revision": 2}
    assert sentence(writer.put(place, json=changed), 403) == refused
