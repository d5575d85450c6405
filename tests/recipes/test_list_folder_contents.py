"""List folder contents: a row for each file, what pictures are like, and labels by name, sub-folder or pattern."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image
from tests.ml.handles import Form, Run, folder_of

from atelier.errors import InvalidInput, Stopped
from atelier.recipes import registry
from atelier.recipes.list_folder_contents import ListFolderParams

FOUND = registry.get("list-folder-contents")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Pictures of several kinds, whole and broken, and a text."""
    root = tmp_path / "files"
    (root / "cat").mkdir(parents=True)
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (30, 20)).save(root / "cat" / "ada_pic_1.jpg", exif=turned)
    Image.new("L", (3, 2)).save(root / "dog_2.png")
    (root / "bad.jpg").write_bytes(b"nope")
    noise = tmp_path / "noise.jpg"
    Image.effect_noise((300, 300), 90).save(noise)
    (root / "cut.jpg").write_bytes(noise.read_bytes()[:4000])
    (root / "READ.ME.txt").write_text("hello")
    return root


def listed(root: Path, tmp_path: Path, **params: Any) -> pd.DataFrame:
    run = Run(tmp_path / "run", folders={"folder": folder_of(root)}, slots=("output",))
    FOUND.run(run, ListFolderParams.model_validate(params))
    return run.frame("output").astype("object").where(lambda frame: frame.notna(), None)


def test_a_row_for_each_file(files: Path, tmp_path: Path) -> None:
    found = listed(files, tmp_path).set_index("path")
    assert list(found.index) == ["READ.ME.txt", "bad.jpg", "cat/ada_pic_1.jpg", "cut.jpg", "dog_2.png"]
    row = found.loc["cat/ada_pic_1.jpg"]
    assert (row["name"], row["extension"], row["subfolder"], row["label"]) == ("ada_pic_1.jpg", "jpg", "cat", "ada")
    assert (row["width"], row["height"], row["mode"], row["readable"]) == (20, 30, "RGB", True)
    assert row["size"] == (files / "cat/ada_pic_1.jpg").stat().st_size
    assert (found.loc["dog_2.png", "mode"], found.loc["dog_2.png", "label"]) == ("L", "dog")
    assert (found.loc["bad.jpg", "readable"], found.loc["bad.jpg", "problem"]) == (False, "this is not a picture")
    assert found.loc["READ.ME.txt", "readable"] is None
    assert found.loc["cut.jpg", "readable"] is True  # its header is whole


def test_decoding_finds_what_is_cut_off(files: Path, tmp_path: Path) -> None:
    found = listed(files, tmp_path, pictures="whole", files="pictures").set_index("path")
    assert found.loc["cut.jpg", "problem"] == "it is cut off in the middle"
    assert "READ.ME.txt" not in found.index


def test_labels_by_sub_folder_and_pattern(files: Path, tmp_path: Path) -> None:
    by_folder = listed(files, tmp_path / "1", label="subfolder", pictures="no")
    assert list(by_folder["label"]) == [None, None, "cat", None, None]
    by_pattern = listed(files, tmp_path / "2", label="pattern", pattern=r"(?:^|/)([a-z]+)_", pictures="no")
    assert list(by_pattern["label"]) == [None, None, "ada", None, "dog"]
    assert list(by_pattern.columns) == ["path", "name", "extension", "subfolder", "size", "modified", "label"]


def test_a_pattern_that_explodes_elsewhere_answers_at_once(tmp_path: Path) -> None:
    root = tmp_path / "files"
    root.mkdir()
    (root / ("a" * 200)).touch()
    assert list(listed(root, tmp_path, label="pattern", pattern="^(a+)+$b", pictures="no")["label"]) == [None]


def test_an_empty_folder_gives_no_rows_but_columns(tmp_path: Path) -> None:
    root = tmp_path / "files"
    root.mkdir()
    found = listed(root, tmp_path)
    assert len(found) == 0
    expected = FOUND.output_columns(Form(), ListFolderParams())["output"]
    assert list(found.columns) == [column.name for column in expected]


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [("", "Write the regular expression"), ("((", "cannot be used"), ("abc", "has no group")],
)
def test_a_wrong_pattern_is_told_at_its_field(files: Path, tmp_path: Path, pattern: str, sentence: str) -> None:
    params = ListFolderParams(label="pattern", pattern=pattern)
    (problem,) = FOUND.check(Form(), params)
    assert problem.loc == ("params", "pattern")
    assert sentence in problem.message
    with pytest.raises(InvalidInput, match=sentence):
        listed(files, tmp_path, **params.model_dump())


def test_it_stops_when_asked(files: Path, tmp_path: Path) -> None:
    run = Run(tmp_path / "run", folders={"folder": folder_of(files)}, slots=("output",), stop_when=lambda _: True)
    with pytest.raises(Stopped):
        FOUND.run(run, ListFolderParams())
