"""Reading what a task trains on: the dataset after the analysis's script, only the columns that are needed."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from atelier.ml.run import Run
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import TEST_ROWS, TRAIN_ROWS, Table
from atelier.storage.dataset import arrow_schema
from atelier.storage.schema import Column


class Source(Protocol):
    """A stored dataset."""

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    @property
    def parts(self) -> Sequence[Path]: ...


def columns_needed(design: Design) -> list[str]:
    """Return the columns that training reads, each once."""
    split = design.splitParams
    wanted = [
        *design.inputs(),
        design.targetVariable,
        design.weight.sampleWeightVariable,
        split.ssdGroupColumn,
        split.ssdTimeColumn,
        design.pictureColumn,
    ]
    return list(dict.fromkeys(name for name in wanted if name))


# where in a design the formulas of masks stand
FIELDS = {
    "EXPLICIT_FILTERING_SINGLE_DATASET": {
        TRAIN_ROWS: "splitParams.efsdTrain.filter",
        TEST_ROWS: "splitParams.efsdTest.filter",
    },
    "EXPLICIT_FILTERING_TWO_DATASETS": {
        TRAIN_ROWS: "splitParams.eftdTrain.filter",
        TEST_ROWS: "splitParams.eftdTest.filter",
    },
}


def filters_of(design: Design) -> tuple[dict[str, str], dict[str, str]]:
    """Return the formulas that choose rows, by the name of their mask: of the dataset, and of the second one."""
    split = design.splitParams
    match split.ttPolicy:
        case "EXPLICIT_FILTERING_SINGLE_DATASET":
            return {TRAIN_ROWS: split.efsdTrain.filter, TEST_ROWS: split.efsdTest.filter}, {}
        case "EXPLICIT_FILTERING_TWO_DATASETS":
            return {TRAIN_ROWS: split.eftdTrain.filter}, {TEST_ROWS: split.eftdTest.filter}
        case _:
            return {}, {}


def read(
    ctx: Run,
    source: Source,
    script: Sequence[dict[str, Any]],
    names: Sequence[str],
    filters: Mapping[str, str] | None = None,
) -> Table:
    """Read columns of a dataset after a script of Prepare steps; `filters` are formulas by the name of their mask.

    Raises `InvalidInput` for a step that fails, and for a formula that is no condition.
    """
    asked = {name: text for name, text in (filters or {}).items() if text.strip()}
    if not asked and not any(step.get("enabled", True) for step in script):
        return Table.read(source.columns, source.parts, names)
    columns, place = scripted(ctx, source, script, names, asked)
    return Table.read(columns, [place], [*names, *asked])


def scripted(
    ctx: Run,
    source: Source,
    script: Sequence[dict[str, Any]],
    names: Sequence[str] | None = None,
    filters: Mapping[str, str] | None = None,
) -> tuple[list[Column], Path]:
    """Work a script out over a whole dataset; returns the columns and the Parquet file they are in.

    A filter becomes a column of true and false under its name.
    """
    from atelier.tables import engine
    from atelier.tables.probe import Probe
    from atelier.tables.relation import New, Scope
    from atelier.tables.script import ScriptStep, apply_script
    from atelier.tables.steps.rows import condition
    from atelier.tables.writing import write_parquet

    table = Scope().table(source.name, source.columns, source.parts)
    with engine.locked(readable=list(source.parts), writable=ctx.scratch, threads=ctx.device.threads) as connection:
        probe = Probe(connection, folder=ctx.scratch, stop=ctx.stop_requested)
        applied = apply_script(table, [ScriptStep.model_validate(step) for step in script], probe)
        prepared = applied[-1].after if applied else table
        given = [
            New(name, condition(prepared, text, probe, f"the filter {name.strip('_')}"), "boolean")
            for name, text in (filters or {}).items()
        ]
        prepared = prepared.with_columns(given)
        if names is not None:
            prepared = prepared.select([name for name in (*names, *(filters or {})) if prepared.has(name)])
        place = probe.new_file("scripted.parquet")
        write_parquet(probe, prepared, place)
    return prepared.columns, place


def stretches(
    ctx: Run, source: Source, script: Sequence[dict[str, Any]], *, rows: int
) -> tuple[list[Column], int, Iterator[pa.Table]]:
    """Return the columns of a dataset after a script, its number of rows, and those rows, some at a time.

    A script is worked out on disk first, so memory holds one stretch whatever the dataset's size.
    """
    if any(step.get("enabled", True) for step in script):
        columns, place = scripted(ctx, source, script)
        places: Sequence[Path] = [place]
    else:
        columns, places = list(source.columns), source.parts
    count = sum(int(pq.read_metadata(place).num_rows) for place in places)
    return columns, count, _stretches(columns, places, rows)


def _stretches(columns: Sequence[Column], places: Sequence[Path], rows: int) -> Iterator[pa.Table]:
    schema = arrow_schema(columns)
    for place in places:
        with pq.ParquetFile(place) as file:
            for batch in file.iter_batches(batch_size=rows):
                table = pa.Table.from_batches([batch]).rename_columns(schema.names)
                yield table if table.schema.equals(schema) else table.cast(schema)
