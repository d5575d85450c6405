"""Questions to a stored model: answers for rows a person typed in, and why it answers so."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from atelier.errors import InvalidInput
from atelier.ml.tabular import sample as samples
from atelier.ml.tabular.explanation import contributions, partial, permutation, subpopulation
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.report import FOLDER
from atelier.ml.tabular.table import Table, Vectors
from atelier.storage.dataset import arrow_schema, frame_to_table

MOST_ROWS = 100


class Answering:
    """A model with the rows kept with it, read once."""

    def __init__(self, folder: Path) -> None:
        self._model = TabularModel.load(folder)
        self._sample = samples.read(folder / FOLDER)

    def answer(self, question: str, given: dict[str, Any]) -> Any:
        """Answer `predict`, `explain`, `permutation`, `partial`, `subpopulation` or `rows`; raises `AtelierError`."""
        match question:
            case "rows":
                return self._rows(int(given.get("offset", 0)), int(given.get("limit", 20)))
            case "predict":
                return self._predict(given["rows"])
            case "explain":
                table = self._table(given["rows"])
                return contributions.explain(self._model, self._sample, table, 0, self._place(given.get("class")))
            case "permutation":
                return permutation.importance(self._model, self._sample)
            case "partial":
                return partial.dependence(self._model, self._sample, str(given["column"]))
            case "subpopulation":
                return subpopulation.performance(self._model, self._sample, str(given["column"]))
            case _:
                raise InvalidInput(f"A model is not asked for “{question}”.")

    def _rows(self, offset: int, limit: int) -> dict[str, Any]:
        some = self._sample.values.slice(offset, limit)
        names = [column.name for column in self._sample.columns]
        columns = [column.model_dump() for column in self._sample.columns]
        rows = [
            {"row": row[samples.ROW], "values": {name: _plain(row[name]) for name in names}} for row in some.to_pylist()
        ]
        return {"total": self._sample.values.num_rows, "columns": columns, "rows": rows}

    def _predict(self, given: Any) -> list[dict[str, Any]]:
        table = self._table(given)
        found = self._model.predict(table, np.arange(table.row_count))
        answers = []
        for row in range(table.row_count):
            if not self._model.design.is_classification:
                answers.append({"prediction": float(found.values[row]), "probabilities": {}})
                continue
            chances = {}
            if found.probabilities is not None:
                chances = dict(zip(self._model.classes, map(float, found.probabilities[row]), strict=True))
            answers.append({"prediction": self._model.classes[int(found.values[row])], "probabilities": chances})
        return answers

    def _table(self, given: Any) -> Table:
        """Return rows that were sent, read by the columns of the sample; raises `InvalidInput` naming the column."""
        if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
            raise InvalidInput.at("rows", "Send a list of rows, each an object of column names and values.")
        if len(given) > MOST_ROWS:
            raise InvalidInput.at("rows", f"At most {MOST_ROWS} rows are answered at once.")
        inputs = self._model.design.inputs()
        columns = [column for column in self._sample.columns if column.name in inputs]
        known = {column.name for column in columns}
        for name in {name for one in given for name in one} - known - set(self._model.design.preprocessing.per_feature):
            raise InvalidInput.at("rows", f"The model has no feature “{name}”.")
        frame = pd.DataFrame({column.name: [_cell(one.get(column.name)) for one in given] for column in columns})
        made = frame_to_table(frame.astype(object), columns, arrow_schema(columns))
        table = Table(columns, {column.name: made.column(i) for i, column in enumerate(columns)}, made.num_rows)
        for name, vectors in self._sample.pictures().items():
            table.put_vectors(name, self._kept(table, name, vectors))
        return table

    def _kept(self, table: Table, name: str, vectors: Vectors) -> Vectors:
        """Return what the network made of pictures that are kept with the model; raises `InvalidInput` for others."""
        place = {path: row for row, path in enumerate(self._sample.table.texts(name)) if path is not None}
        paths = table.texts(name)
        for path in paths:
            if path is not None and path not in place:
                raise InvalidInput.at(
                    "rows",
                    f"“{path}” is not among the {len(place):,} pictures of “{name}” kept with the model, and the "
                    "network that looks at others is not at hand here.",
                    hint="Ask about a picture of the test rows, or score a dataset that names the picture.",
                )
        rows = np.array([-1 if path is None else place[path] for path in paths], dtype=np.int64)
        return Vectors(vectors.matrix[rows], vectors.present[rows] & (rows >= 0))

    def _place(self, name: Any) -> int | None:
        if name is None:
            return None
        if name not in self._model.classes:
            raise InvalidInput.at("class", f"The model knows no class “{name}”.")
        return self._model.classes.index(name)


def _cell(value: Any) -> Any:
    return None if value == "" else value


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
