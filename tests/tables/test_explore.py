"""Explore whatever is asked: hostile names, values and questions are answered, and pages are what they should be."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tables.tabular import stored

from atelier.errors import AtelierError
from atelier.storage.schema import Column
from atelier.tables import analysis, columns, engine, fetching, order
from atelier.tables.cache import TableCache
from atelier.tables.explore import Found, explore, sampled_table
from atelier.tables.question import Filter, Question, Sort
from atelier.tables.samples import Sample

NASTY = [
    "", " ", "'", '"', "\\", "\0", "\n", "'; DROP TABLE t; --",
    "${x}", "%", "_", "*", "(", "(a+)+$", "[", "{", "\ud800",
    "file_row_number", "c0", "t", "select", "🐈", "é" * 50, "nan", "inf", "-0", "1e400", "9" * 60, "0001-01-01",
    "9999-12-31T23:59:59Z", "2024-02-30", "infinity", "NULL", "' OR 1=1 --", "{}", "[1]", "a{9999}", "\\p{Nope}",
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
NAMES = ['a"b', "a", "A", "select", "c0", "file_row_number", "🐈", "x\ny", "t.t"]
COLUMNS = [
    Column(name=NAMES[0], type="string", meaning="picture_path"),
    Column(name=NAMES[1], type="bigint", meaning="flag"),
    Column(name=NAMES[2], type="double", meaning="decimal"),
    Column(name=NAMES[3], type="date", meaning="date"),
    Column(name=NAMES[4], type="boolean"),
    Column(name=NAMES[5], type="array", meaning="vector"),
    Column(name=NAMES[6], type="object", meaning="prediction"),
    Column(name=NAMES[7], type="string", meaning="decimal"),
    Column(name=NAMES[8], type="array"),
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A table with a value of every awkward kind."""
    dates = [None, "1900-01-01T00:00:00Z", "2024-05-01T10:00:00Z", "9999-12-31T00:00:00Z"]
    rows: list[list[Any]] = []
    for n in range(240):
        text = NASTY[n % len(NASTY)].replace("\ud800", "").replace("\0", "")
        number = [0.0, -0.0, 1e308, -1e308, float("inf"), float("nan"), 0.1, None][n % 8]
        moment = dates[n % 4] and pd.Timestamp(dates[n % 4])
        vector = [None, [], [1.0, float("nan")], [0.5] * 9][n % 4]
        rows.append(
            [text or None, [0, 1, 2**62, -(2**62), None][n % 5], number, moment, [True, False, None][n % 3], vector,
             ['{"a": 0.9}', "{broken", None][n % 3], ["1", "x", "", None, "1e999"][n % 5],
             ["[1, 2]", "no", None][n % 3]]
        )  # fmt: skip
    return stored(tmp_path_factory.mktemp("hostile"), COLUMNS, rows)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableCache]:
    made = TableCache(tmp_path_factory.mktemp("cache"), 50 * 2**20)
    yield made
    made.close()


NAME = st.one_of(st.sampled_from(NAMES), TEXT)
BOUND = st.one_of(st.none(), st.floats(), st.integers(-(2**70), 2**70).map(str), TEXT)
FILTER = st.builds(
    Filter,
    column=NAME,
    kind=st.sampled_from(["values", "range", "text", "validity"]),
    values=st.lists(st.one_of(st.none(), TEXT), max_size=4).map(tuple),
    min=BOUND,
    max=BOUND,
    mode=st.sampled_from(["contains", "equals", "starts", "regex"]),
    text=TEXT,
    case_sensitive=st.booleans(),
    validity=st.lists(st.sampled_from(["valid", "invalid", "empty"]), max_size=3).map(tuple),
    exclude=st.booleans(),
)
ASKED = st.builds(
    Question,
    filters=st.lists(FILTER, max_size=3).map(tuple),
    search=TEXT,
    sort=st.lists(st.builds(Sort, NAME, st.booleans()), max_size=3).map(tuple),
)
SAMPLE = st.builds(
    Sample,
    method=st.sampled_from(["head", "last", "random", "stratified", "rebalance", "whole"]),
    rows=st.integers(1, 300),
    column=st.one_of(st.none(), NAME),
    seed=st.integers(0, 3),
)


_BEGUN: list[float] = []


@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(question=ASKED, sample=SAMPLE, name=st.sampled_from(NAMES), offset=st.integers(0, 300), bins=st.integers(1, 60))
def test_whatever_is_asked_is_answered(
    parts: list[Path], cache: TableCache, question: Question, sample: Sample, name: str, offset: int, bins: int
) -> None:
    _BEGUN.append(time.monotonic())
    if _BEGUN[-1] - _BEGUN[0] > 12:  # a slow machine tries fewer
        return
    column = next(one for one in COLUMNS if one.name == name)
    try:
        found = explore(
            parts, COLUMNS, sample=sample, question=question, chosen=COLUMNS, offset=offset, limit=50, cache=cache
        )
        assert len(found.rows) == len(found.numbers) == max(0, min(50, found.total - offset))
        assert found.total <= found.sampled <= found.whole
        told = analysis.analyze(
            sampled_table(parts, COLUMNS, sample, cache), COLUMNS, column, question=question, bins=bins
        )
        assert told.rows == found.total
        assert told.empty + told.invalid <= told.rows
    except AtelierError as error:
        if error.status >= 500 or not error.message:
            raise
    with engine.shared() as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def page(parts: list[Path], known: list[Column], cache: TableCache, **asked: Any) -> Found:
    base: dict[str, Any] = {"sample": Sample("whole"), "question": Question(), "offset": 0, "limit": 1000}
    return explore(parts, known, chosen=known, cache=cache, **{**base, **asked})


@given(
    numbers=st.lists(st.one_of(st.none(), st.integers(-3, 3)), min_size=1, max_size=60),
    low=st.integers(-3, 3),
    descending=st.booleans(),
    exclude=st.booleans(),
)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_filter_and_sort_are_what_python_says(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int | None], low: int, descending: bool, exclude: bool
) -> None:
    known = [Column(name="n", type="bigint"), Column(name="at", type="bigint")]
    place = tmp_path_factory.mktemp("filter")
    parts = stored(place / "table", known, [[number, at] for at, number in enumerate(numbers)])
    cache = TableCache(place / "cache", 2**20)
    asked = Question((Filter("n", "range", min=low, exclude=exclude),), "", (Sort("n", descending),))
    kept = [(n, at) for at, n in enumerate(numbers) if (n is not None and n >= low) != exclude]
    kept.sort(
        key=lambda row: (row[0] is None, (-row[0] if descending else row[0]) if row[0] is not None else 0, row[1])
    )
    found = page(parts, known, cache, question=asked)
    assert [tuple(row) for row in found.rows] == kept
    assert found.numbers == [row[1] for row in kept]


def test_samples_are_of_their_size_in_order_and_the_same_again(tmp_path: Path) -> None:
    known = [Column(name="n", type="bigint"), Column(name="k", type="string")]
    kinds = ["a"] * 700 + ["b"] * 250 + ["c"] * 50
    parts = stored(tmp_path / "t", known, [[n, kind] for n, kind in enumerate(kinds)])
    cache = TableCache(tmp_path / "cache", 2**20)

    def taken(**asked: Any) -> list[list[Any]]:
        return page(parts, known, cache, sample=Sample(**asked)).rows

    for method in ("head", "last", "random", "stratified", "rebalance"):
        rows = taken(method=method, rows=100, column="k")
        assert len(rows) == 100
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        assert rows == taken(method=method, rows=100, column="k")
    counts = {m: [r[1] for r in taken(method=m, rows=100, column="k")] for m in ("stratified", "rebalance")}
    assert [counts["stratified"].count(kind) for kind in "abc"] == [70, 25, 5]
    assert sorted(counts["rebalance"].count(kind) for kind in "abc") == [33, 33, 34]
    few = [row[1] for row in taken(method="rebalance", rows=600, column="k")]
    assert [few.count(kind) for kind in "abc"] == [300, 250, 50]
    assert taken(method="random", rows=100, seed=1) != taken(method="random", rows=100, seed=2)


def test_unpacked_columns_give_what_the_engine_gives(
    parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = TableCache(tmp_path, 2**30)
    asked = Question(sort=(Sort(NAMES[2], True), Sort(NAMES[0])))
    before = page(parts, COLUMNS, cache, question=asked)
    monkeypatch.setattr(fetching, "_MANY_VALUES", 0)
    assert page(parts, COLUMNS, cache, question=asked).rows == before.rows  # and has the columns unpacked
    cache.wait()
    assert len([one for one in tmp_path.iterdir() if one.name.startswith("column-")]) == len(COLUMNS) - 1
    read: list[str] = []
    values_at = columns.values_at
    monkeypatch.setattr(fetching, "values_at", lambda p, t, c, r: read.append(c.name) or values_at(p, t, c, r))
    last = Sample("last", rows=77)
    assert page(parts, COLUMNS, cache, question=asked).rows == before.rows
    assert len(read) == len(COLUMNS) - 1
    whole = page(parts, COLUMNS, cache).rows
    assert page(parts, COLUMNS, cache, sample=last).rows == whole[-77:]


def test_the_first_page_of_a_large_order_does_not_wait_for_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [Column(name="n", type="bigint")]
    parts = stored(tmp_path / "t", known, [[n * 7919 % 1000] for n in range(1000)])
    cache = TableCache(tmp_path / "cache", 2**20)
    monkeypatch.setattr(order, "_LARGE_ROWS", 10)
    asked = Question((Filter("n", "range", max=499),), "", (Sort("n", True),))
    first = page(parts, known, cache, question=asked, limit=5)
    assert (first.total, [row[0] for row in first.rows]) == (500, [499, 498, 497, 496, 495])
    cache.wait()
    assert any(one.name.startswith("order-") for one in (tmp_path / "cache").iterdir())
    assert [row[0] for row in page(parts, known, cache, question=asked, offset=497).rows] == [2, 1, 0]


def test_ten_thousand_columns_answer(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 10_000
    path = tmp_path / "wide.parquet"
    pq.write_table(pa.table({f"c{n}": pa.array(range(200), pa.int64()) for n in range(count)}), path)
    known = [Column(name=f"c{n}", type="bigint") for n in range(count)]
    cache = TableCache(tmp_path / "cache", 2**30)
    asked = Question((Filter("c7", "range", min=100),), "", (Sort("c9999", True),))
    found = explore(
        [path], known, sample=Sample(rows=150), question=asked, chosen=known[:50], offset=0, limit=20, cache=cache
    )
    assert (found.total, found.rows[0]) == (50, [149] * 50)


def test_the_cache_drops_what_was_not_used_for_longest(tmp_path: Path) -> None:
    import os

    cache = TableCache(tmp_path, 2500)
    for place in range(4):
        path = cache.get(f"e{place}", lambda at: at.write_bytes(b"x" * 1000) and None)
        os.utime(path, (place, place))  # long ago
    cache.sweep()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["e2", "e3"]
    assert cache.known("e0") is None
    with pytest.raises(RuntimeError):
        cache.get("broken", _fail)
    assert not any(one.name.startswith(".making") or one.name == "broken" for one in tmp_path.iterdir())


def _fail(place: Path) -> None:
    place.write_bytes(b"half")
    raise RuntimeError("killed")
