"""Files worked out from tables once and kept: samples, orders of rows, columns for random access.

A key names what is in a file for ever, so an entry is never changed, only dropped when room is needed.
"""

import contextlib
import hashlib
import logging
import os
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

_log = logging.getLogger(__name__)

_MAKING = ".making-"
_ABANDONED_SECONDS = 3600.0
_IN_USE_SECONDS = 120.0
_SWEPT_TO = 0.9
_LEAST_FREE_BYTES = 2 * 2**30

Make = Callable[[Path], None]


def key_of(kind: str, *parts: object) -> str:
    """Return the name of an entry: its kind, and a hash of all that decides what is in it."""
    return f"{kind}-{hashlib.blake2b(repr(parts).encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


class TableCache:
    """A folder of such files of at most `max_bytes`; those not used for longest are dropped first.

    Each file appears whole or not at all, so a kill at any moment harms nothing. Threads that want the same entry wait
    for the one that makes it.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._guard = threading.Lock()
        self._locks: dict[str, list[threading.Lock | int]] = {}
        self._pending: set[str] = set()
        self._pool: ThreadPoolExecutor | None = None

    def known(self, key: str) -> Path | None:
        """Return the entry if it is there, and note that it was used."""
        path = self.folder / key
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def get(self, key: str, make: Make) -> Path:
        """Return the entry; `make` writes it to the path that it is given if it is not there."""
        found = self.known(key)
        if found is not None:
            return found
        with self._making(key):
            return self.known(key) or self._made(key, make)

    def later(self, key: str, make: Make) -> None:
        """Have the entry made when nothing else is, if it is neither there nor on its way."""
        with self._guard:
            if key in self._pending or (self.folder / key).exists():
                return
            self._pending.add(key)
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="tables")
            pool = self._pool
        try:
            pool.submit(self._make_later, key, make)
        except RuntimeError:  # closed meanwhile
            self._pending.discard(key)

    @property
    def has_room(self) -> bool:
        """Say whether the disk has room for more than what must be."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.folder).free > _LEAST_FREE_BYTES

    def wait(self) -> None:
        """Wait until nothing is on its way."""
        with self._guard:
            pool = self._pool
        if pool is not None:
            pool.submit(lambda: None).result()

    def close(self) -> None:
        """Give up what has not been begun, and wait for the rest."""
        with self._guard:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        self._pending.clear()

    def sweep(self) -> int:
        """Drop what was not used for longest until there is room; returns how many bytes were dropped."""
        now = time.time()
        entries = []
        with contextlib.suppress(FileNotFoundError):
            for entry in os.scandir(self.folder):
                with contextlib.suppress(FileNotFoundError):
                    about = entry.stat()
                    if entry.name.startswith(_MAKING):
                        if now - about.st_mtime > _ABANDONED_SECONDS:
                            Path(entry.path).unlink()
                    else:
                        entries.append((about.st_mtime, about.st_size, entry.path))
        total = sum(size for _, size, _ in entries)
        if total <= self.max_bytes:
            return 0
        dropped = 0
        for used, size, path in sorted(entries):
            if total - dropped <= self.max_bytes * _SWEPT_TO or now - used < _IN_USE_SECONDS:
                break
            with contextlib.suppress(FileNotFoundError):  # who has it open still reads it to the end
                Path(path).unlink()
            dropped += size
        return dropped

    def _make_later(self, key: str, make: Make) -> None:
        try:
            self.get(key, make)
        except Exception as error:
            _log.warning("%s could not be prepared: %s", key, error)
        finally:
            with self._guard:
                self._pending.discard(key)

    def _made(self, key: str, make: Make) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        place, path = self.folder / f"{_MAKING}{uuid.uuid4().hex}", self.folder / key
        try:
            make(place)
            place.rename(path)
        finally:
            place.unlink(missing_ok=True)
        self.sweep()
        return path

    @contextmanager
    def _making(self, key: str) -> Iterator[None]:
        with self._guard:
            entry = self._locks.setdefault(key, [threading.Lock(), 0])
            entry[1] += 1  # type: ignore[operator]
            lock = entry[0]
        assert not isinstance(lock, int)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                entry[1] -= 1  # type: ignore[operator]
                if entry[1] == 0:
                    del self._locks[key]
