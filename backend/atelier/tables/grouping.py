"""Rows made into groups."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables.ordering import ordered, placed
from atelier.tables.relation import New, Relation
from atelier.tables.types import meaning_of


def grouped(table: Relation, keys: Sequence[str], figures: Sequence[New]) -> Relation:
    """Return one row for each combination of keys (one in all without keys), in the order of the keys."""
    demand_names_once([*keys, *(one.name for one in figures)])
    made = _groups(table, keys, figures)
    order = [ordered(field.sql) for field in made.fields[: len(keys)]]
    return made.query(lambda select: select.order_by(*order)) if order else made


def in_order_met(table: Relation, keys: Sequence[str], figures: Sequence[New]) -> Relation:
    """Return one row for each combination of keys, in the order in which they are met first."""
    table, place = placed(table)
    first = New("place", exp.Min(this=place.sql), "bigint")
    met = _groups(table, keys, [*figures, first])
    order = met.fields[-1]
    return met.query(lambda select: select.order_by(ordered(order.sql)), met.fields[:-1])


def demand_names_once(names: Sequence[str]) -> None:
    """Raise `InvalidInput` for a name that two columns would have."""
    if len(set(names)) == len(names):
        return
    twice = next(name for place, name in enumerate(names) if name in names[:place])
    raise InvalidInput(
        f"Two columns of the result would be called “{shown(twice)}”.", hint="Give one of them another name."
    )


def _groups(table: Relation, keys: Sequence[str], figures: Sequence[New]) -> Relation:
    kept = [table.field(key) for key in keys]
    made = [
        table.new_field(Column(name=one.name, type=one.type, meaning=one.meaning or meaning_of(one.type)))
        for one in figures
    ]
    chosen = [field.sql for field in kept]
    figured = [one.expression.as_(field.ref, quoted=True) for one, field in zip(figures, made, strict=True)]
    select = exp.select(*(chosen + figured or [exp.null()])).from_(table.origin)
    if kept:
        select = select.group_by(*(field.sql for field in kept))
    return table.over(select, (*kept, *made), word="groups")
