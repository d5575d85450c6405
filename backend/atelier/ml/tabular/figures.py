"""What a new task asks of each column, worked out by the engine over all rows: how many are filled, how many differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from atelier.tables.calls import call, text
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation

_COLUMNS_AT_ONCE = 40
_FIGURES = 9
_PICTURE_NAME = r"(?i)\.(jpe?g|png|webp|gif|bmp|tiff?)$"
MOST_CLASSES = 1_000
EXACT_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """A column over all rows. `distinct` is an estimate above some thousands; lengths are those of vectors or texts."""

    name: str
    type: str
    meaning: str | None
    rows: int
    filled: int
    distinct: int
    min_length: int = 0
    max_length: int = 0
    mean_words: float = 0.0
    numbers: int = 0  # filled cells that are numbers
    whole_numbers: int = 0
    pictures: int = 0  # filled cells that end as the names of pictures do


def figures_of(table: Relation, probe: Probe) -> list[ColumnFigures]:
    """Return the figures of all columns of a table, in a few queries."""
    found: list[ColumnFigures] = []
    fields = table.fields
    is_exact = probe.count(table) <= EXACT_ROWS
    for start in range(0, len(fields), _COLUMNS_AT_ONCE):
        some = fields[start : start + _COLUMNS_AT_ONCE]
        row = probe.row(table, *(one for field in some for one in _asked(table, field.name, is_exact)))
        for place, field in enumerate(some):
            rows, filled, distinct, low, high, words, numbers, whole, pictures = row[
                place * _FIGURES : (place + 1) * _FIGURES
            ]
            found.append(
                ColumnFigures(
                    name=field.name,
                    type=field.column.type,
                    meaning=field.column.meaning,
                    rows=int(rows),
                    filled=int(filled),
                    distinct=int(distinct or 0),
                    min_length=int(low or 0),
                    max_length=int(high or 0),
                    mean_words=float(words or 0.0),
                    numbers=int(numbers or 0),
                    whole_numbers=int(whole or 0),
                    pictures=int(pictures or 0),
                )
            )
    return found


def value_counts(table: Relation, name: str, probe: Probe) -> list[tuple[str, int]]:
    """Return the values of a column as texts with their counts on all rows, commonest first; at most `MOST_CLASSES`."""
    shown = table.with_columns([_new_text(table, name)]) if table.field(name).column.type != "string" else table
    ref = shown.sql(name)
    kept = shown.where(exp.Not(this=shown.is_empty(name)))
    counted = (
        exp.select(ref, exp.Count(this=exp.Star()).as_("n"))
        .from_(kept.origin)
        .group_by(ref)
        .order_by(exp.Ordered(this=exp.column("n"), desc=True), ref.copy())
        .limit(MOST_CLASSES + 1)
    )
    field = kept.fields[[one.name for one in kept.fields].index(name)]
    number = kept.new_field(field.column)
    made = kept.over(counted, (field, number))
    rows = probe.rows(made, field.sql, exp.column("n"))
    return [(str(value), int(count)) for value, count in rows]


def _new_text(table: Relation, name: str) -> Any:
    from atelier.tables.relation import New

    return New(name, _plain_text(table, name), "string")


def _plain_text(table: Relation, name: str) -> exp.Expr:
    """Return a column as the text that models see: whole numbers without a fraction."""
    field = table.field(name)
    if field.column.type in ("float", "double"):
        whole = exp.cast(exp.cast(field.sql, "BIGINT"), "VARCHAR")
        is_whole = exp.EQ(this=call("trunc", field.sql), expression=field.sql)
        return exp.case().when(is_whole, whole).else_(exp.cast(field.sql, "VARCHAR"))
    return exp.cast(field.sql, "VARCHAR")


def _asked(table: Relation, name: str, is_exact: bool) -> Sequence[exp.Expr]:
    field = table.field(name)
    column = field.column
    null = exp.cast(exp.null(), "BIGINT")
    begin = (exp.Count(this=exp.Star()), call("count_if", exp.Not(this=table.is_empty(name))))
    distinct = _distinct(field.sql, is_exact)
    if column.type == "array" and column.meaning == "vector":
        length = call("len", field.sql)
        return (*begin, distinct, call("min", length), call("max", length), null, null, null, null)
    if column.type in ("string", "object", "array"):
        length = call("length", field.sql)
        words = call("avg", call("len", call("string_split", field.sql, text(" "))))
        number = exp.TryCast(this=field.sql, to=exp.DataType.build("DOUBLE"))
        whole = call("count_if", exp.EQ(this=call("trunc", number), expression=number.copy()))
        pictures = call("count_if", call("regexp_matches", field.sql, text(_PICTURE_NAME)))
        lengths = (call("min", length), call("max", length))
        return (*begin, distinct, *lengths, words, call("count", number), whole, pictures)
    whole = null
    if column.type in ("float", "double"):
        whole = call("count_if", exp.EQ(this=call("trunc", field.sql), expression=field.sql))
    return (*begin, distinct, null, null, null, call("count", field.sql), whole, null)


def _distinct(value: exp.Expr, is_exact: bool) -> exp.Expr:
    """Return how many values there are, by their hashes: the estimate is off by a tenth, too much to tell an id by."""
    hashed = call("hash", value)
    if not is_exact:
        return call("approx_count_distinct", hashed)
    filled = exp.case().when(exp.Not(this=exp.Is(this=value.copy(), expression=exp.null())), hashed)
    return exp.Count(this=exp.Distinct(expressions=[filled]))
