"""Small tables for tests of steps and recipes: pandas in, pandas out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from atelier.storage.dataset import StagedDataset
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope
from atelier.tables.script import ScriptStep, apply_script


def stored(folder: Path, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[Path]:
    """Write rows as the parts of a dataset."""
    staged = StagedDataset("table", folder)
    frame = pd.DataFrame({c.name: pd.Series([row[i] for row in rows], dtype="object") for i, c in enumerate(columns)})
    staged.write(columns, [frame])
    return [folder / name for name in sorted(staged.part_rows)]


@contextmanager
def relation(
    folder: Path, columns: Sequence[Column], rows: Sequence[Sequence[Any]]
) -> Iterator[tuple[Relation, Probe]]:
    """Give the relation of a table, and a probe to ask it."""
    parts = stored(folder, columns, rows)
    with engine.shared() as connection:
        yield Scope().table("table", columns, parts), Probe(connection)


def rows_of(table: Relation, probe: Probe) -> list[tuple[Any, ...]]:
    """Return all rows."""
    return probe.rows(table) if table.fields else []


def after(
    folder: Path, columns: Sequence[Column], rows: Sequence[Sequence[Any]], *steps: dict[str, Any]
) -> pd.DataFrame:
    """Return the table after the steps (`{"type", "params"}`), as objects."""
    with relation(folder, columns, rows) as (table, probe):
        applied = apply_script(table, [ScriptStep.model_validate(step) for step in steps], probe)
        final = applied[-1].after if applied else table
        return pd.DataFrame(rows_of(final, probe), columns=final.names, dtype="object")
