"""LightGBM."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number

TREES, FACTS = "lightgbm.txt", "lightgbm.json"
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
        "num_leaves",
        "Most leaves of a tree",
        brief="{} leaves",
        values=(31,),
        low=7,
        high=127,
        is_whole=True,
        minimum=2,
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
        values=(-1,),
        low=3,
        high=12,
        is_whole=True,
        minimum=-1,
        maximum=1_000,
        help="-1: no limit.",
    ),
    Number(
        "min_child_samples",
        "Fewest rows of a leaf",
        brief="leaves of {}",
        values=(20,),
        low=5,
        high=50,
        is_whole=True,
        minimum=1,
        maximum=1_000_000,
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
    Number("reg_lambda", "Regularisation (L2)", brief="L2 {}", values=(0,), low=0, high=10, minimum=0, maximum=1e6),
)


class _LightGbm(Algorithm):
    """What both share; a model is stored as LightGBM's own text."""

    is_base = True

    module = "lightgbm"
    styles = frozenset({"performance"})
    spaces = _SPACES

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"trees": int(fitted.booster_.num_trees())}

    def save(self, fitted: Any, folder: Path) -> None:
        (folder / TREES).write_text(fitted.booster_.model_to_string(), encoding="utf-8")
        classes = [int(one) for one in getattr(fitted, "classes_", ())]
        (folder / FACTS).write_text(jsontext.dumps({"classes": classes}), encoding="utf-8")

    def load(self, folder: Path) -> Any:
        import lightgbm

        try:
            classes = jsontext.loads((folder / FACTS).read_bytes())["classes"]
            booster = lightgbm.Booster(model_str=(folder / TREES).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, lightgbm.basic.LightGBMError) as error:
            raise InvalidInput(f"The model's file {TREES} cannot be read: {error}") from error
        return BoostedTrees(booster, classes) if classes else BoostedValues(booster)


class LightGbmClassification(_LightGbm):
    """Gradient boosted trees over binned features: as good as boosting gets, and much faster."""

    type = "LIGHTGBM_CLASSIFICATION"
    key = "lightgbm_classification"
    label = "LightGBM"
    tasks = CLASSIFICATION

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from lightgbm import LGBMClassifier

        return LGBMClassifier(**_settings(values, setting))


class LightGbmRegression(_LightGbm):
    """Gradient boosted trees over binned features: as good as boosting gets, and much faster."""

    type = "LIGHTGBM_REGRESSION"
    key = "lightgbm_regression"
    label = "LightGBM"
    tasks = REGRESSION

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from lightgbm import LGBMRegressor

        return LGBMRegressor(**_settings(values, setting))


def _settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    return {
        **values,
        "n_jobs": setting.threads,
        "random_state": setting.seed,
        "verbose": -1,
        # sums in one order, whatever the number of threads
        "deterministic": True,
        "force_col_wise": True,
    }


class BoostedValues:
    """Trees read back, for a regression."""

    def __init__(self, booster: Any) -> None:
        self.booster_ = booster

    def predict(self, matrix: Any) -> NDArray[np.float64]:
        return np.asarray(self.booster_.predict(matrix), dtype=np.float64)


class BoostedTrees:
    """Trees read back, for classes."""

    def __init__(self, booster: Any, classes: list[int]) -> None:
        self.booster_ = booster
        self.classes_ = np.array(classes, dtype=np.int64)

    def predict_proba(self, matrix: Any) -> NDArray[np.float64]:
        found = np.asarray(self.booster_.predict(matrix), dtype=np.float64)
        return np.vstack((1.0 - found, found)).T if found.ndim == 1 else found

    def decision_function(self, matrix: Any) -> NDArray[np.float64]:
        return np.asarray(self.booster_.predict(matrix, raw_score=True), dtype=np.float64)

    def predict(self, matrix: Any) -> NDArray[np.int64]:
        places = self.predict_proba(matrix).argmax(axis=1)
        return np.asarray(self.classes_[places], dtype=np.int64)
