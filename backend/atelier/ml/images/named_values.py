"""The free name and value pairs of the retraining form: which names there are, and what each value must be.

A value is text as typed: `true`, `3`, `0.5`, `[0.8, 1.2]`; it is read as the kind its name asks for.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from atelier.errors import FieldProblem

Kind = Literal["bool", "int", "float", "shift", "zoom", "range", "fill"]
FILL_MODES = ("nearest", "constant", "reflect", "wrap")

_EVERY_OPTIMIZER: dict[str, Kind] = {
    "weight_decay": "float", "clipnorm": "float", "clipvalue": "float", "global_clipnorm": "float",
    "use_ema": "bool", "ema_momentum": "float", "ema_overwrite_frequency": "int", "gradient_accumulation_steps": "int",
}  # fmt: skip
OPTIMIZERS: dict[str, dict[str, Kind]] = {
    "adam": {"beta_1": "float", "beta_2": "float", "epsilon": "float", "amsgrad": "bool", **_EVERY_OPTIMIZER},
    "adagrad": {"initial_accumulator_value": "float", "epsilon": "float", **_EVERY_OPTIMIZER},
    "sgd": {"momentum": "float", "nesterov": "bool", **_EVERY_OPTIMIZER},
}
# Names and meanings of Keras' former ImageDataGenerator, as the course's form takes them.
AUGMENTATIONS: dict[str, Kind] = {
    "rotation_range": "float", "width_shift_range": "shift", "height_shift_range": "shift", "shear_range": "float",
    "zoom_range": "zoom", "channel_shift_range": "float", "brightness_range": "range", "fill_mode": "fill",
    "cval": "float", "horizontal_flip": "bool", "vertical_flip": "bool",
}  # fmt: skip

_WANTED: dict[Kind, str] = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "shift": "a number: a share of the side below 1, pixels from 1 on",
    "zoom": "a number below 1, or two numbers as in [0.8, 1.2]",
    "range": "two numbers as in [0.8, 1.2]",
    "fill": f"one of {', '.join(FILL_MODES)}",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The values read, and what could not be."""

    values: dict[str, Any]
    problems: tuple[FieldProblem, ...]


def read_optimizer(optimizer: str, pairs: Sequence[tuple[str, str]], field: str) -> Reading:
    """Read the pairs of an optimizer; `field` is the setting that problems belong to."""
    return _read(OPTIMIZERS[optimizer], pairs, field, f"the optimizer {optimizer.capitalize()}")


def read_augmentation(pairs: Sequence[tuple[str, str]], field: str) -> Reading:
    """Read the pairs of data augmentation."""
    return _read(AUGMENTATIONS, pairs, field, "data augmentation")


def _read(known: Mapping[str, Kind], pairs: Sequence[tuple[str, str]], field: str, owner: str) -> Reading:
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for index, (name, text) in enumerate(pairs):
        place = ("params", field, index)
        if name in ("lr", "learning_rate") and known is not AUGMENTATIONS:
            problems.append(
                FieldProblem((*place, "name"), "The learning rate has a field of its own; leave it out here.")
            )
        elif name not in known:
            problems.append(
                FieldProblem((*place, "name"), f"“{name}” is no parameter of {owner}. It has {', '.join(known)}.")
            )
        elif name in values:
            problems.append(FieldProblem((*place, "name"), f"“{name}” is given twice."))
        else:
            kind = known[name]
            try:
                values[name] = _parse(kind, text)
            except ValueError:
                problems.append(FieldProblem((*place, "value"), f"“{name}” must be {_WANTED[kind]}, not “{text}”."))
    return Reading(values, tuple(problems))


def _parse(kind: Kind, text: str) -> Any:
    text = text.strip()
    if kind == "fill":
        if text not in FILL_MODES:
            raise ValueError(text)
        return text
    if kind == "bool":
        return {"true": True, "false": False}[text.lower()] if text.lower() in ("true", "false") else _fail(text)
    if kind == "int":
        return int(text)
    value = json.loads(text.replace("(", "[").replace(")", "]")) if text[:1] in "[(" else float(text)
    if isinstance(value, list):
        if kind not in ("range", "zoom") or len(value) != 2 or not all(_is_number(part) for part in value):
            raise ValueError(text)
        low, high = float(value[0]), float(value[1])
        return [low, high] if 0 <= low <= high else _fail(text)
    if kind == "range" or value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    if kind == "zoom":
        return [1 - value, 1 + value] if 0 <= value < 1 else _fail(text)
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _fail(text: str) -> Any:
    raise ValueError(text)
