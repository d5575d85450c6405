"""The order of rows: keys to sort by, and the place that a row has in its table."""

from collections.abc import Sequence
from typing import Protocol

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables.located import located
from atelier.tables.relation import Field, Relation


class Key(Protocol):
    """A column to order by."""

    column: str
    descending: bool
    empty_first: bool


def ordered(expression: exp.Expr, *, descending: bool = False, empty_first: bool = False) -> exp.Ordered:
    """Return one key of an ORDER BY."""
    return exp.Ordered(this=expression, desc=descending, nulls_first=empty_first)


def order_by(table: Relation, keys: Sequence[Key], *loc: str | int) -> list[exp.Ordered]:
    """Return the keys of an ORDER BY; raises `InvalidInput` at `params`, `loc`, the key's place."""
    found = []
    for place, key in enumerate(keys):
        with located("params", *loc, place, "column"):
            if not key.column:
                raise InvalidInput("Choose the column to sort by.")
            column = table.sql(key.column)
        found.append(ordered(column, descending=key.descending, empty_first=key.empty_first))
    return found


def placed(table: Relation) -> tuple[Relation, Field]:
    """Return the table with a hidden column that numbers its rows from 1 in their order, and that column."""
    place = table.new_field(Column(name="place", type="bigint", meaning="integer"))
    number = exp.Window(this=exp.RowNumber())
    return table.query(lambda select: select.select(number.as_(place.ref, quoted=True))), place


def in_order_of(table: Relation, place: Field) -> Relation:
    """Return the table sorted by such a column."""
    return table.query(lambda select: select.order_by(ordered(place.sql)))
