"""Text tables: detection, typing, round trips, and bad ones."""

import csv as standard
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from atelier.errors import InvalidInput
from atelier.storage.formats import csv
from atelier.storage.schema import Column

LABELS = "path,target\nada_pic_0001.jpg,ada\nbo_pic_0002.jpg,bo\nada_pic_0003.jpg,ada\nbo_pic_0004.jpg,bo\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def preview(place: Path, data: bytes | str, **given_format: Any) -> csv.Preview:
    place.write_bytes(data.encode() if isinstance(data, str) else data)
    return csv.preview(place, given_format)


def whole(place: Path, shown: csv.Preview) -> pd.DataFrame:
    frames = list(csv.read_frames(place, shown.format, shown.columns))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def problems(place: Path, shown: csv.Preview) -> list[str]:
    return csv.count_problems(place, shown.format, shown.columns)


def test_labels_are_read_as_paths_and_classes(place: Path) -> None:
    shown = preview(place, LABELS)
    assert [(c.name, c.type, c.meaning) for c in shown.columns] == [
        ("path", "string", "picture_path"),
        ("target", "string", "class"),
    ]
    assert shown.format.as_json() == {
        "type": "csv",
        "separator": ",",
        "quote": '"',
        "escape": None,
        "encoding": "utf-8",
        "header": True,
        "skip_lines": 0,
    }
    assert shown.rows[0] == ["ada_pic_0001.jpg", "ada"]
    assert shown.problems == []


def test_web_addresses_are_known_by_their_beginning_whatever_they_end_in(place: Path) -> None:
    shown = preview(
        place,
        "page,photo,mixed\nhttps://a.example/1,HTTPS://a.example/1.jpg,https://a.example\n"
        "http://a.example/?q=2,ftp://a.example/2.png,see a.example\n",
    )
    assert [(c.name, c.type, c.meaning) for c in shown.columns] == [
        ("page", "string", "url"),
        ("photo", "string", "url"),
        ("mixed", "string", "class"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("latin-1", None), ("cp1252", None)],
)
def test_separator_and_encoding_are_found(place: Path, separator: str, encoding: str, found: str | None) -> None:
    rows = [["chemin", "étiquette"]] + [
        [f"forêt_{n}.jpg", ("élan", "bœuf"[: 1 if encoding == "latin-1" else 4])[n % 2]] for n in range(40)
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    shown = preview(place, text.encode(encoding))
    assert shown.format.separator == separator
    assert shown.format.encoding == found or (found is None and shown.format.encoding in ("latin-1", "cp1252"))
    assert [c.name for c in shown.columns] == rows[0]
    assert shown.rows == rows[1:]
    assert shown.detected == ["separator", "encoding", "header", "quote"]
    assert whole(place, shown).to_numpy().tolist() == rows[1:]


def test_a_mark_at_the_beginning_is_never_part_of_a_name(place: Path) -> None:
    shown = preview(place, LABELS.encode("utf-8-sig"), encoding="utf-8")
    assert shown.columns[0].name == "path"


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("path,target\n", True),
        ("a.jpg,ada\nb.jpg,bo\n", False),
        ("name,3\nx,4\n", False),
        ("x,x\na,b\n", False),
        ("ada\nbo\nada\n", False),
        ("id,label\n1,0\n2,1\n", True),
        (",target\na.jpg,ada\n", False),
    ],
)
def test_a_header_is_told_from_a_row(place: Path, text: str, has_header: bool) -> None:
    shown = preview(place, text, separator=",")
    assert shown.format.header is has_header
    assert len(whole(place, shown)) == text.count("\n") - has_header
    forced = preview(place, text, separator=",", header=not has_header)
    assert forced.format.header is not has_header
    assert "header" not in forced.detected


def test_lines_before_the_table_are_skipped_once(place: Path) -> None:
    shown = preview(place, "exported by a tool\n\n" + LABELS, skip_lines=2)
    assert shown.format.header is True
    assert [c.name for c in shown.columns] == ["path", "target"]
    assert len(whole(place, shown)) == len(shown.rows) == 4
    ragged = preview(place, "a tool\n" + LABELS + "only_one\n", skip_lines=1)
    assert ragged.problems == ["Line 7 has 1 values instead of 2: the missing ones are left empty."]
    assert problems(place, ragged) == ragged.problems
    with pytest.raises(InvalidInput, match="The file holds no rows after the lines that are skipped"):
        preview(place, LABELS, skip_lines=9)


def test_ragged_rows_are_told_by_line(place: Path) -> None:
    text = 'path,target\n"a\nb.jpg",ada\n\nc.jpg\nd.jpg,dee,more\ne.jpg,eve\n'
    shown = preview(place, text)
    expected = [
        "Line 5 has 1 values instead of 2: the missing ones are left empty.",
        "Line 6 has 3 values instead of 2: the rest is left out.",
    ]
    assert shown.problems == problems(place, shown) == expected
    assert shown.rows == [["a\nb.jpg", "ada"], ["c.jpg", ""], ["d.jpg", "dee"], ["e.jpg", "eve"]]
    assert whole(place, shown).to_numpy().tolist() == shown.rows


def test_many_ragged_rows_are_counted(place: Path) -> None:
    shown = preview(place, "a,b\n" + "x\n" * 50 + "y,z\n", separator=",", header=True)
    assert len(problems(place, shown)) == 21
    assert problems(place, shown)[-1] == "30 more rows have another number of values than the header."
    assert shown.problems[-1] == problems(place, shown)[-1]


def test_a_million_columns_are_refused_with_the_number(place: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        preview(place, ",".join(f"c{n}" for n in range(1_000_000)) + "\n1\n")
    assert refused.value.message == "The table has 1,000,000 columns; at most 10,000 are allowed."
    assert refused.value.hint == "Check the separator: a wrong one can cut every value in pieces."


def test_a_wide_row_far_down_is_refused_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "SAMPLE_BYTES", 2000)
    shown = preview(place, "a,b\n" + "1,2\n" * 1000 + ",".join("x" * 10_001) + "\n")
    with pytest.raises(InvalidInput, match="The table has 10,001 columns"):
        whole(place, shown)


def test_a_line_without_end_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "MAX_LINE_BYTES", 2**20)
    shown = preview(place, "a,b\n1,2\n3," + "x" * 2**21)
    with pytest.raises(InvalidInput, match=r"A line is longer than the 1 million characters allowed\."):
        whole(place, shown)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty: it holds no rows and no header."),
        (b"\n\n\n", "The file holds no rows after the lines that are skipped."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "This is not a text table: it contains NUL bytes."),
        (bytes(1000), "This is not a text table: it contains NUL bytes."),
    ],
)
def test_what_is_no_table_is_refused(place: Path, data: bytes, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        preview(place, data)
    assert refused.value.message == sentence


@pytest.mark.parametrize(
    ("wish", "field", "sentence"),
    [
        ({"encoding": "klingon"}, "encoding", "“klingon” is not an encoding this machine knows. Try utf-8."),
        ({"encoding": "hex"}, "encoding", "“hex” is not an encoding this machine knows. Try utf-8."),
        ({"encoding": "utf\0"}, "encoding", "“utf\0” is not an encoding this machine knows. Try utf-8."),
        ({"separator": ",,"}, "separator", "The separator is one character, such as “,”, “;” or a tab."),
        ({"separator": "\n"}, "separator", "The separator is one character, such as “,”, “;” or a tab."),
        ({"separator": ";", "quote": ";"}, "quote", "The quote is one character other than the separator, or none."),
        ({"quote": "''"}, "quote", "The quote is one character other than the separator, or none."),
        ({"escape": '"'}, "escape", "The escape is one character other than separator and quote, or none."),
    ],
)
def test_settings_that_cannot_be_are_refused_at_their_field(
    place: Path, wish: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        preview(place, LABELS, **wish)
    assert [(problem.loc, problem.message) for problem in refused.value.fields] == [(("format", field), sentence)]


def test_types_and_meanings_are_guessed(place: Path) -> None:
    text = (
        "n;x;b;d;o;v;padded;flag;text;empty\n"
        '1;0.5;true;2024-01-31;{"a":1};[1, 2];007;1;one two;\n'
        "-2;1e3;False;2024-01-31T10:00:00Z;{};[];010;0;three;\n"
        ";;;;;;;0;four;\n"
    )
    shown = preview(place, text)
    assert [(c.name, c.type, c.meaning) for c in shown.columns] == [
        ("n", "bigint", "integer"),
        ("x", "double", "decimal"),
        ("b", "boolean", "boolean"),
        ("d", "date", "date"),
        ("o", "object", "object"),
        ("v", "array", "array"),
        ("padded", "string", "class"),
        ("flag", "bigint", "flag"),
        ("text", "string", "text"),
        ("empty", "string", "text"),
    ]
    assert shown.rows[2][:5] == [None] * 5


def test_a_value_that_does_not_fit_its_column_is_told_not_dropped_in_silence(place: Path) -> None:
    shown = preview(place, "n,m\n" + "1,2\n" * 6000 + "many,3\nx,4\n")
    assert shown.columns[0].type == "bigint"
    assert problems(place, shown) == [
        "Column “n”: 2 values are not of type bigint and left empty, the first on line 6,002. "
        "Set the type to string to keep all."
    ]
    kept = csv.preview(place, None, [Column(name="n", type="string"), Column(name="m", type="bigint")])
    assert problems(place, kept) == []
    assert whole(place, kept)["n"].iloc[-1] == "x"


def test_bytes_of_another_encoding_further_on_are_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "SAMPLE_BYTES", 2000)
    shown = preview(place, LABELS.encode() + b"x.jpg,ada\n" * 400 + "é.jpg,bo\n".encode("latin-1"))
    assert shown.format.encoding == "utf-8"
    assert problems(place, shown) == [
        "1 row holds characters that are not utf-8, the first on line 406. Try another encoding."
    ]


def test_names_of_columns_are_filled_and_unique(place: Path) -> None:
    shown = preview(place, "a,,a,a_2\n1,2,3,4\n", header=True)
    assert [c.name for c in shown.columns] == ["a", "col_1", "a_2", "a_2_2"]


def test_a_value_across_the_end_of_the_sample_is_no_problem(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "SAMPLE_BYTES", 50)
    shown = preview(place, 'path,note\na.jpg,x\nb.jpg,"' + "many\nlines\n" * 20 + '"\nc.jpg,z\n')
    assert shown.problems == []
    assert shown.rows == [["a.jpg", "x"]]
    assert len(whole(place, shown)) == 3


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TABLE = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=12)
)


@given(TABLE, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_what_a_spreadsheet_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], separator: str, newline: str
) -> None:
    text = io.StringIO(newline="")
    writer = standard.writer(text, delimiter=separator, lineterminator=newline, quoting=standard.QUOTE_ALL)
    writer.writerow([f"column {n}" for n in range(len(table[0]))])
    writer.writerows(table)
    place = tmp_path_factory.mktemp("csv") / "t.csv"
    place.write_bytes(text.getvalue().encode())
    columns = [Column(name=f"column {n}", type="string") for n in range(len(table[0]))]
    shown = csv.preview(place, {"separator": separator, "encoding": "utf-8", "header": True}, columns)
    assert shown.rows == table
    assert whole(place, shown).to_numpy().tolist() == table
    assert problems(place, shown) == (shown.problems if "\ufffd" not in text.getvalue() else problems(place, shown))


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assume(data)
    place = tmp_path_factory.mktemp("any") / "t.csv"
    place.write_bytes(data)
    try:
        shown = csv.preview(place)
    except InvalidInput:
        return
    assert all(len(row) == len(shown.columns) for row in shown.rows)
    assert len(whole(place, shown)) == len(shown.rows)
    problems(place, shown)
