"""Uploaded networks are programs: what is refused before Keras sees it."""

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from atelier.errors import InvalidInput
from atelier.ml.images import model_check


def dense(**more: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": "Dense", "config": {"units": 2}, "registered_name": None, **more}


def functional(*layers: dict[str, Any]) -> dict[str, Any]:
    return {"module": "keras", "class_name": "Functional", "config": {"name": "net", "layers": list(layers)}}


def refusal_of(config: Any) -> str:
    with pytest.raises(InvalidInput) as caught:
        model_check.check_config(config)
    return caught.value.message


def test_plain_layers_pass() -> None:
    initializer = {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": None}}
    model_check.check_config(functional(dense(), dense(config={"kernel_initializer": initializer})))
    old = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"trainable": True}}]}}
    model_check.check_config(old)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ([], "The file holds no Keras model of layers"),
        ({"class_name": "Lambda", "config": {}}, "The file holds no Keras model of layers"),
        (functional(dense(class_name="Lambda")), "the layer “Lambda” is not among those that Atelier loads"),
        (functional(dense(class_name="TFSMLayer")), "the layer “TFSMLayer” is not among"),
        (functional(dense(class_name="TorchModuleWrapper")), "the layer “TorchModuleWrapper” is not among"),
        (functional(dense(class_name="StringLookup")), "the layer “StringLookup” is not among"),
        (functional(dense(module="os")), "“Dense” of “os” is not a part of Keras"),
        (functional(dense(module="keras.layers_of_mine")), "is not a part of Keras"),
        (functional(dense(registered_name="Mine>Other")), "is not a part of Keras"),
        (functional(dense(class_name="function", module="builtins")), "“function” of “builtins” is not a part"),
        (functional(dense(config={"activation": {"class_name": "function", "module": "subprocess"}})), "subprocess"),
        (functional(dense(config={"class_name": "__lambda__", "config": {}})), "“__lambda__” is not among"),
        (functional(dense(config={"function": "cm0gLXJm"})), "it sets “function”, which can read files or run code"),
        (functional(dense(config={"vocabulary": "/etc/passwd"})), "it sets “vocabulary”"),
        (functional(dense(config={"filepath": "/tmp/x"})), "it sets “filepath”"),
    ],
)
def test_what_runs_code_or_reads_files_is_refused(config: Any, words: str) -> None:
    assert words in refusal_of(config)


def test_a_configuration_nested_without_end_is_refused() -> None:
    config: dict[str, Any] = dense()
    for _ in range(100):
        config = {"config": config}
    assert "nested too deeply" in refusal_of(functional(config))


def archive(path: Path, members: dict[str, bytes], *, compress: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compress) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_archives_with_foreign_members_links_or_bombs_are_refused(tmp_path: Path) -> None:
    whole = {"config.json": b"{}", "metadata.json": b"{}", "model.weights.h5": b"x"}
    model_check.check_keras_archive(archive(tmp_path / "good.keras", whole))
    for name in ("../../etc/cron.d/x", "assets/vocabulary.txt", "/absolute", "code.py"):
        with pytest.raises(InvalidInput, match="which no plain Keras model does"):
            model_check.check_keras_archive(archive(tmp_path / "bad.keras", whole | {name: b"x"}))
    with pytest.raises(InvalidInput, match=r"it must hold config\.json and model\.weights\.h5, each once"):
        model_check.check_keras_archive(archive(tmp_path / "bad.keras", {"config.json": b"{}"}))
    bomb = whole | {"model.weights.h5": b"\0" * 50_000_000}
    with pytest.raises(InvalidInput, match=r"model\.weights\.h5 is packed far too densely to be real"):
        model_check.check_keras_archive(archive(tmp_path / "bad.keras", bomb, compress=zipfile.ZIP_DEFLATED))
    (tmp_path / "none.keras").write_bytes(b"PK no archive")
    with pytest.raises(InvalidInput, match="it is no ZIP archive"):
        model_check.check_keras_archive(tmp_path / "none.keras")


def refused_weights(path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        model_check.check_weights(path, path.name)
    return caught.value.message


def test_weight_files_that_reach_outside_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.bin"
    secret.write_bytes(b"\1" * 800)
    good = tmp_path / "good.h5"
    with h5py.File(good, "w") as file:
        file.create_group("layers").create_dataset("w", data=np.ones((10, 10)))
    model_check.check_weights(good, "good.h5")

    with h5py.File(tmp_path / "external.h5", "w") as file:
        file.create_dataset("w", (100,), "f8", external=[(str(secret), 0, 800)])
    assert refused_weights(tmp_path / "external.h5") == "external.h5 is refused: “w” in it reads from another file."

    layout = h5py.VirtualLayout((10, 10), "f8")
    layout[:] = h5py.VirtualSource(str(good), "layers/w", (10, 10))
    with h5py.File(tmp_path / "virtual.h5", "w") as file:
        file.create_virtual_dataset("w", layout)
    assert "“w” in it reads from another file" in refused_weights(tmp_path / "virtual.h5")

    for name, link in (("soft", h5py.SoftLink("/w")), ("outer", h5py.ExternalLink(str(good), "/layers/w"))):
        with h5py.File(tmp_path / f"{name}.h5", "w") as file:
            file["alias"] = link
        assert "“alias” in it is a link to another place" in refused_weights(tmp_path / f"{name}.h5")

    with h5py.File(tmp_path / "claims.h5", "w") as file:
        file.create_dataset("w", (100_000, 100_000), "f8", chunks=(100, 100))
    assert "it claims far more numbers than it holds" in refused_weights(tmp_path / "claims.h5")

    (tmp_path / "text.h5").write_text("no weights")
    assert "is not a readable HDF5 file" in refused_weights(tmp_path / "text.h5")


def test_a_loop_in_a_file_ends(tmp_path: Path) -> None:
    path = tmp_path / "loop.h5"
    with h5py.File(path, "w") as file:
        file["self"] = file["/"]
    assert "“self” in it leads to a part that is elsewhere in it" in refused_weights(path)


def test_the_allow_list_names_no_layer_that_runs_code() -> None:
    forbidden = {
        "Lambda",
        "TFSMLayer",
        "TorchModuleWrapper",
        "JaxLayer",
        "FlaxLayer",
        "StringLookup",
        "TextVectorization",
    }
    assert not forbidden & model_check.ALLOWED
    assert json.dumps(sorted(model_check.ALLOWED))
