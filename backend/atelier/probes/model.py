"""Model: what a model folder says of its own training."""

from typing import Any

from atelier.errors import InvalidInput
from atelier.probes.base import Metric, Probe, Subject, Unit
from atelier.recipes.base import Params

_FIGURES: tuple[tuple[str, str, str, Unit], ...] = (
    ("val_acc", "VAL_ACC", "Validation accuracy", "share"),
    ("val_loss", "VAL_LOSS", "Validation loss", ""),
    ("best_epoch", "BEST_EPOCH", "Best epoch", ""),
    ("epochs", "EPOCHS", "Epochs", "count"),
    ("parameters", "PARAMETERS", "Parameters", "count"),
)


class ModelParams(Params):
    """Nothing to set."""


class Model(Probe[ModelParams]):
    """What the network says of itself: validation accuracy and loss, epochs, classes and parameters."""

    type = "model"
    label = "Model"
    icon = "network"
    kinds = ("folder", "model")
    is_cheap = True
    Params = ModelParams

    def sentence(self, params: ModelParams) -> str:
        return "Validation accuracy, loss, epochs, classes"

    def measure(self, subject: Subject, params: ModelParams) -> list[Metric]:
        if subject.kind == "model":
            return _of_saved(subject)
        said: Any = subject.facts.get("model")
        if not isinstance(said, dict):
            raise InvalidInput(
                f"{subject.name} holds no network.", hint="Run the recipe that writes it, or remove this probe."
            )
        found = []
        for fact, name, label, unit in _FIGURES:
            value = said.get(fact)
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.append(Metric(f"model:{name}", label, value, unit))
        classes = said.get("classes")
        if isinstance(classes, list | int):
            count = classes if isinstance(classes, int) else len(classes)
            found.append(Metric("model:CLASSES", "Classes", count, "count"))
        return found


def _of_saved(subject: Subject) -> list[Metric]:
    """Return the figures that the active version of a saved model was judged by when it was trained."""
    said: Any = subject.facts.get("metrics")
    if not isinstance(said, dict):
        raise InvalidInput(f"{subject.name} has no version yet.", hint="Run the recipe that trains it.")
    found: list[Metric] = []
    for name, value in said.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(Metric(f"model:{name.upper()}", name.replace("_", " ").capitalize(), value, ""))
    return found
