from pathlib import Path

from PIL import Image
from tests.ml.handles import Run

from atelier.macros import registry


def test_it_draws_two_folders_and_their_labels(tmp_path: Path) -> None:
    macro = registry.get("tutorial-pictures")
    params = macro.Params(train=13, test=12)
    assert macro.output_names(params) == {
        "train_folder": "images_train", "test_folder": "images_test", "label_dataset": "labels"
    }  # fmt: skip
    run = Run(tmp_path)
    macro.run(run, params)
    labels = run.frame("label_dataset")
    train = run.written("train_folder")
    assert list(labels.columns) == ["path", "full_path", "target"]
    assert sorted(labels.path) == [entry.path for entry in train.entries()]
    assert all(row.path == f"{row.target}_pic_{row.path[-8:]}" for row in labels.itertuples())
    assert len(run.written("test_folder").entries()) == 12
    with train.open(train.entries()[0].path) as stream:
        assert Image.open(stream).format == "JPEG"
