"""Tables in memory, designs of them and runs without a server, for tests of models."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from tests.ml.handles import Run

from atelier.ml.tabular import figures, guessing, reading, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.searching import Trial
from atelier.ml.tabular.table import Table
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Scope

_KINDS: tuple[tuple[Callable[[pa.DataType], bool], str, str | None], ...] = (
    (pa.types.is_list, "array", "vector"),
    (pa.types.is_integer, "bigint", None),
    (pa.types.is_floating, "double", None),
    (pa.types.is_boolean, "boolean", None),
)


class Stored:
    """A table as a dataset on disk, with what the Lab makes of it."""

    def __init__(self, folder: Path, values: Mapping[str, Any] | pa.Table, name: str = "rows") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        table = values if isinstance(values, pa.Table) else pa.table(dict(values))
        self.name = name
        self.folder = folder
        self.columns: Sequence[Column] = [_column(field) for field in table.schema]
        self.parts = [folder / f"{name}.parquet"]
        pq.write_table(table, self.parts[0])

    def table(self) -> Table:
        return Table.read(self.columns, self.parts, [column.name for column in self.columns])

    def design(self, target: str, style: Any = None, **options: Any) -> Design:
        """Return the design of a new task with this target."""
        relation = Scope().table(self.name, self.columns, self.parts)
        with engine.locked(readable=self.parts, writable=self.folder, threads=1) as connection:
            probe = Probe(connection, folder=self.folder)
            found = figures.figures_of(relation, probe)
            counts = figures.value_counts(relation, target, probe)
        design = guessing.design_of(found, target=target, counts=counts, style=style, **options)
        if design.is_classification:
            design.modeling.metrics.evaluationMetric = "ACCURACY"
        return design


def _column(field: pa.Field) -> Column:
    for fits, kind, meaning in _KINDS:
        if fits(field.type):
            return Column.model_validate({"name": field.name, "type": kind, "meaning": meaning})
    return Column(name=field.name)


def run_in(folder: Path) -> Run:
    return Run(folder)


def trained(
    run: Run,
    stored: Stored,
    design: Design,
    algorithm: str,
    *,
    test: Stored | None = None,
    block: dict[str, Any] | None = None,
    trials: list[Trial] | None = None,
) -> training.Trained:
    """Train one algorithm of a design."""
    prepared = prepare(run, stored, design, test)
    found = registry.get(algorithm)
    heard = trials if trials is not None else []
    whole = {**training.block_of(design, found), **(block or {})}
    return training.train(run, prepared, found, whole, on_trial=lambda trial, _: heard.append(trial))


def prepare(run: Run, stored: Stored, design: Design, test: Stored | None = None) -> training.Prepared:
    names = reading.columns_needed(design)
    first, second = reading.filters_of(design)
    table = reading.read(run, stored, [], names, first)
    other = None if test is None else reading.read(run, test, [], names, second)
    return training.prepare(run, design, table, other)


def again(model: TabularModel, folder: Path) -> TabularModel:
    """Store a model and read it back."""
    model.save(folder)
    return TabularModel.load(folder)


def blobs(rows: int = 120, length: int = 6, classes: int = 3, *, seed: int = 7, spread: float = 0.8) -> dict[str, Any]:
    """Return vectors that tell classes apart, and a number that follows from them."""
    rng = np.random.default_rng(seed)
    places = rng.permutation(np.arange(rows) % classes)
    centres = rng.normal(size=(classes, length)) * 2
    vectors = (centres[places] + spread * rng.normal(size=(rows, length))).astype(np.float32)
    return {
        "kind": [f"kind_{place:03d}" for place in places],
        "size": vectors @ rng.normal(size=length) + 0.1 * rng.normal(size=rows),
        "features": pa.array([list(map(float, one)) for one in vectors], type=pa.list_(pa.float32())),
    }


def with_vectors(design: Design, column: str = "features") -> Design:
    """Give the column of vectors its role, as the course does."""
    from atelier.ml.tabular.guessing import with_type

    design.preprocessing.per_feature[column].role = "INPUT"
    design.preprocessing.per_feature[column] = with_type(design.preprocessing.per_feature[column], "VECTOR")
    return design


def only(design: Design, *columns: str) -> Design:
    """Reject all inputs but these."""
    for name, feature in design.preprocessing.per_feature.items():
        if feature.role == "INPUT" and name not in columns:
            feature.role = "REJECT"
    return design
