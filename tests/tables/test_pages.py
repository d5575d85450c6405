"""Pages of rows from Parquet: whatever the names, the parts, the order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import InvalidInput
from atelier.storage.dataset import StagedDataset
from atelier.storage.schema import Column
from atelier.tables import pages
from atelier.tables.cache import TableCache
from atelier.tables.explore import explore
from atelier.tables.question import Question, Sort
from atelier.tables.samples import WHOLE

NAME = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


def parts_of(path: Path, columns: list[Column], *tables: list[list[Any]]) -> list[Path]:
    """Write each table as a part of its own."""
    parts = []
    for number, table in enumerate(tables):
        staged = StagedDataset("t", path / str(number))
        frame = pd.DataFrame(
            {c.name: pd.Series([row[i] for row in table], dtype="object") for i, c in enumerate(columns)}
        )
        staged.write(columns, [frame])
        parts += [staged.path / name for name in sorted(staged.part_rows)]
    return parts


def rows(
    parts: list[Path],
    columns: list[Column],
    *,
    offset: int,
    limit: int,
    sort: str | None = None,
    descending: bool = False,
    search: str = "",
) -> tuple[list[list[Any]], int]:
    """Return a page of the whole table as a script asks for it, from a cache that may know the order already."""
    with TemporaryDirectory() as folder:
        cache = TableCache(Path(folder), 2**30)
        found = explore(
            parts,
            columns,
            sample=WHOLE,
            question=Question((), search, (Sort(sort, descending),) if sort else ()),
            chosen=columns,
            offset=offset,
            limit=limit,
            cache=cache,
        )
        cache.close()
    return found.rows, found.total


def paged(parts: list[Path], columns: list[Column], limit: int, **asked: Any) -> list[list[Any]]:
    found: list[list[Any]] = []
    while True:
        page, total = rows(parts, columns, offset=len(found), limit=limit, **asked)
        found += page
        if len(found) >= total:
            assert len(found) == total
            return found
        assert len(page) == limit


NASTY = [
    "a",
    "A",
    "a b",
    'a"b',
    "a'b",
    "c0",
    "c1",
    "place",
    "filename",
    "file_row_number",
    "select",
    "*",
    "é",
    "🐈",
    ";--",
    "?",
    "$1",
    "%s",
    "t",
]


def test_columns_may_be_called_anything(tmp_path: Path) -> None:
    columns = [Column(name=name, type="bigint") for name in NASTY]
    parts = parts_of(tmp_path, columns, [[place * 10 + row for place in range(len(NASTY))] for row in (2, 0, 1)])
    for place, column in enumerate(columns):
        found, total = rows(parts, [column], offset=0, limit=9, sort=column.name, descending=True)
        assert (found, total) == ([[place * 10 + 2], [place * 10 + 1], [place * 10]], 3)
        assert pages.whole_cell(parts, column, 1) == place * 10
        assert pages.value_counts(parts, column.name, limit=1) == {str(place * 10): 1}
    total, figures = pages.quality(parts, columns)
    assert [(figure["name"], figure["valid"]) for figure in figures] == [(name, 3) for name in NASTY]


@given(st.lists(NAME, min_size=1, max_size=4, unique=True))
def test_any_name_is_found_again(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    columns = [Column(name=name, type="bigint") for name in names]
    parts = parts_of(tmp_path_factory.mktemp("n"), columns, [list(range(len(names)))])
    backwards = list(reversed(columns))
    found, _ = rows(parts, backwards, offset=0, limit=1, sort=names[-1], search="0")
    assert found == [list(reversed(range(len(names))))]


def test_a_column_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    columns = [Column(name="a", type="bigint")]
    parts = parts_of(tmp_path, columns, [[1]])
    with pytest.raises(InvalidInput, match="There is no column “b” to sort by"):
        rows(parts, columns, offset=0, limit=1, sort="b")


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 3), st.text("ab", max_size=2)), max_size=15), min_size=1, max_size=3),
    st.integers(1, 7),
    st.sampled_from([None, "n", "s"]),
    st.booleans(),
    st.sampled_from(["", "a", "1"]),
)
def test_pages_put_together_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    tables: list[list[tuple[int, str]]],
    limit: int,
    sort: str | None,
    descending: bool,
    search: str,
) -> None:
    columns = [Column(name="n", type="bigint"), Column(name="s", type="string"), Column(name="row", type="bigint")]
    numbered: list[list[list[Any]]] = []
    count = 0
    for table in tables:
        numbered.append([[n, s, count + place] for place, (n, s) in enumerate(table)])
        count += len(table)
    parts = parts_of(tmp_path_factory.mktemp("p"), columns, *numbered)
    wanted = [row for table in numbered for row in table if not search or any(search in str(cell) for cell in row)]
    if sort:
        key = {"n": 0, "s": 1}[sort]
        wanted.sort(key=lambda row: row[key], reverse=descending)
        if descending:  # equal values keep the order of the table
            wanted.sort(key=lambda row: row[2])
            wanted.sort(key=lambda row: row[key], reverse=True)
        wanted.sort(key=lambda row: row[key] == "")  # empty texts come last either way
    assert paged(parts, columns, limit, sort=sort, descending=descending, search=search) == wanted


def test_cells_are_json_that_a_browser_can_hold(tmp_path: Path) -> None:
    columns = [
        Column(name="n", type="bigint"),
        Column(name="x", type="double"),
        Column(name="d", type="date"),
        Column(name="v", type="array", meaning="vector"),
        Column(name="p", type="object", meaning="prediction"),
        Column(name="a", type="array"),
        Column(name="b", type="boolean"),
        Column(name="s", type="string"),
    ]
    moment = datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC)
    parts = parts_of(
        tmp_path,
        columns,
        [
            [2**60, float("inf"), moment, [1.0, float("nan"), -2.5], {"b": 0.9, "a": 0.1}, ["x", 1], True, "s" * 3000],
            [2**53, float("nan"), None, [], "{broken", [1, 2], None, "'; DROP TABLE t; --"],
            [None, 0.1, None, None, None, None, False, ""],
        ],
    )
    (first, second, third), total = rows(parts, columns, offset=0, limit=10)
    assert total == 3
    assert first[:3] == [str(2**60), None, "1969-12-31T23:59:59.500000Z"]
    assert first[3] == {"length": 3, "min": -2.5, "max": 1.0, "head": [1.0, -2.5]}
    assert list(first[4].items()) == [("b", 0.9), ("a", 0.1)]
    assert first[5] == ["x", 1]
    assert first[6] is True
    assert first[7] == "s" * 2000 + "…"
    assert second[:2] == [2**53, None]
    assert second[3] == {"length": 0, "min": None, "max": None, "head": []}
    assert second[4] == "{broken"
    assert second[5] == {"length": 2, "min": 1.0, "max": 2.0, "head": [1.0, 2.0]}
    assert third == [None, 0.1, None, None, None, None, False, ""]
    assert pages.whole_cell(parts, columns[3], 0) == [1.0, None, -2.5]
    assert pages.whole_cell(parts, columns[4], 0) == {"b": 0.9, "a": 0.1}
    assert pages.whole_cell(parts, columns[7], 0) == "s" * 3000
    assert pages.whole_cell(parts, columns[0], 3) is None


@pytest.mark.parametrize("search", ["%", "_", "'", "\\", "'; DROP TABLE t; --", "%' OR 1=1 --"])
def test_a_search_is_text_never_a_pattern_or_a_command(tmp_path: Path, search: str) -> None:
    columns = [Column(name="s", type="string")]
    parts = parts_of(tmp_path, columns, [["plain"], [f"with {search} inside"], [None]])
    found, total = rows(parts, columns, offset=0, limit=10, search=search)
    assert (found, total) == ([[f"with {search} inside"]], 1)


def test_quality_counts_what_fits_the_meaning(tmp_path: Path) -> None:
    columns = [
        Column(name="path", type="string", meaning="picture_path"),
        Column(name="n", type="string", meaning="integer"),
        Column(name="x", type="string", meaning="decimal"),
        Column(name="flag", type="bigint", meaning="flag"),
        Column(name="p", type="object", meaning="prediction"),
        Column(name="odd", type="bigint", meaning="picture_path"),
        Column(name="v", type="array", meaning="vector"),
        Column(name="text", type="string", meaning="prediction"),
        Column(name="page", type="string", meaning="url"),
    ]
    rows: list[list[Any]] = [
        ["a.JPG", "1", "0.5", 0, '{"a":1}', 1, [1.0], "{}", "HTTPS://shop.example/a"],
        ["b.txt", "x", "1e4", 7, "{no", 2, [], "no", "javascript:alert(1)"],
        ["", None, "", None, None, None, None, None, None],
    ]
    total, figures = pages.quality(parts_of(tmp_path, columns, rows), columns)
    assert total == 3
    assert [(f["valid"], f["invalid"], f["empty"]) for f in figures] == [
        (1, 1, 1),
        (1, 1, 1),
        (2, 0, 1),
        (1, 1, 1),
        (1, 1, 1),
        (0, 2, 1),
        (2, 0, 1),
        (1, 1, 1),
        (1, 1, 1),
    ]
    assert figures[0]["distinct"] == 2, "an empty text is no value of its own"
    assert figures[6]["distinct"] is None


def test_many_readers_at_once_see_their_own_rows(tmp_path: Path) -> None:
    columns = [Column(name="n", type="bigint")]
    tables = [parts_of(tmp_path / str(t), columns, [[t * 1000 + row] for row in range(500)]) for t in range(6)]

    def read(table: int) -> list[list[Any]]:
        return rows(tables[table], columns, offset=100, limit=50, sort="n", descending=True)[0]

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(read, [number % 6 for number in range(60)]))
    assert found == [[[number % 6 * 1000 + 399 - row] for row in range(50)] for number in range(60)]


def test_nothing_is_nothing(tmp_path: Path) -> None:
    columns = [Column(name="a", type="bigint")]
    assert rows([], columns, offset=0, limit=10) == ([], 0)
    assert pages.whole_cell([], columns[0], 0) is None
    assert pages.value_counts([], "a", limit=3) == {}
    assert pages.quality([], columns)[0] == 0
    empty = parts_of(tmp_path, columns, [])
    assert rows(empty, columns, offset=0, limit=10, sort="a", search="x") == ([], 0)
    assert pages.quality(empty, columns) == (
        0,
        [{"name": "a", "valid": 0, "invalid": 0, "empty": 0, "distinct": 0}],
    )
