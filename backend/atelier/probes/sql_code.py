"""SQL: one query over the dataset; each column of its one row is a metric."""

from typing import Any

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.base import Metric, Probe, Subject
from atelier.recipes.base import Params, param

SECONDS = 60.0
_MOST_METRICS = 100


class SqlCodeParams(Params):
    code: str = param(
        "",
        label="Query",
        widget="code",
        max_length=200_000,
        help="One SELECT that gives one row; the dataset is a table under its name, in double quotes if it is no word.",
        section="Query",
    )


class SqlCode(Probe[SqlCodeParams]):
    """Work metrics out by one SELECT over the dataset, with DuckDB's SQL: each column of its row is one."""

    type = "sql"
    label = "SQL query"
    icon = "sql"
    kinds = ("dataset",)
    dss_types = ("sql_query",)
    sections = ("Query",)
    needs_code = True
    Params = SqlCodeParams

    def sentence(self, params: SqlCodeParams) -> str:
        first = " ".join(params.code.split())
        return first if len(first) <= 120 else first[:120] + "…"

    def check(self, subject: Subject, params: SqlCodeParams) -> list[FieldProblem]:
        return [] if params.code.strip() else [FieldProblem(("params", "code"), "There is no query yet.")]

    def initial_params(self, subject: Subject) -> dict[str, Any]:
        from sqlglot import exp

        name = exp.to_identifier(subject.name, quoted=True).sql(dialect="duckdb")
        return {"code": f"SELECT count(*) AS row_count\nFROM {name}"}

    def from_dss(self, configuration: dict[str, Any]) -> dict[str, Any]:
        return {"code": str(configuration.get("sql") or "")}

    def measure(self, subject: Subject, params: SqlCodeParams) -> list[Metric]:
        from atelier.tables import sqlprocess
        from atelier.tables.sql import SqlTable

        source = subject.table()
        table = SqlTable(source.name, source.columns, source.parts)
        found = sqlprocess.ask(params.code, [table], seconds=SECONDS, limit=2)
        if found.problem is not None:
            raise found.problem.as_error()
        if len(found.columns) > _MOST_METRICS:
            raise InvalidInput(f"The query gives {len(found.columns):,} columns; at most {_MOST_METRICS} are metrics.")
        if found.total != 1:
            raise InvalidInput(f"The query gives {found.total:,} rows; the metrics are the columns of exactly one.")
        return [
            Metric(
                f"sql:{column.name}",
                column.name,
                int(value) if isinstance(value, bool) else value,
                problem="The query gives no value here." if value is None else None,
            )
            for column, value in zip(found.columns, found.rows[0], strict=True)
        ]
