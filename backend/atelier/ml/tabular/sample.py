"""Some test rows, kept with a model as they were read: to explain it by, and to begin a what-if from."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import Rows, Table, Vectors
from atelier.storage.schema import Column

MOST_ROWS = 500
MOST_BYTES = 32 * 2**20
FILE = "sample.parquet"
ROW = "__row__"
_COLUMNS = b"atelier.columns"
_VECTORS = "__vectors__"  # before the name of a column of pictures: what the network made of them


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of a dataset with the columns that a model reads, its target, and their place in the dataset."""

    columns: tuple[Column, ...]
    values: pa.Table

    def write(self, folder: Path) -> None:
        """Write the sample below a folder; the same rows give the same bytes, so a session's models share them."""
        folder.mkdir(parents=True, exist_ok=True)
        described = pa.array([column.model_dump_json() for column in self.columns]).to_pylist()
        metadata = {_COLUMNS: ("[" + ",".join(described) + "]").encode()}
        pq.write_table(self.values.replace_schema_metadata(metadata), folder / FILE, compression="zstd")

    @property
    def table(self) -> Table:
        """Return the rows as models read them."""
        values = {column.name: self.values.column(place) for place, column in enumerate(self.columns)}
        table = Table(self.columns, values, self.values.num_rows)
        for name, vectors in self.pictures().items():
            table.put_vectors(name, vectors)
        return table

    def pictures(self) -> dict[str, Vectors]:
        """Return, for each column of pictures, the vectors that the network made of them."""
        names = [name for name in self.values.column_names if name.startswith(_VECTORS)]
        values = {name: self.values.column(name) for name in names}
        kept = Table([Column(name=name, type="array") for name in names], values, self.values.num_rows)
        return {name.removeprefix(_VECTORS): kept.vectors(name) for name in names}

    @property
    def rows(self) -> Rows:
        """Return the rows' places in the dataset."""
        return np.asarray(self.values.column(ROW).to_numpy())


def sampled(design: Design, table: Table, rows: Rows) -> Sample:
    """Return some of the rows, evenly spread; fewer where their vectors are long."""
    names = [name for name in dict.fromkeys([*design.inputs(), design.targetVariable, design.pictureColumn]) if name]
    size = sum(table.row_bytes(name) for name in names)
    most = int(max(20, min(MOST_ROWS, MOST_BYTES // max(1, size))))
    some = rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), most)).astype(int))]
    columns = tuple(table.columns[name] for name in names)
    pictures = [name for name, one in design.inputs().items() if one.type == "IMAGE"]
    values = {name: table.taken(name, some) for name in names if name not in pictures}
    values |= {name: table.arrow(name).take(pa.array(some)).combine_chunks() for name in pictures}
    values |= {f"{_VECTORS}{name}": table.taken(name, some) for name in pictures}
    return Sample(columns, pa.table({**{name: values[name] for name in names}, **values, ROW: pa.array(some)}))


def read(folder: Path) -> Sample:
    """Read a sample; raises `InvalidInput` for a model that has none."""
    from pydantic import TypeAdapter

    try:
        values = pq.read_table(folder / FILE)
    except OSError:
        raise InvalidInput("This model keeps no rows to look at. Train it again.") from None
    columns = TypeAdapter(list[Column]).validate_json((values.schema.metadata or {}).get(_COLUMNS, b"[]"))
    return Sample(tuple(columns), values)
