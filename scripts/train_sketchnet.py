"""Train SketchNet on the drawn object classes and write the files that ship with Atelier.

Usage, about ten minutes of drawing and half an hour of training on two free cores:
    PYTHONPATH=backend python scripts/draw_objects.py FOLDER
    PYTHONPATH=backend python scripts/train_sketchnet.py FOLDER
"""

import argparse
import csv
import hashlib
import json
import math
import time
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
from numpy.typing import NDArray

from atelier.drawn import OBJECT_CLASSES
from atelier.ml.images.sketchnet import INPUT_SIZE, MINIMUM_SIZE, PREPROCESSING, build_sketchnet

BUILTIN = Path(__file__).parents[1] / "backend/atelier/ml/images/builtin"
NAME = "sketchnet_drawn"
CROPS = (108, 120, 132, 144)


class Batches(keras.utils.PyDataset):
    """Batches in an order set by the seed; training ones are cropped at random and mirrored."""

    def __init__(self, pictures: NDArray[np.uint8], labels: NDArray[np.int32], batch: int, *, seed: int | None) -> None:
        super().__init__(workers=1, max_queue_size=6)
        self.pictures, self.labels, self.batch, self.seed = pictures, labels, batch, seed
        self.epoch = 0
        self._shuffle()

    def _shuffle(self) -> None:
        self.order = np.arange(len(self.labels))
        if self.seed is not None:
            np.random.default_rng([self.seed, self.epoch]).shuffle(self.order)

    def __len__(self) -> int:
        whole = len(self.labels) / self.batch
        return math.ceil(whole) if self.seed is None else math.floor(whole)

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        chosen = self.order[index * self.batch : (index + 1) * self.batch]
        if self.seed is None:
            return self.pictures[chosen], self.labels[chosen]
        rng = np.random.default_rng([self.seed, self.epoch, index])
        side = self.pictures.shape[1]
        # In turn rather than by lot: Keras takes the shape of all batches from the first few, so these must differ.
        crop = CROPS[(index + self.epoch) % len(CROPS)]
        batch = np.empty((len(chosen), crop, crop, 3), np.uint8)
        for place, which in enumerate(chosen):
            top, left = rng.integers(0, side - crop + 1, 2)
            view = self.pictures[which, top : top + crop, left : left + crop]
            batch[place] = view[:, ::-1] if rng.random() < 0.5 else view
        return batch, self.labels[chosen]

    def on_epoch_end(self) -> None:
        """Take a new order for the next epoch."""
        self.epoch += 1
        self._shuffle()


def wrap(network: keras.Model, size: int) -> keras.Model:
    """Put resizing and scaling before the network, so that batches stay small bytes until they are used."""
    inputs = keras.Input((None, None, 3), dtype="uint8")
    x = keras.layers.Resizing(size, size, dtype="float32")(inputs)
    x = keras.layers.Rescaling(PREPROCESSING["scale"], PREPROCESSING["offset"], dtype="float32")(x)
    return keras.Model(inputs, network(x))


def smoothed_loss(true: Any, predicted: Any) -> Any:
    """Return cross entropy against labels smoothed by 0.1 (C. Szegedy et al., 2015)."""
    target = keras.ops.one_hot(keras.ops.cast(keras.ops.reshape(true, (-1,)), "int32"), len(OBJECT_CLASSES))
    return keras.losses.categorical_crossentropy(target, predicted, label_smoothing=0.1)


def read_part(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Return the pictures and labels that draw_objects.py wrote."""
    return np.load(folder / f"{part}_pictures.npy"), np.load(folder / f"{part}_labels.npy")


class Cosine(keras.callbacks.Callback):
    """Warm the learning rate up, then let it fall along a cosine over all stages."""

    def __init__(self, rate: float, first: int, warm: int, total: int) -> None:
        super().__init__()
        self.rate, self.first, self.warm, self.total = rate, first, warm, total

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Set the rate of this batch."""
        at = self.first + batch
        fall = 0.5 + 0.5 * math.cos(math.pi * at / self.total)
        self.model.optimizer.learning_rate = self.rate * min(1.0, (at + 1) / self.warm) * fall


def write_half(network: keras.Model, path: Path) -> None:
    """Save the weights with every kernel in half precision; the short vectors stay whole."""
    network.save_weights(path)
    packed = path.with_suffix(".packed")
    with h5py.File(path, "r") as whole, h5py.File(packed, "w") as half:
        for key, value in whole.attrs.items():
            half.attrs[key] = value

        def copy(name: str, item: h5py.Group | h5py.Dataset) -> None:
            if isinstance(item, h5py.Dataset):
                values = item[...]
                made = half.create_dataset(name, data=values.astype(np.float16) if values.ndim > 1 else values)
            else:
                made = half.require_group(name)
            for key, value in item.attrs.items():
                made.attrs[key] = value

        whole.visititems(copy)
    packed.replace(path)


def main() -> None:
    """Train in stages of growing pictures, keep a checkpoint an epoch, and write the built-in files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="what draw_objects.py wrote; checkpoints go there too")
    parser.add_argument("--stages", default="96x6,128x3", help="picture size x epochs, joined by commas")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--seed", type=int, default=1337)
    parser.add_argument("--precision", default="mixed_bfloat16", choices=("float32", "mixed_bfloat16"))
    options = parser.parse_args()
    started = time.monotonic()
    keras.utils.set_random_seed(options.seed)
    folder: Path = options.folder
    train = Batches(*read_part(folder, "train"), options.batch, seed=options.seed)
    held = Batches(*read_part(folder, "held_out"), 256, seed=None)
    stages = [tuple(int(part) for part in stage.split("x")) for stage in options.stages.split(",")]
    epochs = sum(count for _, count in stages)
    weights: list[NDArray[np.float32]] | None = None
    done = 0
    for size, count in stages:
        keras.mixed_precision.set_dtype_policy(options.precision)
        network = build_sketchnet(len(OBJECT_CLASSES), input_size=size)
        if weights is not None:
            network.set_weights(weights)
        model = wrap(network, size)
        model.compile(keras.optimizers.AdamW(options.rate, weight_decay=0.02), smoothed_loss, metrics=["accuracy"])
        steps = len(train)
        for _ in range(count):
            cosine = Cosine(options.rate, done * steps, round(steps * 0.7), epochs * steps)
            model.fit(train, epochs=1, verbose=0, callbacks=[cosine])
            done += 1
            loss, accuracy = model.evaluate(held, verbose=0)
            print(
                f"epoch {done}/{epochs} at {size} px: held-out accuracy {accuracy:.4f}, loss {loss:.3f}, "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
            network.save_weights(folder / "last.weights.h5")
        weights = [np.asarray(value, np.float32) for value in network.get_weights()]

    keras.mixed_precision.set_dtype_policy("float32")
    network = build_sketchnet(len(OBJECT_CLASSES), input_size=INPUT_SIZE)
    network.set_weights(weights)
    BUILTIN.mkdir(parents=True, exist_ok=True)
    file = BUILTIN / f"{NAME}.weights.h5"
    write_half(network, file)
    network.load_weights(file)
    model = wrap(network, INPUT_SIZE)
    five = keras.metrics.SparseTopKCategoricalAccuracy(5)
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy", five])
    _, accuracy, top_five = model.evaluate(held, verbose=0)
    with (BUILTIN / f"{NAME}_labels.csv").open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("id", "className"))
        writer.writerows(enumerate(OBJECT_CLASSES))
    facts = {
        "name": NAME,
        "architecture": "sketchnet",
        "licence": "Apache-2.0",
        "input_size": [INPUT_SIZE, INPUT_SIZE],
        "minimum_size": MINIMUM_SIZE,
        "preprocessing": PREPROCESSING,
        "classes": len(OBJECT_CLASSES),
        "parameters": network.count_params(),
        "bytes": file.stat().st_size,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "seed": options.seed,
        "training_pictures": len(train.labels),
        "held_out_pictures": len(held.labels),
        "epochs": epochs,
        "held_out_accuracy": round(float(accuracy), 4),
        "held_out_top_five_accuracy": round(float(top_five), 4),
        "seconds": round(time.monotonic() - started),
        "command": "python scripts/draw_objects.py FOLDER && python scripts/train_sketchnet.py FOLDER",
    }
    (BUILTIN / f"{NAME}.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(facts, indent=2))


if __name__ == "__main__":
    main()
