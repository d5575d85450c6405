"""K nearest neighbours."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

ROWS = "rows.npy"


class KNearestNeighbours(Algorithm):
    """Answers as the most similar rows do. Nothing is learnt: the model holds all rows. Rows cannot be weighted."""

    type = "KNN"
    key = "knn"
    label = "K nearest neighbours"
    tasks = CLASSIFICATION | REGRESSION
    needs_scaling = True
    takes_weights = False
    several_at_once = False  # one uses all threads to answer, and holds its rows
    spaces = (
        Number(
            "k", "Neighbours", brief="k {}", values=(5, 15), low=1, high=50, is_whole=True, minimum=1, maximum=10_000
        ),
        Choice(
            "distance_weighting",
            "A neighbour's vote",
            options={"uniform": "All count the same", "distance": "The nearer counts more"},
            brief={"uniform": "", "distance": "weighted by nearness"},
            on=("uniform", "distance"),
        ),
        Choice("p", "Distance", options={"2": "Euclidean", "1": "Manhattan"}, on=("2",)),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

        made = KNeighborsClassifier if setting.is_classification else KNeighborsRegressor
        return made(
            n_neighbors=values["k"],
            weights=values["distance_weighting"],
            p=int(values["p"]),
            n_jobs=setting.threads,
        )

    def save(self, fitted: Any, folder: Path) -> None:
        rows = fitted._fit_X
        if not isinstance(rows, np.ndarray):
            return super().save(fitted, folder)
        np.save(folder / ROWS, rows, allow_pickle=False)  # written as it lies: skops would copy all rows twice
        fitted._fit_X = rows[:0]
        try:
            super().save(fitted, folder)
        finally:
            fitted._fit_X = rows

    def load(self, folder: Path) -> Any:
        fitted = super().load(folder)
        if (folder / ROWS).exists():
            try:
                fitted._fit_X = np.load(folder / ROWS, allow_pickle=False)
            except (OSError, ValueError) as error:
                raise InvalidInput(f"The model's file {ROWS} cannot be read: {error}") from error
        return fitted
