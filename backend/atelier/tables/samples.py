"""Samples of a table: worked out once for each version and kept, so that every page of one is fast."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from atelier.errors import FieldProblem, InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.cache import TableCache, key_of
from atelier.tables.order import Numbers
from atelier.tables.stored import StoredTable, open_table

_ROW_GROUP_ROWS = 8_192


@dataclass(frozen=True, slots=True)
class Sample:
    """Which rows stand for a table: at most `rows` of them."""

    method: Literal["head", "last", "random", "stratified", "rebalance", "whole"] = "head"
    rows: int = 10_000
    column: str | None = None
    seed: int = 1337


WHOLE = Sample("whole")


def sample_of(table: StoredTable, columns: Sequence[Column], sample: Sample, cache: TableCache) -> StoredTable:
    """Return the table of a sample; rows keep their order.

    The first and the last rows are read where they lie; all else is written once. Raises `InvalidInput` for a column
    that is missing or not known.
    """
    column = _column(sample, columns)
    is_all = table.rows <= sample.rows and sample.method != "rebalance"
    if sample.method == "whole" or table.rows == 0 or is_all:
        return table
    if sample.method in ("head", "last"):
        window = table.window(0 if sample.method == "head" else table.rows - sample.rows, sample.rows)
        if not table.has_lists:
            return window
        # vectors make row groups heavy: a page would read hundreds of megabytes
        name = f"{key_of('sample', window.key)}.parquet"
        return open_table([cache.get(name, lambda place: _write(place, window, None))], table.names)
    name = f"{key_of('sample', table.key, sample)}.parquet"
    return open_table(
        [cache.get(name, lambda place: _write(place, table, _chosen(table, sample, column)))], table.names
    )


def _column(sample: Sample, columns: Sequence[Column]) -> Column | None:
    if sample.method not in ("stratified", "rebalance"):
        return None
    if not sample.column:
        raise _wrong("Choose the column whose values are to be represented.")
    for column in columns:
        if column.name == sample.column:
            return column
    raise _wrong(f"There is no column “{shown(sample.column)}” to take the sample by.")


def _wrong(message: str) -> InvalidInput:
    return InvalidInput(message, fields=[FieldProblem(("sample", "column"), message)])


def _chosen(table: StoredTable, sample: Sample, column: Column | None) -> Numbers:
    """Return the numbers of the sample's rows, in order."""
    chance = np.random.default_rng(sample.seed)
    if column is None:
        return np.sort(chance.choice(table.rows, min(sample.rows, table.rows), replace=False))
    with asking() as connection:
        # two values of one hash would only share a quota
        found = connection.execute(
            f"SELECT {table.number} AS n, hash({table.sql(column).sql(dialect='duckdb')}) AS h FROM {table.source}"  # noqa: S608  # our names
        ).fetchnumpy()
    numbers, hashes = np.asarray(found["n"], dtype=np.int64), np.asarray(found["h"], dtype=np.uint64)
    if np.any(numbers[1:] < numbers[:-1]):  # chance must not depend on which thread was first
        hashes = hashes[np.argsort(numbers, kind="stable")]
    codes, values = pd.factorize(hashes)
    sizes = np.bincount(codes, minlength=len(values)).astype(np.int64)
    if len(values) < 2**16:
        codes = codes.astype(np.uint16)  # which numpy sorts in one pass
    quotas = _even(sizes, sample.rows) if sample.method == "rebalance" else _proportional(sizes, sample.rows)
    mixed = chance.permutation(len(codes))
    by_class = mixed[np.argsort(codes[mixed], kind="stable")]
    rank = np.arange(len(codes)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.sort(by_class[rank < np.repeat(quotas, sizes)])


def _proportional(sizes: Numbers, rows: int) -> Numbers:
    """Return quotas proportional to the sizes of classes that add up to `rows`, largest remainders first."""
    if sizes.sum() <= rows:
        return sizes
    exact = sizes * (rows / sizes.sum())
    quotas: Numbers = np.floor(exact).astype(np.int64)
    most = np.argsort(quotas - exact, kind="stable")[: rows - int(quotas.sum())]
    quotas[most] += 1
    return quotas


def _even(sizes: Numbers, rows: int) -> Numbers:
    """Return equal quotas that add up to at most `rows`; what rare classes lack goes to the others."""
    left, quotas = rows, np.zeros_like(sizes)
    for place, index in enumerate(np.argsort(sizes, kind="stable")):
        quotas[index] = min(int(sizes[index]), left // (len(sizes) - place))
        left -= int(quotas[index])
    return quotas


def _write(place: Path, table: StoredTable, numbers: Numbers | None) -> None:
    """Write the rows of a sample; its columns are called by their places, since some names the engine would change."""
    target = exp.Literal.string(str(place)).sql(dialect="duckdb")
    beside = place.with_suffix(".numbers")
    test = table.test
    try:
        if numbers is not None:
            pq.write_table(pa.table({"n": numbers}), beside)
            listed = exp.Literal.string(str(beside)).sql(dialect="duckdb")
            test = f"{table.number} IN (SELECT n FROM read_parquet({listed}))"  # noqa: S608  # a file of ours
        where = f" WHERE {test}" if test else ""
        columns = ", ".join(f"c{at}" for at in range(len(table.names)))
        with asking() as connection:
            connection.execute(
                f"COPY (SELECT {columns} FROM {table.source}{where} ORDER BY {table.number}) "  # noqa: S608
                f"TO {target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP_ROWS})"
            )
    finally:
        beside.unlink(missing_ok=True)
