"""Reading below allowed roots: nothing outside is ever reached."""

import contextlib
import os
import socket
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from atelier.errors import AtelierError, InvalidInput, NotFound
from atelier.storage.roots import Root, content_key, find_root, locate, parse_roots, walk


@pytest.fixture
def place(tmp_path: Path) -> Path:
    base = tmp_path / "shared"
    (base / "train" / "sub").mkdir(parents=True)
    (base / "train" / "a.jpg").write_bytes(b"a")
    (base / "train" / "sub" / "b.jpg").write_bytes(b"bb")
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "shared-too").mkdir()
    (tmp_path / "shared-too" / "x.jpg").write_bytes(b"x")
    return base


@pytest.fixture
def root(place: Path) -> Root:
    return Root("shared", place)


def read(root: Root, path: str) -> bytes:
    with root.open(path) as file:
        return file.read()


def test_files_below_the_root_are_read(root: Root, place: Path) -> None:
    assert read(root, "train/a.jpg") == b"a"
    assert read(root, "/train//./sub/b.jpg") == b"bb"
    assert root.resolve("train") == place / "train"
    assert root.resolve("") == root.resolve("/") == place


@pytest.mark.parametrize(
    "path", ["..", "../secret.txt", "train/../../secret.txt", "train/..", "../shared-too/x.jpg", "/../secret.txt"]
)
def test_a_path_with_dots_leads_nowhere(root: Root, path: str) -> None:
    for attempt in (root.resolve, root.open):
        with pytest.raises(InvalidInput, match=r"leads out of the folder: a path may not contain “\.\.”\."):
            attempt(path)


@pytest.mark.parametrize("path", ["a\0b", "\0", "x" * 300, "/".join("abcdefgh" * 300), "a\ud800"])
def test_a_path_that_cannot_be_is_refused(root: Root, path: str) -> None:
    for attempt in (root.resolve, root.open):
        with pytest.raises(InvalidInput, match=r"cannot be the path of a file\."):
            attempt(path)


def test_an_absolute_path_is_taken_as_below_the_root(root: Root, place: Path) -> None:
    with pytest.raises(NotFound):
        root.open(str(place.parent / "secret.txt"))


def test_what_is_missing_is_said_with_the_nearest_folder(root: Root) -> None:
    with pytest.raises(NotFound) as refused:
        root.resolve("train/sub/deep/er")
    assert refused.value.message == (
        "There is no “train/sub/deep/er” below the root “shared”. The nearest folder that exists is “train/sub”."
    )
    with pytest.raises(NotFound, match=r"“train/z\.jpg” is gone from the root “shared”\."):
        root.open("train/z.jpg")


def test_links_lead_nowhere(root: Root, place: Path) -> None:
    (place / "out").symlink_to(place.parent)
    (place / "secret").symlink_to(place.parent / "secret.txt")
    (place / "inner.jpg").symlink_to(place / "train" / "a.jpg")
    (place / "loop").symlink_to(place / "loop")
    for path in ("out/secret.txt", "secret", "inner.jpg", "loop", "out/shared/train/a.jpg"):
        with pytest.raises((InvalidInput, NotFound)):
            root.open(path)
    with pytest.raises(InvalidInput, match=r"“out/secret\.txt” leads out of the root “shared”\."):
        root.resolve("out/secret.txt")
    assert sorted(file.path for file in walk(root, "")) == ["train/a.jpg", "train/sub/b.jpg"]


def test_pipes_sockets_and_folders_are_no_files(root: Root, place: Path) -> None:
    os.mkfifo(place / "pipe.jpg")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(place / "socket.jpg"))
    try:
        for path in ("pipe.jpg", "socket.jpg", "train", ""):
            with pytest.raises(InvalidInput, match="is not a plain file below the root “shared”"):
                root.open(path)
        assert all(file.path.startswith("train/") for file in walk(root, ""))
    finally:
        listener.close()


def test_devices_are_no_files() -> None:
    with pytest.raises(InvalidInput, match="“null” is not a plain file"):
        Root("dev", Path("/dev")).open("null")


def test_a_folder_swapped_for_a_link_meanwhile_never_gives_the_outside(root: Root, place: Path) -> None:
    outside = place.parent / "outside"
    outside.mkdir()
    (outside / "a.jpg").write_bytes(b"secret")
    stop = threading.Event()

    def swap() -> None:
        real, link = place / "real", place / "link"
        link.symlink_to(outside)
        while not stop.is_set():
            (place / "train").rename(real)
            link.rename(place / "train")
            (place / "train").rename(link)
            real.rename(place / "train")

    swapper = threading.Thread(target=swap)
    swapper.start()
    seen = set()
    try:
        for _ in range(3000):
            try:
                seen.add(read(root, "train/a.jpg"))
            except AtelierError:
                continue
    finally:
        stop.set()
        swapper.join()
    assert seen <= {b"a"}


def test_a_root_that_is_not_there_is_an_answer(tmp_path: Path) -> None:
    gone = Root("drive", tmp_path / "unplugged")
    with pytest.raises(NotFound, match="The root “drive” cannot be opened at the moment"):
        gone.open("a.jpg")
    with pytest.raises(NotFound, match="There is no “a” below the root “drive”"):
        gone.resolve("a")


def test_a_walk_tells_all_plain_files_with_keys_for_their_bytes(root: Root, place: Path) -> None:
    (place / ".hidden").write_text("")
    (place / ".git").mkdir()
    (place / ".git" / "x.jpg").write_text("")
    found = {file.path: file for file in walk(root, "train")}
    assert sorted(found) == ["a.jpg", "sub/b.jpg"]
    assert found["sub/b.jpg"].size == 2
    before = found["a.jpg"].content
    assert before == content_key("shared", "train/a.jpg", 1, (place / "train" / "a.jpg").stat().st_mtime_ns)
    os.utime(place / "train" / "a.jpg", ns=(1, 1))
    assert {file.path: file for file in walk(root, "train")}["a.jpg"].content != before
    with pytest.raises(InvalidInput, match="“train” holds more than 1 files"):
        list(walk(root, "train", limit=1))


def test_names_of_other_systems_are_walked_and_opened_as_they_are(root: Root, place: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "café.jpg")
    names = [decomposed, "back\\slash.jpg", "🐈.png"]
    for name in names:
        (place / "train" / name).write_bytes(name.encode())
    (place / "train" / "bad\nname.jpg").write_bytes(b"")
    Path(os.fsdecode(os.fsencode(place / "train") + b"/latin\xe9.jpg")).write_bytes(b"")
    found = [file.path for file in walk(root, "train")]
    assert sorted(found) == sorted(["a.jpg", "sub/b.jpg", *names])
    for name in names:
        assert read(root, f"train/{name}") == name.encode()


PIECES = [*"./\\~%a\0 ", "..", "%2e", "\u2024", "\uff0e", "train", "out", "secret.txt", "/../"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_path_reaches_the_outside(root: Root, place: Path, path: str) -> None:
    out = place / "out"
    if not out.is_symlink():
        out.symlink_to(place.parent)
    try:
        real = root.resolve(path)
    except AtelierError:
        pass
    else:
        assert real == place or place in real.parents
    with contextlib.suppress(AtelierError):
        assert read(root, path) != b"secret"


def test_roots_have_names_and_paths_are_located(place: Path) -> None:
    roots = parse_roots([place, Path(f"pictures={place.parent / 'shared-too'}"), place.parent / "x" / "shared"])
    assert list(roots) == ["shared", "pictures", "shared-2"]
    assert locate(roots, str(place / "train")) == (roots["shared"], "train")
    assert locate(roots, str(place.parent / "shared-too" / "x.jpg")) == (roots["pictures"], "x.jpg")
    assert locate(roots, "pictures/x.jpg") == (roots["pictures"], "x.jpg")
    with pytest.raises(InvalidInput, match="“/etc/passwd” is not below a folder that may be read from"):
        locate(roots, "/etc/passwd")
    with pytest.raises(NotFound, match=r"No root is called “home”\. Allowed: pictures, shared, shared-2\."):
        find_root(roots, "home")
    with pytest.raises(NotFound, match=r"Allowed: none\."):
        find_root({}, "home")


def test_a_root_that_is_a_link_is_known_by_both_of_its_paths(tmp_path: Path) -> None:
    real, linked = tmp_path / "real", tmp_path / "linked"
    (real / "pictures").mkdir(parents=True)
    linked.symlink_to(real)
    known = parse_roots([linked])
    assert locate(known, f"{linked}/pictures") == (known["linked"], "pictures")
    assert locate(known, f"{real}/pictures") == (known["linked"], "pictures")
