"""The layout of a model folder, known here only: reading one without Keras, and writing the small files of one.

`config.json` (written first), `model_labels.csv` (`id,className`), `model.weights.h5`, `layers.json`, `summary.txt`,
after retraining `history.json` and `metrics.json`, and for networks without a template `architecture.json`.
Folders of the plugins (v1: `<arch>_<data>_weights*.h5`; v2: `model_weights*.h5`; both `model_info.json`) are read too.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any

from atelier import jsontext
from atelier.errors import InvalidInput, NotFound
from atelier.ml.images import architectures, preprocessing
from atelier.ml.images.model_description import LayerFacts, ModelDescription
from atelier.storage.handles import FolderHandle, FolderWriter

FORMAT = 3
CONFIG = "config.json"
LABELS = "model_labels.csv"
WEIGHTS = "model.weights.h5"
LAYERS = "layers.json"
SUMMARY = "summary.txt"
HISTORY = "history.json"
METRICS = "metrics.json"
ARCHITECTURE = "architecture.json"
PLUGIN_INFO = "model_info.json"
ADOPTED = "adopted"

_SMALL = 32 * 2**20


def is_model_folder(folder: FolderHandle) -> bool:
    """Say whether the folder holds a network, by its configuration file."""
    return folder.get(CONFIG) is not None


def read_config(folder: FolderHandle) -> dict[str, Any]:
    """Return the configuration; raises InvalidInput with the way out when there is none."""
    if not is_model_folder(folder):
        raise InvalidInput(
            f"The folder “{folder.name}” holds no network: it has no {CONFIG}.",
            hint="Fill it with the macro “Download pre-trained model”, or with “Adopt a model”.",
        )
    config = _read_json(folder, CONFIG)
    if not isinstance(config, dict) or not isinstance(config.get("architecture"), str):
        raise InvalidInput(f"The {CONFIG} in “{folder.name}” names no architecture.")
    return config


def read_classes(folder: FolderHandle) -> list[str]:
    """Return the names of the classes in the order of the network's outputs; without the file there are none."""
    if folder.get(LABELS) is None:
        return []
    text = folder.read_bytes(LABELS, limit=_SMALL).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    try:
        ordered = sorted(((int(row["id"]), row["className"]) for row in rows), key=lambda pair: pair[0])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(f"The {LABELS} in “{folder.name}” must have the columns id and className.") from error
    return [name for _, name in ordered]


def weights_path(folder: FolderHandle, config: dict[str, Any]) -> str:
    """Return the path of the weight file to load, of whichever layout; raises InvalidInput."""
    known = [str(config.get("weights", WEIGHTS)), *_plugin_weights(config)]
    for path in known:
        if folder.get(path) is not None:
            return path
    raise InvalidInput(
        f"The folder “{folder.name}” has no weights: none of {', '.join(dict.fromkeys(known))} is there.",
        hint="Run the macro that fills this folder again.",
    )


def _plugin_weights(config: dict[str, Any]) -> list[str]:
    stem = f"{config['architecture']}_{config.get('trained_on', 'imagenet')}_weights"
    if config.get("retrained"):
        # The v2 plugin saves the retrained network, classifier included, under the name of the headless weights.
        return [f"{stem}_retrained.h5", "model_weights_notop.h5", "model_weights_retrained.h5"]
    return [f"{stem}.h5", "model_weights.h5"]


def describe(folder: FolderHandle) -> ModelDescription:
    """Return what the folder says of its network; raises InvalidInput where it says too little."""
    config = read_config(folder)
    return _describe_own(folder, config) if "format" in config else _describe_plugin(folder, config)


def _describe_own(folder: FolderHandle, config: dict[str, Any]) -> ModelDescription:
    layers = [LayerFacts(**{**row, "output_shape": tuple(row["output_shape"])}) for row in _read_list(folder, LAYERS)]
    history = _read_list(folder, HISTORY)
    metrics = _read_json(folder, METRICS) if folder.get(METRICS) else {}
    head = config.get("head") or {}
    return ModelDescription(
        format="atelier",
        architecture=config["architecture"],
        label=config["label"],
        trained_on=config["trained_on"],
        licence=config.get("licence", ""),
        input_size=(int(config["input_size"][0]), int(config["input_size"][1])),
        minimum_size=int(config["minimum_size"]),
        preprocessing=preprocessing.checked(config["preprocessing"]),
        parameters=int(config["parameters"]),
        retrained=bool(config["retrained"]),
        classes=tuple(read_classes(folder)),
        flat=bool(config["flat"]),
        fixed_size=bool(config["fixed_size"]),
        default_layer=int(config["extract_layer_default_index"]),
        pooling=head.get("pooling"),
        dropout=float(head.get("dropout", 0)),
        layers=tuple(layers),
        summary=folder.read_bytes(SUMMARY, limit=_SMALL).decode() if folder.get(SUMMARY) else "",
        history=tuple(history),
        best_epoch=metrics.get("best_epoch"),
        metrics=metrics,
        training=config.get("training") or {},
        provenance=config.get("provenance") or {},
    )


def _describe_plugin(folder: FolderHandle, config: dict[str, Any]) -> ModelDescription:
    try:
        architecture = architectures.find(config["architecture"])
    except NotFound as error:
        raise InvalidInput(
            f"The network in “{folder.name}” cannot be used. {error.message}", hint=error.hint
        ) from error
    retrained = bool(config.get("retrained"))
    top = config.get("top_params") or {}
    shape = top.get("input_shape") or [architecture.input_size, architecture.input_size]
    v2 = folder.get("model_weights.h5") is not None or folder.get("model_weights_notop.h5") is not None
    info = _read_json(folder, PLUGIN_INFO) if folder.get(PLUGIN_INFO) else {}
    scoring = info.get("score") or info.get("scoring") or {}
    return ModelDescription(
        format="plugin-v2" if v2 else "plugin-v1",
        architecture=architecture.name,
        label=architecture.label,
        trained_on=str(config.get("trained_on", "imagenet")),
        licence=architecture.licence,
        input_size=(int(shape[0]), int(shape[1])),
        minimum_size=architecture.minimum_size,
        preprocessing=architecture.preprocessing,
        parameters=architecture.parameters,
        retrained=retrained,
        classes=tuple(read_classes(folder)),
        flat=False,
        fixed_size=False,
        default_layer=int(config.get("extract_layer_default_index", -2)),
        pooling=str(top.get("pooling") or "none") if retrained else None,
        summary=str(scoring.get("summary", "")),
        provenance={"imported_from": "v2 plugin" if v2 else "v1 plugin"},
    )


def write_config(writer: FolderWriter, config: dict[str, Any]) -> None:
    """Write the configuration, the first file of every model folder."""
    writer.write_bytes(CONFIG, jsontext.dumps_pretty({"format": FORMAT, **config}).encode())


def write_classes(writer: FolderWriter, classes: Sequence[str]) -> None:
    """Write the class list in the plugin's form."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("id", "className"))
    rows.writerows(enumerate(classes))
    writer.write_bytes(LABELS, text.getvalue().encode())


def write_layers(writer: FolderWriter, layers: Sequence[LayerFacts], summary: str) -> None:
    """Write the list of layers and the printed summary, which forms and pages read without Keras."""
    rows = [{name: getattr(layer, name) for name in LayerFacts.__dataclass_fields__} for layer in layers]
    writer.write_bytes(LAYERS, jsontext.dumps_pretty(rows).encode())
    writer.write_bytes(SUMMARY, summary.encode())


def write_results(writer: FolderWriter, history: Sequence[dict[str, Any]], metrics: dict[str, Any]) -> None:
    """Write the epochs and the figures on the validation pictures."""
    writer.write_bytes(HISTORY, jsontext.dumps_pretty(list(history)).encode())
    writer.write_bytes(METRICS, jsontext.dumps_pretty(metrics).encode())


def _read_json(folder: FolderHandle, path: str) -> Any:
    try:
        return jsontext.loads(folder.read_bytes(path, limit=_SMALL))
    except ValueError as error:
        raise InvalidInput(f"The file {path} in “{folder.name}” is not readable JSON.") from error


def _read_list(folder: FolderHandle, path: str) -> list[dict[str, Any]]:
    if folder.get(path) is None:
        return []
    rows = _read_json(folder, path)
    return rows if isinstance(rows, list) else []


def set_facts(writer: FolderWriter, config: dict[str, Any], classes: Sequence[str], metrics: dict[str, Any]) -> None:
    """Set the facts of the version: the network in brief, and its classes, which get their colours by them."""
    head = config.get("head") or {}
    writer.set_facts(
        holds="model",
        class_names=list(classes) if config["retrained"] else [],
        model={
            "architecture": config["architecture"],
            "label": config["label"],
            "trained_on": config["trained_on"],
            "retrained": config["retrained"],
            "classes": len(classes),
            "input_size": list(config["input_size"]),
            "minimum_size": config["minimum_size"],
            "pooling": head.get("pooling"),
            "parameters": config["parameters"],
            "val_acc": metrics.get("val_acc"),
            "val_loss": metrics.get("val_loss"),
            "best_epoch": metrics.get("best_epoch"),
        },
    )
