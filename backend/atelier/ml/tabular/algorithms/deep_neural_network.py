"""Deep neural networks on Keras."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier.ml.tabular.algorithms.base import CLASSIFICATION, REGRESSION, Algorithm, Setting
from atelier.ml.tabular.spaces import Number


class _DeepNetwork(Algorithm):
    """What both share; a model is stored as its shape in JSON and its weights as arrays."""

    is_base = True
    label = "Deep neural network (Keras)"
    module = "keras"
    needs_scaling = True
    takes_sparse = False
    several_at_once = False  # Keras has one state of chance for the whole process
    spaces = (
        Number(
            "hidden_layers",
            "Hidden layers",
            brief="{} layers",
            values=(2,),
            low=1,
            high=4,
            is_whole=True,
            minimum=0,
            maximum=20,
        ),
        Number(
            "units",
            "Units of each layer",
            brief="{} units",
            values=(64,),
            low=16,
            high=256,
            is_whole=True,
            scaling="LOGARITHMIC",
            minimum=1,
            maximum=8192,
        ),
        Number(
            "learning_rate",
            "Learning rate",
            brief="rate {}",
            values=(0.001,),
            low=0.0001,
            high=0.01,
            scaling="LOGARITHMIC",
            minimum=1e-8,
            maximum=10,
        ),
        Number("dropout", "Dropout", brief="dropout {}", values=(0.2,), low=0, high=0.6, minimum=0, maximum=0.95),
        Number(
            "l2",
            "Regularisation (L2)",
            brief="L2 {}",
            values=(0.0001,),
            low=0.00001,
            high=0.01,
            scaling="LOGARITHMIC",
            minimum=0,
            maximum=100,
        ),
        Number(
            "batch_size",
            "Batch size",
            brief="batch {}",
            values=(32,),
            low=16,
            high=128,
            is_whole=True,
            minimum=1,
            maximum=65_536,
        ),
        Number(
            "max_epochs",
            "Most epochs",
            brief="{} epochs",
            values=(50,),
            low=10,
            high=100,
            is_whole=True,
            minimum=1,
            maximum=10_000,
        ),
        Number(
            "early_stopping_patience",
            "Patience",
            brief="patience {}",
            values=(5,),
            low=2,
            high=20,
            is_whole=True,
            minimum=0,
            maximum=1_000,
            help="Epochs without progress on a tenth of the rows, kept aside, before training stops. 0: it never does.",
        ),
    )

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        from atelier.ml.tabular.deepnet import DeepClassifier, DeepRegressor

        made = DeepClassifier if setting.is_classification else DeepRegressor
        return made(**values, seed=setting.seed)

    def facts(self, fitted: Any) -> dict[str, Any]:
        return {"epochs": fitted.epochs_, "parameters": sum(int(one.size) for one in fitted.weights_)}

    def save(self, fitted: Any, folder: Path) -> None:
        fitted.save(folder)

    def load(self, folder: Path) -> Any:
        from atelier.ml.tabular.deepnet import load

        return load(folder)


class DeepNetworkClassification(_DeepNetwork):
    """A network of fully connected layers with dropout, trained by Keras until it stops getting better."""

    type = "DEEP_NEURAL_NETWORK_CLASSIFICATION"
    key = "deep_neural_network_classification"
    tasks = CLASSIFICATION


class DeepNetworkRegression(_DeepNetwork):
    """A network of fully connected layers with dropout, trained by Keras until it stops getting better."""

    type = "DEEP_NEURAL_NETWORK_REGRESSION"
    key = "deep_neural_network_regression"
    tasks = REGRESSION
