"""The training loop: epochs over the pictures, validation after each, the best epoch kept, stopping at a batch.

A loop of our own around Keras' `train_on_batch`, so that an epoch can be any number of steps, a stop is seen at the
next batch, and the same code runs on every backend of Keras.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import keras
import numpy as np
from numpy.typing import NDArray

from atelier.errors import ActivityFailed, OutOfMemory, Stopped
from atelier.ml.images.arithmetic import distinct_in_batch, steps_in_pass
from atelier.ml.images.progress import TrainingReport


class Source(Protocol):
    """Pictures as a network's input, by their places."""

    @property
    def size(self) -> int:
        """Return the number of pictures."""
        ...

    def batch(self, places: NDArray[np.intp]) -> tuple[Any, NDArray[np.float32]]:
        """Return input and one-hot labels of some pictures."""
        ...


@dataclass
class StoredSource:
    """Inputs computed beforehand."""

    inputs: NDArray[Any]
    targets: NDArray[np.float32]

    @property
    def size(self) -> int:
        return len(self.targets)

    def batch(self, places: NDArray[np.intp]) -> tuple[Any, NDArray[np.float32]]:
        return np.asarray(self.inputs[places], np.float32), self.targets[places]


@dataclass
class LiveSource:
    """Inputs computed batch by batch from stored pixels, each picture in `copies` versions."""

    pixels: NDArray[np.uint8]
    targets: NDArray[np.float32]
    prepare: Callable[[NDArray[Any]], Any]
    augment: Callable[[NDArray[Any]], NDArray[np.float32]] | None = None
    copies: int = 1

    @property
    def size(self) -> int:
        return len(self.targets)

    def batch(self, places: NDArray[np.intp]) -> tuple[Any, NDArray[np.float32]]:
        repeated = np.repeat(places, self.copies)
        pixels: NDArray[Any] = self.pixels[places]
        if self.copies > 1:
            pixels = np.repeat(pixels, self.copies, axis=0)
        if self.augment is not None:
            pixels = self.augment(pixels)
        return self.prepare(pixels), self.targets[repeated]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and in what steps: `steps` and `validation_steps` of None mean one full pass."""

    batch_size: int
    epochs: int
    steps: int | None
    validation_steps: int | None
    seed: int
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best epoch and its weights; `stopped` says that training was ended before its time."""

    best_epoch: int
    weights: list[NDArray[Any]]
    stopped: bool


def fit(
    network: keras.Model,
    train: Source,
    validation: Source | None,
    schedule: Schedule,
    report: TrainingReport,
    stop_requested: Callable[[], bool],
) -> Outcome:
    """Train a compiled network; the weights returned are those of the lowest validation loss.

    Without validation pictures the training loss decides. Raises ActivityFailed when the loss is no number,
    OutOfMemory, and Stopped when asked to stop before an epoch has ended.
    """
    distinct = distinct_in_batch(schedule.batch_size, schedule.copies)
    steps = schedule.steps or steps_in_pass(train.size, schedule.batch_size, schedule.copies)
    stream = _endless(train.size, min(distinct, train.size), np.random.default_rng([schedule.seed, 1]))
    windows = _validation_windows(validation, schedule)
    best: tuple[float, int, list[NDArray[Any]]] | None = None
    for epoch in range(1, schedule.epochs + 1):
        report.epoch_begins(epoch)
        logs = _train_epoch(network, train, stream, steps, epoch, report, stop_requested)
        if logs is None:
            if best is None:
                raise Stopped("Training was stopped before its first epoch ended; there is nothing to keep.")
            return Outcome(best[1], best[2], stopped=True)
        if validation is not None:
            logs |= _validate(network, validation, windows, epoch)
        measure = logs.get("val_loss", logs["loss"])
        is_best = best is None or measure < best[0]
        if is_best:
            best = (measure, epoch, [np.array(weights) for weights in network.get_weights()])
        report.epoch_ends(logs, best=is_best)
    if best is None:
        raise ActivityFailed("No epoch was run.")
    return Outcome(best[1], best[2], stopped=False)


def _endless(size: int, batch: int, generator: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Give batches for ever, each pass over all pictures in a new order."""
    while True:
        order = generator.permutation(size)
        for start in range(0, size, batch):
            yield order[start : start + batch]


def _validation_windows(validation: Source | None, schedule: Schedule) -> list[NDArray[np.intp]]:
    """Return the validation batches, the same in every epoch; fewer steps see a fixed random part of the pictures."""
    if validation is None:
        return []
    order = np.random.default_rng([schedule.seed, 2]).permutation(validation.size)
    batches = [order[start : start + schedule.batch_size] for start in range(0, len(order), schedule.batch_size)]
    return batches[: schedule.validation_steps] if schedule.validation_steps else batches


def _train_epoch(
    network: keras.Model,
    train: Source,
    stream: Iterator[NDArray[np.intp]],
    steps: int,
    epoch: int,
    report: TrainingReport,
    stop_requested: Callable[[], bool],
) -> dict[str, float] | None:
    means = _Means()
    for step in range(1, steps + 1):
        if stop_requested():
            return None
        inputs, targets = train.batch(next(stream))
        with _Memory(len(targets)):
            means.add(network.train_on_batch(inputs, targets, return_dict=True), len(targets))
        _require_finite(means, epoch)
        report.batch_ends(step, steps)
    return {"loss": means.loss, "acc": means.acc}


def _validate(
    network: keras.Model, validation: Source, windows: list[NDArray[np.intp]], epoch: int
) -> dict[str, float]:
    means = _Means()
    for places in windows:
        inputs, targets = validation.batch(places)
        with _Memory(len(targets)):
            means.add(network.test_on_batch(inputs, targets, return_dict=True), len(targets))
    _require_finite(means, epoch)
    return {"val_loss": means.loss, "val_acc": means.acc}


class _Means:
    """Loss and accuracy over pictures; Keras' `*_on_batch` gives those of each batch alone."""

    def __init__(self) -> None:
        self._pictures = 0
        self._loss = 0.0
        self._acc = 0.0

    def add(self, logs: dict[str, float], pictures: int) -> None:
        self._pictures += pictures
        self._loss += float(logs["loss"]) * pictures
        self._acc += float(logs["acc"]) * pictures

    @property
    def loss(self) -> float:
        return self._loss / self._pictures

    @property
    def acc(self) -> float:
        return self._acc / self._pictures


def _require_finite(means: _Means, epoch: int) -> None:
    if not math.isfinite(means.loss):
        raise ActivityFailed(
            f"The loss is no longer a number in epoch {epoch}: the weights have grown beyond all bounds. "
            "Nothing was saved.",
            hint="Lower the learning rate, for example to 0.001, and run again.",
        )


class _Memory:
    """Turns a backend's out-of-memory error, by whatever name, into a sentence."""

    def __init__(self, batch: int) -> None:
        self._batch = batch

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        text = f"{type(error).__name__} {error}".lower()
        if isinstance(error, MemoryError) or "resourceexhausted" in text or "out of memory" in text:
            raise OutOfMemory(
                f"The device has not enough memory for a batch of {self._batch:,} pictures.",
                hint=f"Lower the batch size, for example to {max(1, self._batch // 2):,}, or the picture size.",
            ) from error
