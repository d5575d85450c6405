"""The course on real photographs, where the folder named by ATELIER_REAL_DATA holds them."""

import os
import time
from pathlib import Path

import pandas as pd
import pytest
from tests.ml.handles import Run, dataset_of, folder_of

from atelier.macros import registry as macros
from atelier.recipes import registry as recipes

REAL = Path(os.environ.get("ATELIER_REAL_DATA", "/nowhere"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.keras,
    pytest.mark.xdist_group("keras"),
    pytest.mark.skipif(not REAL.is_dir(), reason="ATELIER_REAL_DATA names no folder"),
]


def test_an_adopted_mobilenet_retrained_names_three_of_four_photographs(tmp_path: Path) -> None:
    started = time.monotonic()
    adopted = Run(tmp_path / "adopt", folders={"source_folder": folder_of(REAL, manifests=tmp_path)})
    macro = macros.get("adopt-model")
    values = {"source_folder": "x", "output_name": "mobilenet", "file": "mobilenet_imagenet_trunk.keras"}
    macro.run(adopted, macro.Params.model_validate(values))
    retrained = Run(
        tmp_path / "retrain",
        folders={
            "image_folder": folder_of(REAL / "images_train", manifests=tmp_path),
            "model_folder": adopted.written("model_folder"),
        },
        datasets={"label_dataset": dataset_of(pd.read_csv(REAL / "labels_train.csv"), tmp_path / "labels")},
    )
    recipe = recipes.get("image-retrain")
    settings = {
        "path_column": "path", "label_column": "target", "optimizer": "adam", "learning_rate": 0.01, "epochs": 30,
        "batch_size": 64, "train_ratio": 0.8, "seed": 1337,
    }  # fmt: skip
    recipe.run(retrained, recipe.Params.model_validate(settings))
    pictures = folder_of(REAL / "images_test", manifests=tmp_path)
    scored = Run(
        tmp_path / "score", folders={"image_folder": pictures, "model_folder": retrained.written("model_output")}
    )
    score = recipes.get("image-classification")
    score.run(scored, score.Params())
    frame = scored.frame("scored_dataset")
    truth = pd.read_csv(REAL / "labels_test.csv").set_index("path").target
    accuracy = float((frame.top_class == frame.images.map(truth)).mean())
    print(f"\ntest accuracy {accuracy:.4f} in {time.monotonic() - started:.1f} s")
    assert accuracy >= 0.74
