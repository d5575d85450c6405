"""Steps on arrays and objects, folding and unfolding, against plain Python."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.steps.trial import (
    LISTED,
    NUMBER,
    OBJECT,
    TEXT,
    VECTOR,
    WHOLE,
    column_after,
    columns_after,
)
from tests.tables.tabular import after

from atelier.errors import InvalidInput

FEW = settings(max_examples=12)
scalars = st.one_of(st.none(), st.integers(-9, 9), st.sampled_from(["", "a", "é", "b/~c", "🐈"]), st.booleans())
lists = st.lists(st.one_of(st.none(), st.lists(scalars, max_size=4)), max_size=5)
objects = st.lists(
    st.one_of(st.none(), st.dictionaries(st.sampled_from(["k", "a.b", "é", "x/~y", 'q"']), scalars, max_size=3)),
    max_size=5,
)


def said(value: Any) -> str | None:
    """Return a value of JSON as a cell of text."""
    return value if value is None or isinstance(value, str) else json.dumps(value)


def dumped(values: list[Any]) -> list[str | None]:
    return [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]


def parsed(values: list[Any]) -> list[Any]:
    return [None if value is None else json.loads(value) for value in values]


@FEW
@given(lists, st.integers(-3, 3), st.integers(-3, 3))
def test_elements_and_ranges_are_pythons(values: list[list[Any] | None], first: int, last: int) -> None:
    cells = dumped(values)
    one = column_after(LISTED, cells, "ArrayExtract", "x", input="listed", output="x", index=first)
    assert one == [said(v[first]) if v is not None and -len(v) <= first < len(v) else None for v in values]
    some = column_after(LISTED, cells, "ArrayExtract", "x", input="listed", output="x", mode="RANGE", begin=first,
                        end=last)  # fmt: skip
    assert parsed(some) == [None if v is None else v[first:last] for v in values]
    length = column_after(LISTED, cells, "ArrayLength", "x", input="listed", output="x")
    assert length == [None if v is None else len(v) for v in values]


@FEW
@given(lists)
def test_arrays_fold_and_unfold(values: list[list[Any] | None]) -> None:
    cells = dumped(values)
    folded = column_after(LISTED, cells, "ArrayFold", "listed", column="listed")
    assert folded == [said(one) for v in values for one in (v or [None])]
    width = max([len(v) for v in values if v is not None], default=0) or 1
    spread = columns_after([LISTED], [[c] for c in cells], "ArrayUnfold", [f"listed_{n}" for n in range(width)],
                           column="listed")  # fmt: skip
    for place in range(width):
        assert spread[f"listed_{place}"] == [said(v[place]) if v and place < len(v) else None for v in values]


@FEW
@given(st.lists(st.one_of(st.none(), st.lists(st.integers(-99, 99), max_size=5)), max_size=5))
def test_numbers_are_sorted_by_size_in_arrays_and_vectors(values: list[list[int] | None]) -> None:
    for descending in (False, True):
        wanted = [None if v is None else sorted(v, reverse=descending) for v in values]
        found = column_after(LISTED, dumped(values), "ArraySort", "x", input="listed", output="x",
                             descending=descending)  # fmt: skip
        assert parsed(found) == wanted
        vectors = [None if v is None else [float(n) for n in v] for v in values]
        found = column_after(VECTOR, vectors, "ArraySort", "x", input="vector", output="x", descending=descending)
        assert found == wanted


def test_texts_come_after_numbers_and_nothing_last() -> None:
    found = column_after(LISTED, ['["b", null, 10, "a", 9]', "no array"], "ArraySort", "x", input="listed", output="x")
    assert parsed(found) == [[9, 10, "a", "b", None], None]


@FEW
@given(objects)
def test_objects_fold_and_flatten(values: list[dict[str, Any] | None]) -> None:
    cells = dumped(values)
    folded = columns_after([OBJECT], [[c] for c in cells], "ObjectFoldProcessor", ["key", "value"], column="object")
    pairs = [pair for v in values for pair in (list((v or {}).items()) or [(None, None)])]
    assert list(zip(folded["key"], folded["value"], strict=True)) == [(k, said(one)) for k, one in pairs]
    keys = sorted({key for v in values for key in v or {}})
    flat = columns_after([OBJECT], [[c] for c in cells], "JSONFlattener", [f"object_{key}" for key in keys],
                         inCol="object")  # fmt: skip
    for key in keys:
        found = [one if one is None or isinstance(one, str) else json.dumps(one) for one in flat[f"object_{key}"]]
        assert found == [said((v or {}).get(key)) for v in values]


def test_flattening_deep_objects_keeps_their_types() -> None:
    rows = [['{"box": {"x": 1, "y": 2.5}, "tags": ["a", "b"], "ok": true, "big": 18446744073709551615}'], ["no object"]]
    names = ["box.x", "box.y", "tags.0", "tags.1", "ok", "big"]
    found = columns_after([OBJECT], rows, "JSONFlattener", names, inCol="object", maxDepth=2, flattenArrays=True,
                          prefixOutputs=False, separator=".")  # fmt: skip
    assert [found[name][0] for name in names] == [1, 2.5, "a", "b", True, "18446744073709551615"]
    assert [found[name][1] for name in names] == [None] * 6


def test_flattening_what_would_be_ambiguous_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Two values would be written into “a_b”"):
        column_after(OBJECT, ['{"a": {"b": 1}, "a_b": 2}'], "JSONFlattener", "x", inCol="object", maxDepth=2,
                     prefixOutputs=False)  # fmt: skip
    with pytest.raises(InvalidInput, match=r"This would make 1,200 columns; at most 1,000 can be made"):
        column_after(OBJECT, [json.dumps({str(n): n for n in range(1200)})], "JSONFlattener", "x", inCol="object")


def test_arrays_are_zipped() -> None:
    rows = [['["a", "b"]', [1.0]], ["[]", None], [None, None]]
    found = columns_after([LISTED, VECTOR], rows, "ZipArrays", ["zipped"], columns=["listed", "vector"])["zipped"]
    assert parsed(found) == [[{"listed": "a", "vector": 1.0}, {"listed": "b", "vector": None}], [], None]


@pytest.mark.parametrize(
    ("path", "single", "wanted"),
    [
        ("$.boxes[0].label", True, "cat"),
        ("$.boxes[*].label", False, '["cat","dog"]'),
        ("$..label", True, "cat"),
        ("$.nope", True, None),
        ("$.nope", False, None),
        ("$", True, '{"boxes":[{"label":"cat"},{"label":"dog"}]}'),
    ],
)
def test_paths(path: str, single: bool, wanted: str | None) -> None:
    cell = '{"boxes":[{"label":"cat"},{"label":"dog"}]}'
    found = column_after(OBJECT, [cell, "no json"], "JSONPathExtractor", "x", inCol="object", outCol="x",
                         expression=path, singleValue=single)  # fmt: skip
    assert found == [wanted, None]


@FEW
@given(st.lists(st.tuples(st.sampled_from([None, "", "a", "b"]), st.one_of(st.none(), st.integers(0, 3))), max_size=5))
def test_columns_fold_into_rows_as_pandas_melts(rows: list[tuple[str | None, int | None]]) -> None:
    found = columns_after([TEXT, WHOLE, NUMBER], [[a, b, b] for a, b in rows], "MultiColumnFold",
                          ["text", "name", "value"], columns=["whole", "number"])  # fmt: skip
    assert found["text"] == [a for a, _ in rows for _ in range(2)]
    assert found["name"] == ["whole", "number"] * len(rows)
    assert found["value"] == [
        None if b is None else shape for _, b in rows for shape in (str(b), None if b is None else str(float(b)))
    ]


@FEW
@given(st.lists(st.sampled_from([None, "", "a", "b,a", "é", "a,a,c"]), max_size=6))
def test_values_unfold_into_columns(values: list[str | None]) -> None:
    known = sorted({v for v in values if v})
    found = columns_after([TEXT], [[v] for v in values], "Unfold", [f"is {v}" for v in known], column="text",
                          prefix="is ", zeros=True)  # fmt: skip
    for value in known:
        assert found[f"is {value}"] == [int(v == value) for v in values]
    pieces = sorted({piece for v in values if v for piece in v.split(",")})
    counts = columns_after([TEXT], [[v] for v in values], "SplitUnfold", [f"n {p}" for p in pieces], column="text",
                           prefix="n ")  # fmt: skip
    for piece in pieces:
        assert counts[f"n {piece}"] == [None if v is None else v.split(",").count(piece) for v in values]
    chunks = column_after(TEXT, values, "SplitFold", "text", column="text")
    assert chunks == [chunk for v in values for chunk in ([one for one in (v or "").split(",") if one] or [None])]


def test_too_many_values_are_refused_or_cut() -> None:
    values = ["a", "a", "b", "c"]
    with pytest.raises(InvalidInput, match="There are more than 2 values"):
        column_after(TEXT, values, "Unfold", "text", column="text", limit=2)
    found = columns_after([TEXT], [[v] for v in values], "Unfold", ["text_a", "text_b"], column="text", limit=2,
                          overflowAction="KEEP")  # fmt: skip
    assert found["text_a"] == [1, 1, None, None]


def test_a_row_without_elements_is_kept(tmp_path: Path) -> None:
    frame = after(tmp_path, [LISTED, TEXT], [["[]", "x"], [None, "y"], ["[1]", "z"]],
                  {"type": "ArrayFold", "params": {"column": "listed"}})  # fmt: skip
    assert list(frame["text"]) == ["x", "y", "z"]
    assert list(frame.columns) == ["listed", "text"]


@pytest.mark.parametrize(
    ("type", "params", "sentence"),
    [
        ("ArrayLength", {"input": "number"}, "“number” holds numbers, not arrays"),
        ("ObjectFoldProcessor", {"column": "number"}, "“number” holds numbers, not objects"),
        ("ZipArrays", {"columns": ["number"]}, "Choose two columns or more"),
        ("JSONPathExtractor", {"inCol": "number", "expression": "a.b"}, "A path starts with"),
        ("JSONPathExtractor", {"inCol": "number", "expression": "$[["}, "The path cannot be read"),
        ("MultiColumnFold", {"columns": ["number"], "foldValueColumn": "name"}, "need a column each"),
    ],
)
def test_what_cannot_be_done_is_said(type: str, params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        column_after(NUMBER, [1.0], type, "number", **params)
