"""Running a network over a folder, each picture once: the values for scoring, extraction and the tail of training."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from atelier.errors import InvalidInput, Stopped
from atelier.ml.images import feature_cache, graph, model_folder, networks, pictures, preprocessing
from atelier.ml.images.feature_cache import FeatureCache
from atelier.ml.images.preprocessing import Preprocessing
from atelier.ml.run import Run
from atelier.runner.events import WarningRaised
from atelier.storage.handles import DatasetWriter, Entry, FolderHandle
from atelier.storage.schema import Column

BATCH = 32
CHUNK = 256
NAMED_IN_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class Computed:
    """A picture's value, or None and the reason why there is none."""

    entry: Entry
    value: NDArray[np.float32] | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """A network that is only run, and how its pictures are prepared; `key` names its values in the cache."""

    model: keras.Model
    preprocessing: Preprocessing
    size: tuple[int, int]
    key: str

    @classmethod
    def of(cls, model: keras.Model, prepared: Preprocessing, size: tuple[int, int]) -> "FrozenPart":
        key = feature_cache.group_key(graph.content_hash(model), prepared, size, pictures.RESAMPLING)
        return cls(model, prepared, size, key)

    def run(self, pixels: NDArray[Any]) -> NDArray[np.float32]:
        """Run uint8 pictures of shape (n, h, w, 3) through the network."""
        return networks.infer(self.model, preprocessing.apply(self.preprocessing, pixels))


def cache_folder(ctx: Run) -> Path:
    """Return where the feature cache lies."""
    return ctx.cache / "features"


def compute(
    ctx: Run,
    folder: FolderHandle,
    entries: Sequence[Entry],
    part: FrozenPart,
    *,
    progress: tuple[float, float] = (0.0, 1.0),
) -> Iterator[list[Computed]]:
    """Give each picture's value, in order, in chunks; those in the cache are not computed anew.

    `progress` is the stretch of the activity's progress that this fills. Raises Stopped when asked to stop.
    """
    cache = FeatureCache.open(cache_folder(ctx), part.key)
    height, width = part.size
    known = {entry.content for entry in entries if entry.content in cache._places}
    missing = [entry for entry in entries if entry.content not in known]
    if known:
        text = f"{len(entries) - len(missing):,} of {len(entries):,} pictures are in the feature cache already"
        ctx.log(text, source="cache")
    decoded = pictures.decode_all(folder, missing, height, width, ctx.device.threads)
    started = time.monotonic()
    done = computed = 0
    try:
        for start in range(0, len(entries), CHUNK):
            chunk = entries[start : start + CHUNK]
            fresh: dict[str, Computed] = {}
            wanted = [entry for entry in chunk if entry.content not in known]
            while len(fresh) < len(wanted):
                if ctx.stop_requested():
                    raise Stopped(f"Stopped after {done:,} of {len(entries):,} pictures.")
                batch = list(islice(decoded, min(BATCH, len(wanted) - len(fresh))))
                for result in _run_batch(part, batch):
                    fresh[result.entry.path] = result
                    if result.value is not None:
                        cache.put(result.entry.content, result.value)
                computed += len(batch)
                left = (len(missing) - computed) * (time.monotonic() - started) / max(1, computed)
                fraction = progress[0] + (progress[1] - progress[0]) * (start + len(fresh)) / len(entries)
                ctx.progress(fraction, f"{start + len(fresh):,} of {len(entries):,} pictures", seconds_left=left)
            done += len(chunk)
            yield [fresh.get(entry.path) or Computed(entry, cache.get(entry.content), None) for entry in chunk]
            if done // 1000 != (done - len(chunk)) // 1000 or done == len(entries):
                ctx.log(f"{done:,} images treated, out of {len(entries):,}", source="score")
    finally:
        decoded.close()  # type: ignore[attr-defined]
        cache.save()
    feature_cache.trim(cache_folder(ctx))


def _run_batch(part: FrozenPart, batch: list[pictures.Decoded]) -> list[Computed]:
    readable = [picture for picture in batch if picture.pixels is not None]
    values: dict[str, NDArray[np.float32]] = {}
    if readable:
        output = part.run(pictures.stack(readable, *part.size, BATCH))
        values = {picture.entry.path: output[place] for place, picture in enumerate(readable)}
    return [Computed(picture.entry, values.get(picture.entry.path), picture.problem) for picture in batch]


def warn_of_problems(ctx: Run, problems: Sequence[tuple[str, str]], total: int) -> None:
    """Raise one warning for the pictures that could not be read, and log each of the first with its reason."""
    if not problems:
        return
    for path, reason in problems[:NAMED_IN_WARNINGS]:
        ctx.log(f"Cannot read the image “{path}”, skipping it: {reason}", source="data", level="WARN")
    words = "pictures" if total != 1 else "picture"
    text = f"{len(problems):,} of {total:,} {words} cannot be read: {_named(problems)}."
    ctx.emit(WarningRaised(code="unreadable_pictures", text=text, paths=[path for path, _ in problems][:1000]))


def _named(problems: Sequence[tuple[str, str]]) -> str:
    names = ", ".join(path for path, _ in problems[:3])
    return names if len(problems) <= 3 else f"{names} and {len(problems) - 3:,} more"


def warn_of_empty_folder(ctx: Run, folder: FolderHandle) -> None:
    """Say that there was nothing to do."""
    text = f"The folder “{folder.name}” is empty, so the dataset has no rows."
    ctx.emit(WarningRaised(code="empty_folder", text=text))


def part_of(model: FolderHandle, layer: int) -> FrozenPart:
    """Return a network up to one of its layers, counted from the last backwards; raises `InvalidInput`."""
    description = model_folder.describe(model)
    network = networks.load(model, description)
    count = len(network.layers)
    if not 1 <= -layer <= count:
        raise InvalidInput.at("params.layer", f"{description.label} has {count} layers, so there is none at {layer}.")
    chosen = network.layers[layer]
    return FrozenPart.of(
        keras.Model(network.inputs, graph._outputs(chosen)[0]), description.preprocessing, description.input_size
    )


def extract(
    ctx: Run,
    *,
    pictures: FolderHandle,
    model: FolderHandle,
    output: DatasetWriter,
    columns: Sequence[Column],
    layer: int,
) -> None:
    """Write the output of one layer for each picture of a folder."""
    part = part_of(model, layer)
    chosen = part.model.layers[-1]
    ctx.log(f"Features are the output of {chosen.name}, {type(chosen).__name__} ({layer})", source="net")
    entries = pictures.entries()
    if not entries:
        warn_of_empty_folder(ctx, pictures)
    problems: list[tuple[str, str]] = []
    length = 0

    def frames() -> Iterator[pd.DataFrame]:
        nonlocal length
        for chunk in compute(ctx, pictures, entries, part):
            problems.extend((row.entry.path, row.problem) for row in chunk if row.problem is not None)
            vectors = [None if row.value is None else row.value.ravel().astype(np.float64).tolist() for row in chunk]
            length = max(length, *(len(vector) for vector in vectors if vector is not None), 0)
            yield pd.DataFrame(
                {
                    "images": [row.entry.path for row in chunk],
                    "prediction": pd.Series(vectors, dtype=object),
                    "error": [int(row.value is None) for row in chunk],
                    "error_reason": pd.Series([row.problem for row in chunk], dtype=object),
                }
            )

    output.write(columns, frames())
    output.set_facts(holds="vectors", vector_length=length)
    warn_of_problems(ctx, problems, len(entries))
    ctx.summarise(pictures=len(entries), unreadable=len(problems), vector_length=length)
