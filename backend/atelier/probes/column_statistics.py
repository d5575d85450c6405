"""Column statistics: smallest, largest, mean, spread, empty and distinct values of columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.base import Metric, Probe, Subject, Unit, unknown_columns
from atelier.recipes.base import Choice, Params, param

if TYPE_CHECKING:
    from atelier.storage.schema import Column
    from atelier.tables.probe import Probe as Query
    from atelier.tables.relation import Relation

_MOST_METRICS = 500
_TOP = 10
_NUMERIC_ONLY = {"AVG", "STDDEV", "SUM", "MEDIAN"}
_ORDERED_ONLY = {"MIN", "MAX"}
_FIGURES = {
    "MIN": "Minimum",
    "MAX": "Maximum",
    "AVG": "Mean",
    "STDDEV": "Standard deviation",
    "MEDIAN": "Median",
    "SUM": "Sum",
    "COUNT": "Filled cells",
    "COUNT_NULL": "Empty cells",
    "COUNT_DISTINCT": "Distinct values",
    "MODE": "Most frequent value",
}
_COUNTS = {"COUNT", "COUNT_NULL", "COUNT_DISTINCT"}


class ColumnStatisticsParams(Params):
    columns: list[str] = param(
        [], label="Columns", choices="columns", help="None: all columns.", section="What to measure"
    )
    figures: list[str] = param(
        ["MIN", "MAX", "AVG", "COUNT_NULL", "COUNT_DISTINCT"],
        label="Figures",
        choices="figures",
        help="Mean, spread, median and sum are of numbers only; minimum and maximum of numbers and dates.",
        section="What to measure",
    )


class ColumnStatistics(Probe[ColumnStatisticsParams]):
    """Minimum, maximum, mean, standard deviation, empty and distinct cells, and the most frequent value of columns."""

    type = "column-statistics"
    label = "Column statistics"
    icon = "columns"
    kinds = ("dataset",)
    dss_types = ("col_stats", "adv_col_stats")
    sections = ("What to measure",)
    Params = ColumnStatisticsParams

    def sentence(self, params: ColumnStatisticsParams) -> str:
        figures = ", ".join(_FIGURES.get(name, name).lower() for name in params.figures) or "nothing"
        return f"{figures.capitalize()} of {_listed(params.columns)}"

    def check(self, subject: Subject, params: ColumnStatisticsParams) -> list[FieldProblem]:
        problems = unknown_columns(subject, params.columns, "columns")
        problems += [
            FieldProblem(("params", "figures"), f"There is no figure “{name}”.")
            for name in params.figures
            if name not in _FIGURES
        ]
        if not params.figures:
            problems.append(FieldProblem(("params", "figures"), "Choose at least one figure."))
        count = len(params.columns or subject.columns) * len(params.figures)
        if count > _MOST_METRICS:
            problems.append(
                FieldProblem(
                    ("params", "columns"),
                    f"This would give {count:,} metrics; at most {_MOST_METRICS} are kept. Choose some of the columns.",
                )
            )
        return problems

    def choices(self, source: str, subject: Subject, values: dict[str, Any]) -> Sequence[Choice]:
        if source == "figures":
            return [Choice(name, label) for name, label in _FIGURES.items()]
        return super().choices(source, subject, values)

    def from_dss(self, configuration: dict[str, Any]) -> dict[str, Any]:
        given = configuration.get("aggregates")
        asked = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
        columns = list(dict.fromkeys(str(one["column"]) for one in asked if one.get("column")))
        named = [one.get("aggregated") for one in asked]
        figures = list(dict.fromkeys(name for name in named if isinstance(name, str) and name in _FIGURES))
        return {"columns": columns, **({"figures": figures} if figures else {})}

    def measure(self, subject: Subject, params: ColumnStatisticsParams) -> list[Metric]:
        problems = self.check(subject, params)
        if problems:
            raise InvalidInput(problems[0].message, fields=problems)
        from atelier.tables.relation import Scope

        source = subject.table()
        table = Scope().table(source.name, source.columns, source.parts)
        names = params.columns or table.names
        wanted = [
            (table.field(name).column, figure)
            for name in names
            for figure in params.figures
            if _applies(figure, table.field(name).column)
        ]
        with subject.querying() as query:
            asked = [(column, figure) for column, figure in wanted if figure != "MODE"]
            found = query.row(table, *(_aggregate(figure, column.name, table) for column, figure in asked))
            values = {(column.name, figure): value for (column, figure), value in zip(asked, found, strict=False)}
            return [
                _mode(table, column.name, query)
                if figure == "MODE"
                else _metric(column.name, figure, values[column.name, figure])
                for column, figure in wanted
            ]


def _listed(columns: Sequence[str]) -> str:
    if not columns:
        return "all columns"
    shown = ", ".join(columns[:4])
    return shown if len(columns) <= 4 else f"{shown} and {len(columns) - 4:,} more columns"


def _applies(figure: str, column: "Column") -> bool:
    from atelier.tables.types import NUMERIC

    if figure in _NUMERIC_ONLY:
        return column.type in NUMERIC
    if figure in _ORDERED_ONLY:
        return column.type in NUMERIC or column.type == "date"
    return column.meaning != "vector" or figure in ("COUNT", "COUNT_NULL")


def _aggregate(figure: str, name: str, table: "Relation") -> Any:
    from sqlglot import exp

    value = table.sql(name)
    filled = exp.Not(this=table.is_empty(name))
    match figure:
        case "COUNT":
            return exp.Anonymous(this="count_if", expressions=[filled])
        case "COUNT_NULL":
            return exp.Anonymous(this="count_if", expressions=[table.is_empty(name)])
        case "COUNT_DISTINCT":
            counted = exp.Case().when(filled, table.sql(name))
            return exp.Count(this=exp.Distinct(expressions=[counted]))
        case "MEDIAN":
            return exp.Anonymous(this="median", expressions=[exp.cast(value, "DOUBLE")])
        case "AVG" | "SUM" | "STDDEV":
            # over a NaN or an infinity the spread cannot be told: DuckDB would end the query
            number = exp.cast(value, "DOUBLE")
            finite = exp.Case().when(exp.Anonymous(this="isfinite", expressions=[number]), number.copy())
            function = {"AVG": "avg", "SUM": "sum", "STDDEV": "stddev_samp"}[figure]
            return exp.Anonymous(this=function, expressions=[finite])
        case _:
            return exp.Anonymous(this=figure.lower(), expressions=[value])


def _metric(column: str, figure: str, value: Any) -> Metric:
    unit: Unit = "count" if figure in _COUNTS else ""
    return Metric(f"col_stats:{figure}:{column}", f"{_FIGURES[figure]} of {column}", plain(value), unit)


def _mode(table: "Relation", name: str, query: "Query") -> Metric:
    from sqlglot import exp

    text = exp.cast(table.text(name), "VARCHAR")
    count = exp.Count(this=exp.Star())
    statement = (
        table.where(exp.Not(this=table.is_empty(name)))
        .statement(text, count)
        .group_by(exp.Literal.number(1))
        .order_by(exp.Ordered(this=exp.Literal.number(2), desc=True), exp.Literal.number(1))
        .limit(_TOP)
    )
    found = query.run(table, statement)
    top = [{"value": _cut(str(value)), "count": int(count)} for value, count in found]
    most = str(top[0]["value"]) if top else None
    return Metric(f"adv_col_stats:MODE:{name}", f"Most frequent value of {name}", most, detail={"top": top})


def _cut(text: str) -> str:
    return text if len(text) <= 200 else text[:200] + "…"


def plain(value: Any) -> float | int | str | None:
    """Return a value of a query as a metric holds it; what is no number that can be told is none."""
    from datetime import UTC, datetime
    from math import isfinite

    if isinstance(value, bool) or value is None:
        return None if value is None else int(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    return str(value)
