"""DuckDB: the server's one engine for short questions, and engines of their own, locked up, for runs."""

import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
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


@cache
def _shared() -> duckdb.DuckDBPyConnection:
    return _opened({**_SETTINGS, "threads": 2, "temp_directory": str(_TEMPORARY)})


@contextmanager
def shared() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection of this thread's own to the one engine: starting an engine costs a hundred times as much.

    Only trees that this package built may run on it, never SQL that a person wrote.
    """
    with _STARTING:
        cursor = _shared().cursor()
    try:
        yield cursor
    finally:
        cursor.close()


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
