"""Fill empty cells with the mean, median or most frequent value."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice
from atelier.tables.steps.emptiness import empty_cells, filled
from atelier.tables.steps.ranges import as_number
from atelier.tables.steps.typed import replaced
from atelier.tables.types import NUMERIC, WHOLE, sql_type_of

_WORDS: dict[str, str] = {"MEAN": "Mean", "MEDIAN": "Median", "MODE": "Most frequent value"}


class FillWithComputedValueParams(ColumnChoice):
    mode: Literal["MEAN", "MEDIAN", "MODE"] = setting("MEAN", label="Value", options=_WORDS)


class FillWithComputedValue(Step[FillWithComputedValueParams]):
    """Fill the empty cells of each column with its mean, median or most frequent value.

    On a preview these are worked out from the sample, on a run from all rows. A mean of whole numbers makes the
    column decimal. Of equally frequent values the smallest is taken.
    """

    type = "FillEmptyWithComputedValue"
    label = "Fill empty cells with a computed value"
    category = "values"
    keywords = ("missing", "impute", "mean", "median", "mode", "average", "blank")
    Params = FillWithComputedValueParams

    def sentence(self, params: FillWithComputedValueParams) -> str:
        return f"Fill empty cells of {params.noun()} with the {_WORDS[params.mode].lower()}"

    def apply(self, table: Relation, params: FillWithComputedValueParams, probe: Probe) -> Relation:
        return table.with_columns([self._filled(table, name, params) for name in params.chosen(table, probe)])

    def effect(self, table: Relation, params: FillWithComputedValueParams) -> Effect | None:
        return empty_cells(table, params.chosen_by_name(table))

    def _filled(self, table: Relation, name: str, params: FillWithComputedValueParams) -> New:
        field = table.field(name)
        if params.mode == "MODE":
            return filled(table, name, _most_frequent(table, name))
        if field.column.type == "date":
            return filled(table, name, _of_moments(table, name, params.mode))
        value = _of_numbers(table, name, params.mode)
        if field.column.type == "string":
            return filled(table, name, exp.cast(value, "VARCHAR"))
        if field.column.type not in NUMERIC:
            raise InvalidInput.at(
                "columns",
                f"The column “{shown(name)}” ({field.column.type}) has no {_WORDS[params.mode].lower()}. "
                "Take the most frequent value, or leave it out.",
            )
        if field.column.type not in WHOLE:
            return filled(table, name, exp.cast(value, sql_type_of(field.column)))
        whole = exp.Case(ifs=[exp.If(this=table.is_empty(name), true=value)], default=exp.cast(field.sql, "DOUBLE"))
        return replaced(field, whole, "double", "decimal")


def _most_frequent(table: Relation, name: str) -> exp.Expr:
    value, count = table.sql(name), exp.Count(this=exp.Star())
    most = (
        exp.select(value)
        .from_(table.origin)
        .where(exp.not_(table.is_empty(name)))
        .group_by(value.copy())
        .order_by(exp.Ordered(this=count, desc=True), value.copy())
        .limit(1)
    )
    return exp.Subquery(this=most)


def _of_numbers(table: Relation, name: str, mode: str) -> exp.Expr:
    number = exp.cast(as_number(table, name), "DOUBLE")
    is_number = exp.Anonymous(this="isfinite", expressions=[number.copy()])
    aggregate: exp.Expr = exp.Avg(this=number) if mode == "MEAN" else exp.Median(this=number)
    return exp.Subquery(this=exp.select(aggregate).from_(table.origin).where(is_number))


def _of_moments(table: Relation, name: str, mode: str) -> exp.Expr:
    microseconds = exp.Anonymous(this="epoch_us", expressions=[table.sql(name)])
    aggregate: exp.Expr = exp.Avg(this=microseconds) if mode == "MEAN" else exp.Median(this=microseconds)
    is_finite = exp.Anonymous(this="isfinite", expressions=[table.sql(name)])
    value = exp.Anonymous(this="make_timestamp", expressions=[exp.cast(aggregate, "BIGINT")])
    return exp.Subquery(this=exp.select(value).from_(table.origin).where(is_finite))
