"""Scoring and extraction through their recipes."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ml.conftest import paint
from tests.ml.handles import Run, folder_of

from atelier.errors import InvalidInput
from atelier.ml.images import model_folder
from atelier.recipes import registry
from atelier.storage.folder import StagedFolder

pytestmark = [pytest.mark.keras, pytest.mark.xdist_group("keras")]


@pytest.fixture(scope="session")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder with a tiny network of three classes, untrained."""
    import keras

    from atelier.macros import registry as macros

    keras.utils.set_random_seed(5)
    inputs = keras.Input((32, 32, 3))
    x = keras.layers.GlobalAveragePooling2D(name="pool")(keras.layers.Conv2D(6, 5, name="conv")(inputs))
    folder = tmp_path_factory.mktemp("classifier")
    keras.Model(inputs, keras.layers.Dense(3, "softmax", name="scores")(x), name="small").save(folder / "small.h5")
    run = Run(tmp_path_factory.mktemp("classifier_net"), folders={"source_folder": folder_of(folder)})
    macro = macros.get("adopt-model")
    values = {"source_folder": "x", "output_name": "small", "class_names": "blue\ngreen\n\nred", "pixels": "unit"}
    macro.run(run, macro.Params.model_validate(values))
    return run.root / "outputs" / "model_folder"


def run_on(kind: str, pictures: Path, model: Path, root: Path, **settings: object) -> Run:
    run = Run(
        root, folders={"image_folder": folder_of(pictures, manifests=root.parent), "model_folder": folder_of(model)}
    )
    recipe = registry.get(kind)
    recipe.run(run, recipe.Params.model_validate(settings))
    return run


def test_a_row_for_each_picture_in_order(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    frame = run_on("image-classification", coloured, classifier, tmp_path / "run").frame("scored_dataset")
    assert list(frame.columns) == ["images", "prediction", "error", "error_reason", "top_class", "top_probability"]
    assert list(frame.images) == sorted(file.name for file in coloured.iterdir())
    for row in frame.itertuples():
        prediction = json.loads(row.prediction)
        values = list(prediction.values())
        assert values == sorted(values, reverse=True)
        assert sum(values) == pytest.approx(1, abs=1e-5)
        assert row.top_class == next(iter(prediction))
        assert row.top_probability == values[0]
    assert (frame.error == 0).all()
    assert frame.error_reason.isna().all()


def test_scoring_agrees_with_plain_keras(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    import keras
    from PIL import Image

    frame = run_on("image-classification", coloured, classifier, tmp_path / "run").frame("scored_dataset")
    again = run_on("image-classification", coloured, classifier, tmp_path / "run").frame("scored_dataset")
    folder = folder_of(classifier)
    config = json.loads(folder.read_bytes("architecture.json"))
    network = keras.saving.deserialize_keras_object(config)
    network.load_weights(classifier / "model.weights.h5")
    pixels = np.stack(
        [
            np.asarray(Image.open(coloured / name).resize((32, 32), Image.Resampling.BILINEAR), np.float32) / 255
            for name in frame.images
        ]
    )
    expected = network.predict(pixels, verbose=0).max(axis=1)
    assert frame.top_probability.to_numpy() == pytest.approx(expected, abs=1e-5)
    assert again.top_probability.to_numpy() == pytest.approx(expected, abs=1e-5)


def test_unreadable_files_get_a_null_a_one_and_the_reason(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed" / "below"
    folder.mkdir(parents=True)
    paint(folder / "b.png", (1, 200, 3), 1)
    (folder / "a.jpg").write_bytes(b"")
    (folder / "c.txt").write_text("notes")
    run = run_on("image-classification", tmp_path / "mixed", classifier, tmp_path / "run")
    frame = run.frame("scored_dataset")
    assert list(frame.images) == ["below/a.jpg", "below/b.png", "below/c.txt"]
    assert list(frame.error) == [1, 0, 1]
    assert list(frame.prediction.isna()) == [True, False, True]
    assert frame.error_reason[0] == "The file is empty."
    assert run.warnings()["unreadable_pictures"] == ("2 of 3 pictures cannot be read: below/a.jpg, below/c.txt.")
    assert run.figures["unreadable"] == 2


@pytest.mark.parametrize("kind", ["image-classification", "image-features"])
def test_an_empty_folder_and_one_without_pictures_give_a_dataset(kind: str, classifier: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    run = run_on(kind, empty, classifier, tmp_path / "run")
    assert len(run.frame(next(iter(run.outputs)))) == 0
    assert run.warnings()["empty_folder"] == "The folder “empty” is empty, so the dataset has no rows."
    (empty / "text.png").write_text("text")
    frame = (run := run_on(kind, empty, classifier, tmp_path / "run2")).frame(next(iter(run.outputs)))
    assert list(frame.error) == [1]


def test_threshold_and_number_of_labels(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    none = run_on("image-classification", coloured, classifier, tmp_path / "a", min_probability=1).frame(
        "scored_dataset"
    )
    assert set(none.prediction) == {"{}"}
    assert none.top_class.notna().all()
    one = run_on("image-classification", coloured, classifier, tmp_path / "b", max_labels=1).frame("scored_dataset")
    assert {len(json.loads(text)) for text in one.prediction} == {1}


def test_features_are_the_layers_output(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    run = run_on("image-features", coloured, classifier, tmp_path / "run")
    frame = run.frame("feature_dataset")
    assert list(frame.columns) == ["images", "prediction", "error", "error_reason"]
    assert {len(vector) for vector in frame.prediction} == {6}
    assert run.figures["vector_length"] == 6
    scores = run_on("image-features", coloured, classifier, tmp_path / "scores", layer=-1).frame("feature_dataset")
    assert np.stack(scores.prediction).sum(axis=1) == pytest.approx(1, abs=1e-5)
    maps = run_on("image-features", coloured, classifier, tmp_path / "maps", layer=-3).frame("feature_dataset")
    assert np.stack(maps.prediction).reshape(36, 28, 28, 6).mean(axis=(1, 2)) == pytest.approx(
        np.stack(frame.prediction), abs=1e-4
    )
    with pytest.raises(InvalidInput, match="small has 4 layers, so there is none at -5"):
        run_on("image-features", coloured, classifier, tmp_path / "beyond", layer=-5)


def test_a_network_without_classes_says_so(coloured: Path, model_path: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        run_on("image-classification", coloured, model_path, tmp_path / "run")
    assert caught.value.message == "The network tiny in “model_folder” has no classes, so it cannot name what it sees."


def test_classes_that_do_not_fit_the_outputs_are_refused(coloured: Path, classifier: Path, tmp_path: Path) -> None:
    copy = StagedFolder("copy", tmp_path / "copy")
    for file in classifier.iterdir():
        copy.write_bytes(file.name, file.read_bytes())
    model_folder.write_classes(copy, ["only", "two"])
    with pytest.raises(InvalidInput, match="The network in “copy” has 3 outputs, but 2 classes are named"):
        run_on("image-classification", coloured, copy.path, tmp_path / "run")


@given(
    st.lists(st.floats(0, 1, width=32), min_size=1, max_size=12),
    st.integers(0, 15),
    st.floats(0, 1),
)
def test_top_classes_fall_and_pass_the_threshold(values: list[float], most: int, least: float) -> None:
    from atelier.ml.images.scoring import top_classes

    names = [f"c{index}" for index in range(len(values))]
    kept = top_classes(np.array(values, np.float32), names, most, least)
    listed = list(kept.values())
    assert listed == sorted(listed, reverse=True)
    assert all(value >= least for value in listed)
    assert len(listed) <= (most or len(values))
    assert len(listed) == min(
        most or len(values), sum(value >= least for value in np.array(values, np.float32).tolist())
    )


def test_two_outputs_of_one_name_count_together() -> None:
    from atelier.ml.images.scoring import top_classes

    kept = top_classes(np.array([0.3, 0.3, 0.4]), ["crane", "crane", "desk"], 5, 0)
    assert kept == {"crane": pytest.approx(0.6), "desk": pytest.approx(0.4)}


def test_the_figures_of_evaluation() -> None:
    from atelier.ml.images.evaluation import evaluate

    probabilities = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.6, 0.4]])
    found = evaluate(probabilities, np.array([0, 1, 1, 0]), ["a", "b"], ["p0", "p1", "p2", "p3"])
    assert found["val_acc"] == 0.75
    assert found["confusion"]["counts"] == [[2, 0], [1, 1]]
    assert found["per_class"][0] == {
        "class": "a", "precision": pytest.approx(2 / 3), "recall": 1.0, "f1": pytest.approx(0.8), "support": 2
    }  # fmt: skip
    assert found["mistakes"] == [{"path": "p1", "label": "b", "prediction": "a", "probability": 0.8}]
    assert found["confusion"]["examples"]["a|a"][0]["path"] == "p0"
    assert found["macro_f1"] == pytest.approx((0.8 + 2 / 3) / 2)


def test_evaluation_agrees_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    from atelier.ml.images.evaluation import evaluate

    rng = np.random.default_rng(1)
    probabilities = rng.dirichlet(np.ones(4), 200)
    truth = rng.integers(0, 3, 200)  # the fourth class has no picture
    found = evaluate(probabilities, truth, list("abcd"), [str(place) for place in range(200)])
    predicted = probabilities.argmax(axis=1)
    p, r, f, s = metrics.precision_recall_fscore_support(truth, predicted, labels=[0, 1, 2, 3], zero_division=0)
    assert pd.DataFrame(found["per_class"])[["precision", "recall", "f1", "support"]].to_numpy() == pytest.approx(
        np.stack([p, r, f, s], axis=1)
    )
    assert found["val_loss"] == pytest.approx(metrics.log_loss(truth, probabilities, labels=[0, 1, 2, 3]))
    assert found["top5_acc"] == 1.0
