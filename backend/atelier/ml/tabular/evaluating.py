"""Judging a stored model on a dataset with the truth: each row, all metrics, and drift against training."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import InvalidInput, Stopped
from atelier.ml.run import Run
from atelier.ml.tabular import agreement, reference, scoring
from atelier.ml.tabular.agreement import Agreement
from atelier.ml.tabular.drift import Drift
from atelier.ml.tabular.evaluation import classes_of, confusion_of, metrics_of
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.report import FOLDER, rows_table
from atelier.ml.tabular.table import Table
from atelier.runner.events import WarningRaised
from atelier.storage.dataset import arrow_schema
from atelier.storage.handles import DatasetWriter, FolderHandle
from atelier.storage.schema import Column

CORRECT, ERROR = "prediction_correct", "error"
MOST_OF_A_CELL = 200


@dataclass(slots=True)
class Evaluated:
    """What came out: metrics, counts of rows, confusion and drift where they are."""

    metrics: dict[str, float | None]
    rows: int = 0
    with_truth: int = 0
    judged: int = 0
    correct: int | None = None
    unknown: dict[str, int] = field(default_factory=dict)
    confusion: dict[str, Any] | None = None
    classes: list[dict[str, Any]] = field(default_factory=list)
    drift: dict[str, Any] | None = None
    kept: pa.Table | None = None  # rows behind the cells of the confusion, as a model's report has them
    agreement: Agreement = field(default_factory=Agreement)


@dataclass(slots=True)
class _Gathered:
    truth: list[NDArray[Any]] = field(default_factory=list)
    predicted: list[NDArray[Any]] = field(default_factory=list)
    probabilities: list[NDArray[np.float64]] = field(default_factory=list)
    rows: list[NDArray[np.int64]] = field(default_factory=list)
    pictures: list[NDArray[np.object_]] = field(default_factory=list)


def known_figures(folder: FolderHandle) -> dict[str, Any] | None:
    """Return the distributions that a model keeps of its training; None where it keeps none."""
    path = f"{FOLDER}/{reference.SECTION}.json"
    return dict(jsontext.loads(folder.read_bytes(path))) if folder.get(path) else None


def verdict_column(*, is_classification: bool) -> Column:
    """Return the column that says of each row how it was answered."""
    if is_classification:
        return Column(name=CORRECT, type="boolean", meaning="boolean", comment="Whether the prediction is the truth")
    return Column(name=ERROR, type="double", meaning="decimal", comment="Prediction minus truth")


def evaluate(
    ctx: Run,
    scorer: scoring.Scorer,
    source: Any,
    output: DatasetWriter,
    *,
    known: dict[str, Any] | None,
    keep: Sequence[str] | None,
    with_probabilities: bool,
    threshold: float | None,
) -> Evaluated:
    """Score a dataset, write each row with its verdict, and judge the whole; raises `InvalidInput` without a truth."""
    design = scorer.model.design
    columns, count, stretches = scorer.stretches(ctx, source)
    if design.targetVariable not in {one.name for one in columns}:
        raise InvalidInput(
            f"{source.name} has no column “{design.targetVariable}”, which is the truth to compare with.",
            hint="Score it instead, or choose a dataset that has the target.",
        )
    added = [*scorer.columns(with_probabilities=with_probabilities)]
    verdict = verdict_column(is_classification=design.is_classification)
    kept = agreement.truth_marked(design, scoring.kept_columns(columns, keep, [*added, verdict]))
    everything = [*kept, added[0], verdict, *added[1:]]
    schema = arrow_schema(everything)
    gathered = _Gathered()
    found = Evaluated({})
    drift = None if known is None else Drift(design, known)

    def tables() -> Iterator[pa.Table]:
        for first, rows, table in stretches:
            if ctx.stop_requested():
                raise Stopped("Stopped while evaluating.")
            answers = scorer.answers(table, threshold=threshold)
            verdicts = _take(scorer, table, answers, gathered, found, first)
            if drift is not None:
                drift.take(table, answers.values)
            arrays = [rows.column(one.name) for one in kept]
            said, *shares = scoring.answer_arrays(answers, added)
            yield pa.Table.from_arrays([*arrays, said, verdicts, *shares], schema=schema)
            done = first + table.row_count
            ctx.progress(done / count, f"{done:,} of {count:,} rows")

    output.write_tables(everything, tables())
    _judge(ctx, scorer, source, gathered, found)
    found.drift = None if drift is None else drift.result()
    return found


def _take(
    scorer: scoring.Scorer,
    table: Table,
    answers: scoring.Answers,
    gathered: _Gathered,
    found: Evaluated,
    first: int,
) -> pa.Array:
    design = scorer.model.design

    def keep(both: NDArray[np.bool_]) -> None:
        gathered.rows.append(first + np.flatnonzero(both))
        if design.pictureColumn and table.has(design.pictureColumn):
            gathered.pictures.append(table.texts(design.pictureColumn)[both])

    found.rows += table.row_count
    if not design.is_classification:
        wanted = table.numbers(design.targetVariable)
        here = ~np.isnan(wanted)
        found.with_truth += int(here.sum())
        both = here & answers.scored
        gathered.truth.append(wanted[both])
        gathered.predicted.append(answers.values[both])
        keep(both)
        return pa.array(np.where(both, answers.values - wanted, np.nan), from_pandas=True)
    assert answers.places is not None
    texts = table.texts(design.targetVariable)
    truth = agreement.truth_places(design, scorer.model.classes, texts)
    for text in texts[truth == agreement.UNKNOWN]:
        found.unknown[text] = found.unknown.get(text, 0) + 1
    found.with_truth += int((truth != agreement.NO_TRUTH).sum())
    both = (truth >= 0) & answers.scored
    gathered.truth.append(truth[both])
    gathered.predicted.append(answers.places[both])
    keep(both)
    if answers.probabilities is not None:
        gathered.probabilities.append(answers.probabilities[both])
    verdicts = agreement.verdicts(truth, answers.places, answers.scored)
    found.agreement.take(verdicts)
    return pa.array(verdicts, type=pa.bool_())


def _judge(ctx: Run, scorer: scoring.Scorer, source: Any, gathered: _Gathered, found: Evaluated) -> None:
    model = scorer.model
    truth, predicted = np.concatenate(gathered.truth), np.concatenate(gathered.predicted)
    found.judged = len(truth)
    if found.unknown:
        shown = ", ".join(f"“{name}” ({count:,})" for name, count in list(found.unknown.items())[:5])
        text = f"The model does not know some classes of “{model.design.targetVariable}”: {shown}. They count as wrong \
in the rows, and are not in the metrics."
        ctx.emit(WarningRaised(code="unknown_classes", text=text, source="score"))
    if len(truth) == 0:
        raise InvalidInput(
            f"No row of {source.name} has both a prediction and a value of “{model.design.targetVariable}” that the "
            "model knows, so nothing can be judged."
        )
    probabilities = np.concatenate(gathered.probabilities) if gathered.probabilities else None
    if probabilities is not None and len(probabilities) != len(truth):
        probabilities = None
    judged = Judged(truth, predicted, probabilities, model.classes if model.design.is_classification else ())
    found.metrics = metrics_of(model.design, judged, on_problem=lambda error: _warn_of_metric(ctx, error))
    pictures = np.concatenate(gathered.pictures) if gathered.pictures else None
    found.kept = kept_rows(judged, np.concatenate(gathered.rows), pictures)
    if model.design.is_classification:
        found.correct = int(np.count_nonzero(truth == predicted))
        found.confusion = {"classes": list(model.classes), "counts": confusion_of(judged)}
        found.classes = classes_of(judged)


def _warn_of_metric(ctx: Run, error: InvalidInput) -> None:
    text = f"The model's own metric has no value on these rows. {error.message}"
    ctx.emit(WarningRaised(code="metric_failed", text=text, source="score"))


def kept_rows(judged: Judged, rows: NDArray[np.int64], pictures: NDArray[np.object_] | None) -> pa.Table:
    """Return the rows to look at, as a model's report has them: of each cell the surest, of numbers the farthest off.

    Not all: a dataset of millions has millions, and nobody looks at more of one cell.
    """
    if not judged.classes:
        distance = np.abs(np.asarray(judged.predicted, dtype=np.float64) - judged.truth)
        kept = np.sort(np.argsort(-distance, kind="stable")[:MOST_OF_A_CELL])
    else:
        sure = np.zeros(len(rows)) if judged.probabilities is None else judged.probabilities.max(axis=1)
        cells = judged.truth * len(judged.classes) + judged.predicted
        order = np.lexsort((-sure, cells))
        begins = np.flatnonzero(np.diff(cells[order], prepend=-1))
        places = np.arange(len(order)) - np.repeat(begins, np.diff([*begins, len(order)]))
        kept = np.sort(order[places < MOST_OF_A_CELL])
    some = Judged(
        judged.truth[kept],
        judged.predicted[kept],
        None if judged.probabilities is None else judged.probabilities[kept],
        judged.classes,
    )
    return rows_table(some, rows[kept], None if pictures is None else pictures[kept])
