"""Retraining through the recipe: what it learns, keeps, says and refuses."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from tests.ml.handles import Run, folder_of

from atelier import jsontext
from atelier.errors import ActivityFailed, AtelierError, InvalidInput, Stopped
from atelier.ml.images import model_folder
from atelier.recipes import registry

pytestmark = [pytest.mark.keras, pytest.mark.xdist_group("keras")]

NewRun = Callable[..., Run]
SETTINGS: dict[str, Any] = {
    "path_column": "path",
    "label_column": "target",
    "epochs": 4,
    "batch_size": 8,
    "learning_rate": 0.01,
    "width": 32,
    "height": 32,
}


def retrain(run: Run, **settings: Any) -> Run:
    recipe = registry.get("image-retrain")
    recipe.run(run, recipe.Params.model_validate(SETTINGS | settings))
    return run


def test_it_learns_and_leaves_a_whole_model_folder(new_run: NewRun) -> None:
    run = retrain(new_run(), epochs=8)
    written = run.written("model_output")
    assert {entry.path for entry in written.entries()} == {
        "config.json", "model_labels.csv", "model.weights.h5", "layers.json", "summary.txt", "history.json",
        "metrics.json", "architecture.json"
    }  # fmt: skip
    described = model_folder.describe(written)
    assert described.retrained
    assert described.classes == ("blue", "green", "red")
    assert described.input_size == (32, 32)
    assert described.pooling == "avg"
    assert written.read_bytes("model_labels.csv") == b"id,className\n0,blue\n1,green\n2,red\n"
    epochs = run.epochs()
    assert [epoch.epoch for epoch in epochs] == list(range(1, 9))
    assert all(list(epoch.logs) == ["loss", "acc", "val_loss", "val_acc"] for epoch in epochs)
    best = min(epochs, key=lambda epoch: epoch.logs["val_loss"])
    assert described.best_epoch == best.epoch
    assert described.metrics["val_loss"] == pytest.approx(best.logs["val_loss"], abs=1e-4)
    assert described.metrics["val_acc"] == pytest.approx(best.logs["val_acc"], abs=1e-6)
    assert described.metrics["val_acc"] > 0.6
    counts = np.array(described.metrics["confusion"]["counts"])
    assert counts.sum() == 6
    assert counts.sum(axis=1).tolist() == [2, 2, 2]
    assert described.training["seed"] == 1337
    assert described.provenance["library_versions"]["keras"]
    assert "Epoch 3/8" in run.lines
    assert any(line.startswith("- ") and " - val_acc: " in line for line in run.lines)
    facts = run.output_folder("model_output").facts
    assert facts["class_names"] == ["blue", "green", "red"]
    assert facts["model"]["best_epoch"] == best.epoch


def test_the_same_seed_gives_the_same_run(new_run: NewRun) -> None:
    first, second = retrain(new_run(), dropout=0.2, epochs=2), retrain(new_run(), dropout=0.2, epochs=2)
    other = retrain(new_run(), dropout=0.2, epochs=2, seed=1)
    logs = [[epoch.logs for epoch in run.epochs()] for run in (first, second, other)]
    assert logs[0] == logs[1]
    assert logs[0] != logs[2]


@pytest.mark.parametrize(
    "settings", [{"layers": "last"}, {"layers": "n_last", "layer_count": 2}], ids=["last", "n_last"]
)
def test_the_cached_path_equals_the_uncached(
    new_run: NewRun, settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from atelier.ml.images import graph

    cached = retrain(new_run(), **settings)
    assert any("computed once for each picture" in line for line in cached.lines)

    def no_cut(model: Any, trained: set[str]) -> Any:
        return graph.Cut(None, model, "nowhere")

    monkeypatch.setattr(graph, "cut_before", no_cut)
    plain = retrain(new_run(), **settings)
    for one, other in zip(cached.epochs(), plain.epochs(), strict=True):
        assert one.logs == pytest.approx(other.logs, abs=2e-3)


def test_a_second_run_takes_the_frozen_part_from_the_cache(new_run: NewRun, tmp_path: Path) -> None:
    root = tmp_path / "same"
    first = retrain(new_run(root=root))
    second = retrain(new_run(root=root))
    assert not any("in the feature cache already" in line for line in first.lines)
    assert "36 of 36 pictures are in the feature cache already" in second.lines
    assert [epoch.logs for epoch in first.epochs()] == [epoch.logs for epoch in second.epochs()]


def test_stopping_keeps_the_best_epoch_so_far(new_run: NewRun) -> None:
    run = new_run()
    run.stop_when = lambda run: len(run.epochs()) >= 2
    retrain(run, epochs=50)
    assert len(run.epochs()) == 2
    described = model_folder.describe(run.written("model_output"))
    assert described.best_epoch in (1, 2)
    assert described.metrics["stopped"] is True
    assert run.lines[-1].startswith("Training was stopped; the best epoch is")
    score = Run(run.root / "score", folders=run.folders | {"model_folder": run.written("model_output")})
    recipe = registry.get("image-classification")
    recipe.run(score, recipe.Params())
    assert score.frame("scored_dataset").top_class.isin(["blue", "green", "red"]).all()


def test_stopping_before_the_first_epoch_leaves_nothing(new_run: NewRun) -> None:
    run = new_run()
    run.stop_when = lambda run: "Epoch 1/4" in run.lines
    with pytest.raises(Stopped, match="before its first epoch ended; there is nothing to keep"):
        retrain(run)
    assert run.written("model_output").get("model.weights.h5") is None


def test_a_loss_that_is_no_number_fails_and_saves_no_weights(new_run: NewRun) -> None:
    run = new_run()
    with pytest.raises(
        ActivityFailed, match=r"The loss is no longer a number in epoch 1.*Nothing was saved\."
    ) as caught:
        retrain(run, learning_rate=1e30, optimizer="sgd", l2=1.0)
    assert caught.value.hint is not None
    assert "Lower the learning rate" in caught.value.hint
    assert run.written("model_output").get("model.weights.h5") is None


def test_steps_are_honoured_and_auto_is_one_full_pass(new_run: NewRun) -> None:
    run = retrain(new_run(), steps_per_epoch=2, validation_steps=1, epochs=1)
    assert "2 steps in an epoch; one full pass is 4" in run.lines
    assert "30 pictures to train, 6 to validate, 3 classes" in run.lines


def test_a_retrained_network_keeps_size_and_pooling_and_goes_on_with_its_last_layer(new_run: NewRun) -> None:
    first = retrain(new_run(), epochs=6, dropout=0.1)
    first_best = min(epoch.logs["val_loss"] for epoch in first.epochs())
    model = first.root / "outputs" / "model_output"
    second = retrain(new_run(model=model), width=64, height=64, pooling="max", learning_rate=0.0001, epochs=1)
    described = model_folder.describe(second.written("model_output"))
    assert described.input_size == (32, 32)
    assert described.pooling == "avg"
    assert "The classes are those of the former retraining, whose last layer is continued" in second.lines
    assert "Picture size stays 32 x 32 px, the size of tiny: it was retrained before" in second.lines
    assert "Pooling stays “avg”: it is fixed by its first retraining" in second.lines
    assert second.epochs()[0].logs["val_loss"] < first_best + 0.1


def test_other_classes_give_a_new_last_layer(new_run: NewRun, label_frame: pd.DataFrame) -> None:
    model = retrain(new_run(), epochs=1).root / "outputs" / "model_output"
    two = label_frame.assign(target=label_frame.target.replace({"red": "warm", "green": "cold", "blue": "cold"}))
    run = retrain(new_run(model=model, labels=two), epochs=1)
    assert "The classes differ from the former retraining: the last layer starts anew" in run.lines
    assert model_folder.describe(run.written("model_output")).classes == ("cold", "warm")


def test_augmentation_and_all_layers_train_live(new_run: NewRun) -> None:
    pairs = [{"name": "rotation_range", "value": "15"}, {"name": "horizontal_flip", "value": "true"}]
    run = retrain(new_run(), augment=True, augmentations=2, augmentation_params=pairs, layers="all", epochs=1)
    assert "Augmented pictures are new in every batch, so the whole network runs live: slower than without" in run.lines
    assert "8 steps in an epoch; one full pass is 8" in run.lines
    assert any(line.startswith("Retraining all layers") for line in run.lines)


def test_augmentation_without_parameters_says_that_it_changes_nothing(new_run: NewRun) -> None:
    run = retrain(new_run(), augment=True, epochs=1)
    assert run.warnings()["augmentation_changes_nothing"].endswith("so the copies of a picture are all the same.")


def test_tensorboard_logs_are_read_by_tensorflow(new_run: NewRun) -> None:
    tf = pytest.importorskip("tensorflow")
    run = retrain(new_run(), tensorboard=True, epochs=2)
    (file,) = (run.root / "outputs" / "model_output" / "tensorboard_logs" / "validation").iterdir()
    events = [tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(file))]
    read = {value.tag: value.simple_value for event in events for value in event.summary.value}
    assert read["epoch_acc"] == pytest.approx(run.epochs()[-1].logs["val_acc"], abs=1e-6)


# Bad input


def copy_of(coloured: Path, place: Path) -> Path:
    place.mkdir()
    for file in coloured.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    return place


def test_bad_pictures_among_good_ones_cost_only_their_row(
    new_run: NewRun, coloured: Path, label_frame: pd.DataFrame, tmp_path: Path
) -> None:
    folder = copy_of(coloured, tmp_path / "mixed")
    whole = (folder / "red_pic_0001.png").read_bytes()
    (folder / "red_pic_0000.png").write_bytes(b"")
    (folder / "red_pic_0001.png").write_bytes(whole[: len(whole) // 2])
    (folder / "green_pic_0000.png").write_text("not a picture")
    Image.new("1", (30_000, 30_000)).save(folder / "blue_pic_0000.png")
    run = retrain(new_run(pictures=folder, labels=label_frame), epochs=1)
    assert run.warnings()["unreadable_pictures"].startswith("4 of 36 pictures cannot be read: blue_pic_0000.png")
    assert (
        "25 pictures to train, 7 to validate, 3 classes" in run.lines
        or "26 pictures to train, 6 to validate, 3 classes" in run.lines
    )
    assert any("“red_pic_0000.png”, skipping it: The file is empty." in line for line in run.lines)


def test_labels_and_pictures_that_do_not_fit_are_named(
    new_run: NewRun, coloured: Path, label_frame: pd.DataFrame, tmp_path: Path
) -> None:
    folder = copy_of(coloured, tmp_path / "more")
    (folder / "stranger.png").write_bytes((folder / "red_pic_0000.png").read_bytes())
    extra = pd.DataFrame(
        {
            "path": ["missing.png", "red_pic_0003.png", "red_pic_0004.png", "red_pic_0005.png"],
            "target": ["red", "red", "blue", None],
        }
    )
    labels = pd.concat([label_frame[label_frame.path != "red_pic_0005.png"], extra], ignore_index=True)
    run = retrain(new_run(pictures=folder, labels=labels), epochs=1)
    warnings = run.warnings()
    assert warnings["labels_without_picture"] == "1 label names a picture that is not in the folder: missing.png."
    assert (
        warnings["pictures_without_label"] == "2 pictures have no label and stay out: red_pic_0005.png, stranger.png."
    )
    assert warnings["empty_labels"] == "1 row has no label and stay out: red_pic_0005.png."
    assert warnings["duplicate_rows"] == "1 row repeats another and count once: red_pic_0003.png."
    assert warnings["contradicting_labels"] == (
        "1 row gives a second, different label to a picture; the first one counts: red_pic_0004.png."
    )


def test_a_class_of_one_picture_is_trained_on_and_said(new_run: NewRun, label_frame: pd.DataFrame) -> None:
    labels = label_frame.assign(target=label_frame.target.where(label_frame.path != "red_pic_0000.png", "alone"))
    run = retrain(new_run(labels=labels), epochs=1)
    assert run.warnings()["class_of_one"] == ("1 class has one picture only, which trains and cannot validate: alone.")
    assert model_folder.describe(run.written("model_output")).classes == ("alone", "blue", "green", "red")


def test_whole_numbers_unicode_and_leading_slashes_are_fine(new_run: NewRun, label_frame: pd.DataFrame) -> None:
    numbers = label_frame.assign(target=label_frame.target.map({"blue": 3, "green": 20, "red": 100}))
    run = retrain(new_run(labels=numbers.assign(path="/" + numbers.path)), epochs=1)
    assert model_folder.describe(run.written("model_output")).classes == ("100", "20", "3")
    names = label_frame.assign(target=label_frame.target.map({"blue": "bleu ☂", "green": "grün", "red": "красный"}))
    run = retrain(new_run(labels=names), epochs=1)
    assert model_folder.describe(run.written("model_output")).classes == ("bleu ☂", "grün", "красный")


def test_a_batch_larger_than_the_data_is_said(new_run: NewRun) -> None:
    run = retrain(new_run(), batch_size=64, epochs=1)
    assert run.warnings()["batch_larger_than_data"] == (
        "The batch size of 64 is larger than the 30 training pictures: each update uses all of them."
    )


def refused(run: Run, kind: type[AtelierError], **settings: Any) -> AtelierError:
    with pytest.raises(kind) as caught:
        retrain(run, **settings)
    assert run.written("model_output").get("model.weights.h5") is None
    return caught.value


def test_what_cannot_be_trained_is_refused_with_a_sentence(
    new_run: NewRun, coloured: Path, label_frame: pd.DataFrame, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    error = refused(new_run(pictures=empty), ActivityFailed)
    assert error.message == "The folder “images_train” is empty: there is nothing to train on."
    error = refused(new_run(labels=label_frame.assign(target="red")), ActivityFailed)
    assert error.message == "Every picture has the label “red”. A classifier needs at least two classes."
    error = refused(new_run(labels=label_frame.assign(path="x/" + label_frame.path)), ActivityFailed)
    assert error.message == (
        "None of the 36 paths in column “path” is in the folder “images_train”. The first path is "
        "“x/blue_pic_0000.png”, the folder's first file “blue_pic_0000.png”."
    )
    error = refused(new_run(labels=label_frame.assign(target="")), ActivityFailed)
    assert error.message == "No row has both a path and a label: there is nothing to train on."
    error = refused(new_run(labels=label_frame[:0]), ActivityFailed)
    assert error.message == "The dataset “labels” has no rows: there is nothing to train on."
    error = refused(new_run(), InvalidInput, label_column="nobody")
    assert error.message == "The dataset “labels” has no column “nobody”. It has path, target."
    assert error.fields[0].loc == ("params", "label_column")
    error = refused(new_run(), InvalidInput, width=31)
    assert error.message == "tiny needs pictures of at least 32 px."
    error = refused(new_run(model=coloured), InvalidInput)
    assert error.message == "The folder “network” holds no network: it has no config.json."
    error = refused(new_run(), InvalidInput, augment=True, augmentations=9)
    assert error.message == "A batch of 8 cannot hold 9 copies of a picture."


def test_a_folder_without_one_readable_picture_is_refused(
    new_run: NewRun, label_frame: pd.DataFrame, tmp_path: Path
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for name in label_frame.path:
        (folder / name).write_text("no picture")
    error = refused(new_run(pictures=folder), ActivityFailed)
    assert error.message == (
        "None of the 36 labelled pictures can be read. The first, “blue_pic_0000.png”: "
        "This is not a picture in a known format (JPEG, PNG, WebP, GIF, BMP, TIFF)."
    )


def test_damaged_weights_are_refused(new_run: NewRun, model_path: Path, tmp_path: Path) -> None:
    broken = copy_of(model_path, tmp_path / "cut_short")
    weights = broken / "model.weights.h5"
    weights.write_bytes(weights.read_bytes()[:10_000])
    error = refused(new_run(model=broken), InvalidInput)
    assert error.message == "model.weights.h5 is not a readable HDF5 file; it may be cut short."
    config = jsontext.loads((broken / "config.json").read_bytes()) | {"architecture": "nothing_known"}
    (broken / "config.json").write_text(jsontext.dumps(config))
    assert "Atelier knows no network “nothing_known”" in refused(new_run(model=broken), AtelierError).message


def test_a_plugin_folder_without_weights_is_refused(new_run: NewRun, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "config.json").write_text('{"architecture": "resnet", "trained_on": "imagenet"}')
    error = refused(new_run(model=old), InvalidInput)
    assert error.message.startswith(
        "The folder “network” has no weights: none of model.weights.h5, resnet_imagenet_weights.h5"
    )
    assert folder_of(old).get("config.json") is not None
