"""Explore over HTTP: samples, filters, order, search, and what a column holds."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]

ROWS = b"name,kind,n,x,seen\n" + b"".join(
    b"%s_pic_%04d.jpg,%s,%d,%s,2024-0%d-01T00:00:00Z\n"
    % (kind, n, kind if n % 10 else b"", n, b"" if n % 7 == 0 else b"%d.5" % (n % 5), 1 + n % 9)
    for n in range(300)
    for kind in ([b"ada"] if n % 3 else [b"bo"])
)


@pytest.fixture
def table(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    """Address of a table of 300 rows."""
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": ROWS})}
    made = client.post(f"{cartoon}/datasets", json={"name": "t", "source": source})
    assert made.status_code == 201, made.text
    return f"{cartoon}/datasets/{made.json()['id']}"


def test_a_page_comes_with_its_counts(client: TestClient, table: str) -> None:
    found = client.post(f"{table}/explore", json={"sample": {"rows": 100}, "limit": 3, "offset": 2}).json()
    assert [row[2] for row in found["rows"]] == [2, 3, 4]
    assert (found["total"], found["sampled"], found["whole"], found["version"]) == (100, 100, 300, 1)
    assert (found["numbers"], found["offset"], len(found["columns"])) == ([2, 3, 4], 2, 5)
    last = client.post(f"{table}/explore", json={"sample": {"method": "last", "rows": 2}, "columns": ["n"]}).json()
    assert (last["rows"], [column["name"] for column in last["columns"]]) == ([[298], [299]], ["n"])


def test_filters_and_order_go_together(client: TestClient, table: str) -> None:
    asked = {
        "sample": {"method": "whole"},
        "filters": [
            {"column": "kind", "kind": "values", "values": ["bo"]},
            {"column": "n", "kind": "range", "min": 100, "max": 150},
        ],
        "sort": [{"column": "x", "descending": True}, {"column": "n"}],
        "columns": ["n", "x"],
    }
    found = client.post(f"{table}/explore", json=asked).json()
    wanted = [n for n in range(300) if n % 3 == 0 and n % 10 and 100 <= n <= 150]
    expected = sorted(wanted, key=lambda n: (n % 7 == 0, n % 7 and -(n % 5 + 0.5), n))
    assert [row[0] for row in found["rows"]] == expected
    assert found["total"] == len(wanted)
    cell = client.post(f"{table}/explore/cell", json={"sample": asked["sample"], "row": 299, "column": "n"})
    assert cell.json() == {"value": 299}


def test_the_quality_of_a_sample_counts_its_rows_only(client: TestClient, table: str) -> None:
    figures = client.get(f"{table}/quality", params={"sample": "head", "sample_rows": 20}).json()
    assert (figures["total"], figures["columns"][1]["empty"]) == (20, 2)
    assert client.get(f"{table}/quality").json()["total"] == 300


def test_a_column_is_told_of(client: TestClient, table: str) -> None:
    told = client.post(f"{table}/analyze", json={"column": "kind", "sample": {"method": "whole"}}).json()
    assert (told["rows"], told["empty"], told["distinct"], told["is_exact"]) == (300, 30, 2, True)
    assert [(one["value"], one["count"]) for one in told["top"]] == [("ada", 180), ("bo", 90)]
    assert told["top"][1]["cumulated"] == pytest.approx(0.9)
    assert told["texts"]["longest"] == 3
    numbers = client.post(f"{table}/analyze", json={"column": "n", "bins": 10}).json()["numbers"]
    assert (numbers["min"], numbers["max"], numbers["median"], numbers["zeros"]) == (0, 299, 149.5, 1)
    assert [one["count"] for one in numbers["histogram"]] == [30] * 10
    dates = client.post(f"{table}/analyze", json={"column": "seen"}).json()["dates"]
    assert (dates["by"], len(dates["histogram"]), dates["max"]) == ("month", 9, "2024-09-01T00:00:00.000Z")


@pytest.mark.parametrize(
    ("asked", "place", "message"),
    [
        (
            {"filters": [{"column": "zz", "kind": "values"}]},
            ["filters", 0, "column"],
            "There is no column “zz”.",
        ),
        (
            {"filters": [{"column": "n", "kind": "range", "min": "low"}]},
            ["filters", 0, "min"],
            "“low” is not a number.",
        ),
        (
            {"filters": [{"column": "seen", "kind": "range", "max": "soon"}]},
            ["filters", 0, "max"],
            "“soon” is not a date. Write it as 2018-05-01 or 2018-05-01T10:00:00Z.",
        ),
        (
            {"filters": [{"column": "name", "kind": "range", "max": 3}]},
            ["filters", 0, "column"],
            "“name” holds neither numbers nor dates, so it has no range. Filter by text.",
        ),
        ({"sort": [{"column": "zz"}]}, ["sort", 0, "column"], "There is no column “zz” to sort by."),
        (
            {"sample": {"method": "stratified", "rows": 5}},
            ["sample", "column"],
            "Choose the column whose values are to be represented.",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    client: TestClient, table: str, refused: Refused, asked: dict[str, Any], place: list[Any], message: str
) -> None:
    answer = client.post(f"{table}/explore", json=asked)
    assert refused(answer, 422) == message
    assert answer.json()["fields"][0] == {"loc": place, "message": message}


def test_a_broken_pattern_is_explained(client: TestClient, table: str) -> None:
    asked = {"filters": [{"column": "name", "kind": "text", "mode": "regex", "text": "(a"}]}
    answer = client.post(f"{table}/explore", json=asked)
    assert answer.json()["fields"][0]["loc"] == ["filters", 0, "text"]
    assert answer.json()["message"].startswith("The regular expression cannot be read: ")


@pytest.mark.parametrize(
    "body",
    [
        b'{"filters": [{"column": "n", "kind": "range", "min": NaN, "max": Infinity}]}',
        b'{"filters": [{"column": "n", "kind": "range", "min": 1e999}]}',
        b'{"filters": [{"column": "n", "kind": "range", "min": -1e308, "max": 1e308}]}',
        b'{"filters": [{"column": "\\ud800", "kind": "values"}]}',
        b'{"filters": [{"column": "name", "kind": "values", "values": ["\\ud800", "\\u0000", null]}]}',
        b'{"filters": [{"column": "name", "kind": "text", "text": "\\ud800"}]}',
        b'{"search": "\\u0000"}',
        b'{"search": "\\udfff"}',
        b'{"columns": ["\\udfff"]}',
        b'{"columns": ["name", "name"]}',
        b'{"sort": [{"column": "\\ud83d"}]}',
        b'{"offset": 9007199254740992, "limit": 1000}',
        b'{"sample": {"method": "stratified", "rows": 1, "column": "\\udfff"}}',
        b'{"filters": [{"column": "name", "kind": "text", "mode": "regex", "text": "(x{1000}){1000}"}]}',
    ],
)
def test_hostile_bodies_are_answered(client: TestClient, table: str, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{table}/explore", content=body, headers=headers)
    assert answer.status_code in (200, 404, 422), answer.text
    if answer.status_code != 200:
        assert answer.json()["message"]
