"""The store of bytes: every file is a blob named by its SHA-256, written once and never changed."""

import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from atelier import ids
from atelier.errors import NotFound, TooLarge, Unavailable

CHUNK_BYTES = 1 << 20


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

    def adopt(self, path: Path, sha256: str) -> None:
        """Move a finished, synced file in under its name; a blob that is there already wins.

        Its age counts from now, whenever the file was written, so that a sweep spares it until a row names it.
        """
        target = self.path(sha256)
        try:
            if not target.parent.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                sync_folder(self.root)
            with self._turn:
                if target.exists():
                    os.utime(target)
                    path.unlink(missing_ok=True)
                    return
                os.utime(path)
                path.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise disk_error(error) from error

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
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise disk_error(error) from error
        sha256 = self._hash.hexdigest()
        self._store.adopt(self._path, sha256)
        return Blob(sha256, self.size)

    def __enter__(self) -> "BlobWriter":
        return self

    def __exit__(self, *_exc: object) -> None:
        with contextlib.suppress(OSError):  # a full disk fails again when the rest of the buffer is written
            self._file.close()
        self._path.unlink(missing_ok=True)


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
