"""Table recipes tried on small tables: pandas in, pandas out, by `build` and by a real `run`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
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
    if isinstance(value, float):
        return float(f"{value:.9g}")
    return value
