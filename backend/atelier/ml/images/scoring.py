"""Scoring: the classes of each picture of a folder, as rows of a dataset."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.images import features, graph, model_folder, networks
from atelier.ml.images.features import Computed, FrozenPart
from atelier.ml.run import Run
from atelier.storage.handles import DatasetWriter, FolderHandle
from atelier.storage.schema import Column


def top_classes(
    probabilities: NDArray[np.floating[Any]], classes: Sequence[str], max_labels: int, min_probability: float
) -> dict[str, float]:
    """Return the classes of highest probability, the highest first; `max_labels` of 0 keeps all.

    A name that two outputs share counts once, with the sum of both: they are one class to the reader.
    """
    summed: dict[str, float] = {}
    for name, probability in zip(classes, probabilities.astype(np.float64), strict=True):
        summed[name] = summed.get(name, 0.0) + float(probability)
    ordered = sorted(summed.items(), key=lambda pair: -pair[1])
    kept = ordered[:max_labels] if max_labels else ordered
    return {name: probability for name, probability in kept if probability >= min_probability}


def score(
    ctx: Run,
    *,
    pictures: FolderHandle,
    model: FolderHandle,
    output: DatasetWriter,
    columns: Sequence[Column],
    max_labels: int,
    min_probability: float,
) -> None:
    """Write a row for each picture: its classes, or the reason why it could not be read."""
    description = model_folder.describe(model)
    if not description.classes:
        raise InvalidInput(
            f"The network {description.label} in “{model.name}” has no classes, so it cannot name what it sees.",
            hint="Retrain it on labelled pictures first, or use it for feature extraction.",
        )
    network = networks.load(model, description)
    classes = description.classes
    outputs = int(network.outputs[0].shape[-1])
    if outputs != len(classes):
        raise InvalidInput(
            f"The network in “{model.name}” has {outputs} outputs, but {len(classes)} classes are named."
        )
    height, width = description.input_size
    ctx.log(f"{description.label}, {len(classes):,} classes, pictures of {width} x {height} px", source="net")
    entries = pictures.entries()
    if not entries:
        features.warn_of_empty_folder(ctx, pictures)
    classify, part = _split(network, description.preprocessing, description.input_size)
    problems: list[tuple[str, str]] = []
    counts: dict[str, int] = {}

    def frames() -> Iterator[pd.DataFrame]:
        for chunk in features.compute(ctx, pictures, entries, part):
            problems.extend((row.entry.path, row.problem) for row in chunk if row.problem is not None)
            yield _frame(chunk, classify(chunk), classes, max_labels, min_probability, counts)

    output.write(columns, frames())
    output.set_facts(holds="predictions", classes_seen=len(counts))
    features.warn_of_problems(ctx, problems, len(entries))
    ctx.log(f"{len(entries) - len(problems):,} pictures classified, {len(problems):,} unreadable", source="score")
    ctx.summarise(pictures=len(entries), unreadable=len(problems))


def _split(network: keras.Model, prepared: dict[str, Any], size: tuple[int, int]) -> tuple[Any, FrozenPart]:
    """Cut off the classifier, so that the features before it can come from the cache, where retraining left them."""
    cut = graph.cut_before(network, {network.layers[-1].name})
    if cut.prefix is None:
        part = FrozenPart.of(network, prepared, size)
        return (lambda chunk: {row.entry.path: row.value for row in chunk if row.value is not None}), part

    def classify(chunk: list[Computed]) -> dict[str, NDArray[np.float32]]:
        rows = [row for row in chunk if row.value is not None]
        if not rows:
            return {}
        values = np.zeros((features.CHUNK, *rows[0].value.shape), np.float32)  # type: ignore[union-attr]
        for place, row in enumerate(rows):
            values[place] = row.value
        output = networks.infer(cut.tail, values)
        return {row.entry.path: output[place] for place, row in enumerate(rows)}

    return classify, FrozenPart.of(cut.prefix, prepared, size)


def _frame(
    chunk: list[Computed],
    outputs: dict[str, NDArray[np.float32]],
    classes: Sequence[str],
    max_labels: int,
    min_probability: float,
    counts: dict[str, int],
) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for row in chunk:
        probabilities = outputs.get(row.entry.path)
        if probabilities is None:
            rows.append({"images": row.entry.path, "error": 1, "error_reason": row.problem})
            continue
        best = top_classes(probabilities, classes, 1, 0.0)
        name, probability = next(iter(best.items()))
        counts[name] = counts.get(name, 0) + 1
        kept = top_classes(probabilities, classes, max_labels, min_probability)
        rows.append(
            {
                "images": row.entry.path,
                "prediction": json.dumps(kept, ensure_ascii=False),
                "error": 0,
                "top_class": name,
                "top_probability": probability,
            }
        )
    names = ["images", "prediction", "error", "error_reason", "top_class", "top_probability"]
    frame = pd.DataFrame(rows, columns=names)
    for name in ("prediction", "error_reason", "top_class"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame
