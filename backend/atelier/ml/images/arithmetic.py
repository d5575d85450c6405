"""The sums of training: pictures on each side of the split, steps in a pass, weights that change."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Literal

from atelier.ml.images.model_description import LayerFacts

LayersToRetrain = Literal["last", "n_last", "all"]


def validation_counts(class_counts: Mapping[str, int], train_ratio: float) -> dict[str, int]:
    """Return how many pictures of each class validate: its share, rounded, at least one left to train on.

    A class of one picture trains and has none to validate with; of two or more at least one validates.
    """
    return {
        name: 0 if count < 2 else min(count - 1, max(1, round(count * (1 - train_ratio))))
        for name, count in class_counts.items()
    }


def split_sizes(class_counts: Mapping[str, int], train_ratio: float) -> tuple[int, int]:
    """Return the numbers of training and validation pictures."""
    validation = sum(validation_counts(class_counts, train_ratio).values())
    return sum(class_counts.values()) - validation, validation


def steps_in_pass(pictures: int, batch_size: int, copies: int = 1) -> int:
    """Return the steps in which every picture is seen once; with augmentation a batch holds `copies` of each."""
    return ceil(pictures / distinct_in_batch(batch_size, copies)) if pictures else 0


def distinct_in_batch(batch_size: int, copies: int) -> int:
    """Return how many different pictures a batch holds."""
    return max(1, batch_size // copies)


def division_text(pictures: int, batch_size: int) -> str:
    """Return the sum as people write it: `5,600 / 64 = 87.5, so 88 steps.`"""
    steps = steps_in_pass(pictures, batch_size)
    exact = pictures / batch_size
    if exact == steps:
        return f"{pictures:,} / {batch_size:,} = {steps:,} {_steps_word(steps)}."
    rounded = f"{exact:,.1f}" if exact >= 0.05 else f"{exact:.3g}"
    return f"{pictures:,} / {batch_size:,} = {rounded}, so {steps:,} {_steps_word(steps)}."


def _steps_word(steps: int) -> str:
    return "step" if steps == 1 else "steps"


def layers_with_weights(layers: Sequence[LayerFacts]) -> list[LayerFacts]:
    """Return the layers that have something to retrain."""
    return [layer for layer in layers if layer.parameters]


def retrained_layers(trunk: Sequence[LayerFacts], which: LayersToRetrain, count: int) -> list[LayerFacts]:
    """Return the layers of the trunk that are retrained besides the new classifier, which is the last layer.

    Counted are layers that have weights: those without (activations, additions, pooling) have nothing to retrain.
    """
    weighted = layers_with_weights(trunk)
    if which == "all":
        return weighted
    if which == "last" or count <= 1:
        return []
    return weighted[-(count - 1) :]
