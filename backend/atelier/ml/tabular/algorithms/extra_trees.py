"""Extra trees."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Setting
from atelier.ml.tabular.algorithms.random_forest import Forest, forest_settings


class ExtraTrees(Forest):
    """Many decision trees whose splits are drawn at random and the best of them taken: faster than a random forest."""

    type = "EXTRA_TREES"
    key = "extra_trees"
    label = "Extra trees"
    tasks = CLASSIFICATION | REGRESSION
    styles = frozenset({"performance"})

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

        made = ExtraTreesClassifier if setting.is_classification else ExtraTreesRegressor
        return made(**forest_settings(values, setting))
