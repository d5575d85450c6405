"""What a fitted estimator says itself of its features: coefficients or importances, without a look at the rows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.model import TabularModel

_MOST = 100


def native_of(model: TabularModel) -> dict[str, Any] | None:
    """Return the features by their importance, largest first, as shares of the whole; None where there are none.

    `columns` sums them up by the dataset's columns. For linear models `coefficients` holds, for each class or for the
    target, those of the same features; they are of rescaled features where the handling rescales.
    """
    estimator = inner_of(model.estimator)
    raw = getattr(estimator, "feature_importances_", None)
    coefficients = getattr(estimator, "coef_", None)
    if raw is None and coefficients is not None:
        table = np.atleast_2d(np.asarray(coefficients, dtype=np.float64))
        raw = np.abs(table).mean(axis=0)
    else:
        table = None
    names = model.preprocessor.names
    if raw is None or len(raw) != len(names):
        return None
    shares = _shares(np.asarray(raw, dtype=np.float64))
    order = np.argsort(-shares, kind="stable")[:_MOST]
    columns: dict[str, float] = {}
    for origin, share in zip(model.preprocessor.origins(), shares, strict=True):
        columns[origin] = columns.get(origin, 0.0) + float(share)
    found: dict[str, Any] = {
        "kind": "coefficients" if table is not None else "importance",
        "features": [{"name": names[place], "share": float(shares[place])} for place in order],
        "feature_count": len(names),
        "columns": [{"name": name, "share": share} for name, share in sorted(columns.items(), key=lambda x: -x[1])],
    }
    if table is not None:
        rows = (
            model.classes if len(table) == len(model.classes) else model.classes[-1:] or (model.design.targetVariable,)
        )
        found["coefficients"] = [
            {"class": name, "values": [float(table[index, place]) for place in order]}
            for index, name in enumerate(rows[: len(table)])
        ]
    return found


def inner_of(estimator: Any) -> Any:
    """Return the estimator inside a wrapper (calibration)."""
    inner = getattr(estimator, "estimator", None)
    if inner is not None and hasattr(estimator, "calibrated_classifiers_"):
        return getattr(inner, "estimator", inner)
    return estimator


def _shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
    total = values.sum()
    return values / total if total > 0 else values
