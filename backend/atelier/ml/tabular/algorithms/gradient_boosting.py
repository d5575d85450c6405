"""Gradient boosted trees of scikit-learn."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.algorithms.random_forest import FEATURES_LOOKED_AT, features_looked_at
from atelier.ml.tabular.spaces import Choice, Number

_SPACES = (
    Number(
        "n_estimators",
        "Boosting rounds",
        brief="{} rounds",
        values=(100,),
        low=50,
        high=300,
        is_whole=True,
        minimum=1,
        maximum=10_000,
    ),
    Number(
        "learning_rate",
        "Learning rate",
        brief="rate {}",
        values=(0.1,),
        low=0.01,
        high=0.5,
        scaling="LOGARITHMIC",
        minimum=1e-6,
        maximum=10,
    ),
    Number(
        "max_depth",
        "Deepest a tree may be",
        brief="depth {}",
        values=(3,),
        low=2,
        high=8,
        is_whole=True,
        minimum=1,
        maximum=100,
    ),
    Number(
        "min_samples_leaf",
        "Fewest rows of a leaf",
        brief="leaves of {}",
        values=(1,),
        low=1,
        high=30,
        is_whole=True,
        minimum=1,
        maximum=1_000_000,
    ),
    FEATURES_LOOKED_AT,
)


class GradientBoostingClassification(Algorithm):
    """Trees that each mend the errors of those before. Exact and slow with many features; LightGBM is much faster."""

    type = "GBT_CLASSIFICATION"
    key = "gbt_classification"
    label = "Gradient boosted trees"
    tasks = CLASSIFICATION
    spaces = _SPACES

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import GradientBoostingClassifier

        return GradientBoostingClassifier(**_settings(values, setting))


class GradientBoostingRegression(Algorithm):
    """Trees that each mend the errors of those before. Exact and slow with many features; LightGBM is much faster."""

    type = "GBT_REGRESSION"
    key = "gbt_regression"
    label = "Gradient boosted trees"
    tasks = REGRESSION
    spaces = (
        *_SPACES,
        Choice(
            "loss",
            "Loss",
            options={"squared_error": "Squared error", "absolute_error": "Absolute error", "huber": "Huber"},
            on=("squared_error",),
            brief={"squared_error": "", "absolute_error": "absolute error"},
            help="Absolute error and Huber give less weight to outliers.",
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import GradientBoostingRegressor

        return GradientBoostingRegressor(**_settings(values, setting), loss=values["loss"])


def _settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    return {
        "n_estimators": values["n_estimators"],
        "learning_rate": values["learning_rate"],
        "max_depth": values["max_depth"],
        "min_samples_leaf": values["min_samples_leaf"],
        "max_features": features_looked_at(values),
        "random_state": setting.seed,
    }
