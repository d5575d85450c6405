"""Running a relation's query into the Parquet parts of a dataset."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from atelier.errors import ActivityFailed, InvalidInput, Stopped
from atelier.storage.dataset import arrow_schema
from atelier.storage.handles import DatasetWriter
from atelier.storage.schema import Column
from atelier.tables.probe import Probe, reason_of
from atelier.tables.relation import Field, Relation, zoned_moment

ROW_GROUP_ROWS = 122_880
FETCHED_ROWS = 5_000
RESERVE_BYTES = 2**30
_RESERVED_SHARE = 0.05  # of a small disk
_SECONDS_BETWEEN_LOOKS = 0.2


def write_relation(
    probe: Probe,
    relation: Relation,
    staged: DatasetWriter,
    *,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Write all rows of a relation as the staged dataset's one part; returns how many.

    Raises `Stopped` when `stop` comes true, `InvalidInput` for a value that does not fit,
    `ActivityFailed` when the disk is full.
    """
    place = staged.path / "part-00000.parquet"
    with watched(probe.connection, staged.path, progress, stop):
        write_parquet(probe, relation, place)
    rows = int(pq.read_metadata(place).num_rows)
    staged.adopt_part(relation.columns, place.name, rows)
    return rows


def write_parquet(probe: Probe, relation: Relation, place: Path) -> None:
    """Write all rows of a relation as one Parquet file; to be called while `watched`."""
    if not _one_name_each(relation):
        _write_renamed(probe, relation, place)
        return
    named = [_as_stored(field).as_(field.name, quoted=True) for field in relation.fields]
    query = relation.scope.runnable(relation.statement(*named))
    target = exp.Literal.string(str(place)).sql(dialect="duckdb")
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS}"
    probe.connection.execute(f"COPY ({query}) TO {target} ({options})")


def fetched_rows(probe: Probe, relation: Relation) -> Iterator[tuple[Any, ...]]:
    """Yield all rows of a relation, some at a time."""
    found = probe.connection.execute(relation.scope.runnable(relation.statement()))
    while rows := found.fetchmany(FETCHED_ROWS):
        yield from rows


def write_statement(
    probe: Probe,
    statement: str,
    columns: Sequence[Column],
    staged: DatasetWriter,
    *,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Write the rows of a finished statement, whose values come in the order and types of the columns, as one part.

    Raises like `write_relation`.
    """
    place = staged.path / "part-00000.parquet"
    schema = arrow_schema(columns)
    rows = 0
    with watched(probe.connection, staged.path, progress, stop):
        reader: pa.RecordBatchReader = probe.connection.execute(statement).to_arrow_reader(ROW_GROUP_ROWS)
        with pq.ParquetWriter(place, schema, compression="zstd") as writer:
            for batch in reader:
                arrays = [array.cast(field.type) for array, field in zip(batch.columns, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                rows += batch.num_rows
    staged.adopt_part(columns, place.name, rows)
    return rows


def _one_name_each(relation: Relation) -> bool:
    """Say whether DuckDB can write the names as they are: it renames those that differ by case only, and needs one."""
    lowered = [name.lower() for name in relation.names]
    return bool(lowered) and len(set(lowered)) == len(lowered) and "" not in lowered


def _write_renamed(probe: Probe, relation: Relation, place: Any) -> None:
    schema = arrow_schema(relation.columns)
    chosen = [_as_stored(field).as_(field.ref, quoted=True) for field in relation.fields]
    query = relation.scope.runnable(relation.statement(*chosen))
    reader: pa.RecordBatchReader = probe.connection.sql(query).to_arrow_reader(ROW_GROUP_ROWS)
    with pq.ParquetWriter(place, schema, compression="zstd") as writer:
        for batch in reader:
            columns = list(batch.columns)[: len(schema)]  # a table without columns still selects one
            arrays = [array.cast(field.type) for array, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _as_stored(field: Field) -> exp.Expr:
    return zoned_moment(field.sql) if field.column.type == "date" else field.sql


def room_on_disk(place: Path) -> int:
    """Return how many bytes may be written below `place`: what is free less a reserve that is left to all others."""
    usage = shutil.disk_usage(place)
    return max(0, usage.free - min(RESERVE_BYTES, int(usage.total * _RESERVED_SHARE)))


class _Ending(threading.Event):
    """The watch over a query; `because` says why it was interrupted."""

    because: Literal["", "stop", "disk"] = ""


@contextmanager
def watched(
    connection: duckdb.DuckDBPyConnection,
    place: Path,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Report how far the query is that writes below `place`; interrupt it when it is to stop or fills the disk.

    Raises `Stopped`, `InvalidInput` for a value that does not fit, `ActivityFailed` when the disk is full.
    """
    ending = _Ending()

    def look() -> None:
        while not ending.wait(_SECONDS_BETWEEN_LOOKS):
            ending.because = "stop" if stop() else "disk" if room_on_disk(place) == 0 else ""
            if ending.because:
                connection.interrupt()
                return
            done = connection.query_progress()
            if done > 0:
                progress(min(done / 100, 0.99))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        with _answering(ending):
            yield
    finally:
        ending.set()
        watcher.join()


@contextmanager
def _answering(ending: _Ending) -> Iterator[None]:
    started = time.monotonic()
    try:
        yield
    except duckdb.InterruptException:
        if ending.because == "stop":
            raise Stopped("Stopped while the rows were being written.") from None
        if ending.because == "disk":
            raise ActivityFailed(
                "Stopped while the rows were being written: the disk is nearly full.",
                hint="Make room on the disk, or make the result smaller.",
            ) from None
        raise InvalidInput(f"The query was interrupted after {time.monotonic() - started:.0f} s.") from None
    except duckdb.OutOfMemoryException as error:
        raise InvalidInput(
            "There was not enough memory or disk space to work this out.",
            hint=f"Filter earlier, or group by fewer values. The engine says: {reason_of(error)}",
        ) from error
    except duckdb.IOException as error:
        raise ActivityFailed(f"The rows could not be written: {reason_of(error)}") from error
    except duckdb.Error as error:
        raise InvalidInput(f"The rows cannot be worked out: {reason_of(error)}") from error
