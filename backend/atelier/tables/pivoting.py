"""Values that become columns."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.aggregates import Order, aggregate, count_rows, name_of, needs_place
from atelier.tables.located import located
from atelier.tables.ordering import ordered, placed
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation

EMPTY = "empty"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """What fills the cells: a function of a column."""

    column: str
    function: str
    name: str


@dataclass(frozen=True, slots=True)
class PivotedValue:
    """A combination of values, as texts, that becomes a column."""

    texts: tuple[str | None, ...]

    @property
    def label(self) -> str:
        return "_".join(EMPTY if text is None else text for text in self.texts)

    @property
    def sort_key(self) -> tuple[Any, ...]:
        return tuple((text is None, _number(text), text or "") for text in self.texts)


def found_values(
    table: Relation, columns: Sequence[str], probe: Probe, *, most: int, least_rows: int
) -> list[PivotedValue]:
    """Return the most frequent combinations of values of the columns."""
    texts = [table.text(name) for name in columns]
    count = exp.Count(this=exp.Star())
    statement = (
        table.statement(*texts, count)
        .group_by(*(text.copy() for text in texts))
        .having(exp.GTE(this=count.copy(), expression=exp.Literal.number(least_rows)))
        .order_by(ordered(count.copy(), descending=True), *(ordered(text.copy()) for text in texts))
        .limit(most)
    )
    return [PivotedValue(tuple(row[:-1])) for row in probe.run(table, statement)]


def cells(
    table: Relation,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[PivotedValue],
    wishes: Sequence[Cell],
    *,
    other: bool,
) -> tuple[Relation, list[New]]:
    """Return the figures that fill the cells, with names of their own, and the table that they are worked out on."""
    order = None
    if any(needs_place([wish.function]) for wish in wishes):
        table, place = placed(table)
        order = Order(place)
    taken = set(rows)
    figures: list[New] = []
    conditions = [(value.label, _is(table, columns, value)) for value in values]
    if other:
        none = exp.and_(*(exp.not_(condition.copy()) for _, condition in conditions)) if conditions else exp.true()
        conditions.append((OTHER, none))
    for label, condition in conditions:
        for place_of, wish in enumerate(wishes):
            with located("params", "values", place_of):
                figures.append(_figure(table, label, condition, wish, order, taken, is_only=len(wishes) == 1))
    return table, figures


def _figure(
    table: Relation,
    label: str,
    condition: exp.Expr,
    wish: Cell,
    order: Order | None,
    taken: set[str],
    *,
    is_only: bool,
) -> New:
    if not wish.column and wish.function != "count":
        raise InvalidInput.at("column", "Choose the column that fills the cells.")
    what = wish.name or (name_of(wish.column, wish.function) if wish.column else "count")
    base = label if is_only and not wish.name else f"{label}_{what}"
    name = next(name for name in _names(base) if name not in taken)
    taken.add(name)
    if not wish.column:
        return count_rows(name, condition)
    with located("column"):
        return aggregate(table, wish.column, wish.function, name=name, order=order, where=condition)


def _is(table: Relation, columns: Sequence[str], value: PivotedValue) -> exp.Expr:
    return exp.and_(
        *(
            exp.NullSafeEQ(this=table.text(name), expression=exp.null() if text is None else exp.Literal.string(text))
            for name, text in zip(columns, value.texts, strict=True)
        )
    )


def _names(base: str) -> "itertools.chain[str]":
    return itertools.chain([base or EMPTY], (f"{base or EMPTY}_{n}" for n in itertools.count(2)))


def _number(text: str | None) -> float:
    """Return a text's number, so that 10 comes after 9; texts come after all numbers."""
    try:
        number = float(text or "")
    except ValueError:
        return math.inf
    return math.inf if math.isnan(number) else number
