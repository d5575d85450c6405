"""Folders of drawn pictures with their labels."""

import csv
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from atelier.drawn import CHARACTERS, character_of, write_tutorial_pictures
from atelier.drawn.writer import uneven_counts
from atelier.errors import InvalidInput, Stopped


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_files_are_the_same_byte_for_byte_in_one_process_and_in_two(tmp_path: Path) -> None:
    write_tutorial_pictures(tmp_path / "one", train=30, test=13, seed=5, processes=1)
    write_tutorial_pictures(tmp_path / "two", train=30, test=13, seed=5, processes=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    write_tutorial_pictures(tmp_path / "other", train=30, test=13, seed=6, processes=1)
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_files_and_labels_lie_as_the_tutorial_expects(tmp_path: Path) -> None:
    written = write_tutorial_pictures(tmp_path, train=40, test=14, characters=("ada_marsh", "bo_cobble"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["images_test", "images_train", "labels.csv"]
    train = sorted(path.name for path in written.train_folder.iterdir())
    assert len(train) == 40
    assert train[0] == "ada_marsh_pic_0000.jpg"
    assert {path.name for path in written.test_folder.iterdir()} == {
        f"{name}_{number}.jpg" for name, count in written.test_counts.items() for number in range(count)
    }
    with written.labels_file.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert sorted(row["path"] for row in rows) == train
    for row in rows:
        assert list(row) == ["path", "full_path", "target"]
        assert row["full_path"] == f"images_train/{row['path']}"
        assert row["path"].startswith(f"{row['target']}_pic_")
        assert (tmp_path / row["full_path"]).is_file()


def test_every_file_is_a_jpeg_that_opens(tmp_path: Path) -> None:
    written = write_tutorial_pictures(tmp_path, train=0, test=12)
    for path in written.test_folder.iterdir():
        with Image.open(path) as picture:
            picture.load()
            assert picture.format == "JPEG"


def test_train_and_test_share_no_picture(tmp_path: Path) -> None:
    written = write_tutorial_pictures(tmp_path, train=24, test=24)
    files = [path.read_bytes() for folder in (written.train_folder, written.test_folder) for path in folder.iterdir()]
    assert len(set(files)) == 48


@given(st.integers(0, 8_000), st.integers(1, len(CHARACTERS)), st.integers(0, 1_000))
def test_shares_add_up_and_leave_nobody_out(total: int, people: int, seed: int) -> None:
    counts = uneven_counts(total, CHARACTERS[:people], Random(seed))
    assert sum(counts.values()) == total
    assert list(counts) == list(CHARACTERS[:people])
    assert min(counts.values()) >= (1 if total >= people else 0)


def test_shares_are_uneven() -> None:
    counts = uneven_counts(2_400, CHARACTERS, Random(1337)).values()
    assert len(set(counts)) > len(CHARACTERS) / 2
    assert max(counts) < 2 * min(counts)


def test_progress_reaches_the_total_and_never_falls(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_tutorial_pictures(tmp_path, train=50, test=5, progress=lambda done, total: seen.append((done, total)))
    assert [total for _, total in seen] == [55] * len(seen)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (55, 55)


@pytest.mark.parametrize("processes", [1, 2])
def test_it_stops_when_asked_to(tmp_path: Path, processes: int) -> None:
    with pytest.raises(Stopped, match=r"stopped after \d+ of 400 pictures"):
        write_tutorial_pictures(tmp_path, train=400, test=0, processes=processes, should_stop=lambda: True)
    assert len(list((tmp_path / "images_train").iterdir())) < 400
    assert not (tmp_path / "labels.csv").exists()


def test_bad_requests_are_answered_at_their_field(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no drawn character “nobody”") as unknown:
        write_tutorial_pictures(tmp_path, train=1, test=1, characters=("nobody",))
    assert unknown.value.fields[0].loc == ("characters",)
    with pytest.raises(InvalidInput, match="only once"):
        write_tutorial_pictures(tmp_path, train=1, test=1, characters=("ada_marsh", "ada_marsh"))
    with pytest.raises(InvalidInput, match="at least one character"):
        write_tutorial_pictures(tmp_path, train=1, test=1, characters=())
    with pytest.raises(InvalidInput, match="below zero") as negative:
        write_tutorial_pictures(tmp_path, train=1, test=-1)
    assert negative.value.fields[0].loc == ("test",)
    assert not list(tmp_path.iterdir())


def test_a_file_name_tells_its_character() -> None:
    assert character_of("images_train/ada_marsh_pic_0042.jpg") == "ada_marsh"
    assert character_of("bo_cobble_7.jpg") == "bo_cobble"
    assert character_of("somebody_else_7.jpg") is None
    assert character_of("ada_marsh.jpg") is None
