"""Random forests."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

FEATURES_LOOKED_AT = Choice(
    "max_features",
    "Features looked at in each split",
    options={"sqrt": "Square root", "log2": "Logarithm", "third": "A third", "all": "All"},
    on=("sqrt",),
    brief={
        "sqrt": "root of the features",
        "log2": "log of the features",
        "third": "a third of the features",
        "all": "all features",
    },
)
FOREST_SPACES = (
    Number(
        "n_estimators",
        "Trees",
        brief="{} trees",
        values=(100,),
        low=50,
        high=300,
        is_whole=True,
        minimum=1,
        maximum=10_000,
    ),
    Number(
        "max_tree_depth",
        "Deepest a tree may be",
        brief="depth {}",
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
        brief="leaves of {}",
        values=(1, 5),
        low=1,
        high=30,
        is_whole=True,
        minimum=1,
        maximum=1_000_000,
    ),
    FEATURES_LOOKED_AT,
)


def features_looked_at(values: Mapping[str, Any]) -> str | float | None:
    """Return how many features each split looks at, as scikit-learn takes it."""
    shares: dict[str, str | float | None] = {"sqrt": "sqrt", "log2": "log2", "third": 1 / 3, "all": None}
    return shares[values["max_features"]]


def forest_settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """Return what forests of all kinds are told."""
    return {
        "n_estimators": values["n_estimators"],
        "max_depth": values["max_tree_depth"] or None,
        "min_samples_leaf": values["min_samples_leaf"],
        "max_features": features_looked_at(values),
        "n_jobs": setting.threads,
        "random_state": setting.seed,
    }


class Forest(Algorithm):
    """What forests of all kinds share."""

    is_base = True
    several_at_once = False  # one grows its trees in all threads, and two take twice the memory
    spaces = FOREST_SPACES

    def finished(self, fitted: Any) -> Any:
        # several threads add up the trees' answers in the order they come, and the last digits with it
        fitted.n_jobs = 1
        return fitted


class RandomForestClassification(Forest):
    """Many decision trees, each on a part of the rows and features; they vote. Robust without tuning."""

    type = "RANDOM_FOREST_CLASSIFICATION"
    key = "random_forest_classification"
    label = "Random forest"
    tasks = CLASSIFICATION
    styles = frozenset({"prototype", "performance"})

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import RandomForestClassifier

        return RandomForestClassifier(**forest_settings(values, setting))


class RandomForestRegression(Forest):
    """Many decision trees, each on a part of the rows and features; their answers are averaged."""

    type = "RANDOM_FOREST_REGRESSION"
    key = "random_forest_regression"
    label = "Random forest"
    tasks = REGRESSION
    styles = frozenset({"prototype", "performance"})

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import RandomForestRegressor

        return RandomForestRegressor(**forest_settings(values, setting))
