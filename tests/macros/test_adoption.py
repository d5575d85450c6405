"""Adopting networks of every form, and refusing what is no image network."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.ml.handles import Form, Run, folder_of

from atelier.errors import InvalidInput
from atelier.macros import registry
from atelier.ml.images import model_folder

pytestmark = [pytest.mark.keras, pytest.mark.xdist_group("keras")]
MACRO = registry.get("adopt-model")


def adopt(folder: Path, root: Path, **params: Any) -> Run:
    run = Run(root, folders={"source_folder": folder_of(folder, manifests=root.parent)})
    MACRO.run(run, MACRO.Params.model_validate({"source_folder": "x", "output_name": "net"} | params))
    return run


def network(*, softmax: bool = True, flat: bool = False, shape: tuple[int | None, ...] = (40, 40, 3)) -> Any:
    import keras

    inputs = keras.Input(shape)
    x = keras.layers.Conv2D(4, 3, name="conv")(inputs)
    if flat:
        x = keras.layers.Dense(8, activation="relu", name="hidden")(keras.layers.Flatten(name="flat")(x))
    else:
        x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    if softmax:
        x = keras.layers.Dense(2, name="scores")(x)
        x = keras.layers.Softmax(name="softmax")(x)
    return keras.Model(inputs, x, name="mine")


def test_every_form_of_file_gives_the_same_network(tmp_path: Path) -> None:
    from atelier.ml.images import networks

    source = network()
    for name in ("whole.keras", "whole.h5", "parts.weights.h5"):
        folder = tmp_path / name
        folder.mkdir()
        if name.startswith("parts"):
            source.save_weights(folder / name)
            (folder / "parts.json").write_text(source.to_json())
        else:
            source.save(folder / name)
        run = adopt(folder, tmp_path / f"run {name}", class_names="cat\ndog", model_label="Mine", pixels="unit")
        described = model_folder.describe(run.written("model_folder"))
        assert (described.label, described.classes, described.input_size) == ("Mine", ("cat", "dog"), (40, 40))
        assert [layer.part for layer in described.layers] == ["trunk", "trunk", "trunk", "head", "head"]
        loaded = networks.load(run.written("model_folder"))
        pixels = np.random.default_rng(0).random((2, 40, 40, 3), np.float32)
        assert networks.infer(loaded, pixels) == pytest.approx(source.predict(pixels, verbose=0), abs=1e-6)


def test_whether_a_network_takes_other_sizes_is_found_out(tmp_path: Path) -> None:
    for name, flat in (("pooled", False), ("flattened", True)):
        folder = tmp_path / name
        folder.mkdir()
        network(softmax=False, flat=flat).save(folder / "net.keras")
        described = model_folder.describe(adopt(folder, tmp_path / f"run {name}").written("model_folder"))
        assert described.fixed_size is flat
        assert described.minimum_size == (40 if flat else 32)
        assert described.flat
        assert described.classes == ()
        assert described.default_layer == -1


def refusal(folder: Path, root: Path, **params: Any) -> str:
    with pytest.raises(InvalidInput) as caught:
        adopt(folder, root, **params)
    assert not (root / "outputs" / "model_folder" / "config.json").exists()
    return caught.value.message


def test_what_cannot_be_adopted_is_refused(tmp_path: Path) -> None:
    import keras

    folder, root = tmp_path / "files", tmp_path / "run"
    folder.mkdir()
    assert refusal(folder, root) == "The folder “files” holds no .keras or .h5 file."
    network().save(folder / "a.keras")
    assert refusal(folder, root, class_names="one") == "The network has 2 outputs, but 1 classes are named."
    assert refusal(folder, root, file="b.keras") == "The folder “files” has no file “b.keras”."
    network(shape=(40, 40, 1)).save(folder / "a.keras")
    assert refusal(folder, root) == "“a.keras” is no image network: it must take RGB pictures, and takes (40, 40, 1)."
    network(shape=(None, None, 3)).save(folder / "a.keras")
    assert "does not say its picture size" in refusal(folder, root)
    inputs = keras.Input((8, 8, 3))
    keras.Model(inputs, keras.layers.Lambda(lambda x: x)(inputs)).save(folder / "a.keras")
    assert "the layer “Lambda” is not among those that Atelier loads" in refusal(folder, root)
    network().save_weights(folder / "c.weights.h5")
    assert "holds several networks: a.keras, c.weights.h5. Choose one." in refusal(folder, root)
    assert "holds weights only. Put the network's architecture beside it, as c.json" in refusal(
        folder, root, file="c.weights.h5"
    )
    (folder / "a.keras").write_bytes(b"nothing")
    assert refusal(folder, root, file="a.keras") == "The file is not a Keras model: it is no ZIP archive."


def test_the_form_names_the_files_and_what_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.keras").write_bytes(b"x" * 1000)
    form = Form(folders={"source_folder": folder_of(folder)})
    assert [choice.value for choice in MACRO.choices("model_files", form)] == ["a.keras"]
    params = MACRO.Params(source_folder="x", output_name="n", class_names="a\nb\na", file="gone.h5")
    found = {problem.loc: problem.message for problem in MACRO.check(form, params)}
    assert found == {
        ("params", "class_names"): "The class “a” stands there twice.",
        ("params", "file"): "The folder “files” has no file “gone.h5”.",
    }
