"""Applying a stored model to a table of any size: one stretch of rows after another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from atelier.errors import InvalidInput, Stopped
from atelier.ml.run import Run
from atelier.ml.tabular import embedding, reading, sample, stored
from atelier.ml.tabular.agreement import Agreement, truth_marked, truth_places, verdicts
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.explanation.cells import COLUMN as EXPLANATIONS_COLUMN
from atelier.ml.tabular.explanation.cells import ExplainedCells
from atelier.ml.tabular.model import TabularModel, decided
from atelier.ml.tabular.preprocessing import complete_rows
from atelier.ml.tabular.report import FOLDER
from atelier.ml.tabular.table import Table
from atelier.runner.events import WarningRaised
from atelier.storage.dataset import arrow_schema
from atelier.storage.handles import DatasetWriter, FolderHandle
from atelier.storage.schema import Column

STRETCH_ROWS = 4096
PREDICTION = "prediction"
PROBABILITY = "proba_"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model says of rows: `values` of shape (rows,) are classes or numbers, None or NaN where it says nothing.

    `places` are places of classes (-1: none); `probabilities` has shape (rows, classes), NaN where there are none.
    """

    values: NDArray[Any]
    places: NDArray[np.int64] | None
    probabilities: NDArray[np.float64] | None
    scored: NDArray[np.bool_]


@dataclass(slots=True)
class Scored:
    """What came out of scoring: `silent` rows have no answer."""

    silent: int = 0
    agreement: Agreement = field(default_factory=Agreement)


class Scorer:
    """A stored model, laid out below `work` and loaded, with what it reads."""

    def __init__(
        self, folder: FolderHandle, work: Path, folders: Callable[[Design], embedding.FolderOf] | None = None
    ) -> None:
        """Load the model; `folders` gives those of pictures and networks that its features need.

        Raises `InvalidInput` where the folder holds none, or one that is not to be trusted.
        """
        self.name = folder.name
        self._folders = folders
        self.inputs = stored.inputs_of(folder)
        self._place = stored.laid_out(folder, work / "model")
        self.model = TabularModel.load(self._place)

    def explained(self, *, count: int, most_rows: int) -> ExplainedCells:
        """Return what explains the answers by the rows kept with the model; raises `InvalidInput` where it has none."""
        kept = sample.read(self._place / FOLDER)
        return ExplainedCells(self.model, kept, count=count, most_rows=most_rows)

    def columns(self, *, with_probabilities: bool) -> list[Column]:
        """Return the columns that scoring adds."""
        if not self.model.design.is_classification:
            return answer_columns((), with_probabilities=False)
        return answer_columns(self.model.classes, with_probabilities=with_probabilities)

    def answers(self, table: Table, *, threshold: float | None = None) -> Answers:
        """Return the answers for all rows of a table; rows that the design drops for a gap have none."""
        design = self.model.design
        rows = complete_rows(design, table, np.arange(table.row_count))
        scored = np.zeros(table.row_count, dtype=bool)
        scored[rows] = True
        if not design.is_classification:
            numbers = np.full(table.row_count, np.nan)
            if len(rows):
                numbers[rows] = self.model.predict(table, rows).values
            return Answers(numbers, None, None, scored)
        places = np.full(table.row_count, -1, dtype=np.int64)
        probabilities = None
        if len(rows):
            found = self.model.predict(table, rows)
            said = found.values
            if found.probabilities is not None:
                if threshold is not None and len(self.model.classes) == 2:
                    said = decided(found.probabilities, threshold)
                probabilities = np.full((table.row_count, len(self.model.classes)), np.nan)
                probabilities[rows] = found.probabilities
            places[rows] = said
        names = np.array([*self.model.classes, None], dtype=object)  # place -1 is the last: none
        return Answers(names[places], places, probabilities, scored)

    def stretches(self, ctx: Run, source: Any) -> tuple[list[Column], int, Iterator[tuple[int, pa.Table, Table]]]:
        """Return columns and rows of a dataset after the model's script: each stretch as stored and as models read it.

        Raises `InvalidInput` naming the column that is not what the model needs.
        """
        if source.row_count == 0:
            raise InvalidInput(f"{source.name} has no rows to score.", hint="Fill or build it first.")
        columns, count, tables = reading.stretches(ctx, source, self.inputs.script, rows=STRETCH_ROWS)
        problem = stored.column_problem(self.model.design, columns, self.inputs, source.name)
        if problem:
            raise InvalidInput(problem, hint="Give the model a table that is prepared as the one it was trained on.")
        dropped = source.row_count - count
        if dropped > 0:
            text = f"The model's script leaves out {dropped:,} of {source.row_count:,} rows: they are not scored."
            ctx.emit(WarningRaised(code="rows_dropped", text=text, source="score"))
        return columns, count, self._tables(ctx, columns, count, tables)

    def _tables(
        self, ctx: Run, columns: list[Column], count: int, tables: Iterator[pa.Table]
    ) -> Iterator[tuple[int, pa.Table, Table]]:
        embedder = None
        if self._folders is not None:
            design = self.model.design
            embedder = embedding.Embedder(ctx, design, self._folders(design), fitted=self.model.preprocessor)
        parts = self.model.preprocessor.parts
        lengths = {one.column: int(one.state.facts["length"]) for one in parts if "length" in one.state.facts}
        first = 0
        for table in tables:
            values = {name: table.column(name) for name in table.column_names}
            read = Table(columns, values, table.num_rows, lengths=lengths, first_row=first)
            if embedder is not None:
                embedder.embed(read, progress=(first / count, (first + table.num_rows) / count))
            yield first, table, read
            first += table.num_rows
        if embedder is not None:
            embedder.warn()


def answer_columns(classes: Sequence[str], *, with_probabilities: bool) -> list[Column]:
    """Return the columns of answers: the prediction (a number without classes), then a probability for each class."""
    if not classes:
        return [Column(name=PREDICTION, type="double", meaning="decimal", comment="What the model predicts")]
    found = []
    if with_probabilities:
        found = [
            Column(name=f"{PROBABILITY}{name}", type="double", meaning="decimal", comment=f"Probability of “{name}”")
            for name in classes
        ]
    return [Column(name=PREDICTION, type="string", meaning="class", comment="The class the model predicts"), *found]


def kept_columns(columns: Sequence[Column], keep: Sequence[str] | None, added: Sequence[Column]) -> list[Column]:
    """Return the columns of the input that stay (`keep` None: all); raises `InvalidInput` for a clash of names."""
    here = {one.name: one for one in columns}
    for name in keep or ():
        if name not in here:
            raise InvalidInput.at("params.kept_columns", f"There is no column “{name}” to keep.")
    kept = list(columns) if keep is None else [here[name] for name in keep]
    taken = {one.name.lower() for one in added}
    for one in kept:
        if one.name.lower() in taken:
            raise InvalidInput(
                f"The input has a column “{one.name}” already, and scoring writes one of that name.",
                hint="Rename it before, or choose the columns to keep without it.",
            )
    return kept


def score(
    ctx: Run,
    scorer: Scorer,
    source: Any,
    output: DatasetWriter,
    *,
    keep: Sequence[str] | None,
    with_probabilities: bool,
    threshold: float | None,
    explained: ExplainedCells | None = None,
) -> Scored:
    """Write a dataset with the model's answers, and what explains them.

    Where the rows have the target too, answers are compared with it.
    """
    design = scorer.model.design
    columns, count, stretches = scorer.stretches(ctx, source)
    added = scorer.columns(with_probabilities=with_probabilities)
    reasons = [] if explained is None else [EXPLANATIONS_COLUMN]
    kept = truth_marked(design, kept_columns(columns, keep, [*added, *reasons]))
    everything = [*kept, *added, *reasons]
    schema = arrow_schema(everything)
    has_truth = design.is_classification and design.targetVariable in {one.name for one in columns}
    found = Scored()

    def tables() -> Iterator[pa.Table]:
        for first, stored_rows, table in stretches:
            if ctx.stop_requested():
                raise Stopped("Stopped while scoring.")
            answers = scorer.answers(table, threshold=threshold)
            found.silent += int(np.count_nonzero(~answers.scored))
            if has_truth and answers.places is not None:
                truth = truth_places(design, scorer.model.classes, table.texts(design.targetVariable))
                found.agreement.take(verdicts(truth, answers.places, answers.scored))
            arrays = [stored_rows.column(one.name) for one in kept]
            arrays += answer_arrays(answers, added)
            if explained is not None:
                rows = np.flatnonzero(answers.scored)
                arrays.append(explained.of(table, rows, answers.places, should_stop=ctx.stop_requested))
            yield pa.Table.from_arrays(arrays, schema=schema)
            done = first + table.row_count
            ctx.progress(done / count, f"{done:,} of {count:,} rows")

    output.write_tables(everything, tables())
    return found


def answer_arrays(answers: Answers, added: Sequence[Column]) -> list[pa.Array]:
    """Return the arrays of `Scorer.columns`, in their order; where the model says nothing they are empty."""
    kind = pa.float64() if added[0].type == "double" else pa.string()
    found: list[pa.Array] = [pa.array(answers.values, type=kind, from_pandas=True)]
    for place in range(len(added) - 1):
        if answers.probabilities is None:
            found.append(pa.nulls(len(answers.values), pa.float64()))
        else:
            found.append(pa.array(answers.probabilities[:, place], from_pandas=True))
    return found
