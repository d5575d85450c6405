"""Explanations as cells of a scored dataset: for each row the columns that moved its answer most, as a JSON object."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from atelier import jsontext
from atelier.ml.tabular.explanation.contributions import Explainer, Shares, by_column
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.table import Rows, Table
from atelier.storage.schema import Column

EXPLANATIONS = "explanations"
COLUMN = Column(
    name=EXPLANATIONS, type="object", meaning="object", comment="What moved the prediction most, the strongest first"
)
_DRAWS, _BACKGROUND = 10, 30  # fewer than for one row that somebody looks at
_ROWS_AT_ONCE = 256


class ExplainedCells:
    """Explains rows as they come, up to a number of them: the others have an empty cell."""

    def __init__(self, model: TabularModel, sample: Sample, *, count: int, most_rows: int) -> None:
        self._explainer = Explainer(model, sample, draws=_DRAWS, background=_BACKGROUND)
        self._is_one_column = len(model.preprocessor.parts) == 1
        self._count = count
        self._left = most_rows
        self.explained = 0
        self.is_used_up = False  # there were more rows than are explained

    @property
    def method(self) -> str:
        return self._explainer.method

    def of(
        self,
        table: Table,
        rows: Rows,
        places: NDArray[np.int64] | None,
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> pa.Array:
        """Return a cell for each row of a table; those of `rows` are explained, for their classes at `places`.

        When asked to stop, what is left stays empty: the caller stops.
        """
        cells: list[str | None] = [None] * table.row_count
        some = rows[: self._left]
        for first in range(0, len(some), _ROWS_AT_ONCE):
            if should_stop():
                break
            stretch = some[first : first + _ROWS_AT_ONCE]
            shares = self._explainer.shares(table, stretch, None if places is None else places[stretch])
            for k, row in enumerate(stretch):
                cells[int(row)] = self._cell(shares, k)
        self._left -= len(some)
        self.is_used_up |= len(some) < len(rows)
        self.explained += len(some)
        return pa.array(cells, type=pa.string())

    def _cell(self, shares: Shares, row: int) -> str:
        """Return the strongest columns; of a model that reads one column alone, its strongest features."""
        if self._is_one_column and shares.method != "drawn":
            order = np.argsort(-np.abs(shares.values[row]), kind="stable")[: self._count]
            found = {shares.names[k]: float(shares.values[row, k]) for k in order}
        else:
            columns = by_column(shares, row)
            ranked = sorted(columns.items(), key=lambda one: -abs(one[1]))
            found = dict(ranked[: self._count])
        return jsontext.dumps({name: float(f"{value:.6g}") for name, value in found.items()})
