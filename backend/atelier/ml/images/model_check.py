"""Checking an uploaded network before Keras sees it: archives, HDF5 files and configurations. Models are programs.

Refused are members beyond a model's own three, bombs, HDF5 parts that live in other files or at other places, claims
of more data than the file holds, and every class that is not one of Keras' plain layers.
"""

import zipfile
from pathlib import Path
from typing import Any

import h5py

from atelier.errors import InvalidInput

KERAS_MEMBERS = frozenset({"config.json", "metadata.json", "model.weights.h5"})
MAX_CONFIG_BYTES = 64 * 2**20
MAX_WEIGHT_BYTES = 4 * 2**30
MAX_RATIO = 50  # weights hardly compress; a bomb does
MAX_HDF5_OBJECTS = 200_000

MODELS = frozenset({"Functional", "Sequential", "Model"})
LAYERS = frozenset(
    """
    InputLayer Dense EinsumDense Activation Embedding Masking Identity Conv1D Conv2D Conv3D Conv2DTranspose
    SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D MaxPooling1D MaxPooling2D MaxPooling3D
    AveragePooling1D AveragePooling2D AveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
    GlobalAveragePooling1D GlobalAveragePooling2D AdaptiveAveragePooling2D AdaptiveMaxPooling2D
    BatchNormalization LayerNormalization GroupNormalization UnitNormalization SpectralNormalization
    RMSNormalization Normalization Dropout SpatialDropout1D SpatialDropout2D GaussianNoise GaussianDropout
    AlphaDropout ActivityRegularization ReLU LeakyReLU PReLU ELU Softmax ThresholdedReLU Reshape Flatten
    RepeatVector Permute Cropping1D Cropping2D UpSampling1D UpSampling2D ZeroPadding1D ZeroPadding2D Add
    Subtract Multiply Average Maximum Minimum Concatenate Dot MultiHeadAttention GroupQueryAttention Attention
    AdditiveAttention Rescaling Resizing CenterCrop RandomFlip RandomRotation RandomTranslation RandomZoom
    RandomCrop RandomContrast RandomBrightness
    """.split()  # noqa: SIM905 - a list of names is easier to read so
)
PARTS = frozenset(
    """
    Zeros Ones Constant Identity Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling
    GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform L1 L2 L1L2 OrthogonalRegularizer
    MaxNorm NonNeg UnitNorm MinMaxNorm DTypePolicy FloatDTypePolicy Policy
    """.split()  # noqa: SIM905 - a list of names is easier to read so
)
ALLOWED = MODELS | LAYERS | PARTS
MODULES = ("keras", "keras.layers", "keras.initializers", "keras.regularizers", "keras.constraints", "keras.models",
           "keras.src.models", "keras.src.engine", "keras.engine", "tensorflow.keras")  # fmt: skip
_FORBIDDEN_KEYS = ("vocabulary", "idf_weights", "fn", "function", "filepath", "filename", "url")


def check_keras_archive(path: Path) -> None:
    """Refuse a `.keras` file with foreign members, links, or sizes that cannot be honest; raises InvalidInput."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise InvalidInput("The file is not a Keras model: it is no ZIP archive.") from error
    names = [member.filename for member in members]
    if foreign := sorted(set(names) - KERAS_MEMBERS):
        raise InvalidInput(f"The model file is refused: it holds “{foreign[0]}”, which no plain Keras model does.")
    if len(names) != len(set(names)) or not {"config.json", "model.weights.h5"} <= set(names):
        raise InvalidInput("The model file is refused: it must hold config.json and model.weights.h5, each once.")
    for member in members:
        limit = MAX_WEIGHT_BYTES if member.filename.endswith(".h5") else MAX_CONFIG_BYTES
        if member.file_size > limit:
            raise InvalidInput(f"The model file is refused: {member.filename} unpacks to {member.file_size:,} bytes.")
        if member.file_size > max(2**20, member.compress_size * MAX_RATIO):
            raise InvalidInput(f"The model file is refused: {member.filename} is packed far too densely to be real.")


def check_weights(path: Path, name: str) -> None:
    """Refuse an HDF5 file with links, outside or virtual parts, or more data claimed than there is."""
    try:
        with h5py.File(path, "r") as file:
            _check_group(file, name, path.stat().st_size)
    except OSError as error:
        raise InvalidInput(f"{name} is not a readable HDF5 file; it may be cut short.") from error


def _check_group(file: Any, name: str, file_bytes: int) -> None:
    waiting, seen, claimed = [file], 0, 0
    walked = {_place(file)}
    while waiting:
        group = waiting.pop()
        for key in group:
            seen += 1
            if seen > MAX_HDF5_OBJECTS:
                raise InvalidInput(f"{name} is refused: it has more than {MAX_HDF5_OBJECTS:,} parts.")
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                raise InvalidInput(f"{name} is refused: “{key}” in it is a link to another place.")
            found = group[key]
            if isinstance(found, h5py.Group):
                if _place(found) in walked:
                    raise InvalidInput(f"{name} is refused: “{key}” in it leads to a part that is elsewhere in it.")
                walked.add(_place(found))
                waiting.append(found)
                continue
            if found.external or found.is_virtual:
                raise InvalidInput(f"{name} is refused: “{key}” in it reads from another file.")
            claimed += found.size * max(1, found.dtype.itemsize)
            if claimed > max(MAX_RATIO * file_bytes, 2**20) or claimed > MAX_WEIGHT_BYTES:
                raise InvalidInput(f"{name} is refused: it claims far more numbers than it holds.")


def _place(group: Any) -> int:
    """Return where in its file a group lies: hard links can name one group twice, and lead in circles."""
    return int(h5py.h5o.get_info(group.id).addr)


def is_keras3_weights(path: Path) -> bool:
    """Say whether an HDF5 file holds weights in Keras 3's own layout."""
    with h5py.File(path, "r") as file:
        return "layer_names" not in file.attrs and "model_weights" not in file


def check_config(config: Any) -> None:
    """Refuse a model configuration that names anything but Keras' plain layers and their parts."""
    if not isinstance(config, dict) or config.get("class_name") not in MODELS:
        raise InvalidInput("The file holds no Keras model of layers (functional or sequential).")
    _check_part(config, 0)


def _check_part(part: Any, depth: int) -> None:
    if depth > 60:
        raise InvalidInput("The model file is refused: its configuration is nested too deeply.")
    if isinstance(part, list):
        for inner in part:
            _check_part(inner, depth + 1)
    if not isinstance(part, dict):
        return
    class_name = part.get("class_name")
    if isinstance(class_name, str):
        _check_class(class_name, part)
    for key, inner in part.items():
        if key in _FORBIDDEN_KEYS and inner not in (None, "", [], {}):
            raise InvalidInput(f"The model file is refused: it sets “{key}”, which can read files or run code.")
        _check_part(inner, depth + 1)


def _check_class(class_name: str, part: dict[str, Any]) -> None:
    if class_name in ("__keras_tensor__", "__tuple__"):
        return
    module = str(part.get("module") or "keras.layers")
    registered = part.get("registered_name")
    if not any(module == known or (known != "keras" and module.startswith(f"{known}.")) for known in MODULES) or (
        registered is not None and registered.rsplit(">", 1)[-1] != class_name
    ):
        raise InvalidInput(f"The model file is refused: “{class_name}” of “{module}” is not a part of Keras.")
    if class_name not in ALLOWED:
        raise InvalidInput(
            f"The model file is refused: the layer “{class_name}” is not among those that Atelier loads.",
            hint="Rebuild the network from plain layers, or load its weights into one of the listed networks.",
        )
