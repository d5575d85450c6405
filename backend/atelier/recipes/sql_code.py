"""SQL: one query over datasets, by their names."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from atelier.errors import ActivityFailed, FieldProblem, InvalidInput, Stopped
from atelier.recipes.base import FormContext, Params, Recipe, RunContext, dataset, param
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from atelier.recipes.table import TableSource
    from atelier.tables.sql import SqlTable

_MAX_CODE = 200_000


class SqlParams(Params):
    code: str = param(
        "",
        label="Query",
        widget="sql",
        max_length=_MAX_CODE,
        help="One SELECT; each input is a table under its dataset's name, in double quotes if it is not a plain word.",
    )
    time_limit_minutes: float = param(
        60, label="Time limit", unit="min", gt=0, le=24 * 60, help="The query is stopped after this long."
    )


class SqlRecipe(Recipe[SqlParams]):
    """Work a dataset out by one SELECT over others, with DuckDB's SQL."""

    type = "sql-query"
    label = "SQL"
    icon = "sql"
    family = "code"
    verb = "query"
    dss_types = ("sql_query",)
    inputs = (dataset("input", "Input datasets", help="Tables that the query may name.", many=True),)
    outputs = (dataset("output", "Output dataset", help="The rows that the query gives."),)
    Params = SqlParams

    def check(self, form: FormContext, params: SqlParams) -> Sequence[FieldProblem]:
        return [] if params.code.strip() else [FieldProblem(("params", "code"), "There is no query yet.")]

    def output_columns(self, form: FormContext, params: SqlParams) -> dict[str, list[Column]]:
        from atelier.tables.sqlprocess import ask

        found = ask(params.code, tables_of(form.tables("input")))
        if found.problem is not None:
            raise found.problem.as_error()
        return {"output": found.columns}

    def to_payload(self, params: dict[str, Any]) -> str | None:
        return str(params.get("code", ""))

    def from_payload(self, payload: str, inputs: Sequence[str] = ()) -> dict[str, Any]:
        return {"code": payload}

    def run(self, ctx: RunContext, params: SqlParams) -> None:
        from atelier.tables import engine, sql
        from atelier.tables.probe import Probe
        from atelier.tables.writing import write_statement

        tables = tables_of(ctx.input_tables("input"))
        readable = [part for table in tables for part in table.parts]
        output = ctx.output_dataset("output")
        until = time.monotonic() + params.time_limit_minutes * 60
        with engine.locked(readable=readable, writable=ctx.work, threads=ctx.device.threads) as connection:
            problem = sql.problem_in(connection, params.code, [table.name for table in tables])
            if problem is not None:
                raise problem.as_error()
            with sql.holding(connection, tables):
                columns = sql.columns_of(connection, params.code)
                statement = sql.stored_query(params.code, columns, sql.types_of(connection, params.code))
                try:
                    rows = write_statement(
                        Probe(connection),
                        statement,
                        columns,
                        output,
                        progress=ctx.progress,
                        stop=lambda: ctx.stop_requested() or time.monotonic() > until,
                    )
                except Stopped:
                    if ctx.stop_requested():
                        raise
                    raise ActivityFailed(
                        f"The query did not end within {params.time_limit_minutes:g} minutes and was stopped.",
                        hint="Raise the time limit in the recipe's settings, or filter earlier.",
                    ) from None
        ctx.log(f"{output.name}: {rows:,} rows, {len(columns):,} columns written")
        ctx.summarise(rows=rows)


def tables_of(sources: "Sequence[TableSource]") -> "list[SqlTable]":
    """Return the inputs as a query sees them; raises `InvalidInput` when two differ by case only."""
    from atelier.tables.sql import SqlTable

    seen: dict[str, str] = {}
    for source in sources:
        other = seen.setdefault(source.name.lower(), source.name)
        if other != source.name:
            raise InvalidInput(f"SQL cannot tell the inputs {other} and {source.name} apart: rename one of them.")
    return [SqlTable(source.name, source.columns, source.parts) for source in sources]
