"""Datasets over HTTP: previewing, making, correcting, paging, taking away."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from atelier.settings import Settings

Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]

LABELS = b"path,target\n" + b"".join(
    b"%s_pic_%04d.jpg,%s\n" % (name, n, name) for n in range(30) for name in (b"ada", b"bo")
)


@pytest.fixture
def made(client: TestClient, cartoon: str, uploaded: Upload) -> Callable[..., str]:
    """Make a dataset from a table and return its address."""

    def make(data: bytes = LABELS, name: str = "labels", **body: Any) -> str:
        source = {"kind": "upload", "upload_id": uploaded({f"{name}.csv": data})}
        answer = client.post(f"{cartoon}/datasets", json={"name": name, "source": source, **body})
        assert answer.status_code == 201, answer.text
        return f"{cartoon}/datasets/{answer.json()['id']}"

    return make


def test_a_table_is_previewed_corrected_and_made(client: TestClient, cartoon: str, uploaded: Upload) -> None:
    data = "chemin;classe;n\nforêt_1.jpg;ada;1\nforêt_2.jpg;bo;2\nrest;3\n".encode("cp1252")
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": data})}
    shown = client.post(f"{cartoon}/datasets/preview", json={"source": source}).json()
    assert (shown["format"]["separator"], shown["detected"]) == (";", ["separator", "encoding", "header", "quote"])
    assert [column["name"] for column in shown["columns"]] == ["chemin", "classe", "n"]
    assert shown["problems"] == ["Line 4 has 2 values instead of 3: the missing ones are left empty."]
    assert shown["rows"][0][0] == "forêt_1.jpg"
    wrong = client.post(f"{cartoon}/datasets/preview", json={"source": source, "format": {"separator": ","}}).json()
    assert len(wrong["columns"]) == 1
    made = client.post(f"{cartoon}/datasets", json={"name": "t", "source": source, "format": {"separator": ";"}}).json()
    assert (made["rows"], made["origin"], made["version"]) == (3, "uploaded", 1)
    assert made["problems"] == shown["problems"]
    assert made["source"]["name"] == "t.csv"


def test_rows_are_paged_sorted_searched_and_counted(client: TestClient, made: Callable[..., str]) -> None:
    place = made()
    first = client.get(f"{place}/rows", params={"limit": 7}).json()
    assert (first["total"], len(first["rows"]), first["rows"][0]) == (60, 7, ["ada_pic_0000.jpg", "ada"])
    found = []
    for offset in range(0, 60, 7):
        asked = {"offset": offset, "limit": 7, "sort": "target", "descending": True}
        found += client.get(f"{place}/rows", params=asked).json()["rows"]
    assert [row[1] for row in found] == ["bo"] * 30 + ["ada"] * 30
    assert [row[0] for row in found[:30]] == [f"bo_pic_{n:04}.jpg" for n in range(30)]
    assert client.get(f"{place}/rows", params={"search": "BO_PIC_001"}).json()["total"] == 10
    only = client.get(f"{place}/rows", params={"column": "target", "limit": 1}).json()
    assert (only["rows"], [c["name"] for c in only["columns"]]) == ([["ada"]], ["target"])
    assert client.get(f"{place}/rows", params={"offset": 10**9}).json()["rows"] == []
    figures = client.get(f"{place}/quality").json()
    assert figures["total"] == 60
    assert [(c["name"], c["valid"], c["distinct"]) for c in figures["columns"]][1] == ("target", 60, 2)
    assert client.get(f"{place}/cell", params={"row": 1, "column": "target"}).json() == {"value": "bo"}
    assert client.get(f"{place}/cell", params={"row": 10**6, "column": "target"}).json() == {"value": None}


@pytest.mark.parametrize(
    "asked", [{"sort": "x"}, {"column": "x"}, {"sort": "path; DROP TABLE t"}, {"column": ["path", '"']}]
)
def test_a_column_that_is_not_there_is_refused(
    client: TestClient, made: Callable[..., str], refused: Refused, asked: dict[str, Any]
) -> None:
    assert "There is no column" in refused(client.get(f"{made()}/rows", params=asked), 404)


def test_columns_and_format_are_corrected_as_new_versions(
    client: TestClient, made: Callable[..., str], refused: Refused
) -> None:
    place = made(b"id,label\n1,0\n2,1\n3,x\n")
    columns = client.get(place).json()["columns"]
    assert [column["type"] for column in columns] == ["bigint", "string"]
    columns[1] |= {"name": "class", "type": "bigint", "meaning": "class", "comment": "0 or 1", "own": {"kept": True}}
    changed = client.put(f"{place}/schema", json={"columns": columns}).json()
    assert changed["version"] == 2
    assert changed["columns"][1] == {
        "name": "class",
        "type": "bigint",
        "meaning": "class",
        "comment": "0 or 1",
        "detected_meaning": None,
        "own": {"kept": True},
    }
    assert changed["problems"] == [
        "Column “class”: 1 value is not of type bigint and left empty, the first on line 4. "
        "Set the type to string to keep all."
    ]
    assert client.get(f"{place}/rows").json()["rows"] == [[1, 0], [2, 1], [3, None]]
    columns[1]["type"] = "string"
    assert client.put(f"{place}/schema", json={"columns": columns}).json()["problems"] == []
    reread = client.put(f"{place}/format", json={"format": {"header": False}}).json()
    assert (reread["rows"], [c["name"] for c in reread["columns"]]) == (4, ["col_0", "col_1"])
    assert [version["version"] for version in client.get(f"{place}/versions").json()] == [4, 3, 2, 1]
    columns[1]["name"] = columns[0]["name"]
    assert (
        refused(client.put(f"{place}/schema", json={"columns": columns}), 422) == "Two columns may not have one name."
    )
    few = client.put(f"{place}/schema", json={"columns": columns[:1]})
    assert refused(few, 422) == "The table has 2 columns, but 1 are described."
    assert client.get(place).json()["version"] == 4


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty: it holds no rows and no header."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "This is not a text table: it contains NUL bytes."),
        (
            b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n",
            "The table has 1,000,000 columns; at most 10,000 are allowed.",
        ),
    ],
)
def test_what_is_no_table_makes_no_dataset(
    client: TestClient, cartoon: str, uploaded: Upload, refused: Refused, data: bytes, message: str
) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": data})}
    assert refused(client.post(f"{cartoon}/datasets/preview", json={"source": source}), 422) == message
    assert refused(client.post(f"{cartoon}/datasets", json={"name": "t", "source": source}), 422) == message
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": LABELS})}
    assert client.post(f"{cartoon}/datasets", json={"name": "t", "source": source}).status_code == 201


def test_a_dataset_is_made_of_one_file(client: TestClient, cartoon: str, uploaded: Upload, refused: Refused) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"a.csv": LABELS, "b.csv": LABELS})}
    answer = client.post(f"{cartoon}/datasets", json={"name": "t", "source": source})
    assert refused(answer, 422) == "A dataset is made from one file; this upload holds 2."
    none = client.post(f"{cartoon}/datasets", json={"name": "t", "source": {"kind": "upload"}})
    assert refused(none, 422) == "Upload a file first."
    assert client.post(f"{cartoon}/datasets", json={"name": "t", "source": {"kind": "root"}}).status_code == 422


def test_a_settings_value_that_cannot_be_is_said_at_its_field(
    client: TestClient, cartoon: str, uploaded: Upload
) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"a.csv": LABELS})}
    for wish, field in (({"encoding": "klingon"}, "encoding"), ({"separator": ",,"}, "separator")):
        answer = client.post(f"{cartoon}/datasets/preview", json={"source": source, "format": wish})
        assert answer.status_code == 422
        assert [problem["loc"] for problem in answer.json()["fields"]] == [["format", field]]


def test_a_table_below_a_root_is_read_where_it_lies(
    client: TestClient, cartoon: str, settings: Settings, refused: Refused
) -> None:
    root = settings.allowed_roots[0]
    (root / "labels.csv").write_bytes(LABELS)
    (root / "out.csv").symlink_to("/etc/passwd")
    (root / "folder").mkdir()
    body = {"name": "labels", "source": {"kind": "root", "root": {"root": "roots", "path": "labels.csv"}}}
    made = client.post(f"{cartoon}/datasets", json=body).json()
    assert (made["origin"], made["rows"]) == ("linked", 60)
    place = f"{cartoon}/datasets/{made['id']}"
    assert client.get(f"{place}/source").json() == {"is_changed": False, "said": []}
    (root / "labels.csv").write_bytes(LABELS + b"c_pic_1.jpg,c\n")
    assert client.get(f"{place}/source").json() == {"is_changed": True, "said": ["Changed: file “labels.csv”."]}
    again = client.put(f"{cartoon}/datasets/{made['id']}/format", json={"format": {}}).json()
    assert (again["rows"], again["version"]) == (61, 2)
    assert client.get(f"{place}/source").json()["is_changed"] is False
    (root / "labels.csv").unlink()
    gone = client.get(f"{place}/source").json()
    assert gone["is_changed"] is True
    assert gone["said"][0].startswith("There is no “labels.csv” below the root “roots”.")
    for path, status in (("out.csv", 422), ("folder", 422), ("../x", 422), ("none.csv", 404)):
        source = {"kind": "root", "root": {"root": "roots", "path": path}}
        refused(client.post(f"{cartoon}/datasets/preview", json={"source": source}), status)


def test_a_dataset_comes_down_as_csv_and_parquet(client: TestClient, made: Callable[..., str]) -> None:
    nasty = b'name,n\n"=cmd()",1\n"a ""b"", c",2\n-x,\n+1 2,4\n@sum,5\n\xc3\xa9,6\n'
    place = made(nasty, format={"header": True})
    plain = client.get(f"{place}/download")
    assert plain.text == 'name,n\n=cmd(),1\n"a ""b"", c",2\n-x,\n+1 2,4\n@sum,5\né,6\n'
    safe = client.get(f"{place}/download", params={"safe": True})
    assert safe.text == 'name,n\n\'=cmd(),1\n"a ""b"", c",2\n\'-x,\n\'+1 2,4\n\'@sum,5\né,6\n'
    parquet = client.get(f"{place}/download", params={"format": "parquet"})
    table = pq.read_table(io.BytesIO(parquet.content))
    assert table.column("n").to_pylist() == [1, 2, None, 4, 5, 6]
    assert client.get(f"{place}/download", params={"format": "xls"}).status_code == 422


def test_what_was_downloaded_can_be_brought_in_again(client: TestClient, made: Callable[..., str]) -> None:
    place = made()
    text = client.get(f"{place}/download").content
    assert text == LABELS
    again = made(text, name="again")
    assert (
        client.get(f"{again}/rows", params={"limit": 1000}).json()["rows"]
        == (client.get(f"{place}/rows", params={"limit": 1000}).json()["rows"])
    )


def test_names_are_there_once_and_a_deleted_dataset_comes_back(
    client: TestClient, cartoon: str, made: Callable[..., str], uploaded: Upload, refused: Refused
) -> None:
    place = made()
    source = {"kind": "upload", "upload_id": uploaded({"t.csv": LABELS})}
    again = client.post(f"{cartoon}/datasets", json={"name": "labels", "source": source})
    assert refused(again, 409) == "There is already a dataset called “labels” in this project. Choose another name."
    assert client.post(f"{cartoon}/folders", json={"name": "labels"}).status_code == 201
    assert client.delete(place).status_code == 200
    refused(client.get(f"{place}/rows"), 404)
    assert client.post(f"{cartoon}/datasets", json={"name": "labels", "source": source}).status_code == 201
    trash = [one for one in client.get(f"{cartoon}/trash").json() if one["name"] == "labels"]
    back = client.post(f"{cartoon}/trash/item/{trash[0]['id']}/restore")
    assert "labels" in refused(back, 409)


def test_a_chosen_meaning_is_kept_and_its_own_one_comes_back(client: TestClient, made: Callable[..., str]) -> None:
    place = made(b"id,label\n1,0\n2,1\n")
    columns = client.get(place).json()["columns"]
    own = columns[1]["meaning"]
    columns[1]["meaning"] = "class"
    chosen = client.put(f"{place}/schema", json={"columns": columns}).json()
    assert chosen["version"] == 1, "no value was read anew"
    assert (chosen["columns"][1]["meaning"], chosen["columns"][1]["detected_meaning"]) == ("class", own)
    again = client.put(f"{place}/format", json={"format": {}}).json()
    assert (again["version"], again["columns"]) == (2, chosen["columns"]), "a new reading keeps the choice"
    columns[1] |= {"meaning": own, "detected_meaning": "url"}
    back = client.put(f"{place}/schema", json={"columns": columns}).json()
    assert (back["columns"][1]["meaning"], back["columns"][1]["detected_meaning"]) == (own, None)


def test_an_uploaded_table_read_again_is_the_same(client: TestClient, made: Callable[..., str]) -> None:
    place = made(b"id,label\n1,0\n2,1\n")
    assert client.get(f"{place}/source").json() == {"is_changed": False, "said": []}
    read = client.post(f"{place}/reread").json()
    assert (read["version"], read["said"]) == (1, [])
