"""Comparing cells with values as people type them: the whole text, a part of it or a pattern, strictly or loosely."""

from collections.abc import Sequence
from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import patterns
from atelier.tables.steps.typed import MAX_VALUES, fitting
from atelier.tables.types import sql_type_of

Mode = Literal["FULL_STRING", "SUBSTRING", "PATTERN"]
Normalization = Literal["EXACT", "LOWERCASE", "NORMALIZED"]

MODES: dict[str, str] = {
    "FULL_STRING": "Whole value", "SUBSTRING": "Part of the value", "PATTERN": "Regular expression",
}  # fmt: skip
NORMALIZATIONS: dict[str, str] = {
    "EXACT": "Exactly", "LOWERCASE": "Ignoring case", "NORMALIZED": "Ignoring case and accents",
}  # fmt: skip
VERBS: dict[str, str] = {"FULL_STRING": "is", "SUBSTRING": "contains", "PATTERN": "matches"}

_MOST_PARTS = 200


def check_values(values: Sequence[str], mode: Mode, probe: Probe, loc: str) -> None:
    """Raise `InvalidInput` at `loc` for values that cannot be looked for."""
    if not values:
        raise InvalidInput.at(loc, "Give at least one value.")
    if len(values) > MAX_VALUES:
        raise InvalidInput.at(loc, f"At most {MAX_VALUES:,} values can be given.", hint="Join with a dataset instead.")
    if mode == "FULL_STRING":
        return
    if len(values) > _MOST_PARTS:
        raise InvalidInput.at(loc, f"At most {_MOST_PARTS} parts or patterns can be given.")
    for value in values:
        if mode == "PATTERN":
            patterns.readable(value, loc, probe)
        elif not value:
            raise InvalidInput.at(loc, "A part to look for cannot be empty: every text contains it.")


def loosened(text: exp.Expr, normalization: Normalization) -> exp.Expr:
    """Return a text in the form in which two that count as equal are equal."""
    if normalization == "EXACT":
        return text
    lowered = exp.Lower(this=text)
    return lowered if normalization == "LOWERCASE" else exp.Anonymous(this="strip_accents", expressions=[lowered])


def matches(
    table: Relation,
    name: str,
    values: Sequence[str],
    mode: Mode = "FULL_STRING",
    normalization: Normalization = "EXACT",
) -> exp.Expr:
    """Return the test whether a cell matches any of the values; true or false, never unknown.

    As whole values, '' is an empty cell, and numbers, dates and booleans compare as such: 1 matches 1.0.
    """
    tests: list[exp.Expr] = []
    if mode == "FULL_STRING":
        if "" in values:
            tests.append(table.is_empty(name))
        tests += _is_one_of(table, name, [value for value in values if value != ""], normalization)
    elif mode == "SUBSTRING":
        text = loosened(table.text(name), normalization)
        tests += [
            exp.Anonymous(
                this="contains", expressions=[text.copy(), loosened(exp.Literal.string(value), normalization)]
            )
            for value in values
        ]
    else:
        text = table.text(name)
        if normalization == "NORMALIZED":
            text = exp.Anonymous(this="strip_accents", expressions=[text])
        options = [] if normalization == "EXACT" else [exp.Literal.string("i")]
        tests += [
            exp.Anonymous(
                this="regexp_matches",
                expressions=[text.copy(), exp.Literal.string(patterns.as_engine(value)), *options],
            )
            for value in values
        ]
    return certain(exp.or_(*tests)) if tests else exp.false()


def certain(condition: exp.Expr) -> exp.Expr:
    """Return a condition that is false where it would be unknown."""
    return exp.Coalesce(this=condition, expressions=[exp.false()])


def value_words(values: Sequence[str]) -> str:
    """Return values in words, at most three of them."""
    listed = ", ".join(f"“{shown(value, 40)}”" if value else "empty" for value in values[:3])
    return f"{listed} or {len(values) - 3} more" if len(values) > 3 else " or ".join(listed.rsplit(", ", 1))


def _is_one_of(table: Relation, name: str, values: Sequence[str], normalization: Normalization) -> list[exp.Expr]:
    column = table.field(name).column
    if sql_type_of(column) == "VARCHAR":
        cell = loosened(table.sql(name), normalization)
        sought = [loosened(exp.Literal.string(value), normalization) for value in values]
    elif column.type == "array":
        cell, sought = table.text(name), [exp.Literal.string(value) for value in values]
    else:
        cell = table.sql(name)
        sought = [typed for value in values if (typed := fitting(column, value)) is not None]
    return [exp.In(this=cell, expressions=list(sought))] if sought else []
