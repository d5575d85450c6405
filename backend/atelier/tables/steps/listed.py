"""What to do with a list that a step makes of each row: an array, a row for each element, or a column for each."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables.calls import as_json, call, case, is_null, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation

MOST_COLUMNS = 1000

OUTPUTS = {"TO_JSON": "An array", "FOLD": "A row for each", "SPLIT": "A column for each"}


def as_array(table: Relation, listed: exp.Expr, name: str, *, after: str) -> Relation:
    """Add a list as a column that holds an array."""
    return table.with_columns([New(name, as_json(listed), "array", "array")], after=after)


def as_rows(
    table: Relation,
    listed: Sequence[exp.Expr],
    names: Sequence[str],
    types: Sequence[tuple[StorageType, Meaning | None]],
    *,
    after: str,
) -> Relation:
    """Repeat each row for each element of its lists, which are equally long and become columns.

    A row whose list is empty stays once, with empty cells, as DSS keeps it.
    """
    held_fields = [table.new_field(Column(name=name)) for name in names]
    lists = [one.copy().as_(field.ref, quoted=True) for one, field in zip(listed, held_fields, strict=True)]
    held = table.query(lambda select: select.select(*lists))
    made = [
        held.new_field(Column(name=name, type=stored, meaning=meaning))
        for name, (stored, meaning) in zip(names, types, strict=True)
    ]
    kept = [field for field in table.fields if field.name not in set(names)]
    first = held_fields[0].sql
    is_empty = exp.or_(is_null(first), exp.EQ(this=call("len", first), expression=whole(0)))
    unnested = [
        call("unnest", case((is_empty, exp.Array(expressions=[exp.null()])), default=field.sql)).as_(
            new.ref, quoted=True
        )
        for field, new in zip(held_fields, made, strict=True)
    ]
    select = exp.select(*(field.sql for field in kept), *unnested).from_(held.origin)
    place = next((n + 1 for n, field in enumerate(kept) if field.name == after), len(kept))
    return held.over(select, (*kept[:place], *made, *kept[place:]))


def as_columns(
    table: Relation,
    listed: exp.Expr,
    prefix: str,
    type: StorageType,
    probe: Probe,
    *,
    after: str,
    loc: str,
    most: int | None = None,
) -> Relation:
    """Spread a list over the columns prefix0, prefix1, ...; as many as the longest list needs, or `most`.

    Raises `InvalidInput` at `loc` for more than `MOST_COLUMNS`.
    """
    table, listed = table.holding(listed)
    longest = int(probe.row(table, exp.Max(this=call("len", listed)))[0] or 0)
    count = max(1, longest if most is None else min(longest, most))
    if count > MOST_COLUMNS:
        raise InvalidInput.at(loc, f"This would make {count:,} columns; at most {MOST_COLUMNS:,} can be made.")
    made = [New(f"{prefix}{n}", call("list_extract", listed, whole(n + 1)), type) for n in range(count)]
    return table.with_columns(made, after=after)
