"""One running Atelier: its data folder, database, blobs and executor, started in order and stopped in reverse."""

import fcntl
import os
import sqlite3
from pathlib import Path
from typing import IO, Protocol

from atelier.auth import first, links
from atelier.db import schema
from atelier.db.engine import Database
from atelier.errors import Unavailable
from atelier.items.store import Store
from atelier.jobs.bell import Bell
from atelier.jobs.embedded import EmbeddedExecutor
from atelier.jobs.reader import EventReader
from atelier.jobs.recorder import ActivityFollower
from atelier.lab.follow import SessionFollower
from atelier.lab.predictors import Predictors
from atelier.metrics.follow import Follower
from atelier.metrics.pool import MeasuringPool
from atelier.notebooks.sessions import Sessions
from atelier.settings import Settings
from atelier.storage.blobs import BlobStore
from atelier.storage.roots import parse_roots
from atelier.tables import engine
from atelier.tables.cache import TableCache

_SOUND_SQLITE = (3, 51, 3)


class Executor(Protocol):
    """What runs activities inside the server."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Atelier:
    """The parts that requests and the executor share; made at once, working after `start`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.home.resolve()
        self.staging = self.home / "staging"
        self.cache = self.home / "cache"
        self.thumbs = self.cache / "thumbs"
        self.bell = Bell()
        self.database = Database(settings.database, bell=self.bell)
        self.blobs = BlobStore(self.home / "blobs")
        self.tables = TableCache(self.cache / "tables", settings.table_cache_bytes)
        self.store = Store(
            self.blobs, parse_roots(settings.allowed_roots), self.thumbs, settings.max_picture_pixels, self.tables
        )
        self.followers: dict[str, ActivityFollower] = {"session": SessionFollower(self.blobs)}
        self.predictors = Predictors(settings, self.blobs, self.cache / "predictors")
        self.reader = EventReader(self.database, self.bell)
        self.notebooks = Sessions(self.database, settings)
        self.executor: Executor | None = None
        self.follower: Follower | None = None
        self.measuring = MeasuringPool(self.database, self.store, self.bell)
        self.is_ready = False
        self._lock: IO[str] | None = None

    def start(self, *, with_executor: bool = True) -> None:
        """Lock the data folder, bring the schema up, see to the administrator, recover and begin running.

        Raises `Unavailable` when another server has the data folder or wrote a newer schema.
        """
        if self.is_ready:
            return
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock = lock_folder(self.home)
        engine.allow([self.home])
        try:
            for folder in (self.staging, self.cache, self.thumbs):
                folder.mkdir(parents=True, exist_ok=True)
            schema.upgrade(self.database.engine)
            with self.database.write() as session:
                first.ensure_admin(session, self.settings)
            self.reader.start()
            self.measuring = MeasuringPool(self.database, self.store, self.bell)
            self.measuring.start()  # whoever asks for a measurement waits for it, with or without an executor
            if with_executor:
                self.executor = EmbeddedExecutor(self)
                self.executor.start()
                self.follower = Follower(self.database, self.store, self.bell)
                self.follower.start()
        except BaseException:
            self.stop()
            raise
        self.notebooks.start()
        self.is_ready = True

    def stop(self) -> None:
        """Stop running, close the database and give the data folder free; safe to call twice."""
        self.is_ready = False
        self.notebooks.stop()
        self.reader.stop()
        if self.follower is not None:
            self.follower.stop()
            self.follower = None
        self.measuring.stop()
        if self.executor is not None:
            self.executor.stop()
            self.executor = None
        self.predictors.stop()
        self.tables.close()
        self.database.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def login_link(self) -> str:
        """Return the path of a new one-time log-in link for the administrator."""
        with self.database.write() as session:
            return links.make(session, user=first.ensure_admin(session, self.settings))[0]

    def warnings(self) -> list[str]:
        """Return what an administrator should know of this installation."""
        found = []
        if self.database.one_writer and sqlite3.sqlite_version_info < _SOUND_SQLITE:
            found.append(
                f"SQLite {sqlite3.sqlite_version} has a rare fault when its log is reset (mended in 3.51.3). "
                "One process writes, which makes it rarer still; keep backups."
            )
        return found


def lock_folder(home: Path) -> IO[str]:
    """Take the exclusive lock on a data folder and return the open file that holds it.

    Raises `Unavailable` naming the process that has it. The lock ends with the process, however that ends.
    """
    path = home / "atelier.lock"
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        by = f" (process {holder})" if holder else ""
        raise Unavailable(
            f"The data folder {home} is in use by another Atelier server{by}.",
            hint="Stop that server first, or give this one a data folder of its own with ATELIER_HOME.",
        ) from error
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file
