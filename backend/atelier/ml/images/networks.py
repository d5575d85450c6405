"""Building networks from our templates, loading their weights from model folders, and giving them a new classifier."""

import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.images import architectures, graph, model_check, model_folder
from atelier.ml.images.architectures import Architecture
from atelier.ml.images.model_description import ModelDescription
from atelier.storage.handles import FolderHandle

PREDICTIONS = "predictions"


def build_with_top(architecture: Architecture, classes: int) -> keras.Model:
    """Build the network with its classifier, without weights, for pictures of its own size."""
    keras.utils.clear_session()  # layers that number themselves must get the same names each time
    if architecture.source == "atelier":
        from atelier.ml.images.sketchnet import build_sketchnet

        return build_sketchnet(classes)
    build = getattr(keras.applications, architecture.keras_name)
    size = architecture.input_size
    return build(weights=None, include_top=True, input_shape=(size, size, 3), classes=classes)


def trunk_end(model: keras.Model, architecture: str) -> str:
    """Return the name of the layer where the trunk ends and the classifier of `model` begins.

    In Keras' networks that is the last feature map; SketchNet and adopted networks end in the vector they pool.
    """
    layers = model.layers
    if architecture in (architectures.BUILTIN.name, model_folder.ADOPTED):
        end = len(layers) - 1
        while end > 0 and graph.is_classifier(layers[end]):
            end -= 1
            if type(layers[end + 1]).__name__ == "Dense":
                break
        if end < len(layers) - 1 and type(layers[end + 1]).__name__ in ("Softmax", "Activation"):
            end -= type(layers[end]).__name__ == "Dense"  # scores and their softmax as two layers
        while end > 0 and type(layers[end]).__name__ == "Dropout":
            end -= 1
        return str(layers[end].name)
    return str(next(layer.name for layer in reversed(layers) if len(graph._shape_of(layer)) == 3))


def load(folder: FolderHandle, description: ModelDescription | None = None) -> keras.Model:
    """Load the network of a model folder, whichever layout it has; raises InvalidInput."""
    description = description or model_folder.describe(folder)
    config = model_folder.read_config(folder)
    path = model_folder.weights_path(folder, config)
    model = _template(folder, description)
    weights = folder.local_path(path)
    model_check.check_weights(weights, path)
    try:
        load_weight_file(model, weights, path)
    except (ValueError, OSError, KeyError) as error:
        raise InvalidInput(
            f"The weights {path} in “{folder.name}” do not fit the network {description.label}: {_first_line(error)}"
        ) from error
    return model


def _template(folder: FolderHandle, description: ModelDescription) -> keras.Model:
    if description.architecture == model_folder.ADOPTED:
        config = jsontext.loads(folder.read_bytes(model_folder.ARCHITECTURE))
        return from_checked_config(config)
    architecture = architectures.find(description.architecture)
    if not description.retrained:
        return build_with_top(architecture, len(description.classes) or 1000)
    whole = build_with_top(architecture, 1000)
    trunk = resized(
        keras.Model(whole.inputs, _output_of(whole, trunk_end(whole, architecture.name))), description.input_size
    )
    return with_head(
        trunk, classes=len(description.classes), pooling=description.pooling or "avg", dropout=description.dropout
    )


def from_checked_config(config: Any) -> keras.Model:
    """Rebuild a network from its Keras configuration after checking every name in it."""
    model_check.check_config(config)
    keras.utils.clear_session()
    try:
        kind = keras.Sequential if config["class_name"] == "Sequential" else keras.Model
        model = kind.from_config(config["config"])  # understands Keras 2 as well, whose layers name no module
    except Exception as error:
        raise InvalidInput(f"Keras cannot rebuild the network: {_first_line(error)}") from error
    if not isinstance(model, keras.Model) or not model.layers:
        raise InvalidInput("The file holds no Keras model.")
    if isinstance(model, keras.Sequential):
        # A functional model of the same layers: parts of it can be read and cut.
        if not model.built:
            raise InvalidInput("The network does not say which pictures it takes: it has no input layer.")
        model = keras.Model(model.inputs, model.outputs, name=model.name)
    return model


def load_weight_file(model: keras.Model, path: Path, name: str) -> None:
    """Load checked weights of either of Keras' layouts; raises ValueError where they do not fit."""
    ending = ".weights.h5" if model_check.is_keras3_weights(path) else ".h5"
    # Keras tells its formats apart by the ending, which content-addressed files have not.
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / f"{Path(name).name.split('.')[0]}{ending}"
        named.symlink_to(path.resolve())
        model.load_weights(named)


def trunk_of(model: keras.Model, description: ModelDescription, size: tuple[int, int]) -> keras.Model:
    """Return the network without its classifier, for pictures of `size` (height, width), with its weights."""
    if description.retrained and description.architecture != model_folder.ADOPTED:
        head = model.layers[-1]
        end = graph._inputs(head)[0]
        trunk = keras.Model(model.inputs, _before_head(model, end))
    else:
        trunk = keras.Model(model.inputs, _output_of(model, trunk_end(model, description.architecture)))
    return resized(trunk, size)


def _before_head(model: keras.Model, tensor: Any) -> Any:
    """Return the tensor that a retrained network's pooling and dropout read."""
    by_output = {id(made): layer for layer in model.layers for made in graph._outputs(layer)}
    while True:
        layer = by_output[id(tensor)]
        if layer.name not in ("pooling", "dropout"):
            return tensor
        tensor = graph._inputs(layer)[0]


def resized(trunk: keras.Model, size: tuple[int, int]) -> keras.Model:
    """Return the same network for pictures of another size, with the same weights."""
    if tuple(trunk.inputs[0].shape[1:3]) == tuple(size):
        return trunk
    inputs = keras.Input((*size, 3), name=trunk.inputs[0].name)
    copy = keras.models.clone_model(trunk, input_tensors=keras.tree.map_structure(lambda _: inputs, trunk.input))
    copy.set_weights(trunk.get_weights())
    return copy


def with_head(
    trunk: keras.Model, *, classes: int, pooling: str, dropout: float, l1: float = 0.0, l2: float = 0.0, seed: int = 0
) -> keras.Model:
    """Put a new classifier on a trunk: pooling, dropout where there is some, and one softmax layer."""
    x = trunk.outputs[0]
    if len(x.shape) > 2:
        pools = {"avg": keras.layers.GlobalAveragePooling2D, "max": keras.layers.GlobalMaxPooling2D}
        x = pools.get(pooling, keras.layers.Flatten)(name="pooling")(x)
    if dropout > 0:
        x = keras.layers.Dropout(dropout, seed=seed, name="dropout")(x)
    penalty = keras.regularizers.L1L2(l1=l1, l2=l2) if l1 or l2 else None
    x = keras.layers.Dense(
        classes, activation="softmax", dtype="float32", kernel_regularizer=penalty,
        kernel_initializer=keras.initializers.GlorotUniform(seed=seed), name=_free_name(trunk, PREDICTIONS),
    )(x)  # fmt: skip
    return keras.Model(trunk.inputs, x, name="classifier")


def _free_name(model: keras.Model, name: str) -> str:
    taken = {layer.name for layer in model.layers}
    while name in taken:
        name = f"{name}_new"
    return name


def _output_of(model: keras.Model, layer_name: str) -> Any:
    return graph._outputs(model.get_layer(layer_name))[0]


def infer(model: keras.Model, batch: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Run a network in inference on one batch."""
    if getattr(model, "predict_function", None) is None:
        # XLA costs more to compile on processors than a folder of pictures repays.
        model.jit_compile = False
    return np.asarray(model.predict_on_batch(batch))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
