"""What the target is, on average, where a value stands. Training rows are told by the other rows alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.features.base import Target

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Impact:
    """`means` has a row for each known value, one for unknown ones and one for empty cells; a column for each class
    (two classes: the second alone; numbers: one)."""

    means: NDArray[np.float64]
    shift: NDArray[np.float64]
    scale: NDArray[np.float64]

    @classmethod
    def fit(cls, places: NDArray[np.int64], count: int, target: Target, held_to_all: float) -> "Impact":
        """Learn the means of `count` values from all training rows."""
        means = _means(places, count, _told(target), target.weights, held_to_all)
        encoded = means[places]
        scale = encoded.std(axis=0) if len(encoded) else np.ones(means.shape[1])
        scale[scale < 1e-12] = 1.0
        return cls(means, encoded.mean(axis=0) if len(encoded) else np.zeros(means.shape[1]), scale)

    @classmethod
    def of(cls, arrays: dict[str, NDArray[np.float64]]) -> "Impact":
        return cls(arrays["means"], arrays["shift"], arrays["scale"])

    def arrays(self) -> dict[str, NDArray[np.float64]]:
        return {"means": self.means, "shift": self.shift, "scale": self.scale}

    def names(self) -> list[str]:
        width = self.means.shape[1]
        return ["impact"] if width == 1 else [f"impact {place}" for place in range(width)]

    def at(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        return ((self.means[places] - self.shift) / self.scale).astype(np.float32)

    def crossed(self, places: NDArray[np.int64], target: Target, held_to_all: float) -> NDArray[np.float32]:
        """Return the features of the training rows, each by the means of folds that it is not in."""
        told = _told(target)
        folds = np.random.default_rng(target.seed).permutation(len(places)) % _FOLDS
        found = np.empty((len(places), self.means.shape[1]))
        for fold in range(_FOLDS):
            mine, others = folds == fold, folds != fold
            weights = None if target.weights is None else target.weights[others]
            means = _means(places[others], len(self.means) - 2, told[others], weights, held_to_all)
            found[mine] = means[places[mine]]
        return ((found - self.shift) / self.scale).astype(np.float32)


def _told(target: Target) -> NDArray[np.float64]:
    if target.class_count == 0:
        return np.asarray(target.values, dtype=np.float64).reshape(-1, 1)
    if target.class_count == 2:
        return np.asarray(np.asarray(target.values) == 1, dtype=np.float64).reshape(-1, 1)
    return np.asarray(np.asarray(target.values)[:, None] == np.arange(target.class_count), dtype=np.float64)


def _means(
    places: NDArray[np.int64],
    count: int,
    told: NDArray[np.float64],
    weights: NDArray[np.float64] | None,
    held_to_all: float,
) -> NDArray[np.float64]:
    each = np.ones(len(places)) if weights is None else weights
    total = each.sum()
    overall = (told * each[:, None]).sum(axis=0) / total if total else np.zeros(told.shape[1])
    sums = np.zeros((count + 2, told.shape[1]))
    np.add.at(sums, places, told * each[:, None])
    counts = np.bincount(places, weights=each, minlength=count + 2)[:, None]
    held = counts + held_to_all
    means = np.divide(sums + held_to_all * overall, held, out=np.tile(overall, (count + 2, 1)), where=held > 0)
    means[count] = overall  # values that were not there in training
    return np.asarray(means)
