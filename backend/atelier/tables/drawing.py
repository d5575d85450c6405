"""Rows drawn from a table: the first, the last, or by chance with a seed, always in their order."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.ordering import in_order_of, ordered, placed
from atelier.tables.relation import Relation

BUCKETS = 1_000_000_000


def drawn(table: Relation, method: str, rows: int, percent: float, column: str, seed: int) -> Relation:
    """Return a sample.

    `stratified` takes of each class its share, `rebalance` equally many of each as long as it has them.
    """
    if method == "whole":
        return table
    if method == "head":
        return table.query(lambda select: select.limit(rows))
    table, place = placed(table)
    if method == "share":
        below = exp.Literal.number(int(percent / 100 * BUCKETS))
        return table.where(exp.LT(this=chance([place.sql], seed), expression=below))
    if method == "last":
        last = table.query(lambda select: select.order_by(ordered(place.sql, descending=True)).limit(rows))
        return in_order_of(last, place)
    drawing = [ordered(chance([place.sql], seed)), ordered(place.sql)]
    if method == "random":
        some = table.query(lambda select: select.order_by(*drawing).limit(rows))
        return in_order_of(some, place)
    return in_order_of(_of_classes(table, column, rows, drawing, is_equal=method == "rebalance"), place)


def chance(of: Sequence[exp.Expr], seed: int) -> exp.Expr:
    """Return a whole number from 0 to 999,999,999 that depends on values and a seed only."""
    drawn_number = exp.Anonymous(this="hash", expressions=[exp.Literal.number(seed), *of])
    return exp.Mod(this=exp.paren(drawn_number), expression=exp.Literal.number(BUCKETS))


def _of_classes(table: Relation, column: str, rows: int, drawing: Sequence[exp.Ordered], *, is_equal: bool) -> Relation:
    """Take rows in turn: of each class its first, its second, ..., or in the measure in which classes are used up."""
    label = table.sql(column)
    number, total = (table.new_field(Column(name=name, type="bigint")) for name in ("number", "total"))
    order = exp.Order(expressions=[one.copy() for one in drawing])
    counted = table.query(
        lambda select: select.select(
            exp.Window(this=exp.RowNumber(), partition_by=[label], order=order).as_(number.ref, quoted=True),
            exp.Window(this=exp.Count(this=exp.Star()), partition_by=[label.copy()]).as_(total.ref, quoted=True),
        )
    )
    middle = exp.paren(exp.Sub(this=number.sql, expression=exp.Literal.number("0.5")))
    turn = number.sql if is_equal else exp.Div(this=middle, expression=total.sql)
    return counted.query(lambda select: select.order_by(ordered(turn), ordered(label.copy())).limit(rows))
