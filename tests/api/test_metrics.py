"""Measuring and checking over HTTP: values, history, accuracy, checks, and refusals in words."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.api.conftest import measured, sentence

Upload = Callable[[Mapping[str, bytes]], str]

SCORED = (
    b"images,top_class,top_probability,extra\n"
    b"ada_1.jpg,ada,0.9,1\nada_2.jpg,bo,0.6,2\nbo_1.jpg,bo,0.8,3\nbo_2.jpg,bo,0.7,4\nbroken.jpg,,,5\nzoe.jpg,ada,0.4,6\n"
)
LABELS = b"path,target\nada_1.jpg,ada\nada_2.jpg,ada\nbo_1.jpg,bo\nbo_2.jpg,bo\nbroken.jpg,bo\ngone.jpg,ada\n"


@pytest.fixture
def table(client: TestClient, cartoon: str, uploaded: Upload) -> Callable[[str, bytes], str]:
    """Make a dataset and return its id."""

    def make(name: str, data: bytes) -> str:
        source = {"kind": "upload", "upload_id": uploaded({f"{name}.csv": data})}
        answer = client.post(f"{cartoon}/datasets", json={"name": name, "source": source})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    return make


Table = Callable[[str, bytes], str]


def probe(id: str, type: str, **params: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "params": params}


def saved(client: TestClient, place: str, **change: Any) -> Any:
    now = client.get(place).json()
    body = {
        "revision": now["revision"],
        "probes": [{k: one[k] for k in ("id", "type", "name", "enabled", "params")} for one in now["probes"]],
        "checks": [{k: one[k] for k in ("id", "type", "name", "enabled", "params")} for one in now["checks"]],
        "shown": now["shown"],
        "after_build": now["after_build"],
        **change,
    }
    return client.put(place, json=body)


def values(found: dict[str, Any]) -> dict[str, Any]:
    return {one["metric"]: one["value"] for one in found["values"]}


def test_a_dataset_is_measured_without_any_setting_up(client: TestClient, cartoon: str, table: Table) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    assert client.get(place).json()["values"] == []
    found = measured(client, place)
    assert values(found)["records:COUNT_RECORDS"] == 6
    assert values(found)["basic:COUNT_COLUMNS"] == 4
    assert found["values"][0]["by"]
    measured(client, place)
    trend = client.get(f"{place}/history", params={"metric": "records:COUNT_RECORDS"}).json()
    assert [one["value"] for one in trend] == [6, 6]


def test_accuracy_joins_labels_by_path_and_counts_what_does_not_match(
    client: TestClient, cartoon: str, table: Table
) -> None:
    scored, labels = table("scored", SCORED), table("labels", LABELS)
    place = f"{cartoon}/items/{scored}/metrics"
    accuracy = probe("a", "accuracy", prediction="top_class", labels_dataset=labels, label="target")
    answer = saved(client, place, probes=[accuracy])
    assert answer.status_code == 200, answer.text
    found = measured(client, place)
    name = "top_class:target"
    assert values(found) == {
        f"accuracy:ACCURACY:{name}": 0.75,
        f"accuracy:MACRO_F1:{name}": pytest.approx((2 / 3 + 0.8) / 2),
        f"accuracy:COMPARED:{name}": 4,
        f"accuracy:NOT_PREDICTED:{name}": 1,
        f"accuracy:NOT_LABELLED:{name}": 0,
        f"accuracy:UNMATCHED_PREDICTIONS:{name}": 1,
        f"accuracy:UNMATCHED_LABELS:{name}": 1,
    }
    detail = found["values"][0]["detail"]
    assert detail["confusion"]["labels"] == ["ada", "bo"]
    assert detail["confusion"]["counts"] == [[1, 1], [0, 2]]
    assert detail["confusion"]["examples"]["bo|bo"] == [
        {"path": "bo_1.jpg", "probability": 0.8},
        {"path": "bo_2.jpg", "probability": 0.7},
    ]
    ada = detail["per_class"][0]
    assert (ada["precision"], ada["recall"], ada["support"]) == (1.0, 0.5, 2)


def test_checks_tell_ok_warning_error_and_empty(client: TestClient, cartoon: str, table: Table) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    rows = "records:COUNT_RECORDS"
    checks = [
        probe("ok", "numeric-range", metric=rows, minimum=1),
        probe("warning", "numeric-range", metric=rows, soft_maximum=5, maximum=10),
        probe("error", "value-set", metric=rows, values="5\n7"),
        probe("empty", "numeric-range", metric="col_stats:MIN:extra", minimum=0),
        probe("columns", "columns", expected="images\nextra: string\nmissing", more="OK"),
        probe("change", "change", metric=rows, percent=10),
    ]
    assert saved(client, place, checks=checks).status_code == 200
    found = measured(client, place)
    went = {one["id"]: (one["outcomes"][0]["outcome"], one["outcomes"][0]["message"]) for one in found["checks"]}
    assert went == {
        "ok": ("OK", "Record count is 6."),
        "warning": ("WARNING", "Record count is 6, above 5."),
        "error": ("ERROR", "Record count is 6, which is not among the allowed values."),
        "empty": ("EMPTY", "col_stats:MIN:extra has not been measured yet."),
        "columns": ("ERROR", "Missing: missing. Of another type: extra is bigint, not string."),
        "change": ("EMPTY", "Record count is 6; there is no earlier value yet."),
    }
    again = measured(client, place)
    assert next(one for one in again["checks"] if one["id"] == "change")["outcomes"][0]["outcome"] == "OK"
    (standing,) = client.get(f"{cartoon}/checks").json()
    assert standing["worst"] == "ERROR"
    assert standing["counts"] == {"OK": 2, "WARNING": 1, "ERROR": 2, "EMPTY": 1}
    assert len(client.get(f"{place}/checks/ok").json()) == 2


def test_column_figures_are_those_of_the_numbers(client: TestClient, cartoon: str, table: Table) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    figures = ["MIN", "MAX", "AVG", "STDDEV", "MEDIAN", "SUM", "COUNT", "COUNT_NULL", "COUNT_DISTINCT", "MODE"]
    probes = [
        probe("s", "column-statistics", columns=["extra", "top_class"], figures=figures),
        probe("p", "percentiles", columns=["extra"], percentiles=[0, 50, 100]),
        probe("v", "validity", columns=["images"]),
    ]
    assert saved(client, place, probes=probes).status_code == 200
    found = values(measured(client, place))
    assert found["col_stats:MIN:extra"] == 1
    assert found["col_stats:MAX:extra"] == 6
    assert found["col_stats:AVG:extra"] == 3.5
    assert found["col_stats:STDDEV:extra"] == pytest.approx(1.8708286933869707)
    assert found["col_stats:COUNT_NULL:top_class"] == 1
    assert found["col_stats:COUNT_DISTINCT:top_class"] == 2
    assert found["adv_col_stats:MODE:top_class"] == "bo"
    assert "col_stats:AVG:top_class" not in found
    assert [found[f"percentile:P{share}:extra"] for share in (0, 50, 100)] == [1, 3.5, 6]
    assert found["validity:VALID:images"] == 6


def test_a_probe_that_cannot_measure_says_why_and_the_others_go_on(
    client: TestClient, cartoon: str, table: Table
) -> None:
    scored, labels = table("scored", SCORED), table("labels", LABELS)
    place = f"{cartoon}/items/{scored}/metrics"
    accuracy = probe("a", "accuracy", prediction="top_class", labels_dataset=labels, label="target")
    assert saved(client, place, probes=[accuracy, probe("r", "records")]).status_code == 200
    measured(client, place)
    client.delete(f"{cartoon}/datasets/{labels}")
    found = measured(client, place)
    first = found["values"][0]
    assert (first["kind"], first["value"]) == ("missing", None)
    assert first["problem"] == "The dataset with the labels is not there any more. Choose another."
    assert values(found)["records:COUNT_RECORDS"] == 6
    assert [one["number"] for one in first["trend"]] == [0.75, None]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (probe("x", "nonsense"), "There is no probe type “nonsense”."),
        (probe("x", "pictures"), "“Pictures” cannot measure a dataset."),
        (probe("x", "percentiles", columns=["top_class"]), "“top_class” holds no numbers."),
        (probe("x", "percentiles", percentiles=[101]), "A percentile is a number from 0 to 100."),
        (probe("x", "column-statistics", columns=["no"]), "There is no column “no”."),
        (probe("x", "column-statistics", figures=["MAD"]), "There is no figure “MAD”."),
        (probe("x", "accuracy", prediction="top_class", label="top_class"),
         "A column always agrees with itself: choose another."),
        (probe("x", "accuracy", label="images"), "Choose the column of predictions."),
        (probe("x", "accuracy", prediction="top_class", label="x", labels_dataset="nope"),
         "The dataset with the labels is not there any more. Choose another."),
        (probe("x", "records", more=1), "There is no setting called “more”."),
    ],
)  # fmt: skip
def test_wrong_probes_are_refused_in_words(
    client: TestClient, cartoon: str, table: Table, entry: dict[str, Any], message: str
) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    answer = saved(client, place, probes=[entry])
    assert sentence(answer, 422) == message
    assert answer.json()["fields"][0]["loc"][:2] == ["probes", 0]


def test_two_who_save_do_not_overwrite_each_other(client: TestClient, cartoon: str, table: Table) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    assert saved(client, place, after_build=True).status_code == 200
    late = saved(client, place, revision=0)
    assert sentence(late, 409) == "Somebody else changed what is measured here meanwhile."


def test_a_folder_counts_its_pictures_by_class(
    client: TestClient, filled: Callable[..., str], cartoon: str, make_png: Callable[..., bytes]
) -> None:
    files = {"ada_pic_1.png": make_png(), "ada_pic_2.png": make_png("blue"), "bo_pic_1.png": make_png("green")}
    folder = filled("pictures", files).rsplit("/", 1)[-1]
    place = f"{cartoon}/items/{folder}/metrics"
    found = measured(client, place)
    got = values(found)
    assert (got["basic:COUNT_FILES"], got["pictures:COUNT"], got["pictures:CLASSES"]) == (3, 3, 2)
    assert (got["pictures:CLASS:ada"], got["pictures:CLASS:bo"]) == (2, 1)
    assert got["pictures:SMALLEST_CLASS"] == 1


def test_forms_start_from_the_columns(client: TestClient, cartoon: str, table: Table) -> None:
    labels = table("labels", LABELS)
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    checked = client.post(f"{place}/forms/probe/accuracy/check", json={"params": {}}).json()
    assert checked["initial"] == {"prediction": "top_class", "label": ""}
    assert checked["problems"][0]["loc"] == ["params", "prediction"]
    asked = {"source": "label_columns", "params": {"labels_dataset": labels}}
    offered = client.post(f"{place}/forms/probe/accuracy/choices", json=asked).json()
    assert [one["value"] for one in offered] == ["path", "target"]
    tried = client.post(f"{place}/try", json={"type": "records"}).json()
    assert tried["values"][0]["value"] == 6
    assert client.get(place).json()["values"] == []
    types = client.get("/api/metric-types").json()
    assert {"accuracy", "records", "column-statistics"} <= {one["type"] for one in types["probes"]}


def test_what_is_measured_needs_the_right_to_write(
    client: TestClient, cartoon: str, table: Table, client_of: Callable[..., TestClient]
) -> None:
    place = f"{cartoon}/items/{table('scored', SCORED)}/metrics"
    reader, stranger = client_of("ada", groups=("readers",)), client_of("bo")
    body = {"rights": [{"group": "readers", "permission": "READ_CONF"}]}
    assert client.put(f"{cartoon}/rights", json=body).status_code == 200
    assert reader.get(place).status_code == 200
    assert reader.post(f"{place}/compute", json={}).status_code == 403
    assert saved(reader, place, after_build=True).status_code == 403
    assert stranger.get(place).status_code == 404
    assert client.get(f"{cartoon}/items/nope/metrics").status_code == 404
