"""Pictures and a small network for the tests of the picture engine; Keras is loaded once for all of them."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from tests.ml.handles import Run, dataset_of, folder_of

COLOURS = {"blue": (40, 60, 220), "green": (40, 200, 60), "red": (220, 50, 40)}


def paint(path: Path, colour: tuple[int, int, int], seed: int, size: int = 48) -> None:
    """Write a noisy picture of mainly one colour."""
    rng = np.random.default_rng(seed)
    pixels = np.clip(np.array(colour) + rng.normal(0, 40, (size, size, 3)), 0, 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


@pytest.fixture(scope="session")
def coloured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 36 pictures of three classes, told apart by their colour."""
    folder = tmp_path_factory.mktemp("coloured") / "pictures"
    for name, colour in COLOURS.items():
        for number in range(12):
            paint(folder / f"{name}_pic_{number:04d}.png", colour, number + 100 * len(name))
    return folder


@pytest.fixture
def label_frame(coloured: Path) -> pd.DataFrame:
    """The labels of `coloured`."""
    names = sorted(file.name for file in coloured.iterdir())
    return pd.DataFrame({"path": names, "target": [name.split("_")[0] for name in names]})


@pytest.fixture(scope="session")
def keras_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny network without classifier, as Keras saves it."""
    import keras

    keras.utils.set_random_seed(7)
    inputs = keras.Input((48, 48, 3))
    x = keras.layers.Conv2D(8, 3, strides=2, name="conv")(inputs)
    x = keras.layers.BatchNormalization(name="norm")(x)
    x = keras.layers.ReLU(name="relu")(x)
    x = keras.layers.Conv2D(16, 3, strides=2, name="deep")(x)
    folder = tmp_path_factory.mktemp("keras")
    keras.Model(inputs, keras.layers.ReLU(name="map")(x), name="tiny").save(folder / "tiny.keras")
    return folder


@pytest.fixture(scope="session")
def model_path(keras_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder with the tiny network, as the macro writes it."""
    from atelier.macros import registry

    run = Run(tmp_path_factory.mktemp("net"), folders={"source_folder": folder_of(keras_file)})
    macro = registry.get("adopt-model")
    macro.run(run, macro.Params.model_validate({"source_folder": "x", "output_name": "tiny"}))
    return run.root / "outputs" / "model_folder"


@pytest.fixture
def new_run(tmp_path: Path, coloured: Path, label_frame: pd.DataFrame, model_path: Path) -> Callable[..., Run]:
    """Make a run of the retraining recipe on the coloured pictures; what is given replaces an input."""
    count = 0

    def make(
        *,
        pictures: Path = coloured,
        model: Path = model_path,
        labels: pd.DataFrame = label_frame,
        root: Path | None = None,
    ) -> Run:
        nonlocal count
        count += 1
        place = root or tmp_path / f"run{count}"
        return Run(
            place,
            folders={
                "image_folder": folder_of(pictures, "images_train", tmp_path),
                "model_folder": folder_of(model, "network", tmp_path),
            },
            datasets={"label_dataset": dataset_of(labels, place / "labels")},
        )

    return make
