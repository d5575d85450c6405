"""Joins with the nearest rows: for each row of the left the k rows of the right whose number or moment is nearest.

The right table is numbered by value within its equal keys. An ASOF join finds, in one pass over both sorted tables,
how many of them lie at or below a row of the left; its partners are among the k numbers before and after that place. So
no more than 2 k rows of the right are looked at for a row of the left, whatever the sizes of the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.calls import call, is_null, whole
from atelier.tables.relation import Field, Relation

OPERATORS = frozenset({"nearest", "nearest_below", "nearest_above"})
_NUMBER = Column(name="number", type="bigint")


class Nearest(Protocol):
    """The condition of a nearest match: how many partners, on which side."""

    count: int

    @property
    def operator(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """What a nearest match compares: keys that must be equal, values with a distance, and the largest of them."""

    left_keys: Sequence[exp.Expr]
    right_keys: Sequence[exp.Expr]
    left_value: exp.Expr
    right_value: exp.Expr
    most: exp.Expr | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Both tables with a number for each row, and the pairs of numbers that belong together."""

    left: Relation
    left_row: Field
    right: Relation
    right_row: Field
    pairs: Relation
    pair_left: Field
    pair_right: Field


def matched(left: Relation, right: Relation, one: Nearest, measured: Measured) -> Matched:
    """Return the pairs of a nearest match.

    Of equally near rows those at or below come first, and of those the last in the order of the table, as with pandas'
    `merge_asof`.
    """
    left, asking = _compared(left, measured.left_value, measured.left_keys)
    right, offered = _compared(right, measured.right_value, measured.right_keys)
    ranks, rank = _ranked(offered)
    begun, below = _begun(asking, ranks, rank, is_strict=one.operator == "nearest_above")
    pairs = _pairs(begun, below, ranks, rank, one, measured.most)
    return Matched(left, asking.row, right, offered.row, pairs, *pairs.fields)


def joined(found: Matched, type: str) -> Relation:
    """Return the rows side by side; `type` is one of SQL's: left, inner, full, right, anti."""
    pairs = found.pairs
    keeps_right = type in ("full", "right")
    on = exp.EQ(this=found.right_row.sql, expression=found.pair_right.sql)
    partners = exp.select(exp.Star()).from_(found.right.origin)
    partners = partners.join(pairs.origin, on=on, join_type="left" if keeps_right else "inner")
    right = found.right.over(partners, found.right.fields, word="partners", also=[pairs])
    select = exp.select(exp.Star()).from_(found.left.origin)
    same = exp.EQ(this=found.left_row.sql, expression=found.pair_left.sql)
    select = select.join(right.origin, on=same, join_type=type)
    fields = found.left.fields if type == "anti" else (*found.left.fields, *right.fields)
    return found.left.over(select, fields, word="joined", also=[right])


def without_partner(found: Matched, *, of_left: bool) -> Relation:
    """Return the rows of one side that belong to none of the other."""
    table, row, partner = (
        (found.left, found.left_row, found.pair_left) if of_left else (found.right, found.right_row, found.pair_right)
    )
    on = exp.EQ(this=row.sql, expression=partner.sql)
    select = exp.select(exp.Star()).from_(table.origin).join(found.pairs.origin, on=on, join_type="anti")
    return table.over(select, table.fields, word="unmatched", also=[found.pairs])


@dataclass(frozen=True, slots=True)
class _Compared:
    """The rows of one side that can have a partner: their number, what they are compared by, and their keys."""

    table: Relation
    row: Field
    value: Field
    keys: tuple[Field, ...]


def _compared(table: Relation, value: exp.Expr, keys: Sequence[exp.Expr]) -> tuple[Relation, _Compared]:
    """Return the table with its rows numbered in a hidden column, and those of its rows that can have a partner."""
    row, by = table.new_field(_NUMBER), table.new_field(Column(name="compared", type="double"))
    key_fields = tuple(table.new_field(Column(name="key")) for _ in keys)
    number = exp.Window(this=exp.RowNumber())
    made = zip((number, value, *keys), (row, by, *key_fields), strict=True)
    named = [one.copy().as_(field.ref, quoted=True) for one, field in made]
    # what joined tables give has no order of its own: worked out twice, the same row could get two numbers
    numbered = table.query(lambda select: select.select(*named)).worked_out_once()
    filled = [exp.not_(is_null(field.sql)) for field in (by, *key_fields)]
    is_number = exp.not_(call("isnan", exp.cast(by.sql, "DOUBLE")))
    fields = (row, by, *key_fields)
    select = exp.select(*(field.sql for field in fields)).from_(numbered.origin).where(*filled, is_number)
    return numbered, _Compared(numbered.over(select, fields, word="compared"), row, by, key_fields)


def _ranked(offered: _Compared) -> tuple[_Compared, Field]:
    """Number rows by value among those of equal keys, from 1."""
    rank = offered.table.new_field(_NUMBER)
    number = exp.Window(
        this=exp.RowNumber(),
        partition_by=[key.sql for key in offered.keys] or None,
        order=exp.Order(expressions=[exp.Ordered(this=one.sql) for one in (offered.value, offered.row)]),
    )
    fields = (*offered.table.fields, rank)
    select = exp.select(exp.Star(), number.as_(rank.ref, quoted=True)).from_(offered.table.origin)
    made = offered.table.over(select, fields, word="ranks")
    return _Compared(made, offered.row, offered.value, offered.keys), rank


def _begun(asking: _Compared, ranks: _Compared, rank: Field, *, is_strict: bool) -> tuple[_Compared, Field]:
    """Add the rank of the last row at or below each row (with `is_strict`: below it); 0 where there is none."""
    table = ranks.table
    value, top = table.new_field(ranks.value.column), table.new_field(_NUMBER)
    keys = [table.new_field(key.column) for key in ranks.keys]
    grouped = [field.sql.as_(new.ref, quoted=True)
               for field, new in zip((ranks.value, *ranks.keys), (value, *keys), strict=True)]  # fmt: skip
    steps = exp.select(*grouped, call("max", rank.sql).as_(top.ref, quoted=True)).from_(table.origin)
    steps = steps.group_by(*(whole(n + 1) for n in range(len(grouped))))
    stairs = table.over(steps, (value, *keys, top), word="stairs")
    compare = exp.GT if is_strict else exp.GTE
    on = exp.and_(
        *(exp.EQ(this=mine.sql, expression=theirs.sql) for mine, theirs in zip(asking.keys, keys, strict=True)),
        compare(this=asking.value.sql, expression=value.sql),
    )
    below = table.new_field(_NUMBER)
    place = exp.Coalesce(this=top.sql, expressions=[whole(0)]).as_(below.ref, quoted=True)
    select = exp.select(*(field.sql for field in asking.table.fields), place).from_(asking.table.origin)
    select.append("joins", exp.Join(this=stairs.origin, method="ASOF", side="LEFT", on=on))
    made = asking.table.over(select, (*asking.table.fields, below), word="begun", also=[stairs])
    return _Compared(made, asking.row, asking.value, asking.keys), below


def _pairs(
    begun: _Compared, below: Field, ranks: _Compared, rank: Field, one: Nearest, most: exp.Expr | None
) -> Relation:
    """Return the numbers of the rows that belong together: of the ranks around a row's place the nearest ones."""
    first = 1 if one.operator == "nearest_above" else 1 - one.count
    last = 0 if one.operator == "nearest_below" else one.count
    table = begun.table
    step, wanted = table.new_field(_NUMBER), table.new_field(_NUMBER)
    around = call("unnest", call("range", whole(first), whole(last + 1))).as_(step.ref, quoted=True)
    tried = table.query(lambda select: select.select(around), (*table.fields, step))
    sought = exp.Add(this=below.sql, expression=step.sql).as_(wanted.ref, quoted=True)
    tried = tried.query(lambda select: select.select(sought), (*tried.fields, wanted))
    on = exp.and_(
        exp.EQ(this=wanted.sql, expression=rank.sql),
        *(exp.EQ(this=a.sql, expression=b.sql) for a, b in zip(begun.keys, ranks.keys, strict=True)),
    )
    met = exp.select(exp.Star()).from_(tried.origin).join(ranks.table.origin, on=on, join_type="inner")
    distance = call("abs", exp.Sub(this=begun.value.sql, expression=ranks.value.sql))
    order = [distance, exp.GT(this=step.sql, expression=whole(0)), call("abs", step.sql)]
    number = exp.Window(
        this=exp.RowNumber(),
        partition_by=[begun.row.sql],
        order=exp.Order(expressions=[exp.Ordered(this=key) for key in order]),
    )
    place = table.new_field(_NUMBER)
    pairs = (table.new_field(_NUMBER), table.new_field(_NUMBER))
    met = met.select(number.as_(place.ref, quoted=True))
    if most is not None:
        met = met.where(exp.LTE(this=distance.copy(), expression=most.copy()))
    found = tried.over(met, (*tried.fields, *ranks.table.fields, place), word="met", also=[ranks.table])
    chosen = exp.select(begun.row.sql.as_(pairs[0].ref, quoted=True), ranks.row.sql.as_(pairs[1].ref, quoted=True))
    chosen = chosen.from_(found.origin).where(exp.LTE(this=place.sql, expression=whole(one.count)))
    return found.over(chosen, pairs, word="pairs")
