"""Fitting one estimator on rows, and its answers for others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms.base import Algorithm, Setting
from atelier.ml.tabular.calibration import Calibrator
from atelier.ml.tabular.features.base import Block
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.model import decided, probabilities_of
from atelier.ml.tabular.table import Rows

_MOST_DENSE_BYTES = 2 * 2**30


@dataclass(frozen=True, slots=True)
class Data:
    """What estimators are fitted on: `matrix` (rows, features), `target` (rows,), weights (rows,) or None."""

    matrix: Block
    target: NDArray[Any]
    weights: NDArray[np.float64] | None
    classes: tuple[str, ...]

    def at(self, rows: Rows) -> "Data":
        """Return some of the rows."""
        weights = None if self.weights is None else self.weights[rows]
        return Data(self.matrix[rows], self.target[rows], weights, self.classes)

    def fit_for(self, algorithm: Algorithm) -> "Data":
        """Return the data as an algorithm takes it; raises `InvalidInput` where it would not fit into memory."""
        from scipy import sparse

        if algorithm.takes_sparse or not sparse.issparse(self.matrix):
            return self
        size = self.matrix.shape[0] * self.matrix.shape[1] * 4
        if size > _MOST_DENSE_BYTES:
            raise InvalidInput(
                f"{algorithm.label} needs every cell of the {self.matrix.shape[1]:,} features in memory, "
                f"{size / 2**30:.1f} GB.",
                hint="Reduce the features, or choose another algorithm.",
            )
        return replace(self, matrix=self.matrix.toarray())


def fitted(algorithm: Algorithm, values: Mapping[str, Any], data: Data, setting: Setting) -> Any:
    """Return an estimator fitted on all rows of `data`."""
    from sklearn.utils.validation import has_fit_parameter

    if setting.is_classification:
        counts = np.bincount(data.target)
        setting = replace(setting, smallest_class=int(counts[counts > 0].min()))
    estimator = algorithm.estimator(values, setting)
    if algorithm.takes_weights and data.weights is not None and has_fit_parameter(estimator, "sample_weight"):
        return algorithm.finished(estimator.fit(data.matrix, data.target, sample_weight=data.weights))
    return algorithm.finished(estimator.fit(data.matrix, data.target))


def judged(
    estimator: Any,
    data: Data,
    *,
    is_classification: bool,
    threshold: float = 0.5,
    calibrator: Calibrator | None = None,
) -> Judged:
    """Return an estimator's answers for rows beside the truth."""
    if not is_classification:
        return Judged(data.target, np.asarray(estimator.predict(data.matrix), dtype=np.float64).ravel(), None)
    probabilities = probabilities_of(estimator, data.matrix, len(data.classes), calibrator)
    if probabilities is None:
        return Judged(data.target, np.asarray(estimator.predict(data.matrix)), None, data.classes)
    return Judged(data.target, decided(probabilities, threshold), probabilities, data.classes)
