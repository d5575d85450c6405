"""What the steps that fill empty cells share."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect
from atelier.tables.steps.typed import replaced


def filled(table: Relation, name: str, value: exp.Expr) -> New:
    """Return a column whose empty cells hold `value` instead."""
    field = table.field(name)
    return replaced(field, exp.Case(ifs=[exp.If(this=table.is_empty(name), true=value)], default=field.sql))


def empty_cells(table: Relation, names: Sequence[str] | None) -> Effect | None:
    """Return what to count: the rows with an empty cell in one of the columns. None of them is nothing to warn of."""
    if not names:
        return None
    hit = exp.paren(exp.or_(*(table.is_empty(name) for name in names)))
    return Effect(hit, "Empty cells in {hits} of {rows} rows", is_expected=False)
