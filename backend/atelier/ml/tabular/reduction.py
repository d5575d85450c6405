"""Fewer features: those that tell most about the target, or the directions in which rows differ most."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.design import FeatureReduction
from atelier.ml.tabular.features.base import Block, Target

_TREES = 50


@dataclass(slots=True)
class Reduction:
    """Which features are kept (`kept`), or what they are turned by (`mean`, `components`)."""

    method: str
    names: list[str]
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def fit(cls, settings: FeatureReduction, matrix: Block, names: list[str], target: Target) -> "Reduction | None":
        """Learn a reduction from the training rows; None where there is nothing to reduce."""
        if settings.method == "NONE" or len(names) <= settings.kept:
            return None
        if settings.method == "PCA":
            return _turned(matrix, min(settings.kept, min(matrix.shape)), target.seed)
        scores = np.nan_to_num(_SCORES[settings.method](matrix, target))
        kept = np.sort(np.argsort(-scores, kind="stable")[: settings.kept])
        return cls(settings.method, [names[place] for place in kept], {"kept": kept})

    def transform(self, matrix: Block) -> Block:
        """Return the features that are left, shape (rows, len(names))."""
        if self.method != "PCA":
            return matrix[:, self.arrays["kept"]]
        turned = matrix @ self.arrays["components"].T
        return np.asarray(turned - self.arrays["mean"] @ self.arrays["components"].T, dtype=np.float32)

    def origins(self, origins: list[str]) -> list[str]:
        """Return the column each feature comes from; empty for one that comes from many."""
        return [""] * len(self.names) if self.method == "PCA" else [origins[place] for place in self.arrays["kept"]]


def _turned(matrix: Block, count: int, seed: int) -> Reduction:
    from scipy import sparse

    names = [f"component {place}" for place in range(count)]
    if sparse.issparse(matrix):
        from sklearn.decomposition import TruncatedSVD

        count = min(count, min(matrix.shape) - 1)
        components = TruncatedSVD(count, random_state=seed).fit(matrix).components_
        mean = np.zeros(matrix.shape[1])
    else:
        from sklearn.decomposition import PCA

        found = PCA(count, random_state=seed).fit(matrix)
        components, mean = found.components_, found.mean_
    arrays = {"components": components.astype(np.float32), "mean": mean.astype(np.float32)}
    return Reduction("PCA", names[: len(components)], arrays)


def _by_correlation(matrix: Block, target: Target) -> NDArray[np.float64]:
    from sklearn.feature_selection import f_classif, f_regression

    with np.errstate(all="ignore"):
        scores = (f_classif if target.class_count else f_regression)(matrix, target.values)[0]
    return np.asarray(scores, dtype=np.float64)


def _by_trees(matrix: Block, target: Target) -> NDArray[np.float64]:
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

    kind = ExtraTreesClassifier if target.class_count else ExtraTreesRegressor
    trees = kind(_TREES, min_samples_leaf=3, random_state=target.seed)
    return np.asarray(trees.fit(matrix, target.values, sample_weight=target.weights).feature_importances_)


def _by_lasso(matrix: Block, target: Target) -> NDArray[np.float64]:
    if target.class_count:
        from sklearn.svm import LinearSVC

        model: Any = LinearSVC(penalty="l1", dual=False, C=0.1, max_iter=2000, random_state=target.seed)
        values = target.values
    else:
        from sklearn.linear_model import Lasso

        scale = float(np.std(target.values)) or 1.0
        model, values = Lasso(alpha=0.01, random_state=target.seed), target.values / scale
    fitted = model.fit(matrix, values, sample_weight=target.weights)
    return np.asarray(np.abs(np.atleast_2d(fitted.coef_)).sum(axis=0), dtype=np.float64)


_SCORES = {"CORRELATION": _by_correlation, "TREE_BASED": _by_trees, "LASSO": _by_lasso}
