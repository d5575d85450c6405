"""The store of bytes: content, idempotence, bounds, full disks, sweeping."""

import errno
import hashlib
import io
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from atelier.errors import NotFound, TooLarge, Unavailable
from atelier.storage import blobs as module
from atelier.storage.blobs import BlobStore


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")


def files_below(store: BlobStore) -> list[str]:
    return sorted(str(p.relative_to(store.root)) for p in store.root.rglob("*") if p.is_file())


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.binary(max_size=3000))
def test_bytes_come_back_under_their_hash_and_are_kept_once(store: BlobStore, data: bytes) -> None:
    blob = store.put_bytes(data)
    assert (blob.sha256, blob.size) == (hashlib.sha256(data).hexdigest(), len(data))
    before = store.path(blob.sha256).stat().st_ino
    assert store.put_stream(io.BytesIO(data)) == blob
    assert store.path(blob.sha256).stat().st_ino == before
    with store.open(blob.sha256) as file:
        assert file.read() == data
    assert store.exists(blob.sha256)
    assert not list((store.root / "incoming").iterdir())


def test_a_blob_that_is_gone_is_said_to_be(store: BlobStore) -> None:
    with pytest.raises(NotFound, match=r"The stored file 0123456789ab is gone from the data folder\."):
        store.open("0123456789ab" + "0" * 52)


def test_more_bytes_than_allowed_leave_nothing(store: BlobStore) -> None:
    with pytest.raises(TooLarge, match=r"cat\.jpg is larger than the 10 bytes that are allowed\."):
        store.put_stream(io.BytesIO(b"x" * 11), limit_bytes=10, name="cat.jpg")
    assert files_below(store) == []
    assert store.put_stream(io.BytesIO(b"x" * 10), limit_bytes=10).size == 10


def test_a_stream_that_breaks_off_leaves_nothing(store: BlobStore) -> None:
    class Broken:
        def __init__(self) -> None:
            self.reads = 0

        def read(self, n: int = -1, /) -> bytes:
            self.reads += 1
            if self.reads > 1:
                raise ConnectionResetError
            return b"half"

    with pytest.raises(ConnectionResetError):
        store.put_stream(Broken())
    assert files_below(store) == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk of the data folder is full; nothing was changed."),
        (errno.EDQUOT, "The disk of the data folder is full; nothing was changed."),
        (errno.EROFS, "The data folder cannot be written to."),
        (errno.EIO, "Writing to the data folder failed: Input/output error."),
    ],
)
def test_a_disk_that_fails_on_sync_is_an_answer_and_leaves_nothing(
    store: BlobStore, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module.os, "fsync", fail)
    with pytest.raises(Unavailable) as refused:
        store.put_bytes(b"data")
    assert refused.value.message == sentence
    assert files_below(store) == []


@pytest.mark.parametrize("size", [10, 10 * 2**20])
def test_a_full_disk_while_writing_leaves_nothing(tmp_path: Path, size: int) -> None:
    """`/dev/full` fails as a full disk does, at the flush of the buffer or at its close."""
    store = BlobStore(tmp_path / "blobs")
    writer = store.writer()
    writer._file.close()
    writer._file = open("/dev/full", "wb")  # noqa: PTH123, SIM115  # it is the writer's to close

    def fill() -> None:
        with writer:
            writer.write(b"x" * size)
            writer.finish()

    with pytest.raises(Unavailable, match="The disk of the data folder is full"):
        fill()
    assert files_below(store) == []


def test_a_data_folder_that_cannot_be_written_to_is_an_answer(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file where the folder should be")
    with pytest.raises(Unavailable, match="Writing to the data folder failed"):
        BlobStore(tmp_path / "blobs").put_bytes(b"x")


def test_adopting_moves_a_file_in_and_doing_it_twice_is_harmless(store: BlobStore, tmp_path: Path) -> None:
    digest = hashlib.sha256(b"weights").hexdigest()
    for name in ("first", "second"):
        staged = tmp_path / name
        staged.write_bytes(b"weights")
        store.adopt(staged, digest)
        assert not staged.exists()
    assert files_below(store) == [f"{digest[:2]}/{digest[2:]}"]


def test_a_batch_is_stored_whole_or_not_at_all(store: BlobStore, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [f"{number}".encode() * 1000 for number in range(60)] + [b"same", b"same", b""]
    with store.batch() as batch:
        found = [batch.put_stream(io.BytesIO(data)) for data in contents]
        assert list(store.all()) == []
        batch.finish()
    assert [blob.sha256 for blob in found] == [hashlib.sha256(data).hexdigest() for data in contents]
    assert sorted(store.all()) == sorted({blob.sha256 for blob in found})
    assert all(store.path(blob.sha256).stat().st_size == blob.size for blob in found)
    assert list((store.root / "incoming").iterdir()) == []
    before = files_below(store)

    def half(batch: module.BlobBatch) -> None:
        with batch:
            batch.put_stream(io.BytesIO(b"new one"))
            batch.put_stream(io.BytesIO(b"x" * 11), limit_bytes=10, name="cat.jpg")

    with pytest.raises(TooLarge):
        half(store.batch())
    assert files_below(store) == before

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def full(batch: module.BlobBatch) -> None:
        with batch:
            for number in range(5):
                batch.put_stream(io.BytesIO(b"new" * number))
            batch.finish()

    monkeypatch.setattr(module.os, "fsync", fail)
    with pytest.raises(Unavailable, match="The disk of the data folder is full"):
        full(store.batch())
    assert files_below(store) == before


def make_old(path: Path) -> None:
    os.utime(path, (1_000_000_000, 1_000_000_000))


def test_a_sweep_takes_only_what_is_old_and_unnamed(store: BlobStore) -> None:
    kept, old, fresh = (store.put_bytes(data).sha256 for data in (b"kept", b"old", b"fresh"))
    make_old(store.path(kept))
    make_old(store.path(old))
    left = store.new_name()
    left.write_bytes(b"half an upload")
    make_old(left)
    under_way = store.new_name()
    under_way.write_bytes(b"still coming")
    assert store.sweep(lambda sha256: sha256 == kept, grace_seconds=60) == 1
    assert sorted(store.all()) == sorted([kept, fresh])
    assert not left.exists()
    assert under_way.exists()


def test_using_an_old_blob_again_spares_it_from_the_sweep(store: BlobStore, tmp_path: Path) -> None:
    by_upload = store.put_bytes(b"uploaded")
    by_run = store.put_bytes(b"written")
    for blob in (by_upload, by_run):
        make_old(store.path(blob.sha256))
    store.put_bytes(b"uploaded")
    staged = tmp_path / "staged"
    staged.write_bytes(b"written")
    store.adopt(staged, by_run.sha256)
    assert store.sweep(lambda _: False, grace_seconds=60) == 0


def test_many_writers_of_the_same_bytes_agree(store: BlobStore) -> None:
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(store.put_bytes(b"same" * 100_000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert len(files_below(store)) == 1
