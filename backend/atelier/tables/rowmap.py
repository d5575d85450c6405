"""Taking the rows of a relation through a person's Python, in a process of its own, and on from there as a relation.

The rows so far are worked out once, in batches; each batch goes to the process as JSON and comes back as JSON, which is
safe to read whoever wrote it. What came back is kept beside the rows in a Parquet file that the query goes on from.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from atelier.errors import InvalidInput, Stopped
from atelier.storage.schema import Column
from atelier.tables import rowcode
from atelier.tables.probe import Probe
from atelier.tables.relation import Field, Relation
from atelier.tables.types import sql_type_of

PREVIEW_SECONDS = 5.0
RUN_BATCH_SECONDS = 600.0

_BATCH_ROWS = 2_000
_PREVIEW_MEMORY = 512 * 2**20
_RUN_MEMORY = 2 * 2**30
_RUN_CPU_SECONDS = 7 * 86_400
_LONGEST_ANSWER = 256 * 2**20
_MOST_COLUMNS = 1_000
_LOOK_SECONDS = 0.2

Mode = Literal["CELL", "ROW", "MULTI_ROWS"]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The rows with `out`, the JSON text that the code gave for each; `kinds` are the sorts of values, by column."""

    table: Relation
    out: Field
    kinds: dict[str, set[str]] = field(default_factory=dict)


def mapped(table: Relation, code: str, mode: Mode, columns: Sequence[str], probe: Probe) -> Mapped:
    """Take every row through `process(row)`, which sees `columns`; raises `InvalidInput` with what is wrong with it."""
    path = probe.new_file("rows.parquet")
    seen = [table.names.index(name) for name in columns]
    kinds: dict[str, set[str]] = {}
    with _Process(code, mode, [table.fields[place] for place in seen], probe) as process, probe.answering():
        query = table.scope.runnable(table.statement())
        reader: pa.RecordBatchReader = probe.connection.sql(query).to_arrow_reader(_BATCH_ROWS)
        places = range(len(table.fields))  # a table without columns still selects one
        schema = pa.schema([*(reader.schema.field(place) for place in places), pa.field("out_", pa.string())])
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in reader:
                answer = process.ask([_listed(batch.column(place)) for place in seen], batch.num_rows)
                for name, found in answer["kinds"].items():
                    kinds.setdefault(name, set()).update(found)
                if len(kinds) > _MOST_COLUMNS:
                    raise InvalidInput(f"The code makes more than {_MOST_COLUMNS:,} columns.")
                arrays = [*(batch.column(place) for place in places), pa.array(answer["out"], pa.string())]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    made = table.scope.table("rows", [*table.columns, Column(name="out")], [path]).called(table.name)
    kept = made.select_places(range(len(table.fields)))
    return Mapped(kept, made.fields[-1], kinds)


class _Process:
    """The process that runs the code; it is killed when its time is over, or the run is to stop."""

    def __init__(self, code: str, mode: Mode, fields: Sequence[Field], probe: Probe) -> None:
        self._probe = probe
        self._is_run = probe.is_run
        self._seconds = RUN_BATCH_SECONDS if self._is_run else PREVIEW_SECONDS
        self._until = time.monotonic() + self._seconds
        self._killed: Literal["", "late", "stopped"] = ""
        self._over = threading.Event()
        self._spec = {
            "code": code,
            "mode": mode,
            "columns": [one.name for one in fields],
            "kinds": [_kind(one.column) for one in fields],
            "guards": str(Path(__file__).parents[1] / "runner"),
            "memory_bytes": _RUN_MEMORY if self._is_run else _PREVIEW_MEMORY,
            "cpu_seconds": _RUN_CPU_SECONDS if self._is_run else int(PREVIEW_SECONDS) + 1,
        }

    def __enter__(self) -> "_Process":
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and file
            [sys.executable, "-I", "-X", "utf8", rowcode.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()
        self._send(self._spec)
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._kill()
        self._watcher.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert pipe is not None
                pipe.close()
        self._process.wait()

    def ask(self, columns: list[list[Any]], rows: int) -> dict[str, Any]:
        """Return what the code makes of a batch; raises `InvalidInput`, `Stopped`."""
        if self._is_run:
            self._until = time.monotonic() + self._seconds
        self._send(columns if columns else [[None] * rows])
        assert self._process.stdout is not None
        line = self._process.stdout.readline(_LONGEST_ANSWER)
        if not line.endswith(b"\n"):
            raise self._ended(len(line))
        return _checked(line, rows)

    def _send(self, value: Any) -> None:
        assert self._process.stdin is not None
        # when the process is gone, its answer, or the lack of one, says why
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(value, default=str).encode() + b"\n")
            self._process.stdin.flush()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            if self._probe.stop():
                self._killed = "stopped"
            elif time.monotonic() > self._until:
                self._killed = "late"
            if self._killed:
                self._kill()
                return

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _ended(self, received: int) -> Exception:
        if self._killed == "stopped":
            return Stopped("Stopped while the rows went through the code.")
        code: int | None = None
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._process.wait(timeout=_LOOK_SECONDS) if received < _LONGEST_ANSWER else None
        if self._killed == "late" or code == -signal.SIGXCPU:
            rows = f"{_BATCH_ROWS:,} rows" if self._is_run else "the rows of the preview"
            return InvalidInput(
                f"The code was stopped: it took longer than {self._seconds:.0f} s for {rows}.",
                hint="It may loop for ever; else let it do less for each row, or take a smaller sample.",
            )
        if received >= _LONGEST_ANSWER:
            return InvalidInput("The code gives back more than 256 MiB for one batch of rows.")
        return InvalidInput("The process that ran the code ended by itself, or needed more memory than it may use.")


def _checked(line: bytes, rows: int) -> dict[str, Any]:
    """Return an answer whose shape is as it must be: the code may have got hold of the line and written anything."""
    broken = InvalidInput("The code spoilt the answer of its own process.")
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        raise broken from None
    if not isinstance(answer, dict):
        raise broken
    if isinstance(answer.get("error"), str):
        raise InvalidInput(answer["error"][:2_000])
    out, kinds = answer.get("out"), answer.get("kinds")
    if not isinstance(out, list) or len(out) != rows or not all(one is None or isinstance(one, str) for one in out):
        raise broken
    if not isinstance(kinds, dict) or not all(isinstance(found, list) for found in kinds.values()):
        raise broken
    return {"out": out, "kinds": {str(name): {str(one) for one in found} for name, found in kinds.items()}}


def _kind(column: Column) -> str:
    if column.type == "date":
        return "date"
    is_json = column.type in ("array", "object") and sql_type_of(column) == "VARCHAR"
    return "json" if is_json else "plain"


def _listed(array: pa.Array) -> list[Any]:
    values: list[Any] = array.to_pylist()
    if pa.types.is_timestamp(array.type):
        return [None if value is None else value.isoformat() for value in values]
    return values
