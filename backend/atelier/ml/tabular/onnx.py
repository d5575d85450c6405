"""A stored model as ONNX: converted, run beside the model on real rows, and kept only if both say the same.

A model of vectors alone takes the vector as it is: their rescaling goes into the graph. Any other takes the features
as they are after preprocessing; `features.json` names them in order.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import ActivityFailed, InvalidInput
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.preprocessing import complete_rows
from atelier.ml.tabular.table import Table

FILE, FEATURES = "model.onnx", "features.json"
COMPARED_ROWS = 1_000
_TOLERANCE = 1e-4  # single precision on one side, double on the other


@dataclass(frozen=True, slots=True)
class Compared:
    """On how many rows both were run, and by how much they differ at most."""

    rows: int
    distance: float


def export(model: TabularModel, table: Table, folder: Path) -> Compared:
    """Write `model.onnx` and `features.json` into a folder.

    Raises `InvalidInput` for a model that cannot be converted, `ActivityFailed` where both do not agree.
    """
    if model.calibrator is not None:
        raise InvalidInput(
            "The probabilities of this model are calibrated, which its ONNX form would not be.",
            hint="Train it without calibration, deploy and export that.",
        )
    rows = complete_rows(model.design, table, np.arange(table.row_count))[:COMPARED_ROWS]
    if len(rows) == 0:
        raise InvalidInput("No row can be scored, so the ONNX model cannot be compared. Choose a dataset without gaps.")
    prepared = np.asarray(model.preprocessor.transform(table, rows, dense=True), dtype=np.float32)
    raw = _raw(model, table, rows, prepared)
    given = prepared if raw is None else raw
    data = _converted(model, given, is_raw=raw is not None)
    compared = _compare(model, data, given, prepared)
    (folder / FILE).write_bytes(data)
    described = {
        "input": {"name": "features", "columns": given.shape[1]},
        "takes": "vectors as they are" if raw is not None else "features after preprocessing",
        "names": model.preprocessor.names,
        "classes": list(model.classes),
        "threshold": model.threshold if len(model.classes) == 2 else None,
        "compared_rows": compared.rows,
        "largest_difference": compared.distance,
    }
    (folder / FEATURES).write_text(jsontext.dumps(described), encoding="utf-8")
    return compared


def _raw(
    model: TabularModel, table: Table, rows: NDArray[np.int64], prepared: NDArray[np.float32]
) -> NDArray[np.float32] | None:
    """Return the vectors of rows as they are; None where more than rescaling lies between them and the estimator."""
    parts = model.preprocessor.parts
    blocks = []
    for part in parts:
        if part.feature.type != "VECTOR" or set(part.state.arrays) != {"mean", "scale"}:
            return None
        found = table.vectors(part.column)
        if not found.present[rows].all():
            return None
        blocks.append(found.matrix[rows])
    raw = np.hstack(blocks).astype(np.float32)
    mean, scale = (np.concatenate([part.state.arrays[name] for part in parts]) for name in ("mean", "scale"))
    is_all = raw.shape == prepared.shape and np.allclose((raw - mean) / scale, prepared, atol=1e-5)
    return raw if is_all else None


def _converted(model: TabularModel, given: NDArray[np.float32], *, is_raw: bool) -> bytes:
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import FloatTensorType

    estimator = _pipeline(model) if is_raw else model.estimator
    options = {id(model.estimator): {"zipmap": False}} if hasattr(model.estimator, "predict_proba") else None
    try:
        made = convert_sklearn(
            estimator, initial_types=[("features", FloatTensorType([None, given.shape[1]]))], options=options
        )
    except Exception as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0][:300]
        raise InvalidInput(
            f"{type(model.estimator).__name__} cannot be turned into ONNX: {first}",
            hint="Deploy a model of another algorithm, or take the ZIP of this one.",
        ) from error
    return bytes(made.SerializeToString())


def _pipeline(model: TabularModel) -> Any:
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    states = [part.state.arrays for part in model.preprocessor.parts]
    scaler = StandardScaler()
    scaler.mean_ = np.concatenate([one["mean"] for one in states]).astype(np.float64)
    scaler.scale_ = np.concatenate([one["scale"] for one in states]).astype(np.float64)
    scaler.var_ = scaler.scale_**2
    scaler.n_features_in_ = len(scaler.mean_)
    return Pipeline([("rescaling", scaler), ("model", model.estimator)])


def _compare(model: TabularModel, data: bytes, given: NDArray[np.float32], prepared: NDArray[np.float32]) -> Compared:
    import onnxruntime

    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    said = session.run(None, {"features": given})
    if hasattr(model.estimator, "predict_proba"):
        ours = np.asarray(model.estimator.predict_proba(prepared), dtype=np.float64)
        theirs = np.asarray(said[1], dtype=np.float64)
    else:
        ours = np.asarray(model.estimator.predict(prepared), dtype=np.float64).ravel()
        theirs = np.asarray(said[0], dtype=np.float64).ravel()
    if ours.shape != theirs.shape:
        raise ActivityFailed("The ONNX model does not answer in the shape of the model. Nothing was written.")
    scale = max(1.0, float(np.abs(ours).max()))
    distance = float(np.abs(ours - theirs).max()) / scale
    if distance > _TOLERANCE:
        off = int(np.count_nonzero((np.abs(ours - theirs) / scale).reshape(len(ours), -1).max(axis=1) > _TOLERANCE))
        raise ActivityFailed(
            f"The ONNX model says something else for {off:,} of {len(ours):,} rows. Nothing was written.",
            hint="Deploy a model of another algorithm, or take the ZIP of this one.",
        )
    return Compared(len(ours), distance)
