"""Rows dealt out to several tables, each to one."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.drawing import BUCKETS, chance
from atelier.tables.ordering import ordered
from atelier.tables.relation import Field, Relation

Deals = dict[int, Relation]


def dealt(table: Relation, conditions: Sequence[exp.Expr], outputs: Sequence[int], rest: int) -> Deals:
    """Return the rows of each output: those of the first condition that is true; others go to `rest`; -1 is nowhere."""
    goal = table.new_field(Column(name="goal", type="int"))
    cases = exp.Case(
        ifs=[
            exp.If(this=condition, true=exp.Literal.number(output))
            for condition, output in zip(conditions, outputs, strict=True)
        ],
        default=exp.Literal.number(rest),
    )
    marked = table.query(
        lambda select: select.select((cases if conditions else exp.Literal.number(rest)).as_(goal.ref, quoted=True))
    )
    wanted = sorted({output for output in (*outputs, rest) if output >= 0})
    return {output: marked.where(exp.EQ(this=goal.sql, expression=exp.Literal.number(output))) for output in wanted}


def by_chance(
    table: Relation, of: Sequence[exp.Expr], shares: Sequence[tuple[float, int]], rest: int, seed: int
) -> Deals:
    """Deal rows out by chance, in `shares` of (percent, output); rows with equal values of `of` stay together."""
    drawn = chance(of, seed)
    return dealt(
        table, [exp.LT(this=drawn.copy(), expression=_edge(edge)) for edge in _edges(shares)], _outputs(shares), rest
    )


def along(
    table: Relation, keys: Sequence[exp.Ordered], place: Field, shares: Sequence[tuple[float, int]], rest: int
) -> Deals:
    """Deal rows out along an order, ties by `place`: the first share from its beginning, then the next."""
    number, total = (table.new_field(Column(name=name, type="bigint")) for name in ("number", "total"))
    order = exp.Order(expressions=[*(key.copy() for key in keys), ordered(place.sql)])
    counted = table.query(
        lambda select: select.select(
            exp.Window(this=exp.RowNumber(), order=order).as_(number.ref, quoted=True),
            exp.Window(this=exp.Count(this=exp.Star())).as_(total.ref, quoted=True),
        )
    )
    ends = []
    for edge in _edges(shares):
        rows = exp.Mul(this=total.sql, expression=exp.Literal.number(repr(edge)))
        ends.append(exp.LTE(this=number.sql, expression=exp.Anonymous(this="round", expressions=[rows])))
    return dealt(counted, ends, _outputs(shares), rest)


def _edges(shares: Sequence[tuple[float, int]]) -> list[float]:
    """Return where each share ends, from 0 to 1."""
    edges, end = [], 0.0
    for percent, _ in shares:
        end += percent
        edges.append(min(1.0, round(end / 100, 12)))
    return edges


def _edge(edge: float) -> exp.Expr:
    return exp.Literal.number(round(edge * BUCKETS))


def _outputs(shares: Sequence[tuple[float, int]]) -> list[int]:
    return [output for _, output in shares]
