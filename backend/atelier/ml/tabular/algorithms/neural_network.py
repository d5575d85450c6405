"""Neural networks of scikit-learn."""

from collections.abc import Mapping
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Choice, Number


class NeuralNetwork(Algorithm):
    """A network of fully connected layers, small enough for a processor."""

    type = "NEURAL_NETWORK"
    key = "neural_network"
    label = "Neural network"
    tasks = CLASSIFICATION | REGRESSION
    styles = frozenset({"performance"})
    needs_scaling = True
    spaces = (
        Number(
            "layers",
            "Hidden layers",
            brief="{} layers",
            values=(1,),
            low=1,
            high=3,
            is_whole=True,
            minimum=1,
            maximum=10,
        ),
        Number(
            "layer_size",
            "Units of each layer",
            brief="{} units",
            values=(100,),
            low=16,
            high=256,
            is_whole=True,
            scaling="LOGARITHMIC",
            minimum=1,
            maximum=4096,
        ),
        Choice(
            "activation",
            "Activation",
            options={"relu": "ReLU", "tanh": "Hyperbolic tangent", "logistic": "Logistic"},
            on=("relu",),
            brief={"tanh": "tanh", "logistic": "logistic"},
        ),
        Number(
            "alpha",
            "Regularisation (L2)",
            brief="L2 {}",
            values=(0.0001, 0.01),
            low=0.00001,
            high=1,
            scaling="LOGARITHMIC",
            minimum=0,
            maximum=1e6,
        ),
        Number(
            "learning_rate_init",
            "Learning rate",
            brief="rate {}",
            values=(0.001,),
            low=0.0001,
            high=0.01,
            scaling="LOGARITHMIC",
            minimum=1e-8,
            maximum=10,
        ),
        Choice(
            "early_stopping",
            "Stop early",
            options={"false": "When the loss stands still", "true": "When a tenth of the rows, kept aside, says so"},
            on=("false",),
            brief={"false": "", "true": "stops early"},
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        made = MLPClassifier if setting.is_classification else MLPRegressor
        return made(
            hidden_layer_sizes=(values["layer_size"],) * values["layers"],
            activation=values["activation"],
            alpha=values["alpha"],
            learning_rate_init=values["learning_rate_init"],
            early_stopping=values["early_stopping"] == "true",
            random_state=setting.seed,
        )

    def facts(self, fitted: Any) -> dict[str, Any]:
        weights = sum(one.size for one in (*fitted.coefs_, *fitted.intercepts_))
        return {"epochs": int(fitted.n_iter_), "parameters": int(weights)}
