"""What a column's values become in a group: one expression for each function, and formulas over aggregates."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp, parse_one

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.expression import MAX_LENGTH, formula
from atelier.tables.ordering import ordered
from atelier.tables.relation import Field, New, Relation
from atelier.tables.types import NUMERIC, WHOLE

_SUFFIXES = {"count_distinct": "distinct", "stddev": "std"}
_OF_NUMBERS = frozenset({"sum", "avg", "median", "stddev"})
_WORDS = {"sum": "A sum", "avg": "An average", "median": "A median", "stddev": "A standard deviation"}
_BY_PLACE = frozenset({"first", "last", "concat"})

_CUSTOM: dict[str, str] = {
    "count": "count",
    "sum": "sum",
    "avg": "avg",
    "mean": "avg",
    "min": "min",
    "max": "max",
    "median": "median",
    "mode": "mode",
    "stddev": "stddev_samp",
    "stddev_samp": "stddev_samp",
    "stddev_pop": "stddev_pop",
    "variance": "var_samp",
    "var_samp": "var_samp",
    "var_pop": "var_pop",
    "skewness": "skewness",
    "kurtosis": "kurtosis",
    "entropy": "entropy",
    "product": "product",
    "bool_and": "bool_and",
    "bool_or": "bool_or",
    "count_if": "count_if",
    "countif": "count_if",
    "approx_count_distinct": "approx_count_distinct",
    "quantile_cont": "quantile_cont",
    "quantile_disc": "quantile_disc",
    "corr": "corr",
    "covar_pop": "covar_pop",
    "covar_samp": "covar_samp",
    "arg_min": "arg_min",
    "arg_max": "arg_max",
}
CUSTOM_NAMES: tuple[str, ...] = tuple(sorted(_CUSTOM))


@dataclass(frozen=True, slots=True)
class Order:
    """What decides what is first: a column, then the rows' own order (`place`)."""

    place: Field
    by: exp.Expr | None = None
    descending: bool = False

    def keys(self) -> list[exp.Ordered]:
        keys = [ordered(self.place.sql)]
        return keys if self.by is None else [ordered(self.by.copy(), descending=self.descending), *keys]


def needs_place(functions: Sequence[str]) -> bool:
    """Say whether any of the functions goes by the order of the rows."""
    return any(function in _BY_PLACE for function in functions)


def name_of(column: str, function: str) -> str:
    """Return what a figure is called: `price_avg`."""
    return f"{column}_{_SUFFIXES.get(function, function)}"


def aggregate(
    table: Relation,
    column: str,
    function: str,
    *,
    name: str = "",
    order: Order | None = None,
    separator: str = ", ",
    ignore_empty: bool = False,
    where: exp.Expr | None = None,
) -> New:
    """Return one figure on a column's values, of the rows for which `where` is true.

    `order` is needed where `needs_place` says so. Raises `InvalidInput` for a function that the type has not.
    """
    field = table.field(column)
    only = [where] if where is not None else []
    if ignore_empty and function in _BY_PLACE:
        only.append(exp.Not(this=table.is_empty(column)))
    found = _call(table, field, function, order, separator)
    if only:
        found = exp.Filter(this=found, expression=exp.Where(this=exp.and_(*(one.copy() for one in only))))
    stored, meaning = _type(field, function)
    if function == "sum" and stored == "bigint":
        found = exp.cast(found, "BIGINT")
    return New(name or name_of(column, function), found, stored, meaning)


def count_rows(name: str, where: exp.Expr | None = None) -> New:
    """Return the number of rows."""
    count: exp.Expr = exp.Count(this=exp.Star())
    if where is not None:
        count = exp.Filter(this=count, expression=exp.Where(this=where.copy()))
    return New(name, count, "bigint", "integer")


def _call(table: Relation, field: Field, function: str, order: Order | None, separator: str) -> exp.Expr:
    match function:
        case "count":
            return exp.Count(this=field.sql)
        case "count_distinct":
            return exp.Count(this=exp.Distinct(expressions=[field.sql]))
        case "min" | "max":
            return exp.Anonymous(this=function, expressions=[field.sql])
        case "sum" | "avg" | "median" | "stddev":
            name = "stddev_samp" if function == "stddev" else function
            return exp.Anonymous(this=name, expressions=[_as_number(field, function)])
        case "concat_distinct":
            text = table.text(field.name)
            last = exp.Order(this=exp.Literal.string(separator), expressions=[ordered(text.copy())])
            return exp.Anonymous(this="string_agg", expressions=[exp.Distinct(expressions=[text]), last])
    assert order is not None
    if function == "concat":
        last = exp.Order(this=exp.Literal.string(separator), expressions=order.keys())
        return exp.Anonymous(this="string_agg", expressions=[table.text(field.name), last])
    if order.by is not None:
        return exp.Anonymous(this=function, expressions=[exp.Order(this=field.sql, expressions=order.keys())])
    called = "arg_min_null" if function == "first" else "arg_max_null"
    return exp.Anonymous(this=called, expressions=[field.sql, order.place.sql])


def _as_number(field: Field, function: str) -> exp.Expr:
    if field.column.type in NUMERIC:
        return field.sql
    if field.column.type == "boolean":  # the share of what is true
        return exp.cast(field.sql, "INTEGER")
    raise InvalidInput(
        f"{_WORDS[function]} needs numbers: “{shown(field.name)}” is of type {field.column.type}.",
        hint="Turn it into a number in a computed column, such as try_cast(column as double).",
    )


def _type(field: Field, function: str) -> tuple[StorageType, Meaning | None]:
    if function in ("count", "count_distinct"):
        return "bigint", "integer"
    if function in ("concat", "concat_distinct"):
        return "string", "text"
    if function == "sum" and (field.column.type in WHOLE or field.column.type == "boolean"):
        return "bigint", "integer"
    if function in _OF_NUMBERS:
        return "double", "decimal"
    return field.column.type, field.column.meaning


def split_formula(text: str, table: Relation, taken: Sequence[str] = ()) -> tuple[str, list[tuple[str, exp.Expr]]]:
    """Take the aggregates out of a formula such as `sum(price) / count(*)`.

    Returns the formula with names in their places, none of them in `taken`, and each name with its aggregate over
    the table's columns.
    The formula that is left is still to be read by `formula`, over the aggregates. Raises `InvalidInput`.
    """
    if not text.strip():
        raise InvalidInput("The formula is empty.", hint="Write one, such as sum(price) / count(*).")
    if len(text) > MAX_LENGTH:
        raise InvalidInput(f"The formula is longer than {MAX_LENGTH:,} characters.")
    try:
        tree = parse_one(text, dialect="duckdb", into=exp.Condition)
    except Exception as error:  # the parser fails in many ways on texts that are no SQL; each is the text's fault
        raise InvalidInput(f"The formula cannot be read: {str(error).split(chr(10), 1)[0][:300]}") from None
    found: list[tuple[str, exp.Expr]] = []
    used = set(taken)

    def take(node: exp.Expr) -> exp.Expr:
        called = _custom_name(node)
        if called is None:
            return node
        name = next(n for n in map("aggregate {}".format, itertools.count(1)) if n not in used and not table.has(n))
        used.add(name)
        found.append((name, _checked(node, called, table)))
        return exp.column(exp.to_identifier(name, quoted=True))

    try:
        left = str(tree.transform(take).sql(dialect="duckdb"))
    except RecursionError:
        raise InvalidInput("The formula is too deep to be worked out.") from None
    if not found:
        raise InvalidInput(
            "The formula holds no aggregate.", hint=f"Use one of {', '.join(CUSTOM_NAMES)}, such as max(price) * 2."
        )
    return left, found


def _custom_name(node: exp.Expr) -> str | None:
    if isinstance(node, exp.Anonymous):
        return _CUSTOM.get(str(node.this).lower())
    if not isinstance(node, exp.Func):
        return None
    called = str(node.sql(dialect="duckdb")).split("(", 1)[0].strip().lower()
    return _CUSTOM.get(called) if isinstance(node, exp.AggFunc) or called in _CUSTOM else None


def _checked(node: exp.Expr, called: str, table: Relation) -> exp.Expr:
    """Return the aggregate with each of its arguments read anew as a formula over the table's columns."""
    given = list(node.expressions) if isinstance(node, exp.Anonymous) else _arguments(node)
    distinct = False
    if len(given) == 1 and isinstance(given[0], exp.Distinct):
        distinct, given = True, list(given[0].expressions)
    if called == "count" and (not given or isinstance(given[0], exp.Star)):
        return exp.Count(this=exp.Star())
    read: list[exp.Expr] = [formula(str(one.sql(dialect="duckdb")), table) for one in given]
    return exp.Anonymous(this=called, expressions=[exp.Distinct(expressions=read)] if distinct else read)


def _arguments(node: exp.Expr) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    for value in node.args.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, exp.Expr):
                found.append(one)
    return found
