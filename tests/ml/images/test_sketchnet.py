"""The built-in network: its shape, and the weights that ship with it."""

import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn.linear_model import LogisticRegression

from atelier.drawn import CHARACTERS, OBJECT_CLASSES, draw_character, draw_object

pytestmark = pytest.mark.keras


@pytest.mark.parametrize("size", [32, 64, 100])
def test_it_takes_pictures_of_any_size_from_its_minimum(size: int) -> None:
    from atelier.ml.images.sketchnet import FEATURES, build_sketchnet

    pictures = np.random.default_rng(0).uniform(-1, 1, (2, size, size, 3)).astype(np.float32)
    probabilities = build_sketchnet(5, input_size=size).predict(pictures, verbose=0)
    assert probabilities.shape == (2, 5)
    assert probabilities.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert build_sketchnet(5, input_size=size, include_top=False).predict(pictures, verbose=0).shape == (2, FEATURES)


def test_it_refuses_what_it_cannot_build() -> None:
    from atelier.ml.images.sketchnet import build_sketchnet

    with pytest.raises(ValueError, match="at least 32 pixels, not 31"):
        build_sketchnet(5, input_size=31)
    with pytest.raises(ValueError, match="at least one class"):
        build_sketchnet(0)


def test_weights_do_not_depend_on_the_input_size() -> None:
    from atelier.ml.images.sketchnet import build_sketchnet

    small, large = build_sketchnet(7, input_size=32), build_sketchnet(7, input_size=160)
    assert [value.shape for value in small.weights] == [value.shape for value in large.weights]


def test_the_shipped_files_agree_with_each_other() -> None:
    from atelier.ml.images.sketchnet import WEIGHTS_FILE, read_builtin_facts, read_builtin_labels

    facts = read_builtin_facts()
    assert WEIGHTS_FILE.stat().st_size == facts["bytes"] <= 3_000_000
    assert hashlib.sha256(WEIGHTS_FILE.read_bytes()).hexdigest() == facts["sha256"]
    assert tuple(read_builtin_labels()) == OBJECT_CLASSES
    assert facts["classes"] == len(OBJECT_CLASSES)
    assert facts["licence"] == "Apache-2.0"


def test_the_shipped_network_names_drawn_objects_that_it_never_saw() -> None:
    from atelier.ml.images.sketchnet import INPUT_SIZE, PREPROCESSING, load_sketchnet

    pictures = [draw_object(name, 900_000 + index) for index, name in enumerate(OBJECT_CLASSES)]
    size = (INPUT_SIZE, INPUT_SIZE)
    batch = np.stack([np.asarray(picture.resize(size, Image.Resampling.BILINEAR), np.float32) for picture in pictures])
    scaled = batch * PREPROCESSING["scale"] + PREPROCESSING["offset"]
    chosen = load_sketchnet().predict(scaled, verbose=0).argmax(axis=1)
    assert np.mean(chosen == np.arange(len(OBJECT_CLASSES))) > 0.6


def features_of(names: list[str], first_seed: int) -> NDArray[np.float32]:
    from atelier.ml.images.sketchnet import INPUT_SIZE, PREPROCESSING, load_sketchnet

    size = (INPUT_SIZE, INPUT_SIZE)
    pictures = [draw_character(name, first_seed + index).resize(size) for index, name in enumerate(names)]
    batch = np.stack([np.asarray(picture, np.float32) for picture in pictures])
    scaled = batch * PREPROCESSING["scale"] + PREPROCESSING["offset"]
    return np.asarray(load_sketchnet(include_top=False).predict(scaled, verbose=0))


def test_a_new_last_layer_on_few_pictures_tells_the_characters_apart() -> None:
    train = [CHARACTERS[index % len(CHARACTERS)] for index in range(360)]
    test = [CHARACTERS[index % len(CHARACTERS)] for index in range(120)]
    layer = LogisticRegression(C=0.1, max_iter=300).fit(features_of(train, 0), train)
    assert layer.score(features_of(test, 70_000), test) >= 0.8


def test_with_and_without_top_share_the_same_features() -> None:
    from atelier.ml.images.sketchnet import FEATURES, load_sketchnet

    whole, trunk = load_sketchnet(input_size=64), load_sketchnet(input_size=64, include_top=False)
    pictures = np.random.default_rng(1).uniform(-1, 1, (2, 64, 64, 3)).astype(np.float32)
    features = trunk.predict(pictures, verbose=0)
    assert features.shape == (2, FEATURES)
    assert np.asarray(whole.get_layer("predictions")(features)) == pytest.approx(
        whole.predict(pictures, verbose=0), abs=1e-4
    )
