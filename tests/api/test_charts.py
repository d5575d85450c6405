"""Charts over HTTP: kept with their dataset or analysis, drawn on a sample, refused in words."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

from atelier.db.tables import Project
from atelier.instance import Atelier
from atelier.items import datasets

Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]

ROWS = b"picture,kind,n\n" + b"".join(b"p_%d.jpg,%s,%d\n" % (n, b"ada" if n % 3 else b"bo", n) for n in range(300))
BARS = {"id": "one", "type": "bars", "x": {"column": "kind"}}


@pytest.fixture
def table(client: TestClient, cartoon: str, uploaded: Upload) -> str:
    """Address of a table of 300 rows."""
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": ROWS})}
    made = client.post(f"{cartoon}/datasets", json={"name": "t", "source": source})
    assert made.status_code == 201, made.text
    return f"{cartoon}/datasets/{made.json()['id']}"


@pytest.fixture
def analysis(client: TestClient, cartoon: str, table: str) -> str:
    """Address of an analysis whose script keeps the rows of one kind and doubles `n`."""
    made = client.post(f"{cartoon}/analyses", json={"dataset_id": table.rsplit("/", 1)[-1]}).json()
    place = f"{cartoon}/analyses/{made['id']}"
    script = [{"type": "CreateColumnWithGREL", "params": {"column": "twice", "expression": "n * 2"}}]
    saved = client.patch(place, json={"script": script})
    assert saved.status_code == 200, saved.text
    return place


def test_types_say_what_they_take(client: TestClient) -> None:
    found = {one["name"]: one for one in client.get("/api/charts/types").json()}
    assert list(found) == ["bars", "stacked", "lines", "histogram", "scatter", "boxes", "heat"]
    assert [(well["name"], well["required"]) for well in found["stacked"]["wells"]] == [
        ("x", True),
        ("measures", False),
        ("colour", True),
    ]
    assert found["bars"]["options"] == ["horizontal"]


def test_a_chart_is_drawn_on_its_sample(client: TestClient, table: str) -> None:
    drawn = client.post(f"{table}/charts/draw", json={"chart": {**BARS, "sample": {"rows": 30}}}).json()
    assert [place["label"] for place in drawn["axes"]["x"]["places"]] == ["ada", "bo"]
    assert drawn["marks"] == [[1, 20, 20], [2, 10, 10]]
    assert (drawn["sampled"], drawn["whole"], drawn["used"], drawn["rows"]) == (30, 300, 30, 30)
    last = {**BARS, "x": {"column": "n", "group": "values"}, "sample": {"method": "last", "rows": 2}}
    drawn = client.post(f"{table}/charts/draw", json={"chart": last}).json()
    assert sorted(place["label"] for place in drawn["axes"]["x"]["places"]) == ["298", "299"]
    fair = {**BARS, "sample": {"method": "rebalance", "rows": 100, "column": "kind"}}
    drawn = client.post(f"{table}/charts/draw", json={"chart": fair}).json()
    assert [mark[1] for mark in drawn["marks"]] == [50, 50]


def test_charts_are_kept_as_one_whole(client: TestClient, table: str, refused: Refused) -> None:
    assert client.get(f"{table}/charts").json() == {"charts": [], "revision": 0}
    unfinished = {"id": "two", "type": "scatter", "name": " as typed "}
    saved = client.put(f"{table}/charts", json={"charts": [BARS, unfinished], "revision": 0}).json()
    assert saved["revision"] == 1
    assert client.get(f"{table}/charts").json() == saved
    assert [chart["name"] for chart in saved["charts"]] == ["", " as typed "]
    again = client.put(f"{table}/charts", json={"charts": [], "revision": 0})
    assert refused(again, 409) == (
        "Somebody else saved these charts in the meantime. Read them again to see their changes."
    )
    twice = client.put(f"{table}/charts", json={"charts": [BARS, BARS], "revision": 1})
    assert refused(twice, 422) == "Two charts have the identifier “one”."
    many = [{**BARS, "id": str(n)} for n in range(101)]
    assert refused(client.put(f"{table}/charts", json={"charts": many, "revision": 1}), 422) == (
        "There may be at most 100 charts here."
    )


def test_charts_of_an_analysis_see_its_script_and_are_saved_with_it(
    client: TestClient, analysis: str, refused: Refused
) -> None:
    offers = client.get(f"{analysis}/charts/offers").json()
    assert [column["name"] for column in offers["columns"]] == ["picture", "kind", "n", "twice"]
    assert "Rows by kind" in [chart["name"] for chart in offers["suggestions"]]
    measured = {**BARS, "measures": [{"function": "max", "column": "twice"}]}
    drawn = client.post(f"{analysis}/charts/draw", json={"chart": measured}).json()
    assert drawn["marks"] == [[1, 598, 200], [2, 594, 100]]
    asked = {"column": "twice", "filters": [{"column": "twice", "kind": "range", "min": 590}]}
    told = client.post(f"{analysis}/charts/analyze", json=asked).json()
    assert (told["rows"], told["numbers"]["max"]) == (5, 598)
    gone = client.post(f"{analysis}/charts/analyze", json={"column": "zz"})
    assert refused(gone, 422) == "There is no column “zz”."
    before = client.get(analysis).json()["revision"]
    saved = client.patch(analysis, json={"revision": before, "charts": [measured]}).json()
    assert (saved["revision"], saved["charts"][0]["measures"]) == (before + 1, measured["measures"])
    stale = client.patch(analysis, json={"revision": before, "charts": []})
    assert "Somebody else saved this analysis" in refused(stale, 409)


def test_pictures_behind_a_mark(client: TestClient, table: str, analysis: str, refused: Refused) -> None:
    for place in (table, analysis):
        found = client.post(f"{place}/charts/behind", json={"chart": BARS, "at": {"x": 2}}).json()
        assert (found["total"], len(found["paths"])) == (100, 60)
        assert found["paths"][:2] == ["p_0.jpg", "p_3.jpg"]
    refused(client.post(f"{table}/charts/behind", json={"chart": BARS, "at": {"z": 2}}), 422)


def test_a_dataset_without_rows_has_nothing_to_draw(
    client: TestClient, atelier: Atelier, cartoon: str, refused: Refused
) -> None:
    with atelier.database.write() as session:
        project = session.get_one(Project, "CARTOON")
        made = datasets.create(session, project=project, name="later", author="tests").id
    answer = client.post(f"{cartoon}/datasets/{made}/charts/draw", json={"chart": BARS})
    assert refused(answer, 409) == "later has no rows yet. Build it first, then draw its charts."


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        ({"x": {"column": "zz"}}, ["x", "column"], "There is no column “zz” here."),
        ({"type": "pie"}, ["type"], "There is no type of chart “pie”."),
        ({"filters": [{"column": "zz", "kind": "values"}]}, ["filters", 0, "column"], "There is no column “zz”."),
        ({"sample": {"method": "stratified", "rows": 3}}, ["sample", "column"],
         "Choose the column whose values are to be represented."),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said_at_its_field(
    client: TestClient, table: str, refused: Refused, change: dict[str, Any], place: list[Any], message: str
) -> None:
    answer = client.post(f"{table}/charts/draw", json={"chart": {**BARS, **change}})
    assert refused(answer, 422) == message
    assert answer.json()["fields"][0] == {"loc": place, "message": message}


@pytest.mark.parametrize(
    "change",
    [
        {"x": {"column": "kind", "most": 0}},
        {"x": {"column": "kind", "bins": 10**9}},
        {"x": {"column": "kind", "group": "circle"}},
        {"measures": [{"function": "eval", "column": "n"}]},
        {"measures": [{}] * 7},
        {"sample": {"rows": 10**9}},
        {"sample": {"method": "all"}},
        {"surprise": 1},
    ],
)
def test_definitions_out_of_bounds_are_refused(
    client: TestClient, table: str, refused: Refused, change: dict[str, Any]
) -> None:
    refused(client.post(f"{table}/charts/draw", json={"chart": {**BARS, **change}}), 422)
    refused(client.put(f"{table}/charts", json={"charts": [{**BARS, **change}], "revision": 0}), 422)


def test_readers_look_and_writers_change(
    client: TestClient, client_of: Callable[..., TestClient], cartoon: str, table: str
) -> None:
    group = client.post("/api/admin/groups", json={"name": "guests"})
    assert group.status_code in (200, 201), group.text
    rights = client.put(f"{cartoon}/rights", json={"rights": [{"group": "guests", "permission": "READ_CONF"}]})
    assert rights.status_code == 200, rights.text
    guest = client_of("gil", groups=("guests",))
    assert guest.post(f"{table}/charts/draw", json={"chart": BARS}).status_code == 200
    assert guest.put(f"{table}/charts", json={"charts": [], "revision": 0}).status_code == 403
    assert client_of("nobody").post(f"{table}/charts/draw", json={"chart": BARS}).status_code in (403, 404)
