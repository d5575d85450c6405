"""What an algorithm is. Its file imports scikit-learn and its like only inside `estimator`: the server lists algorithms
without loading any of them.
"""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from atelier.ml.tabular import estimators
from atelier.ml.tabular.design import PredictionType
from atelier.ml.tabular.spaces import Space

CLASSIFICATION: frozenset[PredictionType] = frozenset({"BINARY_CLASSIFICATION", "MULTICLASS"})
REGRESSION: frozenset[PredictionType] = frozenset({"REGRESSION"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What an estimator may know of the task: kind, number of classes, features and rows, seed, threads."""

    prediction_type: PredictionType
    class_count: int
    feature_count: int
    row_count: int
    seed: int
    threads: int
    smallest_class: int = 0  # rows of the rarest class; 0: not known

    @property
    def is_classification(self) -> bool:
        return self.prediction_type != "REGRESSION"


class Algorithm:
    """Base of all algorithms. The class docstring is the description shown to users.

    `type` is the name in scripts and stored models, `key` that of its block in `modeling`. `spaces` are what is
    searched. `styles` are the quick styles in which a new task has it switched on: `prototype`, `interpretable`,
    `performance`.
    """

    type: ClassVar[str]
    key: ClassVar[str]
    label: ClassVar[str]
    tasks: ClassVar[frozenset[PredictionType]]
    spaces: ClassVar[tuple[Space, ...]] = ()
    styles: ClassVar[frozenset[str]] = frozenset()
    module: ClassVar[str] = "sklearn"  # what must be installed
    needs_scaling: ClassVar[bool] = False  # judged by distances or gradients: unscaled features mislead it
    takes_sparse: ClassVar[bool] = True
    takes_weights: ClassVar[bool] = True  # `fit` has `sample_weight`
    several_at_once: ClassVar[bool] = True  # fits in several threads gain by it, and do not disturb each other
    is_listed: ClassVar[bool] = True  # has a block of its own in a task

    @property
    def is_available(self) -> bool:
        """Say whether what it stands on is installed."""
        return importlib.util.find_spec(self.module) is not None

    def default(self, style: str | None = None) -> dict[str, Any]:
        """Return the block of a new task."""
        return {
            "enabled": self.is_available and style is not None and style in self.styles,
            **{space.name: space.default() for space in self.spaces},
        }

    def of_block(self, block: Mapping[str, Any]) -> "Algorithm":
        """Return the algorithm for one block of a task: itself, where the block holds spaces alone."""
        return self

    def estimator(self, values: Mapping[str, Any], setting: Setting) -> Any:
        """Return an unfitted estimator of scikit-learn's shape for one choice of hyper-parameters."""
        raise NotImplementedError

    def constants(self) -> dict[str, Any]:
        """Return what a model keeps of the block beside the values of the spaces."""
        return {}

    def finished(self, fitted: Any) -> Any:
        """Return a fitted estimator as it answers from now on."""
        return fitted

    def facts(self, fitted: Any) -> dict[str, Any]:
        """Return what is worth knowing of a fitted estimator beside its hyper-parameters (iterations, trees, ...)."""
        return {}

    def save(self, fitted: Any, folder: Path) -> None:
        """Write a fitted estimator into a model's folder, without pickle."""
        estimators.save(fitted, folder)

    def load(self, folder: Path) -> Any:
        """Read an estimator that `save` wrote; raises `InvalidInput` for anything else."""
        return estimators.load(folder)
