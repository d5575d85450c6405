"""ZIP archives of every bad kind."""

import io
import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import AtelierError, InvalidInput, TooLarge, Unavailable
from atelier.storage.archives import ArchiveBounds, is_archive, unpack
from atelier.storage.blobs import BlobStore

BOUNDS = ArchiveBounds(files=1000, bytes=100 * 2**20, ratio=200)


def packed(members: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data: bytes, tmp_path: Path, bounds: ArchiveBounds = BOUNDS) -> dict[str, bytes]:
    place = tmp_path / "p.zip"
    place.write_bytes(data)
    store = BlobStore(tmp_path / "blobs")
    return {
        member.path: store.path(member.blob.sha256).read_bytes()
        for member in unpack(place, store, name="p.zip", bounds=bounds)
    }


def refusal(data: bytes, tmp_path: Path, bounds: ArchiveBounds = BOUNDS) -> str:
    with pytest.raises(AtelierError) as refused:
        unpacked(data, tmp_path, bounds)
    return refused.value.message


def special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o644) << 16
    return info


def test_files_come_out_under_their_paths_and_leftovers_of_desktops_are_skipped(tmp_path: Path) -> None:
    inner = packed([("x.jpg", b"x")])
    found = unpacked(
        packed(
            [
                ("train/", b""),
                ("train/ada_1.jpg", b"ada"),
                ("train/sub/🐈.png", b"cat"),
                ("inner.zip", inner),
                ("empty.txt", b""),
                ("__MACOSX/train/._ada_1.jpg", b"fork"),
                ("train/.DS_Store", b"store"),
                ("Thumbs.db", b"thumbs"),
            ]
        ),
        tmp_path,
    )
    assert found == {
        "train/ada_1.jpg": b"ada",
        "train/sub/🐈.png": b"cat",
        "inner.zip": inner,
        "empty.txt": b"",
    }


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../evil.jpg", "“../evil.jpg” leads out of the folder: a path may not contain “..”."),
        ("a/../../evil.jpg", "“a/../../evil.jpg” leads out of the folder: a path may not contain “..”."),
        ("..\\evil.jpg", "“..\\evil.jpg” leads out of the folder: a path may not contain “..”."),
        ("/etc/passwd", "“p.zip” holds the absolute path “/etc/passwd”. Pack it anew with relative paths."),
        ("\\\\host\\x.jpg", "“p.zip” holds the absolute path “\\\\host\\x.jpg”. Pack it anew with relative paths."),
        ("C:\\x.jpg", "“p.zip” holds the absolute path “C:\\x.jpg”. Pack it anew with relative paths."),
        ("a\nb.jpg", "“a\\x0ab.jpg” contains a control character. Rename the file and try again."),
    ],
)
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, name: str, sentence: str) -> None:
    assert refusal(packed([("good.jpg", b"x"), (name, b"evil")]), tmp_path) == sentence


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    link = packed([(special("a.jpg", stat.S_IFLNK), b"/etc/passwd")])
    assert refusal(link, tmp_path) == "“p.zip” holds the link “a.jpg”; only files are taken."
    pipe = packed([(special("a.jpg", stat.S_IFIFO), b"")])
    assert refusal(pipe, tmp_path) == "“p.zip” holds “a.jpg”, which is not a plain file."


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["a.jpg", "A.jpg", "./a.jpg"])
def test_one_name_twice_is_refused(tmp_path: Path, other: str) -> None:
    sentence = refusal(packed([("a.jpg", b"1"), (other, b"2")]), tmp_path)
    assert "which is one name twice" in sentence


def test_a_bomb_is_stopped_by_what_is_really_written(tmp_path: Path) -> None:
    bomb = packed([(f"{n}.bin", bytes(2**20)) for n in range(60)])
    assert len(bomb) < 100_000
    assert refusal(bomb, tmp_path) == "“p.zip” unpacks to far more than its size allows for and was refused."
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []


def test_an_archive_whose_members_overlap_is_stopped(tmp_path: Path) -> None:
    """All entries of the directory point at one member, as in the best packed bombs."""
    data = packed([("0.bin", bytes(2**20))])
    at = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(entry[:46] + f"{n:x}.bin".encode()[:5] + entry[51:] for n in range(16))
    count = 16
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)
    sentence = refusal(data[:at] + entries + tail, tmp_path)
    assert "damaged" in sentence or "unpacks to far more" in sentence


def test_a_lie_about_a_size_is_found_out(tmp_path: Path) -> None:
    data = bytearray(packed([("a.bin", bytes(5000))]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refusal(bytes(data), tmp_path) == "“a.bin” in “p.zip” cannot be unpacked: the archive is damaged."


def test_bounds_on_bytes_and_files_are_kept(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(5000)
    sentence = refusal(packed([("a.bin", noise)]), tmp_path, ArchiveBounds(files=10, bytes=4999, ratio=200))
    assert "unpacks to far more" in sentence
    many = packed([(f"{n}.txt", b"") for n in range(11)])
    with pytest.raises(TooLarge, match=r"“p\.zip” holds 11 files; at most 10 are allowed\."):
        unpacked(many, tmp_path, ArchiveBounds(files=10, bytes=1000, ratio=200))


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all", b"\x89PNG\r\n\x1a\n", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    assert refusal(data, tmp_path) == "“p.zip” is not a ZIP archive, or a broken one."


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed([("a.jpg", b"secret")]))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    sentence = refusal(bytes(data), tmp_path)
    assert sentence == "“p.zip” is encrypted. Unpack it and add the pictures themselves."


GOOD = packed([(f"pictures/{n}.jpg", random.Random(n).randbytes(300)) for n in range(4)])


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_any_flipped_byte_gives_an_answer_or_whole_files(
    tmp_path_factory: pytest.TempPathFactory, place: int, mask: int
) -> None:
    data = bytearray(GOOD)
    data[place] ^= mask
    try:
        found = unpacked(bytes(data), tmp_path_factory.mktemp("flip"))
    except (InvalidInput, TooLarge):
        return
    assert set(found.values()) <= {random.Random(n).randbytes(300) for n in range(4)}


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_in_any_packing_is_an_answer(tmp_path: Path, method: int) -> None:
    data = bytearray(packed([("a.bin", b"words and words " * 500)], method))
    data[45:60] = b"\xff" * 15
    assert refusal(bytes(data), tmp_path) == "“a.bin” in “p.zip” cannot be unpacked: the archive is damaged."


@given(st.integers(1, len(GOOD) - 1))
def test_a_truncated_archive_is_an_answer(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    with pytest.raises(InvalidInput):
        unpacked(GOOD[:length], tmp_path_factory.mktemp("cut"))


def test_a_full_disk_while_unpacking_is_not_called_a_damaged_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("atelier.storage.blobs.os.fsync", fail)
    with pytest.raises(Unavailable, match="The disk of the data folder is full; nothing was changed"):
        unpacked(GOOD, tmp_path)
    assert [p for p in (tmp_path / "blobs").rglob("*") if p.is_file()] == []


def test_archives_are_known_by_their_suffix() -> None:
    assert is_archive("a/B.ZIP")
    assert not is_archive("zip")
