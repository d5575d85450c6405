"""Figures over the rows around each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables.ordering import ordered
from atelier.tables.relation import Field, New, Relation
from atelier.tables.types import NUMERIC, WHOLE

_RANKS = frozenset({"rank", "dense_rank", "percent_rank", "cume_dist"})
_WITHOUT_COLUMN = _RANKS | {"row_number", "ntile"}
_OF_NEIGHBOUR = frozenset({"lag", "lead", "lag_difference", "lead_difference"})
_OF_NUMBERS = frozenset({"sum", "avg", "stddev"})
_UNBOUNDED = "UNBOUNDED"
_MILLISECONDS_PER_DAY = 86_400_000.0
UNIT_SECONDS: dict[str, float] = {
    "seconds": 1.0,
    "minutes": 60.0,
    "hours": 3_600.0,
    "days": 86_400.0,
    "weeks": 604_800.0,
}


@dataclass(frozen=True, slots=True)
class View:
    """What a row looks at: its partition, the order in it (ties by `place`) and the frame of rows."""

    partition: Sequence[exp.Expr]
    keys: Sequence[exp.Ordered]
    place: Field
    frame: str = "partition"
    before: int = -1
    after: int = 0
    near: "Near | None" = None

    def over(self, call: exp.Expr, *, by_place: bool = True) -> exp.Window:
        """Return a call over the order of the partition; `by_place` decides ties."""
        keys = [key.copy() for key in self.keys]
        if by_place:
            keys.append(ordered(self.place.sql))
        return exp.Window(
            this=call,
            partition_by=[part.copy() for part in self.partition] or None,
            order=exp.Order(expressions=keys),
        )

    def framed(self, call: exp.Expr) -> exp.Window:
        """Return a call over the rows of the frame."""
        if self.near is not None:
            return self._by_value(call, self.near)
        window = self.over(call)
        window.set("spec", self._spec())
        return window

    def _by_value(self, call: exp.Expr, near: "Near") -> exp.Window:
        if isinstance(call, exp.Anonymous) and call.name in ("first_value", "last_value"):
            # rows of one value are peers to the frame; their order among them stands in the call
            keys = [near.key.copy(), ordered(self.place.sql)]
            call = exp.Anonymous(this=call.name, expressions=[exp.Order(this=call.expressions[0], expressions=keys)])
        partition = [part.copy() for part in self.partition] or None
        window = exp.Window(this=call, partition_by=partition, order=exp.Order(expressions=[near.key.copy()]))
        start, end = (_UNBOUNDED if one is None else one.copy() for one in (near.before, near.after))
        window.set("spec", _frame("RANGE", start, "PRECEDING", end, "FOLLOWING"))
        return window

    def _spec(self) -> exp.WindowSpec:
        if self.frame == "partition":
            return _rows(_UNBOUNDED, "PRECEDING", _UNBOUNDED, "FOLLOWING")
        if self.frame == "to_current":
            return _rows(_UNBOUNDED, "PRECEDING", "CURRENT ROW", None)
        start = exp.Literal.number(self.before) if self.before >= 0 else _UNBOUNDED
        end = exp.Literal.number(self.after) if self.after >= 0 else _UNBOUNDED
        return _rows(start, "PRECEDING", end, "FOLLOWING")


@dataclass(frozen=True, slots=True)
class Near:
    """The frame of a row by value: rows whose key lies at most so far before and after its own; None is no bound."""

    key: exp.Ordered
    before: exp.Expr | None
    after: exp.Expr | None


def near_by_value(
    table: Relation,
    column: str,
    before: float | None,
    after: float | None,
    unit: str,
    *,
    descending: bool = False,
    empty_first: bool = False,
) -> Near:
    """Return the frame of rows near in a column of numbers or moments; raises `InvalidInput` at `order` or `unit`.

    Rows whose key is empty see each other, and where a side has no bound all rows of that side.
    """
    field = table.field(column)
    if field.column.type == "date":
        if unit not in UNIT_SECONDS:
            raise InvalidInput.at("unit", f"“{shown(column)}” holds dates: choose the unit of the distance.")
        microseconds = UNIT_SECONDS[unit] * 1e6
        bounds = [None if one is None else _literal(round(one * microseconds)) for one in (before, after)]
        key: exp.Expr = exp.Anonymous(this="epoch_us", expressions=[field.sql])
    elif field.column.type in NUMERIC:
        if unit != "number":
            raise InvalidInput.at("unit", f"“{shown(column)}” holds numbers, which have no {unit}.")
        bounds = [None if one is None else exp.cast(_literal(repr(float(one))), "DOUBLE") for one in (before, after)]
        key = exp.cast(field.sql, "DOUBLE")
    else:
        raise InvalidInput.at(
            "order", f"A distance needs numbers or dates: “{shown(column)}” is of type {field.column.type}."
        )
    return Near(ordered(key, descending=descending, empty_first=empty_first), bounds[0], bounds[1])


def _literal(value: int | str) -> exp.Expr:
    return exp.Literal.number(value)


def _rows(start: object, start_side: str, end: object, end_side: str | None) -> exp.WindowSpec:
    return _frame("ROWS", start, start_side, end, end_side)


def _frame(kind: str, start: object, start_side: str, end: object, end_side: str | None) -> exp.WindowSpec:
    return exp.WindowSpec(kind=kind, start=start, start_side=start_side, end=end, end_side=end_side)


def ranked(table: Relation, names: Sequence[str], keys: Sequence[exp.Ordered], place: Field) -> Relation:
    """Add columns of these names (`row_number`, `rank`, `dense_rank`) over the whole table."""
    view = View([], keys, place)
    return table.with_columns([New(name, _rank(view, name), "bigint", "integer") for name in names])


def in_group(
    table: Relation, groups: Sequence[Field], keys: Sequence[exp.Ordered], place: Field
) -> tuple[Relation, Field, Field]:
    """Return the table with two hidden columns: each row's number in its group, and the rows of its group."""
    view = View([field.sql for field in groups], keys, place)
    number = table.new_field(Column(name="number", type="bigint"))
    total = table.new_field(Column(name="total", type="bigint"))
    count = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[field.sql for field in groups] or None)
    made = table.query(
        lambda select: select.select(
            view.over(exp.RowNumber()).as_(number.ref, quoted=True), count.as_(total.ref, quoted=True)
        )
    )
    return made, number, total


def kept_ends(table: Relation, number: Field, total: Field, first: int, last: int) -> tuple[Relation, Relation]:
    """Return the rows whose number is among the first or last, and all others."""
    is_first = exp.LTE(this=number.sql, expression=exp.Literal.number(first))
    from_end = exp.Sub(this=total.sql, expression=exp.Literal.number(last))
    kept = exp.or_(is_first, exp.GT(this=number.sql, expression=from_end))
    return table.where(kept), table.where(exp.not_(kept.copy()))


def added(table: Relation, view: View, function: str, column: str, offset: int, name: str) -> New:
    """Return a column over a view; raises `InvalidInput` at `column` for what the function cannot read."""
    if function in _WITHOUT_COLUMN:
        stored: StorageType = "double" if function in ("percent_rank", "cume_dist") else "bigint"
        if function in _RANKS and not view.keys:
            raise InvalidInput.at("function", f"A {function.replace('_', ' ')} needs an order: choose a column.")
        if function == "ntile":
            ntile = exp.Anonymous(this="ntile", expressions=[exp.Literal.number(offset)])
            return New(name or "ntile", view.over(ntile), stored)
        return New(name or function, _rank(view, function), stored)
    if function == "count" and not column:
        return New(name or "count", view.framed(exp.Count(this=exp.Star())), "bigint", "integer")
    field = _field(table, column)
    called = name or f"{column}_{function}"
    if function in _OF_NEIGHBOUR:
        return _neighbour(view, field, function, offset, called)
    stored, meaning = _type(field, function)
    made: exp.Expr = view.framed(_call(field, function))
    if function == "sum" and stored == "bigint":
        made = exp.cast(made, "BIGINT")
    return New(called, made, stored, meaning)


def _rank(view: View, function: str) -> exp.Expr:
    if function == "row_number":
        return view.over(exp.RowNumber())
    return view.over(exp.Anonymous(this=function, expressions=[]), by_place=False)


def _field(table: Relation, column: str) -> Field:
    if not column:
        raise InvalidInput.at("column", "Choose the column that the function reads.")
    try:
        return table.field(column)
    except InvalidInput as error:
        raise InvalidInput.at("column", error.message, hint=error.hint) from None


def _neighbour(view: View, field: Field, function: str, offset: int, name: str) -> New:
    called = function.split("_", 1)[0]
    other = view.over(exp.Anonymous(this=called, expressions=[field.sql, exp.Literal.number(offset)]))
    if called == function:
        return New(name, other, field.column.type, field.column.meaning)
    if field.column.type == "date":
        days = [exp.Anonymous(this="epoch_ms", expressions=[one]) for one in (field.sql, other)]
        difference = exp.paren(exp.Sub(this=days[0], expression=days[1]))
        return New(
            name, exp.Div(this=difference, expression=exp.Literal.number(_MILLISECONDS_PER_DAY)), "double", "decimal"
        )
    if field.column.type not in NUMERIC:
        raise InvalidInput.at(
            "column", f"A difference needs numbers or dates: “{shown(field.name)}” is of type {field.column.type}."
        )
    stored: StorageType = "bigint" if field.column.type in WHOLE else "double"
    sql = "BIGINT" if stored == "bigint" else "DOUBLE"
    return New(name, exp.Sub(this=exp.cast(field.sql, sql), expression=exp.cast(other, sql)), stored)


def _call(field: Field, function: str) -> exp.Expr:
    if function in ("first", "last"):
        return exp.Anonymous(this=f"{function}_value", expressions=[field.sql])
    if function == "count":
        return exp.Count(this=field.sql)
    if function in ("min", "max"):
        return exp.Anonymous(this=function, expressions=[field.sql])
    value: exp.Expr = field.sql
    if field.column.type == "boolean":
        value = exp.cast(value, "INTEGER")
    elif field.column.type not in NUMERIC:
        raise InvalidInput.at(
            "column",
            f"{function.capitalize()} needs numbers: “{shown(field.name)}” is of type {field.column.type}.",
        )
    return exp.Anonymous(this="stddev_samp" if function == "stddev" else function, expressions=[value])


def _type(field: Field, function: str) -> tuple[StorageType, Meaning | None]:
    if function == "count":
        return "bigint", "integer"
    if function == "sum" and (field.column.type in WHOLE or field.column.type == "boolean"):
        return "bigint", "integer"
    if function in _OF_NUMBERS:
        return "double", "decimal"
    return field.column.type, field.column.meaning
