"""Rows of a report's test set: those of a cell of the confusion, and the same as a dataset that can stand in a flow."""

from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from atelier.ml.tabular.design import Design
from atelier.ml.tabular.scoring import PREDICTION, PROBABILITY
from atelier.storage.dataset import arrow_schema
from atelier.storage.schema import Column, Meaning, StorageType

Only = Literal["all", "right", "wrong"]


def chosen(table: pa.Table, *, truth: str | None = None, prediction: str | None = None, only: Only = "all") -> pa.Table:
    """Return rows of one cell (None: any), surest first; of numbers, the farthest off first.

    `table` is that of `report.write_rows`.
    """
    for name, wanted in (("truth", truth), ("prediction", prediction)):
        if wanted is not None:
            table = table.filter(pc.equal(table.column(name).cast("string"), wanted))
    if only != "all":
        is_right = pc.equal(table.column("truth"), table.column("prediction"))
        table = table.filter(is_right if only == "right" else pc.invert(is_right))
    if "confidence" in table.column_names:
        return table.sort_by([("confidence", "descending")])
    if pa.types.is_floating(table.schema.field("prediction").type):
        distance = pc.abs(pc.subtract(table.column("truth").cast("float64"), table.column("prediction")))
        return table.take(pc.sort_indices(distance, sort_keys=[("", "descending")]))
    return table


def as_dataset(table: pa.Table, design: Design) -> tuple[list[Column], pa.Table]:
    """Return such rows under the names that the dataset they come from has: picture, target, then the answer.

    `row` counts from 1, as grids do.
    """
    parts: list[tuple[str, StorageType, Meaning, str, pa.ChunkedArray]] = []
    if "picture" in table.column_names:
        name = design.pictureColumn or "picture"
        parts.append((name, "string", "picture_path", "", table.column("picture")))
    kind: StorageType = "string" if design.is_classification else "double"
    meaning: Meaning = "class" if design.is_classification else "decimal"
    parts.append((design.targetVariable, kind, meaning, "What it is", table.column("truth")))
    parts.append((PREDICTION, kind, meaning, "What the model predicts", table.column("prediction")))
    if "confidence" in table.column_names:
        said = "Probability of what is predicted"
        parts.append(("confidence", "double", "decimal", said, table.column("confidence")))
    for column in table.column_names:
        if column.startswith(PROBABILITY):
            said = f"Probability of “{column.removeprefix(PROBABILITY)}”"
            parts.append((column, "double", "decimal", said, table.column(column)))
    place = pc.add(table.column("row").cast("int64"), 1)
    parts.append(("row", "bigint", "integer", "Its place in the dataset, after the script", place))
    taken: set[str] = set()
    columns = []
    for name, storage, about, comment, _ in parts:
        own = name
        while own.lower() in taken:
            own = f"{own}_"
        taken.add(own.lower())
        columns.append(Column(name=own, type=storage, meaning=about, comment=comment or None))
    schema = arrow_schema(columns)
    arrays = [values.cast(field.type) for (*_, values), field in zip(parts, schema, strict=True)]
    return columns, pa.Table.from_arrays(arrays, schema=schema)
