"""What a model folder says of itself, read from its small files without loading Keras."""

from dataclasses import dataclass, field
from typing import Any

from atelier.ml.images.preprocessing import Preprocessing


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """A layer of a network: `index` counts from 0; `part` tells the trunk from the classifier on top."""

    index: int
    name: str
    class_name: str
    output_shape: tuple[int | None, ...]
    parameters: int
    block: str = ""
    part: str = "trunk"


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """A network in a folder. `format` is "atelier", "plugin-v1" or "plugin-v2"; `flat` says that the trunk ends in
    a vector, so that pooling is decided; `fixed_size` that the network takes pictures of one size only."""

    format: str
    architecture: str
    label: str
    trained_on: str
    licence: str
    input_size: tuple[int, int]
    minimum_size: int
    preprocessing: Preprocessing
    parameters: int
    retrained: bool
    classes: tuple[str, ...]
    flat: bool
    fixed_size: bool
    default_layer: int = -2
    pooling: str | None = None
    dropout: float = 0.0
    layers: tuple[LayerFacts, ...] = ()
    summary: str = ""
    history: tuple[dict[str, Any], ...] = ()
    best_epoch: int | None = None
    metrics: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Return the figures shown on the flow and on cards."""
        return {
            "architecture": self.architecture,
            "label": self.label,
            "trained_on": self.trained_on,
            "retrained": self.retrained,
            "classes": len(self.classes),
            "input_size": list(self.input_size),
            "minimum_size": self.minimum_size,
            "pooling": self.pooling,
            "parameters": self.parameters,
            "val_acc": self.metrics.get("val_acc"),
            "val_loss": self.metrics.get("val_loss"),
            "best_epoch": self.best_epoch,
            "epochs": len(self.history) or None,
        }
