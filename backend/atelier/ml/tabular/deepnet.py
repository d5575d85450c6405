"""Fully connected networks on Keras in scikit-learn's shape, on whatever backend Keras runs.

Stored as `network.json` (its shape) and `network.npz` (its weights): plain data, from which the network is built anew.
"""

import math
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from atelier import jsontext
from atelier.errors import InvalidInput

SHAPE, WEIGHTS = "network.json", "network.npz"
_HELD_SHARE = 0.1
_FEWEST_HELD = 10
_ROWS_AT_ONCE = 4096


class _DeepNetwork:
    """Both kinds. `weights_` are the arrays of the layers in order, `epochs_` how many were trained."""

    kind: ClassVar[str]

    def __init__(
        self,
        *,
        hidden_layers: int,
        units: int,
        learning_rate: float,
        dropout: float,
        l2: float,
        batch_size: int,
        max_epochs: int,
        early_stopping_patience: int,
        seed: int,
    ) -> None:
        self.shape = {"hidden_layers": hidden_layers, "units": units, "dropout": dropout, "l2": l2}
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.max_epochs = max_epochs
        self.patience = early_stopping_patience
        self.seed = seed
        self.weights_: list[NDArray[np.float32]] = []
        self.epochs_ = 0
        self._network: Any = None

    def _train(self, matrix: NDArray[np.float32], target: NDArray[Any], outputs: int, loss: str, weights: Any) -> None:
        import keras

        keras.utils.set_random_seed(self.seed)
        network = _built(self.shape, matrix.shape[1], outputs, is_classification=self.kind == "classes")
        network.compile(optimizer=keras.optimizers.Adam(self.learning_rate), loss=loss)
        counts = np.ones(len(target), dtype=np.float32) if weights is None else np.asarray(weights, dtype=np.float32)
        order = np.random.default_rng(self.seed).permutation(len(target))
        held = int(len(target) * _HELD_SHARE) if self.patience else 0
        options: dict[str, Any] = {}
        if held >= _FEWEST_HELD:
            kept, order = order[:held], order[held:]
            options["validation_data"] = (matrix[kept], target[kept], counts[kept])
            options["callbacks"] = [keras.callbacks.EarlyStopping(patience=self.patience, restore_best_weights=True)]
        trained = network.fit(
            matrix[order],
            target[order],
            sample_weight=counts[order],
            batch_size=self.batch_size,
            epochs=self.max_epochs,
            verbose=0,
            **options,
        )
        self.epochs_ = len(trained.history["loss"])
        if not math.isfinite(trained.history["loss"][-1]):
            raise ValueError("The loss grew without bounds. Lower the learning rate.")
        self.weights_ = [np.asarray(one, dtype=np.float32) for one in network.get_weights()]
        self._network = network

    def _answers(self, matrix: NDArray[np.float32]) -> NDArray[np.float64]:
        import keras

        parts = [
            keras.ops.convert_to_numpy(self._network(matrix[start : start + _ROWS_AT_ONCE], training=False))
            for start in range(0, len(matrix), _ROWS_AT_ONCE)
        ]
        return np.concatenate(parts).astype(np.float64)

    def _facts(self) -> dict[str, Any]:
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        """Write the network into a model's folder."""
        described = {"kind": self.kind, "shape": self.shape, "epochs": self.epochs_, **self._facts()}
        (folder / SHAPE).write_text(jsontext.dumps(described), encoding="utf-8")
        with (folder / WEIGHTS).open("wb") as file:
            arrays: dict[str, Any] = {f"w{place}": one for place, one in enumerate(self.weights_)}
            np.savez(file, **arrays)

    def _restore(self, described: dict[str, Any], weights: list[NDArray[np.float32]]) -> None:
        outputs = weights[-1].shape[0]
        self._network = _built(self.shape, weights[0].shape[0], outputs, is_classification=self.kind == "classes")
        self._network.set_weights(weights)
        self.weights_, self.epochs_ = weights, described["epochs"]


class DeepClassifier(_DeepNetwork):
    """A network that tells classes apart."""

    kind = "classes"

    def fit(self, matrix: Any, target: NDArray[Any], sample_weight: Any = None) -> "DeepClassifier":
        self.classes_, places = np.unique(target, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError("The rows to train on are of one class only.")
        self._train(matrix, places, len(self.classes_), "sparse_categorical_crossentropy", sample_weight)
        return self

    def predict_proba(self, matrix: Any) -> NDArray[np.float64]:
        return self._answers(matrix)

    def predict(self, matrix: Any) -> NDArray[np.int64]:
        return np.asarray(self.classes_[self._answers(matrix).argmax(axis=1)], dtype=np.int64)

    def _facts(self) -> dict[str, Any]:
        return {"classes": self.classes_.tolist()}


class DeepRegressor(_DeepNetwork):
    """A network that answers with a number; the target is rescaled while it learns."""

    kind = "numbers"

    def fit(self, matrix: Any, target: NDArray[Any], sample_weight: Any = None) -> "DeepRegressor":
        self.mean_, self.scale_ = float(np.mean(target)), float(np.std(target)) or 1.0
        scaled = ((target - self.mean_) / self.scale_).astype(np.float32)
        self._train(matrix, scaled, 1, "mean_squared_error", sample_weight)
        return self

    def predict(self, matrix: Any) -> NDArray[np.float64]:
        return self._answers(matrix)[:, 0] * self.scale_ + self.mean_

    def _facts(self) -> dict[str, Any]:
        return {"mean": self.mean_, "scale": self.scale_}


def load(folder: Path) -> DeepClassifier | DeepRegressor:
    """Read a network that `save` wrote; raises `InvalidInput` for anything else."""
    try:
        described = jsontext.loads((folder / SHAPE).read_bytes())
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            weights = [stored[f"w{place}"] for place in range(len(stored.files))]
        settings: dict[str, Any] = {
            "learning_rate": 0.0,
            "batch_size": 1,
            "max_epochs": 0,
            "early_stopping_patience": 0,
            "seed": 0,
        }
        made: DeepClassifier | DeepRegressor
        if described["kind"] == "classes":
            made = DeepClassifier(**described["shape"], **settings)
            made.classes_ = np.array(described["classes"], dtype=np.int64)
        else:
            made = DeepRegressor(**described["shape"], **settings)
            made.mean_, made.scale_ = described["mean"], described["scale"]
        made._restore(described, weights)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise InvalidInput(f"The model's file {SHAPE} cannot be read: {error}") from error
    return made


def _built(shape: dict[str, Any], features: int, outputs: int, *, is_classification: bool) -> Any:
    import keras

    held = keras.regularizers.L2(shape["l2"]) if shape["l2"] else None
    layers: list[Any] = [keras.Input((features,))]
    for _ in range(shape["hidden_layers"]):
        layers.append(keras.layers.Dense(shape["units"], activation="relu", kernel_regularizer=held))
        if shape["dropout"]:
            layers.append(keras.layers.Dropout(shape["dropout"]))
    last = "softmax" if is_classification else "linear"
    layers.append(keras.layers.Dense(outputs, activation=last))
    return keras.Sequential(layers)
