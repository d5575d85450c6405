"""Questions that a query must ask while it is being built: how many chunks a split gives, which values a pivot has."""

import itertools
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.relation import Relation
from atelier.tables.types import storage_type


class Probe:
    """Runs queries over relations on one connection; `seconds` bounds each of them.

    In a run it has a `folder` that the connection may read and a person's `stop`; else files go to a temporary folder,
    which is gone with the probe.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        seconds: float | None = None,
        folder: Path | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.connection = connection
        self.is_run = folder is not None
        self.stop = stop
        self._folder = folder
        self._files = itertools.count(1)
        self.tables: dict[str, Relation] = {}  # further datasets that steps may look into, by name
        self._seconds = seconds

    def row(self, relation: Relation, *expressions: exp.Expr) -> tuple[Any, ...]:
        """Return the one row of aggregates over a relation."""
        found = self.rows(relation, *expressions)
        return found[0]

    def rows(self, relation: Relation, *expressions: exp.Expr, limit: int | None = None) -> list[tuple[Any, ...]]:
        """Return rows of expressions over a relation (all its columns when none are given)."""
        statement = relation.statement(*expressions)
        return self.run(relation, statement.limit(limit) if limit is not None else statement)

    def run(self, relation: Relation, statement: exp.Expr) -> list[tuple[Any, ...]]:
        """Run a finished statement over the relation's sources."""
        with self.answering():
            return self.connection.execute(relation.scope.runnable(statement)).fetchall()

    def count(self, relation: Relation) -> int:
        """Return how many rows a relation has."""
        return int(self.row(relation, exp.Count(this=exp.Star()))[0])

    def types(self, relation: Relation, *expressions: exp.Expr) -> list[tuple[StorageType, Meaning | None]]:
        """Return how the values of expressions over a relation are stored; nothing is read."""
        described = relation.scope.runnable(relation.statement(*expressions))
        with self.answering():
            found = self.connection.execute(f"DESCRIBE {described}").fetchall()
        return [storage_type(row[1]) for row in found]

    def new_file(self, name: str) -> Path:
        """Return the path of a file, not there yet, for rows that a step keeps until the query has run."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="atelier-step-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{next(self._files)}-{name}"

    def matching(self, names: Sequence[str], pattern: str) -> list[str]:
        """Return the names that a regular expression matches whole; the engine's take linear time, Python's need not.

        Raises `InvalidInput` for a pattern that cannot be read.
        """
        with self.answering():
            found = self.connection.execute(
                "SELECT name FROM (SELECT unnest(?::VARCHAR[]) AS name) WHERE regexp_full_match(name, ?)",
                [list(names), pattern],
            ).fetchall()
        kept = {row[0] for row in found}
        return [name for name in names if name in kept]

    def knows_zone(self, name: str) -> bool:
        """Say whether there is a time zone of this name."""
        with self.answering():
            found = self.connection.execute("SELECT 1 FROM pg_timezone_names() WHERE name = ?", [name]).fetchone()
        return found is not None

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Turn DuckDB's errors into answers, and stop what takes too long."""
        timer = threading.Timer(self._seconds, self.connection.interrupt) if self._seconds else None
        if timer is not None:
            timer.start()
        try:
            yield
        except duckdb.InterruptException:
            raise InvalidInput(
                "The rows at this step take too long to work out here.",
                hint="Take a smaller sample, or run the recipe: it works on all rows and has the time it needs.",
            ) from None
        except duckdb.OutOfMemoryException:
            raise InvalidInput(
                "This step needs more memory than it may use.", hint="Take a smaller sample, or fewer columns."
            ) from None
        except duckdb.Error as error:
            raise InvalidInput(reason_of(error)) from error
        finally:
            if timer is not None:
                timer.cancel()


def reason_of(error: duckdb.Error) -> str:
    """Return DuckDB's own sentence without its class, position and hints."""
    first = str(error).split("\n", 1)[0]
    return first.split(": ", 1)[-1][:400]
