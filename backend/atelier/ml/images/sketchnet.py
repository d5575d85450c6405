"""SketchNet, the built-in network: a small residual network for drawn and photographed pictures alike.

After K. He et al., "Deep Residual Learning for Image Recognition" (2015), with narrow stages; the last two stages are
both pooled into the features, so that retraining the last layer sees small parts as well as whole figures.
"""

import csv
import json
from pathlib import Path
from typing import Any

import keras
from keras import layers

INPUT_SIZE = 128
MINIMUM_SIZE = 32
FEATURES = 512
PREPROCESSING: dict[str, Any] = {"kind": "scale", "scale": 1 / 127.5, "offset": -1.0, "mode": "RGB"}

BUILTIN_NAME = "sketchnet_drawn"
BUILTIN_FOLDER = Path(__file__).parent / "builtin"
WEIGHTS_FILE = BUILTIN_FOLDER / f"{BUILTIN_NAME}.weights.h5"
LABELS_FILE = BUILTIN_FOLDER / f"{BUILTIN_NAME}_labels.csv"
FACTS_FILE = BUILTIN_FOLDER / f"{BUILTIN_NAME}.json"


def _convolve(x: Any, filters: int, size: int, name: str, *, stride: int = 1, active: bool = True) -> Any:
    x = layers.Conv2D(filters, size, strides=stride, padding="same", use_bias=False, name=f"{name}_conv")(x)
    x = layers.BatchNormalization(momentum=0.95, name=f"{name}_bn")(x)
    return layers.ReLU(name=f"{name}_relu")(x) if active else x


def _residual(x: Any, filters: int, name: str, *, stride: int = 1) -> Any:
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = _convolve(x, filters, 1, f"{name}_shortcut", stride=stride, active=False)
    x = _convolve(x, filters, 3, f"{name}_1", stride=stride)
    x = _convolve(x, filters, 3, f"{name}_2", active=False)
    return layers.ReLU(name=f"{name}_out")(layers.Add(name=f"{name}_add")([shortcut, x]))


def _bottleneck(x: Any, filters: int, inner: int, name: str, *, stride: int = 1) -> Any:
    shortcut = x
    if stride != 1 or x.shape[-1] != filters:
        shortcut = _convolve(x, filters, 1, f"{name}_shortcut", stride=stride, active=False)
    x = _convolve(x, inner, 1, f"{name}_1")
    x = _convolve(x, inner, 3, f"{name}_2", stride=stride)
    x = _convolve(x, filters, 1, f"{name}_3", active=False)
    return layers.ReLU(name=f"{name}_out")(layers.Add(name=f"{name}_add")([shortcut, x]))


def build_sketchnet(classes: int, *, input_size: int = INPUT_SIZE, include_top: bool = True) -> keras.Model:
    """Build SketchNet for RGB pictures of shape (input_size, input_size, 3), scaled to [-1, 1].

    With the top it gives one probability a class; without, `FEATURES` numbers a picture. The weights do not depend on
    the input size. Raises ValueError for a size below `MINIMUM_SIZE` or fewer than one class.
    """
    if input_size < MINIMUM_SIZE:
        raise ValueError(f"SketchNet needs pictures of at least {MINIMUM_SIZE} pixels, not {input_size}.")
    if include_top and classes < 1:
        raise ValueError("SketchNet needs at least one class.")
    inputs = keras.Input((input_size, input_size, 3), name="picture")
    x = _convolve(inputs, 24, 3, "stem_1", stride=2)
    x = _convolve(x, 32, 3, "stem_2", stride=2)
    x = _residual(x, 32, "block1_a")
    x = _residual(x, 64, "block2_a", stride=2)
    x = _residual(x, 64, "block2_b")
    x = _residual(x, 128, "block3_a", stride=2)
    x = _residual(x, 128, "block3_b")
    parts = layers.GlobalAveragePooling2D(name="pool_parts")(x)
    x = _bottleneck(x, 384, 128, "block4_a", stride=2)
    x = _bottleneck(x, 384, 128, "block4_b")
    whole = layers.GlobalAveragePooling2D(name="pool_whole")(x)
    x = layers.Concatenate(name="pool")([parts, whole])
    x = layers.BatchNormalization(momentum=0.95, name="features")(x)
    if include_top:
        x = layers.Dense(classes, activation="softmax", dtype="float32", name="predictions")(x)
    return keras.Model(inputs, x, name="sketchnet")


def read_builtin_labels() -> list[str]:
    """Return the names of the shipped network's classes, in the order of its outputs."""
    with LABELS_FILE.open(newline="", encoding="utf-8") as handle:
        return [row["className"] for row in csv.DictReader(handle)]


def read_builtin_facts() -> dict[str, Any]:
    """Return what is recorded of the shipped network: size, parameters, licence, checksum, seed, accuracy, command."""
    facts: dict[str, Any] = json.loads(FACTS_FILE.read_text(encoding="utf-8"))
    return facts


def load_sketchnet(*, input_size: int = INPUT_SIZE, include_top: bool = True) -> keras.Model:
    """Build SketchNet with its shipped weights, which were learnt on drawn objects.

    The file holds kernels in half precision; they are widened on loading.
    """
    network = build_sketchnet(len(read_builtin_labels()), input_size=input_size)
    network.load_weights(WEIGHTS_FILE)
    if include_top:
        return network
    return keras.Model(network.input, network.get_layer("features").output, name="sketchnet")
