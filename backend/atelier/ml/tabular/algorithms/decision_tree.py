"""Decision trees."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

_SPACES = (
    Number(
        "max_depth",
        "Deepest the tree may be",
        brief="depth {}",
        values=(5, 10),
        low=2,
        high=20,
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
    Choice(
        "splitter",
        "Split taken",
        options={"best": "The best", "random": "The best of random ones"},
        on=("best",),
        brief={"best": "", "random": "random splits"},
    ),
)


class DecisionTreeClassification(Algorithm):
    """One tree of questions, each about one feature: the easiest model to follow, seldom the best."""

    type = "DECISION_TREE_CLASSIFICATION"
    key = "decision_tree_classification"
    label = "Decision tree"
    tasks = CLASSIFICATION
    styles = frozenset({"interpretable"})
    spaces = (*_SPACES, Choice("criterion", "Split judged by", {"gini": "Gini", "entropy": "Entropy"}, ("gini",)))

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.tree import DecisionTreeClassifier

        return DecisionTreeClassifier(**_settings(values, setting), criterion=values["criterion"])

    def facts(self, fitted: Any) -> dict[str, Any]:
        return _facts(fitted)


class DecisionTreeRegression(Algorithm):
    """One tree of questions, each about one feature; its leaves answer with the mean of their rows."""

    type = "DECISION_TREE_REGRESSION"
    key = "decision_tree_regression"
    label = "Decision tree"
    tasks = REGRESSION
    styles = frozenset({"interpretable"})
    spaces = _SPACES

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.tree import DecisionTreeRegressor

        return DecisionTreeRegressor(**_settings(values, setting))

    def facts(self, fitted: Any) -> dict[str, Any]:
        return _facts(fitted)


def _settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    return {
        "max_depth": values["max_depth"] or None,
        "min_samples_leaf": values["min_samples_leaf"],
        "splitter": values["splitter"],
        "random_state": setting.seed,
    }


def _facts(fitted: Any) -> dict[str, Any]:
    return {"depth": int(fitted.get_depth()), "leaves": int(fitted.get_n_leaves())}
