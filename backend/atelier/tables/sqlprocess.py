"""A person's query looked at, described or tried out in a process of its own, which is given a few seconds only.

Planning alone may cost anything: the engine works out constants while it plans.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput
from atelier.runner.limits import Limits, apply
from atelier.storage.schema import Column, columns_from
from atelier.tables import sql
from atelier.tables.sql import SqlProblem, SqlTable

MEMORY_BYTES = 2 * 2**30
ENGINE_MEMORY = "512MB"
MAX_OUTPUT_BYTES = 64 * 2**20
_MAX_CELL_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process found: a problem, or the columns and, if rows were asked for, some of them and their number."""

    problem: SqlProblem | None = None
    columns: list[Column] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    total: int = 0


def ask(
    code: str,
    tables: Sequence[SqlTable],
    *,
    seconds: float = 10.0,
    sample_rows: int | None = None,
    offset: int = 0,
    limit: int = 0,
) -> Answer:
    """Look at a query and say its columns; with a `limit`, try it on the first `sample_rows` of each table.

    Raises `InvalidInput` when that takes too long or too much memory.
    """
    with tempfile.TemporaryDirectory(prefix="atelier-sql-") as folder:
        spec = {
            "code": code,
            "tables": [
                {
                    "name": t.name,
                    "columns": [c.model_dump() for c in t.columns],
                    "parts": [str(part) for part in t.parts],
                }
                for t in tables
            ],
            "folder": folder,
            "seconds": seconds,
            "sample_rows": sample_rows,
            "offset": offset,
            "limit": limit,
        }
        try:
            done = subprocess.run(  # our own interpreter and module
                [sys.executable, "-m", "atelier.tables.sqlprocess"],
                input=json.dumps(spec).encode("utf-8", "surrogatepass"),
                capture_output=True,
                timeout=seconds + 5,
                cwd=folder,
                env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "HOME": folder, "TMPDIR": folder},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _too_long() from None
    return _read(done.returncode, done.stdout)


def _read(code: int, said: bytes) -> Answer:
    if code == 0 and len(said) <= MAX_OUTPUT_BYTES:
        found = json.loads(said)
        if "refused" in found:
            raise InvalidInput(found["refused"], hint=found["hint"])
        problem = SqlProblem(**found["problem"]) if found["problem"] else None
        return Answer(problem, columns_from(found["columns"]), found["rows"], found["total"])
    if code == 0:
        raise InvalidInput("These rows are too large to show here.", hint="Choose fewer columns.")
    raise _too_long()


def _too_long() -> InvalidInput:
    return InvalidInput(
        "The query takes too long or needs too much memory to be tried out here.",
        hint="Filter more, or run the recipe: it works on all rows and has the time it needs.",
    )


def main() -> int:
    """Answer the question on standard input."""
    spec = json.loads(sys.stdin.buffer.read())
    seconds = float(spec["seconds"])
    apply(Limits(MEMORY_BYTES, seconds, int(seconds * 2) + 5, 64, MAX_OUTPUT_BYTES * 16))
    tables = [
        SqlTable(t["name"], columns_from(t["columns"]), [Path(part) for part in t["parts"]]) for t in spec["tables"]
    ]
    try:
        found = _answer(spec, tables, seconds)
    except InvalidInput as error:
        if not error.details.get("line"):
            found = {"refused": error.message, "hint": error.hint}
        else:
            place = {name: error.details[name] for name in ("line", "column", "message")}
            found = {"problem": {**place, "hint": error.hint}, "columns": [], "rows": [], "total": 0}
    sys.stdout.write(json.dumps(found, ensure_ascii=True))
    return 0


def _answer(spec: dict[str, Any], tables: list[SqlTable], seconds: float) -> dict[str, Any]:
    from atelier.tables import engine
    from atelier.tables.probe import Probe

    code = spec["code"]
    readable = [part for table in tables for part in table.parts]
    with engine.locked(readable=readable, writable=Path(spec["folder"]), threads=1, memory_limit=ENGINE_MEMORY) as link:
        problem = sql.problem_in(link, code, [table.name for table in tables])
        if problem is not None:
            parts = {name: getattr(problem, name) for name in ("line", "column", "message", "hint")}
            return {"problem": parts, "columns": [], "rows": [], "total": 0}
        with sql.holding(link, tables, rows=spec["sample_rows"]):
            probe = Probe(link, seconds=seconds)
            with probe.answering():
                columns = sql.columns_of(link, code)
                rows, total = _rows(probe, code, columns, spec) if spec["limit"] else ([], 0)
    return {
        "problem": None,
        "columns": [column.model_dump(exclude_none=True) for column in columns],
        "rows": rows,
        "total": total,
    }


def _rows(probe: Any, code: str, columns: list[Column], spec: dict[str, Any]) -> tuple[list[list[Any]], int]:
    from atelier.tables.pages import cell

    statement = sql.stored_query(code, columns, sql.types_of(probe.connection, code))
    dates = ", ".join(
        f"CAST(epoch_ms(c{place}) AS BIGINT)" if column.type == "date" else f"c{place}"
        for place, column in enumerate(columns)
    )
    # the statement is made of neutral names around a text that was looked at
    counting = f"SELECT count(*) FROM ({statement})"  # noqa: S608
    paging = f"SELECT {dates} FROM ({statement}) LIMIT {int(spec['limit'])} OFFSET {int(spec['offset'])}"  # noqa: S608
    total = int(probe.connection.execute(counting).fetchall()[0][0])
    found = probe.connection.execute(paging).fetchall()
    rows = [[_short(cell(value, column)) for value, column in zip(row, columns, strict=True)] for row in found]
    return rows, total


def _short(value: Any) -> Any:
    return value[:_MAX_CELL_CHARACTERS] if isinstance(value, str) else value


if __name__ == "__main__":
    sys.exit(main())
