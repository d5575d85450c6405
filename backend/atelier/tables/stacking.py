"""Tables below each other: which columns find each other, and the type that a column has that came of several."""

from collections.abc import Sequence
from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables.relation import Field, Relation
from atelier.tables.types import NUMERIC, WHOLE, meaning_of, sql_type, sql_type_of

Plan = Sequence[tuple[str, Sequence[str]]]
"""Columns of the result: the name, and for each table the column that fills it (empty or absent: nothing)."""


def by_name(tables: Sequence[Relation], mode: Literal["union", "intersection", "first"]) -> Plan:
    """Return the columns that all, any or the first of the tables have, in the order in which they are met."""
    if mode == "first":
        names = tables[0].names
    else:
        names = list(dict.fromkeys(name for table in tables for name in table.names))
    if mode == "intersection":
        names = [name for name in names if all(table.has(name) for table in tables)]
        if not names:
            raise InvalidInput.at(("params", "columns_mode"), "The inputs have no column in common.")
    return [(name, [name if table.has(name) else "" for table in tables]) for name in names]


def by_position(tables: Sequence[Relation]) -> Plan:
    """Return the columns of the first table, each filled by the column at its position."""
    for place, table in enumerate(tables):
        if len(table.fields) != len(tables[0].fields):
            raise InvalidInput.at(
                ("params", "columns_mode"),
                f"Input {place + 1} has {len(table.fields):,} columns and the first has {len(tables[0].fields):,}: by "
                "position all must have as many.",
            )
    return [(name, [table.names[place] for table in tables]) for place, name in enumerate(tables[0].names)]


def stacked(tables: Sequence[Relation], plan: Plan, origin: str, titles: Sequence[str]) -> Relation:
    """Return the rows of all tables in their order; with `origin`, a column of that name says from which each is."""
    first = tables[0]
    made: list[Field] = []
    filled: list[list[Field | None]] = []
    for name, columns in plan:
        found = [table.field(c) if c else None for table, c in zip(tables, _padded(columns, tables), strict=True)]
        filled.append(found)
        made.append(first.new_field(_common(name, [field.column for field in found if field is not None])))
    source = first.new_field(Column(name=origin, type="string", meaning="class")) if origin else None
    selects = []
    for place, table in enumerate(tables):
        chosen: list[exp.Expr] = [
            _value(found[place], field).as_(field.ref, quoted=True) for found, field in zip(filled, made, strict=True)
        ]
        if source is not None:
            chosen.append(exp.Literal.string(titles[place]).as_(source.ref, quoted=True))
        selects.append(exp.select(*(chosen or [exp.null()])).from_(table.origin))
    fields = [*made, *([source] if source is not None else [])]
    whole: exp.Expr = selects[0]
    for select in selects[1:]:
        whole = exp.Union(this=whole, expression=select, distinct=False)
    return first.over(whole, fields, word="stacked", also=tables[1:])


def _padded(columns: Sequence[str], tables: Sequence[Relation]) -> list[str]:
    return [*columns[: len(tables)], *([""] * (len(tables) - len(columns)))]


def _common(name: str, columns: Sequence[Column]) -> Column:
    """Return a column whose type holds the values of all."""
    if not columns:
        return Column(name=name, type="string", meaning="text")
    first = columns[0]
    if all(column.type == first.type and sql_type_of(column) == sql_type_of(first) for column in columns):
        is_one = all(column.meaning == first.meaning for column in columns)
        kept = first.meaning if is_one or first.type == "array" else meaning_of(first.type)
        return first.model_copy(update={"name": name, "meaning": kept})
    types = {column.type for column in columns}
    if types <= WHOLE:
        return Column(name=name, type="bigint", meaning="integer")
    if types <= NUMERIC:
        return Column(name=name, type="double", meaning="decimal")
    return Column(name=name, type="string", meaning="text")


def _value(found: Field | None, field: Field) -> exp.Expr:
    wanted = sql_type_of(field.column)
    if found is None:
        return exp.cast(exp.null(), wanted)
    if sql_type_of(found.column) == wanted:
        return found.sql
    if wanted == "VARCHAR" and sql_type_of(found.column) == sql_type("array", "vector"):
        return exp.cast(exp.Anonymous(this="to_json", expressions=[found.sql]), "VARCHAR")
    return exp.cast(found.sql, wanted)
