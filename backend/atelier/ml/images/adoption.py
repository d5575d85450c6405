"""Adopting a network: any Keras image model that lies in a managed folder becomes a model folder."""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

import h5py

from atelier import jsontext
from atelier.errors import AtelierError, InvalidInput
from atelier.ml.images import model_check, model_folder
from atelier.ml.images.preprocessing import Preprocessing
from atelier.ml.run import Run
from atelier.storage.handles import Entry, FolderHandle, FolderWriter

ENDINGS = (".keras", ".h5")
SMALLEST_TRIED = (32, 64, 75, 96, 128)


def model_files(folder: FolderHandle) -> list[Entry]:
    """Return the files of a folder that may hold a network."""
    return [entry for entry in folder.entries() if entry.path.lower().endswith(ENDINGS)]


def choose_file(folder: FolderHandle, path: str) -> Entry:
    """Return the network's file: the one named, or the only one there is; raises InvalidInput."""
    if path:
        found = folder.get(path)
        if found is None:
            raise InvalidInput(f"The folder “{folder.name}” has no file “{path}”.")
        if not path.lower().endswith(ENDINGS):
            raise InvalidInput(f"“{path}” is no .keras or .h5 file.")
        return found
    files = model_files(folder)
    if not files:
        raise InvalidInput(f"The folder “{folder.name}” holds no .keras or .h5 file.")
    if len(files) > 1:
        names = ", ".join(file.path for file in files[:3])
        raise InvalidInput(f"The folder “{folder.name}” holds several networks: {names}. Choose one.")
    return files[0]


def adopt(
    ctx: Run,
    *,
    source: FolderHandle,
    output: FolderWriter,
    file: str,
    label: str,
    classes: list[str],
    prepared: Preprocessing,
    licence: str,
) -> None:
    """Check the network, rebuild it from plain layers, and write it as a model folder."""
    entry = choose_file(source, file)
    ctx.log(f"Checking {entry.path}", source="macro")
    with tempfile.TemporaryDirectory(dir=_scratch(ctx)) as unpacked:
        config, weights = _opened(source, entry, Path(unpacked))
        model_check.check_config(config)
        network = _rebuilt(config, weights, entry.path)
    ctx.progress(0.6, "Reading its layers")
    outputs = _check_shapes(network, classes, entry.path)
    from atelier.ml.images import download, graph, networks, provenance

    end = networks.trunk_end(network, model_folder.ADOPTED)
    height, width = (int(side) for side in network.inputs[0].shape[1:3])
    smallest = _smallest_size(network, end)
    written = {
        "architecture": model_folder.ADOPTED,
        "label": label or network.name,
        "trained_on": "adopted",
        "licence": licence,
        "input_size": [height, width],
        "minimum_size": smallest or min(height, width),
        "preprocessing": prepared,
        "parameters": int(network.count_params()),
        "retrained": False,
        "flat": len(graph._shape_of(network.get_layer(end))) == 1,
        "fixed_size": smallest is None,
        "extract_layer_default_index": -2 if classes else -1,
        "head": None,
        "weights": model_folder.WEIGHTS,
        "training": None,
        "provenance": {
            "made_at": provenance.now_text(),
            "weights": {"source": f"folder {source.name}", "file": entry.path, "content": entry.content},
            "library_versions": provenance.library_versions(),
        },
    }
    import keras

    output.write_json(model_folder.ARCHITECTURE, keras.saving.serialize_keras_object(network))
    download.write_network(ctx, output, network, written, classes)
    says = f"{len(classes):,} classes" if classes else f"no classes, {outputs:,} features"
    ctx.log(f"{written['label']} is adopted: {written['parameters']:,} parameters, {says}", source="macro")


def _scratch(ctx: Run) -> Path:
    ctx.scratch.mkdir(parents=True, exist_ok=True)
    return ctx.scratch


def _opened(source: FolderHandle, entry: Entry, unpacked: Path) -> tuple[Any, Path]:
    """Return the checked configuration and the checked weight file of any of the three forms."""
    path = source.local_path(entry.path)
    if entry.path.lower().endswith(".keras"):
        model_check.check_keras_archive(path)
        with zipfile.ZipFile(path) as archive:
            config = _json(archive.read("config.json"), entry.path)
            archive.extract("model.weights.h5", unpacked)
        weights = unpacked / "model.weights.h5"
        model_check.check_weights(weights, entry.path)
        return _plain(config), weights
    model_check.check_weights(path, entry.path)
    with h5py.File(path, "r") as file:
        stored = file.attrs.get("model_config")
    if stored is not None:
        text = stored if isinstance(stored, bytes) else str(stored).encode()
        return _plain(_json(text, entry.path)), path
    return _plain(_architecture_beside(source, entry)), path


def _architecture_beside(source: FolderHandle, entry: Entry) -> Any:
    stem = entry.path.removesuffix(".h5").removesuffix(".weights")
    beside = [f"{stem}.json", *(f.path for f in source.entries() if f.path.rsplit("/", 1)[-1] == "architecture.json")]
    for path in beside:
        if source.get(path) is not None:
            return _json(source.read_bytes(path), path)
    raise InvalidInput(
        f"“{entry.path}” holds weights only. Put the network's architecture beside it, as {beside[0]} "
        "(the text that Keras' `model.to_json()` gives).",
        hint="For one of the listed networks use the macro “Download pre-trained model” with a file you uploaded.",
    )


def _json(text: bytes, name: str) -> Any:
    try:
        return jsontext.loads(text)
    except ValueError as error:
        raise InvalidInput(f"The configuration in “{name}” is not readable JSON.") from error


def _plain(config: Any) -> Any:
    """Leave out what only training needs."""
    if isinstance(config, dict):
        return {key: value for key, value in config.items() if key not in ("compile_config", "training_config")}
    return config


def _rebuilt(config: Any, weights: Path, name: str) -> Any:
    from atelier.ml.images import networks

    network = networks.from_checked_config(config)
    try:
        networks.load_weight_file(network, weights, name)
    except (ValueError, OSError, KeyError) as error:
        reason = (str(error).strip().splitlines() or ["unknown layers"])[0][:300]
        raise InvalidInput(f"The weights in “{name}” do not fit its layers: {reason}") from error
    return network


def _check_shapes(network: Any, classes: list[str], name: str) -> int:
    """Refuse a network that does not take one RGB picture and give one vector or map; return its last width."""
    inputs, outputs = network.inputs, network.outputs
    shape = tuple(inputs[0].shape)
    if len(inputs) != 1 or len(shape) != 4 or shape[-1] != 3:
        raise InvalidInput(f"“{name}” is no image network: it must take RGB pictures, and takes {shape[1:]}.")
    if None in shape[1:3]:
        raise InvalidInput(f"“{name}” does not say its picture size. Save it with a fixed input size.")
    if len(outputs) != 1 or len(outputs[0].shape) not in (2, 4):
        raise InvalidInput(f"“{name}” must give one vector or one feature map for a picture.")
    width = int(outputs[0].shape[-1])
    if classes and (len(outputs[0].shape) != 2 or width != len(classes)):
        raise InvalidInput.at(
            "params.class_names", f"The network has {width:,} outputs, but {len(classes):,} classes are named."
        )
    return width


def _smallest_size(network: Any, end: str) -> int | None:
    """Return the smallest square picture that the trunk can be rebuilt for, or None when it takes one size only."""
    import keras

    from atelier.ml.images import graph, networks

    trunk = keras.Model(network.inputs, graph._outputs(network.get_layer(end))[0])
    for size in SMALLEST_TRIED:
        try:
            networks.resized(trunk, (size, size))
        except (ValueError, TypeError, AtelierError):
            continue
        return size
    return None
