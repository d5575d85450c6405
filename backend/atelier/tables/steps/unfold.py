"""A column for each value that another column holds."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, each, elements_of, is_vector, text, text_of_json, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_MOST_COLUMNS = 1000
_OVERFLOW = {"ERROR": "Say so", "KEEP": "Take the commonest"}


class UnfoldParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    prefix: str = setting("", label="Prefix of the new columns", help="Empty: the column's name and _.")
    limit: int = setting(100, label="At most so many columns", ge=1, le=_MOST_COLUMNS)
    overflowAction: Literal["ERROR", "KEEP"] = setting("ERROR", label="With more values", options=_OVERFLOW)
    zeros: bool = setting(False, label="0 where the value is another", help="Off: an empty cell.")


class Unfold(Step[UnfoldParams]):
    """Make a column for each value of a column, with 1 in the rows that hold the value (dummy columns)."""

    type = "Unfold"
    label = "Unfold values into columns"
    category = "columns"
    keywords = ("dummy", "one-hot", "pivot", "dummify", "wide")
    Params = UnfoldParams

    def sentence(self, params: UnfoldParams) -> str:
        return f"Unfold “{params.column}” into a column for each value"

    def apply(self, table: Relation, params: UnfoldParams, probe: Probe) -> Relation:
        value = table.text(params.column)
        prefix = params.prefix or f"{params.column}_"
        found = values_of(table, value, probe, params.limit, params.overflowAction)
        other = whole(0) if params.zeros else exp.null()
        return table.with_columns(
            [
                New(
                    f"{prefix}{one}",
                    exp.cast(
                        exp.case().when(exp.EQ(this=value.copy(), expression=text(one)), whole(1)).else_(other.copy()),
                        "INTEGER",
                    ),
                    "int",
                )
                for one in found
            ],
            after=params.column,
        )


class SplitUnfoldParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    separator: str = setting(",", label="Delimiter", help="Empty: the column holds arrays.", max_length=200)
    prefix: str = setting("", label="Prefix of the new columns", help="Empty: the column's name and _.")
    limit: int = setting(100, label="At most so many columns", ge=1, le=_MOST_COLUMNS)
    overflowAction: Literal["ERROR", "KEEP"] = setting("ERROR", label="With more values", options=_OVERFLOW)


class SplitUnfold(Step[SplitUnfoldParams]):
    """Split texts on a delimiter, or take arrays, and count in a column for each piece how often the row holds it."""

    type = "SplitUnfold"
    label = "Split and unfold with counts"
    category = "columns"
    keywords = ("dummy", "count", "tags", "bag of words")
    Params = SplitUnfoldParams

    def sentence(self, params: SplitUnfoldParams) -> str:
        on = f" on “{params.separator}”" if params.separator else ""
        return f"Split “{params.column}”{on} and count each piece in a column of its own"

    def apply(self, table: Relation, params: SplitUnfoldParams, probe: Probe) -> Relation:
        table, pieces = table.holding(self._pieces(table, params))
        prefix = params.prefix or f"{params.column}_"
        found = values_of(table, call("unnest", pieces), probe, params.limit, params.overflowAction)
        return table.with_columns(
            [New(f"{prefix}{one}", exp.cast(_count(pieces, one), "INTEGER"), "int") for one in found],
            after=params.column,
        )

    def _pieces(self, table: Relation, params: SplitUnfoldParams) -> exp.Expr:
        if not params.separator:
            elements = elements_of(table, params.column)
            return each(
                elements,
                (lambda one: exp.cast(one, "VARCHAR")) if is_vector(table, params.column) else text_of_json,
            )
        return each(
            call("string_split", table.text(params.column), text(params.separator)), lambda one: call("trim", one)
        )


def values_of(table: Relation, value: exp.Expr, probe: Probe, limit: int, overflow: str) -> list[str]:
    """Return the values that are not empty, in order; raises `InvalidInput` for more than `limit`, or takes the
    commonest."""
    found = table.new_field(table.fields[0].column)
    values = table.over(exp.select(value.copy().as_(found.ref, quoted=True)).from_(table.origin), (found,))
    kept = values.where(exp.NEQ(this=found.sql, expression=text("")))
    count = exp.Count(this=exp.Star())
    statement = kept.statement(found.sql, count).group_by(found.sql)
    rows = probe.run(kept, statement.order_by(exp.Ordered(this=count.copy(), desc=True), found.sql).limit(limit + 1))
    if len(rows) > limit and overflow == "ERROR":
        raise InvalidInput.at(
            "limit", f"There are more than {limit:,} values. Allow more columns, or take the commonest."
        )
    return sorted(str(row[0]) for row in rows[:limit])


def _count(pieces: exp.Expr, wanted: str) -> exp.Expr:
    same = each(pieces, lambda one: exp.EQ(this=one, expression=text(wanted)), function="list_filter")
    return call("len", same)
