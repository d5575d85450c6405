"""Table recipes tried on small tables: pandas in, pandas out, by `build` and by a real `run`."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.ml.handles import Run
from tests.tables.tabular import rows_of, stored

from atelier.recipes import registry
from atelier.recipes.table import TableRecipe, TableSource
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Scope

Table = tuple[Sequence[Column], Sequence[Sequence[Any]]]


def col(name: str, type: str = "string", **more: Any) -> Column:
    """Return a column."""
    return Column.model_validate({"name": name, "type": type, **more})


def built(
    type: str, folder: Path, tables: Mapping[str, Sequence[Table]], params: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    """Return the rows of each output, as objects, by `build`."""
    found = registry.get(type)
    assert isinstance(found, TableRecipe)
    scope = Scope()
    inputs = {
        role: [
            scope.table(f"{role}_{n}", columns, stored(folder / f"{role}_{n}", columns, rows))
            for n, (columns, rows) in enumerate(given)
        ]
        for role, given in tables.items()
    }
    with engine.shared() as connection:
        probe = Probe(connection)
        results = found.build(inputs, found.Params.model_validate(params), probe)
        return {
            slot: pd.DataFrame(rows_of(relation, probe), columns=relation.names, dtype="object")
            for slot, relation in results.items()
        }


def one(type: str, folder: Path, table: Table, **params: Any) -> pd.DataFrame:
    """Return the rows of the output of a recipe of one input."""
    return built(type, folder, {"input": [table]}, params)["output"]


def ran(
    type: str,
    folder: Path,
    tables: Mapping[str, Sequence[Table]],
    params: dict[str, Any],
    slots: Sequence[str] = ("output",),
) -> Run:
    """Run a recipe as the runner does; its outputs are in the answer."""
    found = registry.get(type)
    sources = {
        role: [
            TableSource(f"{role}_{n}", columns, stored(folder / f"{role}_{n}", columns, rows), len(rows))
            for n, (columns, rows) in enumerate(given)
        ]
        for role, given in tables.items()
    }
    run = Run(folder / "run", tables=sources, slots=slots)
    found.run(run, found.Params.model_validate(params))
    return run


def plain(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return rows as tuples, with None for what is empty and numbers rounded to what sums may differ by."""
    return [tuple(_plain(value) for value in row) for row in frame.itertuples(index=False, name=None)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, float | np.floating):
        return float(f"{value:.9g}") + 0.0
    if isinstance(value, np.bool_):
        return bool(value)
    return int(value) if isinstance(value, np.integer) else value


NAMES = ('a"b', "A", "a", "x.y", "new\nline", "😀", "select", "'; DROP TABLE t; --", " ", "count(*)", "{0}", "place")
"""Column names that a careless query breaks on."""

_WORDS = st.sampled_from(["", "a", "b", "B", "ä", "it's", '"', "10", "9", None])
_WHOLE = st.one_of(st.none(), st.integers(-3, 3))
_QUARTERS = st.one_of(st.none(), st.integers(-8, 8).map(lambda n: n / 4))
_FLAGS = st.sampled_from([True, False, None])


@st.composite
def tables(draw: st.DrawFn, *, most: int = 12) -> tuple[list[Column], list[tuple[Any, ...]]]:
    """Draw a table of two texts, a whole number, a decimal number and a flag, under hostile names."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=5, max_size=5, unique=True))
    types = ("string", "string", "bigint", "double", "boolean")
    columns = [col(name, kind) for name, kind in zip(names, types, strict=True)]
    rows = draw(st.lists(st.tuples(_WORDS, _WORDS, _WHOLE, _QUARTERS, _FLAGS), max_size=most))
    return columns, rows


def as_frame(table: Table) -> pd.DataFrame:
    """Return a table in pandas, with columns of numbers as numbers."""
    columns, rows = table
    dtypes = {"bigint": "Int64", "double": "Float64", "boolean": "boolean", "string": "object"}
    return pd.DataFrame(
        {c.name: pd.array([row[i] for row in rows], dtype=dtypes[c.type]) for i, c in enumerate(columns)}
    )


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty folder to an example of a property."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def bag(frame: pd.DataFrame) -> list[str]:
    """Return rows regardless of their order."""
    return sorted(map(repr, plain(frame)))


properties = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
