"""The store of bytes: every file is a blob named by its SHA-256, written once and never changed."""

import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from atelier import ids
from atelier.errors import NotFound, TooLarge, Unavailable

CHUNK_BYTES = 1 << 20
_SYNCS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file."""

    sha256: str
    size: int


class Readable(Protocol):
    """Anything with `read(n)`."""

    def read(self, n: int = -1, /) -> bytes: ...


class BlobStore:
    """Blobs below one folder, as `ab/cdef...`. Safe for several processes: a name is only ever given whole content."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"
        self._turn = threading.Lock()

    def path(self, sha256: str) -> Path:
        """Return where the blob of this name is, or would be."""
        return self.root / sha256[:2] / sha256[2:]

    def exists(self, sha256: str) -> bool:
        """Say whether the blob is there."""
        return self.path(sha256).exists()

    def open(self, sha256: str) -> BinaryIO:
        """Open a blob for reading; raises `NotFound`."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound(f"The stored file {sha256[:12]} is gone from the data folder.") from None

    def put_bytes(self, data: bytes) -> Blob:
        """Store bytes."""
        with self.writer() as writer:
            writer.write(data)
            return writer.finish()

    def put_stream(self, stream: Readable, *, limit_bytes: int | None = None, name: str = "The file") -> Blob:
        """Store all that a stream gives; raises `TooLarge` beyond `limit_bytes`, `Unavailable` when the disk fills."""
        with self.writer(limit_bytes=limit_bytes, name=name) as writer:
            while chunk := stream.read(CHUNK_BYTES):
                writer.write(chunk)
            return writer.finish()

    def writer(self, *, limit_bytes: int | None = None, name: str = "The file") -> "BlobWriter":
        """Open a writer that takes bytes as they come."""
        return BlobWriter(self, limit_bytes=limit_bytes, name=name)

    def batch(self) -> "BlobBatch":
        """Open a batch: many files that are to become blobs together, at the price of few waits for the disk."""
        return BlobBatch(self)

    def adopt(self, path: Path, sha256: str) -> None:
        """Move a finished, synced file in under its name; a blob that is there already wins.

        Its age counts from now, whenever the file was written, so that a sweep spares it until a row names it.
        """
        self.adopt_all([(path, sha256)])

    def adopt_all(self, files: Iterable[tuple[Path, str]]) -> None:
        """Move finished, synced files in under their names, and make the names durable at the end."""
        touched: set[Path] = set()
        try:
            for path, sha256 in files:
                self._move_in(path, sha256, touched)
            _all_at_once(sync_folder, sorted(touched))
        except OSError as error:
            raise disk_error(error) from error

    def _move_in(self, path: Path, sha256: str, touched: set[Path]) -> None:
        target = self.path(sha256)
        if not target.parent.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            touched.add(self.root)
        # also where the blob is there already: another writer may not have made its name durable yet
        touched.add(target.parent)
        with self._turn:
            if target.exists():
                os.utime(target)
                path.unlink(missing_ok=True)
                return
            os.utime(path)
            path.replace(target)

    def new_name(self) -> Path:
        """Return a temporary path on the same file system."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        return self._incoming / ids.token(12)

    def all(self) -> Iterator[str]:
        """Yield the names of all blobs."""
        if not self.root.exists():
            return
        for folder in sorted(self.root.iterdir()):
            if folder.is_dir() and len(folder.name) == 2:
                for file in folder.iterdir():
                    yield folder.name + file.name

    def sweep(self, live: Callable[[str], bool], *, grace_seconds: float) -> int:
        """Remove blobs that nothing names and that are older than the grace time; return how many.

        The grace time covers what has been stored but not yet been named by a committed row.
        """
        oldest = time.time() - grace_seconds
        removed = 0
        for sha256 in list(self.all()):
            path = self.path(sha256)
            try:
                if path.stat().st_mtime >= oldest or live(sha256):
                    continue
                with self._turn:  # whoever adopted it meanwhile has made it young
                    if path.stat().st_mtime < oldest:
                        path.unlink()
                        removed += 1
            except FileNotFoundError:
                continue
        if self._incoming.exists():
            for left in self._incoming.iterdir():
                with contextlib.suppress(FileNotFoundError):  # its writer may be finishing right now
                    if left.stat().st_mtime < oldest:
                        left.unlink()
        return removed


class BlobWriter:
    """One blob being written; a context manager that leaves nothing behind unless `finish` was called."""

    def __init__(self, store: BlobStore, *, limit_bytes: int | None, name: str) -> None:
        self._store = store
        self._limit = limit_bytes
        self._name = name
        try:
            self._path = store.new_name()
            self._file = self._path.open("wb")
        except OSError as error:
            raise disk_error(error) from error
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Take some more bytes."""
        self.size += len(data)
        if self._limit is not None and self.size > self._limit:
            raise TooLarge(f"{self._name} is larger than the {self._limit:,} bytes that are allowed.")
        try:
            self._file.write(data)
        except OSError as error:
            raise disk_error(error) from error
        self._hash.update(data)

    def finish(self) -> Blob:
        """Sync, give the blob its name and return it."""
        path, blob = self.close(is_synced=True)
        self._store.adopt(path, blob.sha256)
        return blob

    def close(self, *, is_synced: bool) -> tuple[Path, Blob]:
        """End the writing and return the file, still under its temporary name, with the blob it is to become."""
        try:
            self._file.flush()
            if is_synced:
                os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise disk_error(error) from error
        return self._path, Blob(self._hash.hexdigest(), self.size)

    def __enter__(self) -> "BlobWriter":
        return self

    def __exit__(self, *_exc: object) -> None:
        with contextlib.suppress(OSError):  # a full disk fails again when the rest of the buffer is written
            self._file.close()
        self._path.unlink(missing_ok=True)


class BlobBatch:
    """Files on their way to become blobs; a context manager that leaves nothing behind unless `finish` was called.

    A name is given only once the content is on the disk, so all is written first, synced at once, then named.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._waiting: list[tuple[Path, str]] = []

    def put_stream(self, stream: Readable, *, limit_bytes: int | None = None, name: str = "The file") -> Blob:
        """Write all that a stream gives; it is stored when the batch is finished."""
        writer = self._store.writer(limit_bytes=limit_bytes, name=name)
        try:
            while chunk := stream.read(CHUNK_BYTES):
                writer.write(chunk)
            path, blob = writer.close(is_synced=False)
        except BaseException:
            writer.__exit__()
            raise
        self._waiting.append((path, blob.sha256))
        return blob

    def finish(self) -> None:
        """Sync all files and give them their names."""
        sync_files([path for path, _ in self._waiting])
        self._store.adopt_all(self._waiting)
        self._waiting.clear()

    def __enter__(self) -> "BlobBatch":
        return self

    def __exit__(self, *_exc: object) -> None:
        for path, _ in self._waiting:
            path.unlink(missing_ok=True)


def sync_files(paths: Sequence[Path]) -> None:
    """Make the content of files durable; raises `Unavailable` when the disk would not take it."""
    _all_at_once(_sync_file, paths)


def _all_at_once(sync: Callable[[Path], None], paths: Sequence[Path]) -> None:
    """Sync many at a time: each sync waits for the disk, and the disk takes many together."""
    if len(paths) <= 1:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(min(_SYNCS_AT_ONCE, len(paths)), thread_name_prefix="atelier-sync") as pool:
        for _ in pool.map(sync, paths):
            pass


def _sync_file(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise disk_error(error) from error


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def disk_error(error: OSError) -> Unavailable:
    """Turn a failure to write into an answer."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unavailable(
            "The disk of the data folder is full; nothing was changed.",
            hint="Free some space on it, or empty the trash of old projects, then try again.",
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Unavailable(
            "The data folder cannot be written to.", hint="Give the server's user the right to write there."
        )
    return Unavailable(f"Writing to the data folder failed: {error.strerror}.")
