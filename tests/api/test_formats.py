"""Tables in every format: in by upload, out by download, appended, from a folder, checked before columns change."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

Upload = Callable[[Mapping[str, bytes]], str]
Refused = Callable[[Any, int], str]
Make = Callable[..., str]


@pytest.fixture
def made(client: TestClient, cartoon: str, uploaded: Upload) -> Make:
    """Make a dataset from a file and return its address."""

    def make(data: bytes, file: str = "t.csv", **body: Any) -> str:
        source = {"kind": "upload", "upload_id": uploaded({file: data})}
        answer = client.post(f"{cartoon}/datasets", json={"name": file.replace(".", "_"), "source": source, **body})
        assert answer.status_code == 201, answer.text
        return f"{cartoon}/datasets/{answer.json()['id']}"

    return make


def workbook(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    """Return a workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def types(client: TestClient, place: str) -> list[tuple[str, str]]:
    return [(column["name"], column["type"]) for column in client.get(place).json()["columns"]]


def all_rows(client: TestClient, place: str) -> list[list[Any]]:
    rows: list[list[Any]] = client.get(f"{place}/rows").json()["rows"]
    return rows


def test_a_tab_is_a_separator_when_it_is_asked_for(client: TestClient, cartoon: str, uploaded: Upload) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"t.tsv": b"a\tb, c\n1\t2, 3\n"})}
    shown = client.post(f"{cartoon}/datasets/preview", json={"source": source, "format": {"separator": "\t"}})
    assert shown.status_code == 200, shown.text
    assert shown.json()["format"]["separator"] == "\t"
    assert shown.json()["rows"] == [[1, "2, 3"]]
    source = {"kind": "upload", "upload_id": uploaded({"t.tsv": b"a\tb\n1\t2\n"})}
    found = client.post(f"{cartoon}/datasets/preview", json={"source": source}).json()
    assert found["format"]["separator"] == "\t"


def test_json_lines_keep_their_types(client: TestClient, made: Make) -> None:
    data = (
        b'{"id": 1, "name": "ada", "ok": true, "v": [0.5, 1], "p": {"a": 0.9}, "when": "2024-05-01T10:00:00Z"}\n'
        b'\n{"id": 2, "name": null, "extra": "x", "v": [2], "ok": false}\n'
    )
    place = made(data, "t.jsonl")
    assert types(client, place) == [
        ("id", "bigint"), ("name", "string"), ("ok", "boolean"), ("v", "array"), ("p", "object"), ("when", "date"),
        ("extra", "string"),
    ]  # fmt: skip
    first, second = all_rows(client, place)
    assert first[:3] == [1, "ada", True]
    assert first[3]["head"] == [0.5, 1.0]
    assert (first[4], first[5]) == ({"a": 0.9}, "2024-05-01T10:00:00Z")
    assert second == [2, None, False, {"length": 1, "min": 2.0, "max": 2.0, "head": [2.0]}, None, None, "x"]
    back = [line for line in client.get(f"{place}/download?format=jsonl").text.splitlines() if line]
    assert len(back) == 2
    assert '"p":{"a":0.9}' in back[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": 1}\n{"a": \n', "Line 2 is not JSON"),
        (b'{"a": 1}\n[1, 2]\n', "Line 2 is not an object in braces but a list."),
        (b'{"a": 1}\n' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"\n", "Line 2 is not JSON"),
    ],
)
def test_broken_json_lines_name_the_line(
    client: TestClient, cartoon: str, uploaded: Upload, refused: Refused, data: bytes, message: str
) -> None:
    source = {"kind": "upload", "upload_id": uploaded({"t.jsonl": data})}
    assert refused(client.post(f"{cartoon}/datasets", json={"name": "t", "source": source}), 422).startswith(message)


def test_a_sheet_of_a_workbook_is_chosen(client: TestClient, cartoon: str, uploaded: Upload, made: Make) -> None:
    moment = datetime(2024, 5, 1, 10)
    book = workbook(
        ("Notes", [["nothing here"]]),
        ("Labels", [["path", "n", "x", "day"], ["ada_1.jpg", 1, 0.5, moment], ["bo_2.jpg", None, 2, None]]),
    )
    source = {"kind": "upload", "upload_id": uploaded({"b.xlsx": book})}
    shown = client.post(f"{cartoon}/datasets/preview", json={"source": source}).json()
    assert (shown["sheets"], shown["format"]["sheet"]) == (["Notes", "Labels"], "Notes")
    layout = {"type": "excel", "sheet": "Labels"}
    place = made(book, "b.xlsx", format=layout)
    assert types(client, place) == [("path", "string"), ("n", "bigint"), ("x", "double"), ("day", "date")]
    assert all_rows(client, place) == [["ada_1.jpg", 1, 0.5, "2024-05-01T10:00:00Z"], ["bo_2.jpg", None, 2.0, None]]
    wrong = client.post(f"{cartoon}/datasets/preview", json={"source": source, "format": {**layout, "sheet": "x"}})
    assert wrong.json()["message"] == "There is no sheet “x” in the workbook. It has: Notes, Labels."
    assert wrong.json()["fields"][0]["loc"] == ["format", "sheet"]


def test_a_workbook_that_swells_or_is_none_is_refused(
    client: TestClient, cartoon: str, uploaded: Upload, refused: Refused
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 2**20))
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "a")
    for data, message in (
        (bomb.getvalue(), "The workbook would unpack to 64 MB, more than is read from one."),
        (plain.getvalue(), "This is a ZIP archive but no Excel workbook."),
        (b"PK\x03\x04 and then nothing", "The workbook cannot be read: File is not a zip file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "“t.xlsx” is a workbook of the old Excel format (.xls)."),
        (b"PAR1 and then nothing", "The Parquet file cannot be read"),
    ):
        source = {"kind": "upload", "upload_id": uploaded({"t.xlsx": data})}
        answer = client.post(f"{cartoon}/datasets/preview", json={"source": source})
        assert refused(answer, 422).startswith(message)


def test_parquet_of_many_types_comes_in(client: TestClient, made: Make) -> None:
    table = pa.table(
        {
            "i8": pa.array([1, None], pa.int8()),
            "u64": pa.array([2**63, 1], pa.uint64()),
            "dec": pa.array([Decimal("1.25"), None], pa.decimal128(10, 2)),
            "day": pa.array([19000, None], pa.date32()),
            "at": pa.array([datetime(2024, 1, 1, tzinfo=UTC), None], pa.timestamp("us", "Europe/Paris")),
            "naive": pa.array([datetime(2024, 1, 1), None], pa.timestamp("ns")),
            "cat": pa.array(["a", "b"]).dictionary_encode(),
            "v": pa.array([[1, 2], None], pa.list_(pa.int64())),
            "words": pa.array([["x"], None], pa.list_(pa.string())),
            "s": pa.array([{"a": 1}, None], pa.struct([("a", pa.int64())])),
            "raw": pa.array([b"abc", None], pa.binary()),
            "b": pa.array([True, None]),
        }
    )
    data = io.BytesIO()
    pq.write_table(table, data)
    place = made(data.getvalue(), "t.parquet")
    assert dict(types(client, place)) == {
        "i8": "tinyint", "u64": "double", "dec": "double", "day": "date", "at": "date", "naive": "date",
        "cat": "string", "v": "array", "words": "array", "s": "object", "raw": "string", "b": "boolean",
    }  # fmt: skip
    first, second = all_rows(client, place)
    assert first[:3] == [1, float(2**63), 1.25]
    assert first[3:7] == ["2022-01-08T00:00:00Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "a"]
    assert first[7]["head"] == [1.0, 2.0]
    assert first[8:] == [["x"], {"a": 1}, "abc", True]
    assert second[0] is None
    assert second[7:] == [None] * 5


def test_all_downloads_hold_all_rows(client: TestClient, made: Make) -> None:
    place = made(b"s,n,x\n=1+1,1,0.5\n\xf0\x9f\x90\x88,,\n,9007199254740993,-1\n")
    tsv = client.get(f"{place}/download?format=tsv")
    assert tsv.text == "s\tn\tx\n=1+1\t1\t0.5\n🐈\t\t\n\t9007199254740993\t-1.0\n"
    assert tsv.headers["content-type"].startswith("text/tab-separated-values")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{place}/download?format=xlsx").content))
    cells = [[cell.value for cell in row] for row in book["Rows"].iter_rows()]
    assert cells == [["s", "n", "x"], ["=1+1", 1, 0.5], ["🐈", None, None], [None, "9007199254740993", -1]]
    assert book["Rows"]["A2"].data_type == "s"
    parquet = pq.read_table(io.BytesIO(client.get(f"{place}/download?format=parquet").content))
    assert parquet.num_rows == 3
    again = client.get(f"{place}/download?format=xlsx")
    assert again.headers["content-disposition"] == "attachment; filename*=UTF-8''t_csv.xlsx"


def test_further_files_are_appended_by_name(client: TestClient, made: Make, uploaded: Upload, refused: Refused) -> None:
    place = made(b"id,label\n1,ada\n2,bo\n", "a.csv")
    more = uploaded({"b.csv": b"label,id,extra\ncy,3,x\ndi,four\n"})
    changed = client.post(f"{place}/append", json={"upload_id": more})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["rows"], changed.json()["version"]) == (4, 2)
    assert all_rows(client, place) == [[1, "ada"], [2, "bo"], [3, "cy"], [None, "di"]]
    assert changed.json()["problems"] == [
        "b.csv: Column “extra” is not in the dataset: left out.",
        "b.csv: Line 3 has 2 values instead of 3: the missing ones are left empty.",
        "b.csv: Column “id”: 1 value is not of type bigint and left empty, the first on line 3. "
        "Set the type to string to keep all.",
    ]
    columns = client.get(place).json()["columns"]
    columns[0] |= {"name": "number", "type": "string"}
    retyped = client.put(f"{place}/schema", json={"columns": columns}).json()
    assert (retyped["rows"], retyped["version"]) == (4, 3)
    assert [row[0] for row in all_rows(client, place)] == ["1", "2", "3", "four"]
    third = uploaded({"c.jsonl": b'{"number": 5, "label": "ed"}\n'})
    assert client.post(f"{place}/append", json={"upload_id": third}).json()["rows"] == 5
    assert all_rows(client, place)[-1] == ["5", "ed"]
    assert refused(client.post(f"{place}/append", json={"upload_id": third}), 409).startswith("This upload has been")


def test_the_files_of_a_folder_are_one_dataset(
    client: TestClient, cartoon: str, filled: Callable[..., str], refused: Refused, uploaded: Upload
) -> None:
    book = workbook(("S", [["id", "label"], [3, "cy"]]))
    folder = filled(
        "tables",
        {
            "2024/a.csv": b"id,label\n1,ada\n",
            "2024/b.jsonl": b'{"label": "bo", "id": 2.5}\n',
            "c.xlsx": book,
            "d.png": b"x",
        },
    )
    folder_id = folder.rsplit("/", 1)[-1]
    source = {"kind": "folder", "folder_id": folder_id, "origin_column": "file"}
    made = client.post(f"{cartoon}/datasets", json={"name": "all", "source": source})
    assert made.status_code == 201, made.text
    place = f"{cartoon}/datasets/{made.json()['id']}"
    assert types(client, place) == [("id", "double"), ("label", "string"), ("file", "string")]
    assert all_rows(client, place) == [[1.0, "ada", "2024/a.csv"], [2.5, "bo", "2024/b.jsonl"], [3.0, "cy", "c.xlsx"]]
    assert (
        client.post(f"{folder}/uploads", json={"upload_id": uploaded({"e.csv": b"id,new\n7,n\n"})}).status_code == 200
    )
    assert client.get(f"{place}/source").json() == {"is_changed": True, "said": ["New file “e.csv”."]}
    read = client.post(f"{place}/reread").json()
    assert (read["rows"], [column["name"] for column in read["columns"]]) == (4, ["id", "label", "new", "file"])
    assert read["said"] == ["New file “e.csv”.", "4 rows instead of 3.", "New column “new”."]
    assert "seen" not in read["source"], "marks of files are the server's own"
    assert client.get(f"{place}/source").json() == {"is_changed": False, "said": []}
    read = client.post(f"{place}/reread").json()
    assert (read["version"], read["said"]) == (2, []), "where nothing changed, no version is made"
    some = {**source, "pattern": "2024/*.csv", "origin_column": ""}
    only = client.post(f"{cartoon}/datasets", json={"name": "some", "source": some}).json()
    assert only["rows"] == 1
    none = client.post(f"{cartoon}/datasets", json={"name": "none", "source": {**source, "pattern": "*.parquet"}})
    assert refused(none, 422) == "No file of tables matches “*.parquet”."
    twice = client.post(f"{cartoon}/datasets", json={"name": "none", "source": {**source, "origin_column": "id"}})
    assert refused(twice, 422) == "There is a column “id” already."


def test_columns_are_tried_before_they_are_saved(client: TestClient, made: Make) -> None:
    place = made(b"id,label\n1,7\nx,\n3,z\n")
    columns = client.get(place).json()["columns"]
    columns[0]["type"] = columns[1]["type"] = "bigint"
    told = client.post(f"{place}/check", json={"columns": columns}).json()
    assert told == {
        "rows": 3,
        "columns": [
            {"name": "id", "type": "bigint", "misfits": 1, "examples": [{"row": 2, "value": "x"}]},
            {"name": "label", "type": "bigint", "misfits": 1, "examples": [{"row": 3, "value": "z"}]},
        ],
    }
    assert client.get(place).json()["version"] == 1
