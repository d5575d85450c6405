"""DuckDB: the server's one engine for short questions, and engines of their own, locked up, for runs."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
from sqlglot import exp

from atelier.tables import pyfunctions

_STARTING = threading.Lock()
_TEMPORARY = Path(tempfile.gettempdir()) / f"atelier-tables-{os.getuid()}"

_Config = dict[str, str | bool | int | float | list[str]]

_SETTINGS: _Config = {
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


_MOST_SPILLED = "20GB"
_SPILLED_SHARE = 0.5  # of what the disk has left: a run's rows that memory does not hold

_allowed: set[Path] = set()
_engine: duckdb.DuckDBPyConnection | None = None


def allow(folders: Iterable[Path]) -> None:
    """Let the shared engine see the files below these folders, beside those in the folder for temporary files."""
    global _engine
    with _STARTING:
        more = {form for folder in folders for form in _forms(folder) if not _is_allowed(form)}
        if more:
            _allowed.update(more)
            _engine = None  # whoever uses the former one keeps it to the end of their question


@contextmanager
def shared() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection of this thread's own to the one engine: starting an engine costs a hundred times as much.

    Only trees that this package built may run on it, never SQL that a person wrote. Should one slip through all the
    same, it finds no file but those of `allow`, no network, no extension and no setting to change.
    """
    global _engine
    with _STARTING:
        if _engine is None:
            _engine = _guarded()
        cursor = _engine.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


def _guarded() -> duckdb.DuckDBPyConnection:
    _allowed.update(_forms(Path(tempfile.gettempdir())))
    connection = _opened({**_SETTINGS, "threads": 2, "temp_directory": str(_TEMPORARY)})
    folders = ", ".join(_text(f"{folder}/") for folder in sorted(_allowed))
    connection.execute(f"SET max_temp_directory_size = {_text(_MOST_SPILLED)}")
    connection.execute(f"SET allowed_directories = [{folders}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _forms(folder: Path) -> set[Path]:
    return {folder.absolute(), folder.resolve()}


def _is_allowed(folder: Path) -> bool:
    return any(folder.is_relative_to(known) for known in _allowed)


@contextmanager
def locked(
    *, readable: Sequence[Path], writable: Path, threads: int, memory_limit: str = "1GB"
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an engine that sees only `readable` files and the folder `writable`, and whose settings are fixed.

    No statement can reach another file, the network or an extension.
    """
    writable.mkdir(parents=True, exist_ok=True)
    connection = _opened({**_SETTINGS, "threads": threads, "memory_limit": memory_limit})
    try:
        connection.execute(f"SET temp_directory = {_text(str(writable / 'spill'))}")
        spilled = int(shutil.disk_usage(writable).free * _SPILLED_SHARE)
        connection.execute(f"SET max_temp_directory_size = '{max(1, spilled // 2**20)} MiB'")
        connection.execute(f"SET allowed_paths = [{', '.join(_text(str(path)) for path in readable)}]")
        connection.execute(f"SET allowed_directories = [{_text(str(writable) + '/')}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _opened(config: _Config) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config=config)
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    pyfunctions.register(connection)
    return connection


def _text(value: str) -> str:
    return exp.Literal.string(value).sql(dialect="duckdb")
