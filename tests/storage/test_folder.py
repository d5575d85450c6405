"""Folders as recipes read and write them."""

from pathlib import Path

import pytest

from atelier.errors import InvalidInput, NotFound, TooLarge, Unavailable
from atelier.storage.folder import ManifestFolder, StagedFolder, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> ManifestFolder:
    rows = []
    for name in ("b.jpg", "a/🐈.png", "gone.jpg"):
        at = tmp_path / name.replace("/", "_")
        at.write_bytes(name.encode())
        rows.append({"path": name, "size": len(name.encode()), "content": "c" * 64, "mtime": 1.5, "at": str(at)})
    write_manifest(tmp_path / "inputs" / "f.jsonl", rows)
    (tmp_path / "gone.jpg").unlink()
    return ManifestFolder("images", tmp_path / "inputs" / "f.jsonl")


def test_a_folder_gives_its_files_by_path(folder: ManifestFolder) -> None:
    assert [entry.path for entry in folder.entries()] == ["a/🐈.png", "b.jpg", "gone.jpg"]
    assert folder.read_bytes("/a/🐈.png") == "a/🐈.png".encode()
    assert folder.get("none") is None
    entry = folder.get("b.jpg")
    assert entry is not None
    assert (entry.size, entry.mtime) == (5, 1.5)


def test_what_is_not_in_the_folder_or_not_on_the_disk_is_said(folder: ManifestFolder) -> None:
    with pytest.raises(NotFound, match=r"images has no file “\.\./etc”"):
        folder.open("../etc")
    with pytest.raises(NotFound, match=r"“gone\.jpg” of images is gone from the disk\."):
        folder.read_bytes("gone.jpg")
    with pytest.raises(TooLarge, match=r"“b\.jpg” of images is larger than 4 bytes\."):
        folder.read_bytes("b.jpg", limit=4)


def test_a_staged_folder_takes_files_below_itself_only(tmp_path: Path) -> None:
    staged = StagedFolder("model", tmp_path / "out")
    staged.write_bytes("weights/a.h5", b"1")
    staged.write_bytes("weights/a.h5", b"2")
    staged.write_json("config.json", {"a": float("nan"), "b": "é"})
    staged.write_bytes("n" * 255, b"")
    assert (tmp_path / "out/weights/a.h5").read_bytes() == b"2"
    assert (tmp_path / "out/config.json").read_text() == '{"a":null,"b":"é"}'
    with pytest.raises(InvalidInput, match="leads out of the folder"):
        staged.write_bytes("../x", b"")
    assert not list((tmp_path / "out").glob("*.part"))


def test_a_full_disk_is_an_answer_and_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = StagedFolder("model", tmp_path / "out")
    staged.write_bytes("a", b"old")

    def fail(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:1])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(Unavailable, match="The disk of the data folder is full"):
        staged.write_bytes("a", b"new")
    assert (tmp_path / "out/a").read_bytes() == b"old"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a"]
