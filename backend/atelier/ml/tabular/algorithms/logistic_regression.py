"""Logistic regression."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number


class LogisticRegression(Algorithm):
    """A linear model of the odds of each class. Fast, easily explained, and strong on the features of a network."""

    type = "LOGISTIC_REGRESSION"
    key = "logistic_regression"
    label = "Logistic regression"
    tasks = CLASSIFICATION
    styles = frozenset({"prototype", "interpretable", "performance"})
    needs_scaling = True
    spaces = (
        Number(
            "C",
            "Inverse of the regularisation",
            brief="C {}",
            values=(0.01, 0.1, 1, 10, 100),
            low=0.001,
            high=100,
            scaling="LOGARITHMIC",
            minimum=1e-10,
            maximum=1e10,
            help="Small: the coefficients are held down more.",
        ),
        Choice(
            "penalty",
            "Regularisation",
            options={"l2": "L2", "l1": "L1"},
            on=("l2",),
            help="L1 sets coefficients of useless features to zero; it takes longer.",
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import LogisticRegression as Estimator

        is_l1 = values["penalty"] == "l1"
        return Estimator(
            C=values["C"],
            l1_ratio=1.0 if is_l1 else 0.0,
            solver="saga" if is_l1 else "lbfgs",
            max_iter=1000,
            random_state=setting.seed,
        )

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"iterations": int(max(fitted.n_iter_))}
