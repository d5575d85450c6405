"""Random forests."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

_SPACES = (
    Number("n_estimators", "Trees", values=(100,), low=50, high=300, is_whole=True, minimum=1, maximum=10_000),
    Number(
        "max_tree_depth",
        "Deepest a tree may be",
        values=(0,),
        low=5,
        high=30,
        is_whole=True,
        minimum=0,
        maximum=1_000,
        help="0: no limit.",
    ),
    Number(
        "min_samples_leaf",
        "Fewest rows of a leaf",
        values=(1, 5),
        low=1,
        high=30,
        is_whole=True,
        minimum=1,
        maximum=1_000_000,
    ),
    Choice(
        "max_features",
        "Features looked at in each split",
        options={"sqrt": "Square root", "log2": "Logarithm", "third": "A third", "all": "All"},
        on=("sqrt",),
    ),
)
_FEATURES = {"sqrt": "sqrt", "log2": "log2", "third": 1 / 3, "all": None}


def forest_settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """Return what forests of all kinds are told."""
    return {
        "n_estimators": values["n_estimators"],
        "max_depth": values["max_tree_depth"] or None,
        "min_samples_leaf": values["min_samples_leaf"],
        "max_features": _FEATURES[values["max_features"]],
        "n_jobs": setting.threads,
        "random_state": setting.seed,
    }


class RandomForestClassification(Algorithm):
    """Many decision trees, each on a part of the rows and features; they vote. Robust without tuning."""

    type = "RANDOM_FOREST_CLASSIFICATION"
    key = "random_forest_classification"
    label = "Random forest"
    tasks = CLASSIFICATION
    styles = frozenset({"prototype", "performance"})
    spaces = _SPACES

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import RandomForestClassifier

        return RandomForestClassifier(**forest_settings(values, setting))


class RandomForestRegression(Algorithm):
    """Many decision trees, each on a part of the rows and features; their answers are averaged."""

    type = "RANDOM_FOREST_REGRESSION"
    key = "random_forest_regression"
    label = "Random forest"
    tasks = REGRESSION
    styles = frozenset({"prototype", "performance"})
    spaces = _SPACES

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import RandomForestRegressor

        return RandomForestRegressor(**forest_settings(values, setting))
