"""Which rows of a table are wanted, and in which order: filters, search and sort as one condition and one order.

Every value is a literal of the tree, never pasted text.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol

import duckdb
from sqlglot import exp

from atelier.errors import AtelierError, FieldProblem, InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import reason_of
from atelier.tables.stored import StoredTable
from atelier.tables.types import NUMERIC, sql_type_of
from atelier.tables.validity import as_text, is_empty, is_invalid, is_text

Validity = Literal["valid", "invalid", "empty"]

_IN_NUMBERS = re.compile(r"[-+.0-9aefinANEFI]*\Z")
_IN_DATES = re.compile(r"[-:.0-9TZtz]*\Z")
_WHOLE = re.compile(r"[+-]?\d{1,38}\Z")
_LARGEST_WHOLE = 2**127 - 1
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one column; of the fields behind `kind` those count that belong to it."""

    column: str
    kind: Literal["values", "range", "text", "validity"]
    values: tuple[str | None, ...] = ()
    min: float | str | None = None
    max: float | str | None = None
    mode: Literal["contains", "equals", "starts", "regex"] = "contains"
    text: str = ""
    case_sensitive: bool = False
    validity: tuple[Validity, ...] = ()
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """One key of an order; empty cells come last either way."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Filters, all of which hold; a text that is in any column, or in any of those named `within`; an order."""

    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: tuple[Sort, ...] = field(default=())
    within: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Say whether all rows are wanted as they stand."""
        return not (self.filters or self.search or self.sort)


class Readable(Protocol):
    """Where columns are read from: moments with their zone."""

    def sql(self, column: Column) -> exp.Expr:
        """Return a column as an expression."""


def condition(question: Question, table: Readable, columns: Sequence[Column]) -> exp.Expr | None:
    """Return the condition of a question over a table's columns, None for all rows.

    Raises `InvalidInput` naming the filter and field.
    """
    known = {column.name: column for column in columns}
    tests: list[exp.Expr] = []
    for place, one in enumerate(question.filters):
        column = known.get(one.column)
        if column is None:
            raise _at(place, "column", f"There is no column “{shown(one.column)}”.")
        try:
            test = _test(one, column, table.sql(column))
        except _Wrong as wrong:
            raise _at(place, wrong.field, wrong.sentence) from None
        test = exp.Coalesce(this=test, expressions=[exp.false()])  # NULL is no match, whichever way round
        tests.append(exp.not_(test) if one.exclude else test)
    if question.search:
        searched = [column for column in columns if not question.within or column.name in question.within]
        tests.append(_found_anywhere(question.search, table, searched))
    return exp.and_(*tests) if tests else None


def order_keys(question: Question, table: StoredTable, columns: Sequence[Column]) -> list[str]:
    """Return the keys of the order as SQL; rows of equal keys keep their order in the table."""
    known = {column.name: column for column in columns}
    keys = []
    for place, one in enumerate(question.sort):
        column = known.get(one.column)
        if column is None:
            message = f"There is no column “{shown(one.column)}” to sort by."
            raise InvalidInput(message, fields=[FieldProblem(("sort", place, "column"), message)])
        sql = table.sql(column)
        if is_text(column):
            # empty texts stand with the empty cells
            sql = exp.Nullif(this=sql, expression=exp.Literal.string(""))  # type: ignore[assignment]
        keys.append(f"{sql.sql(dialect='duckdb')} {'DESC' if one.descending else 'ASC'} NULLS LAST")
    return keys


def literal(text: str) -> exp.Expr:
    """Return a text of a person as a literal; raises `InvalidInput` for what is no Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidInput(f"“{shown(text)}” is not valid Unicode.") from None
    if "\0" in text:  # the engine's parser ends there
        pieces: list[exp.Expr] = []
        for piece in text.split("\0"):
            pieces += [exp.Literal.string(piece), exp.Anonymous(this="chr", expressions=[exp.Literal.number(0)])]
        return exp.Anonymous(this="concat", expressions=pieces[:-1])
    return exp.Literal.string(text)


class _Wrong(Exception):
    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def _at(place: int, field: str, sentence: str) -> AtelierError:
    return InvalidInput(sentence, fields=[FieldProblem(("filters", place, field), sentence)])


def _test(one: Filter, column: Column, sql: exp.Expr) -> exp.Expr:
    match one.kind:
        case "values":
            return _is_among(one, column, sql)
        case "range":
            return _is_between(one, column, sql)
        case "text":
            return _has_text(one, column, sql)
        case _:
            return _has_validity(one, column, sql)


def _is_among(one: Filter, column: Column, sql: exp.Expr) -> exp.Expr:
    tests: list[exp.Expr] = []
    if None in one.values or "" in one.values:
        tests.append(is_empty(column, sql))
    texts = [literal(value) for value in dict.fromkeys(one.values) if value]
    if texts and (is_text(column) or column.type in ("array", "date")):
        tests.append(exp.In(this=as_text(column, sql.copy()), expressions=texts))
    elif texts:
        # as numbers, not as texts: comparing ten million numbers is cheap, writing them out is not
        kind = exp.DataType.build(sql_type_of(column), dialect="duckdb")
        values: list[exp.Expr] = [exp.TryCast(this=text, to=kind.copy()) for text in texts]
        tests.append(exp.In(this=sql.copy(), expressions=values))
    return exp.paren(exp.or_(*tests)) if tests else exp.false()


def _is_between(one: Filter, column: Column, sql: exp.Expr) -> exp.Expr:
    if column.type == "date":
        bounds = [_moment(one.min, "min"), _moment(one.max, "max")]
    elif column.type in NUMERIC:
        bounds = [_number(one.min, "min"), _number(one.max, "max")]
    elif column.type == "string" and column.meaning in ("integer", "decimal"):
        sql = exp.TryCast(this=sql, to=exp.DataType.build("DOUBLE"))
        bounds = [_number(one.min, "min"), _number(one.max, "max")]
    else:
        raise _Wrong(
            "column", f"“{shown(column.name)}” holds neither numbers nor dates, so it has no range. Filter by text."
        )
    tests: list[exp.Expr] = []
    if bounds[0] is not None:
        tests.append(exp.GTE(this=sql.copy(), expression=bounds[0]))
    if bounds[1] is not None:
        tests.append(exp.LTE(this=sql.copy(), expression=bounds[1]))
    if not tests:
        raise _Wrong("min", "A range needs a lower or an upper bound.")
    return exp.paren(exp.and_(*tests))


def _has_text(one: Filter, column: Column, sql: exp.Expr) -> exp.Expr:
    text, wanted = as_text(column, sql), literal(one.text)
    if one.mode == "regex":
        _demand_pattern(one.text)
        options = exp.Literal.string("c" if one.case_sensitive else "i")
        return exp.Anonymous(this="regexp_matches", expressions=[text, wanted, options])
    if not one.case_sensitive:
        text, wanted = exp.Lower(this=text), exp.Lower(this=wanted)
    if one.mode == "equals":
        return exp.EQ(this=exp.Coalesce(this=text, expressions=[exp.Literal.string("")]), expression=wanted)
    name = "contains" if one.mode == "contains" else "starts_with"
    return exp.Anonymous(this=name, expressions=[text, wanted])


def _has_validity(one: Filter, column: Column, sql: exp.Expr) -> exp.Expr:
    tests: list[exp.Expr] = []
    if "empty" in one.validity:
        tests.append(is_empty(column, sql))
    if "invalid" in one.validity:
        tests.append(is_invalid(column, sql))
    if "valid" in one.validity:
        tests.append(exp.not_(exp.paren(exp.or_(is_empty(column, sql), is_invalid(column, sql)))))
    return exp.paren(exp.or_(*tests)) if tests else exp.false()


def _found_anywhere(search: str, table: Readable, columns: Sequence[Column]) -> exp.Expr:
    wanted = exp.Lower(this=literal(search))
    tests: list[exp.Expr] = []
    for column in columns:
        if column.type == "array" and column.meaning == "vector":
            continue
        if column.type in NUMERIC and not _IN_NUMBERS.match(search):
            continue  # no number is written with these signs, so none need be written out
        if column.type == "date" and not _IN_DATES.match(search):
            continue
        text = as_text(column, table.sql(column))
        if is_text(column) or not search.isascii() or any(sign.isalpha() for sign in search):
            text = exp.Lower(this=text)
        tests.append(exp.Anonymous(this="contains", expressions=[text, wanted.copy()]))
    if not tests:
        return exp.false()
    return exp.Coalesce(this=exp.paren(exp.or_(*tests)), expressions=[exp.false()])


def _demand_pattern(pattern: str) -> None:
    query = exp.select(exp.Anonymous(this="regexp_matches", expressions=[exp.Literal.string(""), literal(pattern)]))
    try:
        with engine.shared() as connection:
            connection.execute(query.sql(dialect="duckdb"))
    except duckdb.Error as error:
        raise _Wrong("text", f"The regular expression cannot be read: {reason_of(error)}") from None


def _number(value: float | str | None, field: str) -> exp.Expr | None:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        value = str(int(value))
    if isinstance(value, str) and _WHOLE.match(value) and abs(int(value)) <= _LARGEST_WHOLE:
        kind = "BIGINT" if abs(int(value)) < 2**63 else "HUGEINT"
        return exp.cast(exp.Literal.string(str(int(value))), kind)
    try:
        number = float(value)
    except ValueError:
        raise _Wrong(field, f"“{shown(str(value))}” is not a number.") from None
    if not math.isfinite(number):
        raise _Wrong(field, "A bound is a number. Leave it empty for none.")
    return exp.cast(exp.Literal.string(repr(number)), "DOUBLE")


def _moment(value: float | str | None, field: str) -> exp.Expr | None:
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str):
            raise ValueError(value)
        moment = datetime.fromisoformat(value.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Wrong(
            field, f"“{shown(str(value))}” is not a date. Write it as 2018-05-01 or 2018-05-01T10:00:00Z."
        ) from None
    return exp.cast(exp.Literal.string(moment.strftime("%Y-%m-%d %H:%M:%S.%f+00").rjust(29, "0")), "TIMESTAMPTZ")
