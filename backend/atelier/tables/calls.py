"""Pieces of expressions that steps share: calls, constants, and columns read as numbers, moments, arrays or objects."""

import math
from collections.abc import Callable, Sequence

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import StorageType
from atelier.tables.relation import Relation
from atelier.tables.types import NUMERIC, WHOLE, sql_type_of

_EARLIEST, _LATEST = "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999"


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """Return the call of one of DuckDB's functions."""
    return exp.Anonymous(this=name, expressions=[one.copy() for one in arguments])


def text(value: str) -> exp.Expr:
    """Return a text as a constant."""
    return exp.Literal.string(value)


def whole(value: int) -> exp.Expr:
    """Return a whole number as a constant."""
    return exp.Literal.number(value)


def decimal(value: float) -> exp.Expr:
    """Return a number as a constant of DOUBLE; raises `InvalidInput` for one that is not finite."""
    if not math.isfinite(value):
        raise InvalidInput("The number must be finite.")
    return exp.cast(exp.Literal.number(repr(float(value))), "DOUBLE")


def each(listed: exp.Expr, shape: Callable[[exp.Expr], exp.Expr], *, function: str = "list_transform") -> exp.Expr:
    """Return a list with `shape` applied to each of its elements (or kept by it, with `list_filter`)."""
    # a column's ref never ends in “_”, so the element cannot hide one
    name = exp.to_identifier("each_")
    return call(function, listed, exp.Lambda(this=shape(exp.column(name.copy())), expressions=[name]))


def case(*pairs: tuple[exp.Expr, exp.Expr], default: exp.Expr | None = None) -> exp.Expr:
    """Return a CASE of conditions and values."""
    built = exp.Case()
    for condition, value in pairs:
        built = built.when(condition.copy(), value.copy(), copy=False)
    return built.else_(default.copy(), copy=False) if default is not None else built


def only_if(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    """Return `value` where the condition is true, else NULL."""
    return case((condition, value))


def is_null(value: exp.Expr) -> exp.Expr:
    """Return the test for NULL."""
    return exp.Is(this=exp.paren(value.copy()), expression=exp.null())


def blank_is_null(value: exp.Expr) -> exp.Expr:
    """Return a text, or NULL for ''."""
    return call("nullif", value, text(""))


def joined(*parts: exp.Expr) -> exp.Expr:
    """Return texts one after the other; NULL when one of them is."""
    built: exp.Expr = parts[0].copy()
    for part in parts[1:]:
        built = exp.DPipe(this=built, expression=part.copy(), safe=True)
    return exp.paren(built)


def as_json(value: exp.Expr) -> exp.Expr:
    """Return a list or structure as JSON text, the form in which arrays and objects are worked on."""
    return exp.cast(call("to_json", value), "VARCHAR")


def number_of(table: Relation, name: str) -> exp.Expr:
    """Return a column as DOUBLE, NULL where a text is no number; raises `InvalidInput` for what never is one."""
    field = table.field(name)
    if field.column.type in NUMERIC or field.column.type == "boolean":
        return exp.cast(field.sql, "DOUBLE")
    if field.column.type == "string":
        return exp.TryCast(this=call("trim", field.sql), to=exp.DataType.build("DOUBLE"))
    raise InvalidInput(f"“{shown(name)}” holds {_words(field.column.type)}, not numbers.")


def is_whole(table: Relation, name: str) -> bool:
    """Say whether a column's values are whole numbers by their type."""
    return table.field(name).column.type in WHOLE


def moment_of(table: Relation, name: str) -> exp.Expr:
    """Return a column as TIMESTAMP in UTC; texts in ISO 8601 are read, others are NULL. Raises `InvalidInput`."""
    field = table.field(name)
    if field.column.type == "date":
        return field.sql
    if field.column.type == "string":
        return iso_moment(field.sql)
    raise InvalidInput(f"“{shown(name)}” holds {_words(field.column.type)}, not dates. Parse them first.")


def iso_moment(value: exp.Expr) -> exp.Expr:
    """Return a text in ISO 8601 as TIMESTAMP in UTC, else NULL."""
    read = exp.TryCast(this=call("trim", value), to=exp.DataType.build("TIMESTAMPTZ", dialect="duckdb"))
    return in_years(exp.cast(read, "TIMESTAMP"))


def in_years(moment: exp.Expr) -> exp.Expr:
    """Return a moment, or NULL outside the years 1 to 9999, which is all that files and browsers can hold."""
    bounds = [exp.cast(text(bound), "TIMESTAMP") for bound in (_EARLIEST, _LATEST)]
    return only_if(exp.Between(this=exp.paren(moment.copy()), low=bounds[0], high=bounds[1]), moment)


def elements_of(table: Relation, name: str) -> exp.Expr:
    """Return an array column as a list: of FLOAT for vectors, else of JSON; NULL where a text is no array."""
    field = table.field(name)
    if sql_type_of(field.column) == "FLOAT[]":
        return field.sql
    if sql_type_of(field.column) != "VARCHAR":
        raise InvalidInput(f"“{shown(name)}” holds {_words(field.column.type)}, not arrays.")
    read = json_of(field.sql)
    is_array = exp.EQ(this=call("json_type", read), expression=text("ARRAY"))
    return only_if(is_array, call("json_extract", read, text("$[*]")))


def object_of(table: Relation, name: str) -> exp.Expr:
    """Return an object column as JSON; NULL where a text is no object."""
    field = table.field(name)
    if sql_type_of(field.column) != "VARCHAR":
        raise InvalidInput(f"“{shown(name)}” holds {_words(field.column.type)}, not objects.")
    read = json_of(field.sql)
    return only_if(exp.EQ(this=call("json_type", read), expression=text("OBJECT")), read)


def json_of(value: exp.Expr) -> exp.Expr:
    """Return a text as JSON, NULL where it is none."""
    return exp.TryCast(this=value.copy(), to=exp.DataType.build("JSON"))


def text_of_json(value: exp.Expr) -> exp.Expr:
    """Return a JSON value as text: strings without quotes, null as NULL."""
    return call("json_extract_string", value, text("$"))


def is_vector(table: Relation, name: str) -> bool:
    """Say whether a column holds lists of numbers rather than JSON arrays."""
    return sql_type_of(table.field(name).column) == "FLOAT[]"


def named(names: Sequence[str], *, most: int = 3) -> str:
    """Return columns as words: “a”, “b” and 4 more."""
    listed = ", ".join(f"“{shown(name)}”" for name in names[:most])
    return f"{listed} and {len(names) - most} more" if len(names) > most else listed


def new_name(name: str, loc: str, what: str = "the new column") -> str:
    """Return a name that was given for a column; raises `InvalidInput` at its field for none."""
    if not name.strip():
        raise InvalidInput.at(loc, f"Give {what} a name.")
    return name


def _words(type: StorageType) -> str:
    return {
        "string": "texts",
        "boolean": "yes or no",
        "date": "dates",
        "array": "arrays",
        "object": "objects",
    }.get(type, "numbers")
