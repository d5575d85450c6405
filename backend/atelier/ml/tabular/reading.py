"""Reading what a task trains on: the dataset after the analysis's script, only the columns that are needed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from atelier.ml.run import Run
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import Table
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


def read(ctx: Run, source: Source, script: Sequence[dict[str, Any]], names: Sequence[str]) -> Table:
    """Read columns of a dataset after a script of Prepare steps; raises `InvalidInput` for a step that fails."""
    if not any(step.get("enabled", True) for step in script):
        return Table.read(source.columns, source.parts, names)
    columns, place = scripted(ctx, source, script, names)
    return Table.read(columns, [place], names)


def scripted(
    ctx: Run, source: Source, script: Sequence[dict[str, Any]], names: Sequence[str] | None = None
) -> tuple[list[Column], Path]:
    """Work a script out over a whole dataset; returns the columns and the Parquet file they are in."""
    from atelier.tables import engine
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Scope
    from atelier.tables.script import ScriptStep, apply_script
    from atelier.tables.writing import write_parquet

    table = Scope().table(source.name, source.columns, source.parts)
    with engine.locked(readable=list(source.parts), writable=ctx.scratch, threads=ctx.device.threads) as connection:
        probe = Probe(connection, folder=ctx.scratch, stop=ctx.stop_requested)
        applied = apply_script(table, [ScriptStep.model_validate(step) for step in script], probe)
        prepared = applied[-1].after if applied else table
        if names is not None:
            prepared = prepared.select([name for name in names if prepared.has(name)])
        place = probe.new_file("scripted.parquet")
        write_parquet(probe, prepared, place)
    return prepared.columns, place
