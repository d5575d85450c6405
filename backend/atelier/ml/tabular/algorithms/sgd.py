"""Linear models fitted by stochastic gradient descent."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number

_SPACES = (
    Choice(
        "penalty",
        "Regularisation",
        options={"l2": "L2", "l1": "L1", "elasticnet": "Elastic net"},
        on=("l2",),
        brief={"elasticnet": "elastic net"},
    ),
    Number(
        "alpha",
        "Strength of the regularisation",
        brief="alpha {}",
        values=(0.0001, 0.001, 0.01),
        low=0.00001,
        high=0.1,
        scaling="LOGARITHMIC",
        minimum=1e-12,
        maximum=1e6,
    ),
    Number(
        "l1_ratio",
        "Share of L1",
        brief="L1 share {}",
        values=(0.15,),
        low=0,
        high=1,
        minimum=0,
        maximum=1,
        help="Of an elastic net.",
        shown_if={"field": "penalty", "op": "has", "value": "elasticnet"},
    ),
    Number(
        "max_iter",
        "Most epochs",
        values=(100,),
        low=20,
        high=1_000,
        is_whole=True,
        minimum=1,
        maximum=100_000,
        help="It ends sooner where the loss no longer falls; on long vectors it may go on falling for very long.",
    ),
)


class SgdClassification(Algorithm):
    """A linear model fitted row by row: for very many rows, where others take too long."""

    type = "SGD_CLASSIFICATION"
    key = "sgd_classifier"
    label = "Stochastic gradient descent"
    tasks = CLASSIFICATION
    needs_scaling = True
    spaces = (
        Choice(
            "loss",
            "Loss",
            options={"log_loss": "Logistic", "modified_huber": "Modified Huber", "hinge": "Hinge (linear SVM)"},
            on=("log_loss",),
            brief={"log_loss": "logistic loss", "modified_huber": "modified Huber", "hinge": "hinge"},
            help="Hinge gives no probabilities.",
        ),
        *_SPACES,
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import SGDClassifier

        return SGDClassifier(**_settings(values, setting), n_jobs=setting.threads)

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"epochs": int(fitted.n_iter_)}


class SgdRegression(Algorithm):
    """A linear model fitted row by row: for very many rows, where others take too long."""

    type = "SGD_REGRESSION"
    key = "sgd_regression"
    label = "Stochastic gradient descent"
    tasks = REGRESSION
    needs_scaling = True
    spaces = (
        Choice(
            "loss",
            "Loss",
            options={"squared_error": "Squared error", "huber": "Huber", "epsilon_insensitive": "Epsilon insensitive"},
            on=("squared_error",),
            brief={"squared_error": "", "epsilon_insensitive": "epsilon insensitive"},
        ),
        *_SPACES,
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.linear_model import SGDRegressor

        return SGDRegressor(**_settings(values, setting))

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"epochs": int(fitted.n_iter_)}


def _settings(values: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    return {
        "loss": values["loss"],
        "penalty": values["penalty"],
        "alpha": values["alpha"],
        "l1_ratio": values["l1_ratio"],
        "max_iter": values["max_iter"],
        "random_state": setting.seed,
    }
