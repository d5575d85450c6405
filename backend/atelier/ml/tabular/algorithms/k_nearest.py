"""K nearest neighbours."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number


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
