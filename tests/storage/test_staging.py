"""Sealing what a run wrote, and checking it before it is believed."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from atelier.errors import ActivityFailed, InvalidInput
from atelier.storage.dataset import StagedDataset
from atelier.storage.folder import StagedFolder
from atelier.storage.schema import Column
from atelier.storage.staging import MANIFEST, output_path, read_manifest, seal


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = StagedFolder("model", output_path(tmp_path, "model_output"))
    folder.write_bytes("sub/weights", b"weights")
    folder.set_facts(files=1)
    table = StagedDataset("scored", output_path(tmp_path, "scored"))
    table.write([Column(name="images", type="string")], [pd.DataFrame({"images": ["a", None]})])
    seal(tmp_path, {"model_output": folder, "scored": table})
    return tmp_path


def test_a_sealed_manifest_names_every_file_with_its_hash(staging: Path) -> None:
    manifest = read_manifest(staging)["outputs"]
    assert manifest["model_output"] == {
        "kind": "folder",
        "files": [{"path": "sub/weights", "size": 7, "sha256": hashlib.sha256(b"weights").hexdigest()}],
        "facts": {"files": 1},
    }
    (part,) = manifest["scored"]["parts"]
    assert (part["path"], part["rows"]) == ("part-00000.parquet", 2)
    assert manifest["scored"]["columns"] == [{"name": "images", "type": "string"}]


def test_without_a_manifest_there_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(ActivityFailed, match=r"The recipe ended without writing its results\."):
        read_manifest(tmp_path)


@pytest.mark.parametrize("harm", ["shorter", "gone", "link", "folder"])
def test_a_file_that_is_not_as_sealed_is_refused(staging: Path, harm: str) -> None:
    place = output_path(staging, "model_output") / "sub/weights"
    place.unlink()
    if harm == "shorter":
        place.write_bytes(b"weigh")
    elif harm == "link":
        (staging / "other").write_bytes(b"weights")
        place.symlink_to(staging / "other")
    elif harm == "folder":
        place.mkdir()
    with pytest.raises(ActivityFailed, match="The result file “sub/weights” is not what the recipe said it wrote"):
        read_manifest(staging)


def test_a_manifest_cannot_name_files_elsewhere(staging: Path) -> None:
    text = (staging / MANIFEST).read_text()
    (staging / MANIFEST).write_text(text.replace("sub/weights", "../../manifest.json"))
    with pytest.raises(InvalidInput, match="leads out of the folder"):
        read_manifest(staging)


def test_links_that_a_recipe_made_are_not_sealed(tmp_path: Path) -> None:
    folder = StagedFolder("model", output_path(tmp_path, "model_output"))
    (folder.path / "passwd").symlink_to("/etc/passwd")
    (folder.path / "etc").symlink_to("/etc")
    assert seal(tmp_path, {"model_output": folder})["outputs"]["model_output"]["files"] == []
