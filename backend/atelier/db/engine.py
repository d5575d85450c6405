"""The database engine and its sessions, with the SQLite recipe that loses no update.

SQLAlchemy's default on SQLite silently loses concurrent read-then-write updates; `BEGIN IMMEDIATE` does not.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from atelier.errors import Unavailable


class Bell(Protocol):
    """Whoever is to be woken when something of a topic has been committed."""

    def ring(self, topic: str) -> None: ...


_TURN_SECONDS = 30.0
_SQLITE_PRAGMAS = ("journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON")


def make_engine(url: str) -> Engine:
    """Return an engine for `url`; SQLite gets WAL, full synchronisation and immediate transactions."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"check_same_thread": False}, pool_size=16, max_overflow=32)

    @event.listens_for(engine, "connect")
    def _prepare(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # we emit BEGIN ourselves
        for pragma in _SQLITE_PRAGMAS:
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


class Database:
    """An engine with its two kinds of session.

    `bell` is put into each session's `info`, so that services can ring it after a commit without knowing its owner.
    """

    def __init__(self, url: str, *, bell: Bell | None = None) -> None:
        self.engine = make_engine(url)
        self._turn = threading.Lock()
        info = {} if bell is None else {"bell": bell}
        self._write = sessionmaker(self.engine, expire_on_commit=False, info=info)
        self._read = sessionmaker(
            self.engine.execution_options(read_only=True), expire_on_commit=False, info=dict(info)
        )

    @property
    def one_writer(self) -> bool:
        """Say whether only one transaction at a time may write (SQLite)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open one transaction that commits at the end of the block, or rolls back on any error.

        With one writer the turn is waited for here: the database's own waiting sleeps for up to a tenth of a second
        at a time and lets whoever comes by chance go first.
        """
        with self._take_turn(), self._write() as session, session.begin():
            yield session

    @contextmanager
    def _take_turn(self) -> Iterator[None]:
        if not self.one_writer:
            yield
            return
        if not self._turn.acquire(timeout=_TURN_SECONDS):
            raise Unavailable("The database has been busy for too long.", hint="Try again in a moment.")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session for reading only; what is changed in it is thrown away."""
        with self._read() as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
