"""Tables joined: rows side by side where conditions hold, and the rows that find no partner."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables import nearest
from atelier.tables.located import located
from atelier.tables.relation import Field, Relation
from atelier.tables.types import NUMERIC, sql_type_of

_COMPARED: dict[str, type[exp.Binary]] = {
    "eq": exp.EQ,
    "ne": exp.NEQ,
    "lt": exp.LT,
    "le": exp.LTE,
    "gt": exp.GT,
    "ge": exp.GTE,
}
_OF_TEXT = frozenset({"contains", "starts_with"})
_SECONDS = {"seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86400.0, "number": 1.0}
_SQL_JOINS = {"left": "left", "inner": "inner", "outer": "full", "right": "right", "left_anti": "anti"}


class Condition(Protocol):
    """How a row of the left and one of the right belong together."""

    left: str
    right: str
    ignore_case: bool
    normalise: bool
    distance: float
    count: int

    @property
    def operator(self) -> str: ...

    @property
    def unit(self) -> str: ...


class Step(Protocol):
    """A join of two tables by their places."""

    left: int
    right: int
    any_condition: bool

    @property
    def type(self) -> str: ...

    @property
    def conditions(self) -> Sequence[Condition]: ...


@dataclass(frozen=True, slots=True)
class Side:
    """A table of a join; its columns have refs of their own, so that one dataset may be joined to itself."""

    table: Relation
    place: int
    input: int
    prefix: str
    chosen: Sequence[str] | None
    title: str


def side_of(table: Relation, place: int, input: int, prefix: str, chosen: Sequence[str] | None) -> Side:
    """Return a table as one side; `chosen` are the columns to take (None: all)."""
    for index, name in enumerate(chosen or ()):
        with located("params", "tables", place, "columns", index):
            table.field(name)
    fields = [table.new_field(field.column) for field in table.fields]
    select = exp.select(
        *([f.sql.as_(n.ref, quoted=True) for f, n in zip(table.fields, fields, strict=True)] or [exp.null()])
    )
    alone = table.over(select.from_(table.origin), fields, word="side")
    return Side(alone, place, input, prefix, chosen, table.name)


def joined(sides: Sequence[Side], steps: Sequence[Step]) -> Relation:
    """Return the joined rows with the columns wished for, under names that occur once."""
    first = sides[steps[0].left]
    current = first.table
    columns: dict[int, list[Field]] = {first.place: list(first.table.fields)}
    merged: set[str] = set()
    for place, step in enumerate(steps):
        right = sides[step.right]
        with located("params", "joins", place):
            current = _joined(current, sides[step.left], right, step)
        if step.type == "left_anti":
            columns[right.place] = []
            continue
        columns[right.place] = list(right.table.fields)
        for pair in _same_keys(sides[step.left], right, step):
            merged.add(pair[1].ref)
            if step.type in ("right", "outer"):
                current, whole = _coalesced(current, *pair)
                columns = {at: [whole if f.ref == pair[0].ref else f for f in fields] for at, fields in columns.items()}
    return _named(current, sides, columns, merged)


def unmatched(sides: Sequence[Side], step: Step) -> tuple[Relation, Relation]:
    """Return the rows of the left and of the right table of a join that have no partner."""
    left, right = sides[step.left], sides[step.right]
    with located("params", "joins", 0):
        return _without_partner(left, left, right, step), _without_partner(right, left, right, step)


def condition_of(left: Relation, right: Relation, step: Step) -> exp.Expr | None:
    """Return what must hold of two rows; None where any two belong together."""
    if step.type == "cross":
        return None
    if not step.conditions:
        raise InvalidInput.at("conditions", "Say which columns must agree, or choose a cross join.")
    parts: list[exp.Expr] = []
    for place, one in enumerate(step.conditions):
        with located("conditions", place):
            parts.append(_condition(left, right, one))
    return exp.or_(*parts) if step.any_condition else exp.and_(*parts)


def nearest_of(step: Step) -> Condition | None:
    """Return the condition that takes the nearest rows; raises `InvalidInput` at what cannot stand beside it."""
    place = next((n for n, one in enumerate(step.conditions) if one.operator in nearest.OPERATORS), None)
    if place is None or step.type == "cross":
        return None
    found = step.conditions[place]
    if step.any_condition:
        raise InvalidInput.at("any_condition", "With a nearest match all conditions must hold.")
    for other, one in enumerate(step.conditions):
        is_same = (one.left, one.right) == (found.left, found.right)
        if other == place or one.operator == "eq" or (one.operator == "within" and is_same):
            continue
        raise InvalidInput.at(
            ("conditions", other, "operator"),
            "Beside a nearest match there may be equal columns, and the distance within which it must lie.",
        )
    return found


def compared(field: Field, other: Field, one: Condition) -> exp.Expr:
    """Return a column as a condition compares it with another: as numbers, moments, or texts."""
    is_text = one.operator in _OF_TEXT or one.ignore_case or one.normalise or not _comparable(field, other)
    if not is_text:
        return field.sql
    value: exp.Expr = field.sql if sql_type_of(field.column) == "VARCHAR" else exp.cast(field.sql, "VARCHAR")
    if one.normalise:
        pattern, blank, all_of = (exp.Literal.string(text) for text in (r"\s+", " ", "g"))
        value = exp.Anonymous(this="regexp_replace", expressions=[value, pattern, blank, all_of])
        value = exp.Anonymous(this="strip_accents", expressions=[exp.Anonymous(this="trim", expressions=[value])])
    return exp.Anonymous(this="lower", expressions=[value]) if one.ignore_case else value


def _joined(current: Relation, left: Side, right: Side, step: Step) -> Relation:
    one = nearest_of(step)
    if one is not None:
        match = nearest.matched(current, right.table, one, _measured(left.table, right.table, step))
        return nearest.joined(match, _SQL_JOINS[step.type])
    condition = condition_of(left.table, right.table, step)
    select = exp.select(exp.Star()).from_(current.origin)
    if condition is None:
        select = select.join(right.table.origin, join_type="cross")
    else:
        select = select.join(right.table.origin, on=condition, join_type=_SQL_JOINS[step.type])
    fields = current.fields if step.type == "left_anti" else (*current.fields, *right.table.fields)
    return current.over(select, fields, word="joined", also=[right.table])


def _measured(left: Relation, right: Relation, step: Step) -> nearest.Measured:
    """Return what a nearest match compares; raises `InvalidInput` at the condition that it cannot."""
    keys: list[tuple[exp.Expr, exp.Expr]] = []
    values, most = None, None
    for place, condition in enumerate(step.conditions):
        with located("conditions", place):
            a, b = _columns(left, right, condition)
            if condition.operator == "eq":
                keys.append((compared(a, b, condition), compared(b, a, condition)))
            else:
                values, distance = _distance(a, b, condition)
                most = distance if condition.operator == "within" else most
    assert values is not None
    return nearest.Measured([a for a, _ in keys], [b for _, b in keys], values[0], values[1], most)


def _without_partner(wanted: Side, left: Side, right: Side, step: Step) -> Relation:
    one = nearest_of(step)
    if one is not None:
        match = nearest.matched(left.table, right.table, one, _measured(left.table, right.table, step))
        return nearest.without_partner(match, of_left=wanted is left)
    condition = condition_of(left.table, right.table, step)
    other = right if wanted is left else left
    on = exp.true() if condition is None else condition
    select = exp.select(exp.Star()).from_(wanted.table.origin).join(other.table.origin, on=on, join_type="anti")
    return wanted.table.over(select, wanted.table.fields, word="unmatched", also=[other.table])


def _columns(left: Relation, right: Relation, one: Condition) -> tuple[Field, Field]:
    if not one.left:
        raise InvalidInput.at("left", "Choose a column of the left table.")
    if not one.right:
        raise InvalidInput.at("right", "Choose a column of the right table.")
    with located("left"):
        of_left = left.field(one.left)
    with located("right"):
        return of_left, right.field(one.right)


def _condition(left: Relation, right: Relation, one: Condition) -> exp.Expr:
    of_left, of_right = _columns(left, right, one)
    a, b = compared(of_left, of_right, one), compared(of_right, of_left, one)
    if one.operator in _COMPARED:
        return exp.paren(_COMPARED[one.operator](this=a, expression=b))
    if one.operator in _OF_TEXT:
        return exp.Anonymous(this=one.operator, expressions=[a, b])
    return _near(of_left, of_right, one)


def _near(left: Field, right: Field, one: Condition) -> exp.Expr:
    (a, b), value = _distance(left, right, one)
    low = exp.Sub(this=b, expression=value)
    high = exp.Add(this=b.copy(), expression=value.copy())
    return exp.paren(exp.Between(this=a, low=low, high=high))


def _distance(left: Field, right: Field, one: Condition) -> tuple[list[exp.Expr], exp.Expr]:
    """Return both columns as what has a distance, and the condition's own; raises `InvalidInput` at `operator`."""
    types = {left.column.type, right.column.type}
    sides: list[exp.Expr]
    if types == {"date"}:
        distance = one.distance * _SECONDS[one.unit]
        sides = [exp.Anonymous(this="epoch", expressions=[field.sql]) for field in (left, right)]
    elif types <= NUMERIC:
        distance = one.distance
        sides = [exp.cast(field.sql, "DOUBLE") for field in (left, right)]
    else:
        raise InvalidInput.at(
            "operator",
            f"“{shown(left.name)}” ({left.column.type}) and “{shown(right.name)}” ({right.column.type}) have no "
            "distance: both must be numbers, or both dates.",
        )
    return sides, exp.cast(exp.Literal.number(repr(distance)), "DOUBLE")


def _comparable(left: Field, right: Field) -> bool:
    return left.column.type == right.column.type or {left.column.type, right.column.type} <= NUMERIC


def _same_keys(left: Side, right: Side, step: Step) -> list[tuple[Field, Field]]:
    """Return the pairs of columns that are one in the result: of equal name and type, compared as they are.

    A key that was chosen by hand on the right stays a column of its own.
    """
    if step.any_condition or step.type in ("cross", "left_anti") or right.prefix:
        return []
    pairs = []
    for one in step.conditions:
        if one.operator != "eq" or one.ignore_case or one.normalise or one.left != one.right:
            continue
        a, b = left.table.field(one.left), right.table.field(one.right)
        if sql_type_of(a.column) == sql_type_of(b.column) and b.name not in (right.chosen or ()):
            pairs.append((a, b))
    return pairs


def _coalesced(current: Relation, left: Field, right: Field) -> tuple[Relation, Field]:
    whole = current.new_field(left.column)
    value = exp.Coalesce(this=left.sql, expressions=[right.sql])
    made = current.query(lambda select: select.select(value.as_(whole.ref, quoted=True)))
    return made, whole


def _named(current: Relation, sides: Sequence[Side], columns: dict[int, list[Field]], merged: set[str]) -> Relation:
    taken: set[str] = set()
    named: list[Field] = []
    for place, fields in columns.items():
        side = sides[place]
        chosen = None if side.chosen is None else set(side.chosen)
        for field in fields:
            if field.ref in merged or (chosen is not None and field.name not in chosen):
                continue
            name = next(name for name in _names(side, field.name) if name not in taken)
            taken.add(name)
            named.append(replace(field, column=field.column.model_copy(update={"name": name})))
    if not named:
        raise InvalidInput.at(("params", "tables"), "No column is left: choose some.")
    return current.over(exp.select(exp.Star()).from_(current.origin), named)


def _names(side: Side, name: str) -> "itertools.chain[str]":
    first = [f"{side.prefix}{name}"] if side.prefix else [name, f"{side.title}_{name}"]
    return itertools.chain(first, (f"{first[-1]}_{n}" for n in itertools.count(2)))
