"""Percentiles of number columns."""

from collections.abc import Sequence
from typing import Any

from atelier.errors import FieldProblem, InvalidInput
from atelier.probes.base import Metric, Probe, Subject, unknown_columns
from atelier.probes.column_statistics import plain
from atelier.recipes.base import Choice, Params, param

_OFFERED = (1, 5, 10, 25, 50, 75, 90, 95, 99)
_MOST_METRICS = 500


class PercentilesParams(Params):
    columns: list[str] = param(
        [],
        label="Columns",
        choices="numbers",
        help="Number columns; none: all of them.",
        section="What to measure",
    )
    percentiles: list[int] = param(
        [25, 50, 75],
        label="Percentiles",
        choices="percentiles",
        help="The value below which so many percent of the numbers lie.",
        section="What to measure",
    )


class Percentiles(Probe[PercentilesParams]):
    """Below which value a given share of a column's numbers lies; between two numbers it is interpolated."""

    type = "percentiles"
    label = "Percentiles"
    icon = "columns"
    kinds = ("dataset",)
    dss_types = ("percentile",)
    sections = ("What to measure",)
    Params = PercentilesParams

    def sentence(self, params: PercentilesParams) -> str:
        shares = ", ".join(f"P{one}" for one in params.percentiles)
        return f"{shares or 'Nothing'} of {', '.join(params.columns) if params.columns else 'all number columns'}"

    def check(self, subject: Subject, params: PercentilesParams) -> list[FieldProblem]:
        problems = unknown_columns(subject, params.columns, "columns")
        if not problems:
            numbers = {choice.value for choice in self.choices("numbers", subject, {})}
            problems = [
                FieldProblem(("params", "columns"), f"“{name}” holds no numbers.")
                for name in params.columns
                if name not in numbers
            ]
        if not params.percentiles:
            problems.append(FieldProblem(("params", "percentiles"), "Choose at least one percentile."))
        elif not all(0 <= one <= 100 for one in params.percentiles):
            problems.append(FieldProblem(("params", "percentiles"), "A percentile is a number from 0 to 100."))
        if len(params.columns or subject.columns) * len(params.percentiles) > _MOST_METRICS:
            problems.append(FieldProblem(("params", "columns"), f"At most {_MOST_METRICS} metrics: choose columns."))
        return problems

    def choices(self, source: str, subject: Subject, values: dict[str, Any]) -> Sequence[Choice]:
        if source == "percentiles":
            return [Choice(one, f"P{one}") for one in _OFFERED]
        if source == "numbers":
            from atelier.tables.types import NUMERIC

            return [Choice(c.name, c.name, c.meaning or c.type) for c in subject.columns if c.type in NUMERIC]
        return super().choices(source, subject, values)

    def measure(self, subject: Subject, params: PercentilesParams) -> list[Metric]:
        problems = self.check(subject, params)
        if problems:
            raise InvalidInput(problems[0].message, fields=problems)
        from sqlglot import exp

        from atelier.tables.relation import Scope

        source = subject.table()
        table = Scope().table(source.name, source.columns, source.parts)
        names = params.columns or [str(choice.value) for choice in self.choices("numbers", subject, {})]
        wanted = [(name, share) for name in names for share in params.percentiles]
        if not wanted:
            return []
        asked = []
        for name, share in wanted:
            number = exp.cast(table.sql(name), "DOUBLE")
            finite = exp.Case().when(exp.Anonymous(this="isfinite", expressions=[number]), number.copy())
            asked.append(
                exp.Anonymous(this="quantile_cont", expressions=[finite, exp.Literal.number(str(share / 100))])
            )
        with subject.querying() as query:
            found = query.row(table, *asked)
        return [
            Metric(f"percentile:P{share}:{name}", f"P{share} of {name}", plain(value))
            for (name, share), value in zip(wanted, found, strict=True)
        ]
