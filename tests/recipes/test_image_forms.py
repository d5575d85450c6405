"""What the forms of the picture recipes work out from their inputs."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.ml.handles import Form, folder_of, label_input

from atelier.ml.images import arithmetic, model_folder
from atelier.ml.images.model_description import LayerFacts
from atelier.recipes import registry
from atelier.storage.folder import StagedFolder

RETRAIN = registry.get("image-retrain")
LAYERS = [
    LayerFacts(0, "input", "InputLayer", (224, 224, 3), 0),
    LayerFacts(1, "conv1", "Conv2D", (112, 112, 64), 1000),
    LayerFacts(2, "conv2", "Conv2D", (7, 7, 2048), 5000),
    LayerFacts(3, "avg_pool", "GlobalAveragePooling2D", (2048,), 0, part="head"),
    LayerFacts(4, "predictions", "Dense", (1000,), 2_049_000, part="head"),
]
CONFIG: dict[str, Any] = {
    "architecture": "xception", "label": "Xception", "trained_on": "imagenet", "licence": "MIT",
    "input_size": [299, 299], "minimum_size": 71, "parameters": 6000, "retrained": False, "flat": False,
    "preprocessing": {"kind": "scale", "mode": "RGB", "scale": 1.0, "offset": 0.0},
    "fixed_size": False, "extract_layer_default_index": -2, "head": None,
}  # fmt: skip


def form_of(tmp_path: Path, *, counts: dict[str, int] | None = None, **config: Any) -> Form:
    writer = StagedFolder("xception", tmp_path / "model")
    model_folder.write_config(writer, CONFIG | config)
    model_folder.write_classes(writer, ["cat", "dog"])
    model_folder.write_layers(writer, LAYERS, "the summary")
    return Form(
        {"label_dataset": label_input(["path", "full_path", "target"])},
        {"model_folder": folder_of(tmp_path / "model", "xception")},
        counts if counts is not None else {"a": 3500, "b": 3500},
    )


def retrain_params(**values: Any) -> Any:
    return RETRAIN.Params.model_validate({"path_column": "path", "label_column": "target"} | values)


def hints(form: Form, **values: Any) -> dict[str, tuple[str, str, Any]]:
    return {one.field: (one.result, one.text, one.value) for one in RETRAIN.hints(form, retrain_params(**values))}


def test_the_quiz_of_the_course_is_written_out(tmp_path: Path) -> None:
    found = hints(form_of(tmp_path), batch_size=64)
    assert found["train_ratio"][0] == "5,600 pictures to train, 1,400 to validate."
    assert found["steps_per_epoch"] == (
        "5,600 / 64 = 87.5, so 88 steps.", "Every training picture is seen once per epoch.", 88
    )  # fmt: skip
    assert found["validation_steps"] == ("1,400 / 64 = 21.9, so 22 steps.", "All validation pictures are used.", 22)


def test_fixed_steps_say_what_share_they_see(tmp_path: Path) -> None:
    found = hints(form_of(tmp_path), batch_size=64, steps_per_epoch=60, validation_steps=20)
    assert found["steps_per_epoch"] == ("One full pass is 88 steps.", "With 60 it sees 69% of them per epoch.", 88)
    assert found["validation_steps"][1] == "With 20, 1,280 of them are used."


def test_augmentation_changes_the_sum(tmp_path: Path) -> None:
    found = hints(form_of(tmp_path), batch_size=64, augment=True, augmentations=4)
    assert found["steps_per_epoch"] == (
        "5,600 / 16 = 350 steps.",
        "A batch of 64 holds 16 pictures, 4 copies of each. Every training picture is seen once per epoch.",
        350,
    )


def test_layers_are_told_with_the_weights_that_change(tmp_path: Path) -> None:
    form = form_of(tmp_path)
    assert hints(form)["layers"] == ("Only the new last layer is trained.", "6,000 weights stay as they are.", None)
    found = hints(form, layers="n_last", layer_count=2)["layer_count"]
    assert found[0] == "Trained from conv2 on."
    assert found[1] == "5,000 of the network's 6,000 weights change, and the new last layer."
    assert hints(form, layers="all")["layers"][0] == "All 3 layers with weights are trained."
    assert hints(form)["width"] == ("299 px, the network's own.", "", 299)


def test_columns_are_guessed_by_name_and_meaning() -> None:
    guess = RETRAIN.initial_params
    assert guess(Form({"label_dataset": label_input(["path", "full_path", "target"])})) == {
        "path_column": "path", "label_column": "target"
    }  # fmt: skip
    assert guess(Form({"label_dataset": label_input(["Label", "Filename"])})) == {
        "path_column": "Filename", "label_column": "Label"
    }  # fmt: skip
    assert guess(Form({"label_dataset": label_input(["a", "b", "c"])})) == {}
    assert guess(Form()) == {}


def problems(form: Form, **values: Any) -> dict[tuple[str | int, ...], str]:
    return {one.loc: one.message for one in RETRAIN.check(form, retrain_params(**values))}


def test_size_is_limited_by_the_network_not_by_a_constant(tmp_path: Path) -> None:
    form = form_of(tmp_path)
    assert problems(form, width=70, height=71) == {("params", "width"): "Xception needs pictures of at least 71 px."}
    assert problems(form, width=200, height=200) == {}


def test_problems_stand_at_their_fields(tmp_path: Path) -> None:
    form = form_of(tmp_path)
    assert problems(form, path_column="", label_column="nobody") == {
        ("params", "path_column"): "Choose the column that holds the pictures' file names.",
        ("params", "label_column"): "The dataset “labels” has no column “nobody”.",
    }
    assert problems(form_of(tmp_path, counts={"only": 7})) == {
        ("params", "label_column"): "Every row has the label “only”. A classifier needs at least two classes."
    }
    pairs = [{"name": "beta_1", "value": "x"}, {"name": "momentum", "value": "0.9"}, {"name": "lr", "value": "1"}]
    found = problems(form, optimizer_params=pairs)
    assert found[("params", "optimizer_params", 0, "value")] == "“beta_1” must be a number, not “x”."
    assert found[("params", "optimizer_params", 1, "name")].startswith(
        "“momentum” is no parameter of the optimizer Adam."
    )
    assert found[("params", "optimizer_params", 2, "name")] == (
        "The learning rate has a field of its own; leave it out here."
    )
    zoom = [{"name": "brightness_range", "value": "0.5"}]
    found = problems(form, augment=True, augmentation_params=zoom, augmentations=40)
    assert found[("params", "augmentation_params", 0, "value")] == (
        "“brightness_range” must be two numbers as in [0.8, 1.2], not “0.5”."
    )
    assert found[("params", "augmentations")] == "A batch of 32 cannot hold 40 copies of a picture."
    assert problems(form, augment=False, augmentation_params=zoom, augmentations=40) == {}


def test_a_folder_without_network_is_a_problem_of_the_role(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    form = Form({"label_dataset": label_input(["path", "target"])}, {"model_folder": folder_of(tmp_path / "photos")})
    assert problems(form)[("inputs", "model_folder")] == (
        "The folder “photos” holds no network: it has no config.json."
    )


def test_a_retrained_network_locks_pooling_and_size(tmp_path: Path) -> None:
    form = form_of(tmp_path, retrained=True, head={"pooling": "max", "dropout": 0.0}, input_size=[200, 210])
    fixed = RETRAIN.fixed_params(form)
    assert {name: one.value for name, one in fixed.items()} == {"pooling": "max", "width": 210, "height": 200}
    assert fixed["pooling"].reason == "Fixed when this network was retrained the first time."
    assert problems(form, width=1, height=1) == {}
    flat = RETRAIN.fixed_params(form_of(tmp_path / "flat", flat=True))
    assert flat["pooling"].reason == "Xception pools its features itself."


def test_layers_are_listed_from_the_last_backwards(tmp_path: Path) -> None:
    recipe = registry.get("image-features")
    form = form_of(tmp_path)
    listed = recipe.choices("layers", form)
    assert [(one.value, one.label) for one in listed[:2]] == [(-1, "Dense (-1)"), (-2, "GlobalAveragePooling2D (-2)")]
    assert listed[2].help == "conv2, 7 × 7 × 2048, 5,000 parameters"
    assert recipe.initial_params(form) == {"layer": -2}
    (hint,) = recipe.hints(form, recipe.Params())
    assert hint.result == "A vector of 2,048 numbers for each picture."
    (hint,) = recipe.hints(form, recipe.Params(layer=-3))
    assert hint.result == "A vector of 100,352 numbers for each picture."
    (problem,) = recipe.check(form, recipe.Params(layer=-9))
    assert problem.message == "Xception has 5 layers, so the first one is -5."


def test_a_network_without_classes_cannot_score(tmp_path: Path) -> None:
    form = form_of(tmp_path)
    (tmp_path / "model" / "model_labels.csv").unlink()
    form.folders["model_folder"] = folder_of(tmp_path / "model", "xception")
    recipe = registry.get("image-classification")
    (problem,) = recipe.check(form, recipe.Params())
    assert problem.loc == ("inputs", "model_folder")
    assert problem.message == "The network Xception has no classes. Retrain it on labelled pictures first."


def test_the_values_of_the_course_can_be_typed(tmp_path: Path) -> None:
    """Every value that the deck shows, under the plugin's names."""
    score = registry.get("CustomCode_deeplearning-image-score")
    params = score.Params.model_validate(
        score.from_dss(
            {"max_nb_labels": 5, "min_threshold": 0.1, "should_use_gpu": True, "list_gpu": "0", "gpu_allocation": 1}
        )
    )
    assert (params.max_labels, params.min_probability, params.use_gpu, params.gpus) == (5, 0.1, True, "0")
    config = {
        "col_filename": "path", "col_label": "target", "train_ratio": 0.8, "random_seed": 1337, "image_width": 200,
        "image_height": 200, "model_pooling": "avg", "model_dropout": 0, "model_reg": {"l1": 0, "l2": 0},
        "layer_to_retrain": "n_last", "layer_to_retrain_n": 5, "model_optimizer": "adam", "model_learning_rate": 0.001,
        "model_custom_params_opti": [{"name": "beta_1", "value": 0.9}, {"name": "", "value": ""}], "batch_size": 64,
        "nb_epochs": 30, "nb_steps_per_epoch": 90, "nb_validation_steps": 20, "data_augmentation": False,
        "n_augmentation": 2, "model_custom_params_data_augmentation": [], "tensorboard": True,
    }  # fmt: skip
    params = RETRAIN.Params.model_validate(RETRAIN.from_dss(config))
    assert (params.width, params.layer_count, params.steps_per_epoch, params.validation_steps) == (200, 5, 90, 20)
    assert params.optimizer_pairs() == [("beta_1", "0.9")]
    for given_pooling in ("None", None, "none"):
        read = RETRAIN.from_dss(config | {"model_pooling": given_pooling})
        assert RETRAIN.Params.model_validate(read).pooling == "none"
    back = RETRAIN.to_dss(params.model_dump(mode="json"))
    assert back["model_reg"] == {"l1": 0.0, "l2": 0.0}
    assert back["nb_steps_per_epoch"] == 90


@pytest.mark.parametrize("value", [0, -1, 1.5, "some", "", True, 10_000_001, None, []])
def test_steps_are_auto_or_a_whole_number(value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        retrain_params(steps_per_epoch=value)
    (error,) = caught.value.errors()
    assert error["loc"] == ("steps_per_epoch",)
    assert error["msg"].endswith("Write auto, or a whole number from 1 to 10,000,000.")
    assert retrain_params(steps_per_epoch="90").steps_per_epoch == 90
    assert retrain_params(steps_per_epoch="Auto").steps_per_epoch == "auto"


def test_gpus_are_indexes_with_commas() -> None:
    assert retrain_params(gpus=" 1, 0,1").gpu_indexes() == (1, 0)
    assert retrain_params(gpus=[0, 2]).gpu_indexes() == (0, 2)
    with pytest.raises(ValidationError, match="Write the indexes of GPUs with commas between them"):
        retrain_params(gpus="first")


def test_a_gpu_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from atelier.ml.images import devices

    monkeypatch.setattr(devices, "gpu_names", lambda: ("A", "B", "C", "D"))
    found = problems(Form(), use_gpu=True, gpus="4")
    assert found[("params", "gpus")] == "This machine has GPUs 0 to 3. Choose among them, or none to take any."
    assert [one.label for one in RETRAIN.choices("gpus", Form())] == ["GPU 0", "GPU 1", "GPU 2", "GPU 3"]
    assert RETRAIN.slot_class(retrain_params(use_gpu=True)) == "gpu"
    monkeypatch.setattr(devices, "gpu_names", lambda: ())
    assert RETRAIN.slot_class(retrain_params(use_gpu=True)) == "cpu"
    (hint,) = RETRAIN.hints(Form(), retrain_params(use_gpu=True))
    assert (hint.result, hint.text) == ("This machine has no GPU.", "The run uses the processors.")


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 200), min_size=1), st.floats(0.01, 0.99))
def test_every_class_is_split_and_nothing_is_lost(counts: dict[str, int], ratio: float) -> None:
    held_out = arithmetic.validation_counts(counts, ratio)
    for name, count in counts.items():
        assert 0 <= held_out[name] < count
        assert (held_out[name] > 0) == (count > 1)
        if count > 10:
            assert abs(held_out[name] - count * (1 - ratio)) <= 1
    train, validation = arithmetic.split_sizes(counts, ratio)
    assert train + validation == sum(counts.values())


@given(st.integers(1, 100_000), st.integers(1, 5000), st.integers(1, 16))
def test_a_pass_sees_every_picture(pictures: int, batch: int, copies: int) -> None:
    distinct = arithmetic.distinct_in_batch(batch, copies)
    steps = arithmetic.steps_in_pass(pictures, batch, copies)
    assert (steps - 1) * distinct < pictures <= steps * distinct
