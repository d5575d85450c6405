"""Retraining with the frozen part computed once, beside Keras' own `fit` of the same network on the same pictures."""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.result import Result

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

QUESTION = "How much faster are ten epochs of the last layer when the frozen part runs once per picture?"
TRAIN, EPOCHS, BATCH, SEED = 480, 10, 32, 1337
SETTINGS: dict[str, Any] = {
    "path_column": "path", "label_column": "target", "epochs": EPOCHS, "batch_size": BATCH, "learning_rate": 0.01,
    "seed": SEED,
}  # fmt: skip


def measure() -> list[Result]:
    """Time both on the same drawn pictures, in the same process; reading the pictures counts in both."""
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder))


def _measure(root: Path) -> list[Result]:
    import pandas as pd
    from tests.ml.handles import Run, dataset_of, folder_of

    from atelier.drawn import write_tutorial_pictures
    from atelier.macros import registry as macros
    from atelier.recipes import registry as recipes

    drawn = write_tutorial_pictures(root, train=TRAIN, test=0, seed=SEED, processes=1)
    labels = pd.read_csv(drawn.labels_file, dtype=str)
    net = Run(root / "net")
    macro = macros.get("download-pretrained-model")
    macro.run(net, macro.Params(output_name="sketchnet"))
    pictures = folder_of(drawn.train_folder)
    inputs = {"image_folder": pictures, "model_folder": net.written("model_folder")}
    recipe = recipes.get("image-retrain")

    def retrain(name: str) -> tuple[float, float]:
        datasets = {"label_dataset": dataset_of(labels, root / "labels" / name)}
        run = Run(root / name, folders=inputs, datasets=datasets, shared_cache=root / "cache")
        before = time.perf_counter()
        recipe.run(run, recipe.Params.model_validate(SETTINGS))
        return time.perf_counter() - before, max(epoch.logs["val_acc"] for epoch in run.epochs())

    plain, plain_accuracy = _plain_fit(inputs["model_folder"], pictures, labels)
    first, accuracy = retrain("first")
    second, _ = retrain("second")
    return [
        Result(
            f"{EPOCHS} epochs, {TRAIN} pictures, nothing in the cache", first, "s", plain, "model.fit", "below 0.33"
        ),
        Result("the same once more, all in the cache", second, "s", plain, "model.fit", "below 0.15"),
        Result("best validation accuracy", accuracy, "", plain_accuracy, "model.fit", "about equal"),
    ]


def _plain_fit(model: Any, pictures: Any, labels: Any) -> tuple[float, float]:
    """Return seconds and best validation accuracy of `model.fit` over pixels in memory, the trunk frozen."""
    import keras
    import numpy as np

    from atelier.ml.images import labels as matching
    from atelier.ml.images import model_folder, networks, preprocessing
    from atelier.ml.images.pictures import decode_all

    description = model_folder.describe(model)
    target = dict(zip(labels.path, labels.target, strict=True))
    classes = sorted(set(target.values()))
    before = time.perf_counter()
    keras.utils.set_random_seed(SEED)
    decoded = list(decode_all(pictures, pictures.entries(), *description.input_size, threads=2))
    pixels = preprocessing.apply(description.preprocessing, np.stack([item.pixels for item in decoded]))
    truth = matching.one_hot([target[item.entry.path] for item in decoded], classes)
    trunk = networks.trunk_of(networks.load(model, description), description, description.input_size)
    trunk.trainable = False
    network = networks.with_head(trunk, classes=len(classes), pooling="avg", dropout=0.0, seed=SEED)
    network.compile(keras.optimizers.Adam(0.01), "categorical_crossentropy", metrics=["accuracy"], jit_compile=False)
    order = np.random.default_rng(SEED).permutation(len(pixels))
    held_out = len(pixels) // 5
    history = network.fit(
        pixels[order[held_out:]], truth[order[held_out:]], batch_size=BATCH, epochs=EPOCHS, verbose=0,
        validation_data=(pixels[order[:held_out]], truth[order[:held_out]]),
    )  # fmt: skip
    return time.perf_counter() - before, max(history.history["val_accuracy"])
