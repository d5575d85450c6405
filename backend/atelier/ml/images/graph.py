"""Networks as graphs of layers: cutting one in two at a single tensor, naming it by its content, listing its layers."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from atelier.ml.images.model_description import LayerFacts

_NAMES_ONLY = ("name", "trainable", "build_config", "registered_name")
_INERT = ("Dropout", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "AlphaDropout", "ActivityRegularization")


@dataclass(frozen=True, slots=True)
class Cut:
    """A network in two parts at the layer `at`: `prefix` (None: there is none) runs in inference, `tail` is trained."""

    prefix: keras.Model | None
    tail: keras.Model
    at: str


def cut_before(model: keras.Model, trained: set[str]) -> Cut:
    """Cut `model` as late as one single tensor crosses and no layer named in `trained` lies before it.

    Layers that act in training only (dropout) stay in the tail where nothing but they stands before a trained layer.
    """
    layers = list(model.layers)
    first = next((index for index, layer in enumerate(layers) if layer.name in trained), len(layers) - 1)
    while first > 1 and type(layers[first - 1]).__name__ in _INERT:
        first -= 1
    place, tensor = 0, model.inputs[0]
    for index in range(first):
        crossing = _crossing(model, layers, index)
        if len(crossing) == 1:
            place, tensor = index, crossing[0]
    if place == 0:
        return Cut(None, model, layers[0].name)
    return Cut(
        keras.Model(model.inputs, tensor, name="prefix"),
        keras.Model(tensor, model.output, name="tail"),
        layers[place].name,
    )


def _crossing(model: keras.Model, layers: list[Any], index: int) -> list[Any]:
    """Return the tensors made by the first layers, up to `index`, that later layers or the caller read."""
    before = {id(tensor): tensor for layer in layers[: index + 1] for tensor in _outputs(layer)}
    read = [id(tensor) for layer in layers[index + 1 :] for tensor in _inputs(layer)]
    read += [id(tensor) for tensor in model.outputs]
    return list({key: before[key] for key in read if key in before}.values())


def _inputs(layer: Any) -> list[Any]:
    return [tensor for node in layer._inbound_nodes[:1] for tensor in node.input_tensors]


def _outputs(layer: Any) -> list[Any]:
    return [tensor for node in layer._inbound_nodes[:1] for tensor in node.output_tensors]


def content_hash(model: keras.Model) -> str:
    """Return a hash of what the network computes: kinds, settings and connections of its layers, and all weights."""
    digest = hashlib.sha256()
    maker = {id(tensor): index for index, layer in enumerate(model.layers) for tensor in _outputs(layer)}
    for layer in model.layers:
        config = {key: value for key, value in layer.get_config().items() if key not in _NAMES_ONLY}
        row = [type(layer).__name__, config, [maker.get(id(tensor), -1) for tensor in _inputs(layer)]]
        digest.update(json.dumps(row, sort_keys=True, default=str).encode())
        for weights in layer.get_weights():
            digest.update(np.ascontiguousarray(weights).tobytes())
    return digest.hexdigest()


def layer_facts(model: keras.Model, trunk_end: str | None) -> list[LayerFacts]:
    """Return the layers in order; those after `trunk_end` are the classifier."""
    facts = []
    part = "trunk"
    for index, layer in enumerate(model.layers):
        facts.append(
            LayerFacts(
                index,
                layer.name,
                type(layer).__name__,
                _shape_of(layer),
                int(layer.count_params()),
                _block(layer.name),
                part,
            )
        )
        if layer.name == trunk_end:
            part = "head"
    return facts


def _shape_of(layer: Any) -> tuple[int | None, ...]:
    outputs = _outputs(layer)
    return tuple(outputs[0].shape[1:]) if outputs else ()


def _block(name: str) -> str:
    """Return the block that a layer's name puts it in: `conv5_block3_2_conv` is in `conv5_block3`."""
    parts = name.split("_")
    if len(parts) > 1 and parts[0].startswith(("conv", "block", "mixed")) and parts[1].startswith("block"):
        return "_".join(parts[:2])
    return parts[0]


def summary_text(model: keras.Model) -> str:
    """Return Keras' printed summary."""
    lines: list[str] = []
    model.summary(print_fn=lambda text, line_break=False: lines.append(text), line_length=100)  # noqa: ARG005
    return "\n".join(lines)


def is_classifier(layer: Any) -> bool:
    """Say whether a layer ends in class probabilities."""
    name = type(layer).__name__
    if name == "Softmax":
        return True
    activation = getattr(layer, "activation", None)
    return name in ("Dense", "Activation") and getattr(activation, "__name__", "") in ("softmax", "sigmoid")
