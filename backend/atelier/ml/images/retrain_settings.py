"""The settings of one retraining, free pairs read."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from atelier.errors import InvalidInput
from atelier.ml.images.named_values import Reading


@dataclass(frozen=True, slots=True)
class Settings:
    """The retraining recipe's settings, free pairs read."""

    path_column: str
    label_column: str
    train_ratio: float
    seed: int
    pooling: str
    width: int | Literal["auto"]
    height: int | Literal["auto"]
    layers: Literal["last", "n_last", "all"]
    layer_count: int
    dropout: float
    l1: float
    l2: float
    optimizer: str
    learning_rate: float
    batch_size: int
    epochs: int
    steps_per_epoch: int | Literal["auto"]
    validation_steps: int | Literal["auto"]
    augment: bool
    augmentations: int
    tensorboard: bool
    optimizer_values: dict[str, Any]
    augmentation_values: dict[str, Any]

    @classmethod
    def of(cls, values: dict[str, Any], optimizer: Reading, augmentation: Reading) -> "Settings":
        """Make the settings; raises InvalidInput for pairs that could not be read."""
        problems = [*optimizer.problems, *(augmentation.problems if values["augment"] else ())]
        if problems:
            raise InvalidInput(problems[0].message, fields=problems)
        return cls(**values, optimizer_values=optimizer.values, augmentation_values=augmentation.values)

    @property
    def copies(self) -> int:
        """Return how many versions of a picture a batch holds."""
        return self.augmentations if self.augment else 1

    def as_facts(self) -> dict[str, Any]:
        """Return the settings as stored in the model."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
