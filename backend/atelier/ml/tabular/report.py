"""What is kept of a trained model for people to read: small JSON files beside the model, and its answers row by row."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from atelier import jsontext
from atelier.ml.tabular.evaluation import classes_of, confusion_of
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.searching import Trial
from atelier.ml.tabular.table import Rows

FOLDER = "report"
ROWS = "rows.parquet"


def write(folder: Path, name: str, value: Any) -> None:
    """Write one section of the report."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.json").write_text(jsontext.dumps(value), encoding="utf-8")


def write_performance(folder: Path, judged: Judged) -> None:
    """Write what a classifier confuses, and the figures of each class."""
    if judged.classes:
        write(folder, "confusion", {"classes": list(judged.classes), "counts": confusion_of(judged)})
        write(folder, "classes", classes_of(judged))


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
    """Write the answers on the test rows: their place in the dataset, truth, prediction, probabilities, picture."""
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
        columns["picture"] = pa.array(pictures[rows], type=pa.string())
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), place / ROWS, compression="zstd")
