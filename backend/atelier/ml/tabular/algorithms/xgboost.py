"""XGBoost, where it is installed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number

TREES, FACTS = "xgboost.json", "xgboost-classes.json"
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
        "max_depth",
        "Deepest a tree may be",
        brief="depth {}",
        values=(6,),
        low=2,
        high=10,
        is_whole=True,
        minimum=1,
        maximum=100,
    ),
    Number(
        "learning_rate",
        "Learning rate",
        brief="rate {}",
        values=(0.2,),
        low=0.01,
        high=0.5,
        scaling="LOGARITHMIC",
        minimum=1e-6,
        maximum=10,
    ),
    Number(
        "min_child_weight",
        "Least weight of a leaf",
        brief="leaf weight {}",
        values=(1,),
        low=0,
        high=10,
        minimum=0,
        maximum=1e6,
    ),
    Number(
        "subsample",
        "Share of rows a tree",
        brief="{} of the rows",
        values=(1,),
        low=0.5,
        high=1,
        minimum=0.01,
        maximum=1,
    ),
    Number(
        "colsample_bytree",
        "Share of features a tree",
        brief="{} of the features",
        values=(1,),
        low=0.3,
        high=1,
        minimum=0.01,
        maximum=1,
    ),
    Number("reg_lambda", "Regularisation (L2)", brief="L2 {}", values=(1,), low=0, high=10, minimum=0, maximum=1e6),
)


class _XgBoost(Algorithm):
    """What both share; a model is stored as XGBoost's own JSON."""

    is_base = True

    module = "xgboost"
    key = "xgboost"
    label = "XGBoost"
    styles = frozenset({"performance"})
    spaces = _SPACES

    def save(self, fitted: Any, folder: Path) -> None:
        fitted.trees.get_booster().save_model(folder / TREES)
        (folder / FACTS).write_text(jsontext.dumps({"classes": fitted.classes_.tolist()}), encoding="utf-8")

    def load(self, folder: Path) -> Any:
        from xgboost import XGBClassifier, XGBRegressor
        from xgboost.core import XGBoostError

        try:
            classes = jsontext.loads((folder / FACTS).read_bytes())["classes"]
            trees = XGBClassifier() if classes else XGBRegressor()
            trees.load_model(folder / TREES)
        except (OSError, ValueError, KeyError, XGBoostError) as error:
            raise InvalidInput(f"The model's file {TREES} cannot be read: {error}") from error
        return _Classifier(trees, np.array(classes)) if classes else _Regressor(trees)


class XgBoostClassification(_XgBoost):
    """Gradient boosted trees with regularised leaves."""

    type = "XGBOOST_CLASSIFICATION"
    tasks = CLASSIFICATION

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from xgboost import XGBClassifier

        return _Classifier(XGBClassifier(**_settings(values, setting)))


class XgBoostRegression(_XgBoost):
    """Gradient boosted trees with regularised leaves."""

    type = "XGBOOST_REGRESSION"
    tasks = REGRESSION

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from xgboost import XGBRegressor

        return _Regressor(XGBRegressor(**_settings(values, setting)))


def _settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    return {**values, "n_jobs": setting.threads, "random_state": setting.seed, "tree_method": "hist"}


class _Trees:
    """What explanations and importance ask of both."""

    trees: Any

    @property
    def feature_importances_(self) -> NDArray[np.float64]:
        return np.asarray(self.trees.feature_importances_, dtype=np.float64)


class _Regressor(_Trees):
    def __init__(self, trees: Any) -> None:
        self.trees = trees
        self.classes_ = np.array([], dtype=np.int64)

    def fit(self, matrix: Any, target: NDArray[Any], sample_weight: Any = None) -> "_Regressor":
        self.trees.fit(matrix, target, sample_weight=sample_weight)
        return self

    def predict(self, matrix: Any) -> NDArray[np.float64]:
        return np.asarray(self.trees.predict(matrix), dtype=np.float64)


class _Classifier(_Trees):
    """XGBoost wants classes without gaps; a fold may lack some."""

    def __init__(self, trees: Any, classes: NDArray[np.int64] | None = None) -> None:
        self.trees = trees
        self.classes_ = np.array([], dtype=np.int64) if classes is None else classes

    def fit(self, matrix: Any, target: NDArray[Any], sample_weight: Any = None) -> "_Classifier":
        self.classes_, places = np.unique(target, return_inverse=True)
        self.trees.fit(matrix, places, sample_weight=sample_weight)
        return self

    def predict_proba(self, matrix: Any) -> NDArray[np.float64]:
        return np.asarray(self.trees.predict_proba(matrix), dtype=np.float64)

    def predict(self, matrix: Any) -> NDArray[np.int64]:
        return np.asarray(self.classes_[self.predict_proba(matrix).argmax(axis=1)], dtype=np.int64)
