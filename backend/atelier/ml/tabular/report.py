"""What is kept of a trained model for people to read: small JSON files beside the model, and its answers row by row."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from atelier import jsontext
from atelier.ml.tabular.curves import curves_of, residuals_of, thresholds_of
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.diagnostics import diagnostics_of
from atelier.ml.tabular.evaluation import classes_of, confusion_of
from atelier.ml.tabular.importance import native_of
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.searching import Trial
from atelier.ml.tabular.table import Rows

if TYPE_CHECKING:
    from atelier.ml.tabular.training import Prepared, Trained

FOLDER = "report"
ROWS = "rows.parquet"


def write(folder: Path, name: str, value: Any) -> None:
    """Write one section of the report."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.json").write_text(jsontext.dumps(value), encoding="utf-8")


def write_all(folder: Path, prepared: "Prepared", trained: "Trained") -> None:
    """Write the whole report. What costs more than a look at the test rows is worked out when it is asked for."""
    write_performance(folder, trained.judged, trained.model.design.modeling.metrics)
    write_search(folder, trained.trials)
    write_rows(folder, trained.judged, trained.rows, prepared.pictures)
    prepared.sample.write(folder / FOLDER)
    native = native_of(trained.model)
    if native is not None:
        write(folder, "importance", native)
    write(folder, "diagnostics", diagnostics_of(prepared, trained))
    write(
        folder,
        "summary",
        {
            "metrics": trained.metrics,
            "spread": trained.spread,
            "values": trained.model.values,
            "facts": trained.model.facts,
            "threshold": trained.model.threshold,
            "seconds": trained.seconds,
            "train_rows": len(prepared.train.target),
            "test_rows": len(trained.rows),
            "features": len(prepared.preprocessor.names),
        },
    )


def write_performance(folder: Path, judged: Judged, params: MetricParams) -> None:
    """Write what a classifier confuses, the figures and curves of each class; of a regression its errors."""
    if not judged.classes:
        write(folder, "regression", residuals_of(judged))
        return
    write(folder, "confusion", {"classes": list(judged.classes), "counts": confusion_of(judged)})
    write(folder, "classes", classes_of(judged))
    curves = curves_of(judged)
    if curves:
        write(folder, "curves", curves)
    thresholds = thresholds_of(judged, params)
    if thresholds:
        write(folder, "threshold", thresholds)


def write_search(folder: Path, trials: Sequence[Trial]) -> None:
    """Write the search, one entry for each candidate in the order they were tried."""
    write(
        folder,
        "search",
        [
            {
                "values": one.values,
                "score": one.score,
                "scores": one.scores,
                "seconds": one.seconds,
                "problem": one.problem,
            }
            for one in trials
        ],
    )


def write_rows(folder: Path, judged: Judged, rows: Rows, pictures: np.ndarray[Any, Any] | None) -> None:
    """Write the answers on the test rows; `pictures` are those of the whole dataset."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    table = rows_table(judged, rows, None if pictures is None else pictures[rows])
    pq.write_table(table, place / ROWS, compression="zstd")


def rows_table(judged: Judged, rows: Rows, pictures: np.ndarray[Any, Any] | None) -> pa.Table:
    """Return answers row by row: their place in the dataset, truth, prediction, probabilities, picture."""
    names = np.array(judged.classes, dtype=object)
    is_classification = bool(judged.classes)
    columns: dict[str, Any] = {
        "row": rows,
        "truth": pa.array(names[judged.truth] if is_classification else judged.truth),
        "prediction": pa.array(names[judged.predicted] if is_classification else judged.predicted),
    }
    if judged.probabilities is not None:
        columns["confidence"] = judged.probabilities[np.arange(len(rows)), judged.predicted]
        for index, name in enumerate(judged.classes):
            columns[f"proba_{name}"] = judged.probabilities[:, index]
    if pictures is not None:
        columns["picture"] = pa.array(pictures, type=pa.string())
    return pa.table(columns)
