"""A table that is still a question: columns with names, and the query that would give them.

Steps and recipes turn relations into relations; in the end one query runs. The names of users never reach SQL as they
are: each column has a `ref` of its own (DuckDB holds names that differ by case only for one), so renaming, dropping
and reordering change no SQL at all. Everything is built as a SQLGlot tree, never pasted from text.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables.types import meaning_of, sql_type_of

_REF_LENGTH = 40
_DIALECT = "duckdb"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a relation; `ref` is its name inside the query."""

    column: Column
    ref: str

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def sql(self) -> exp.Column:
        """Return the column as an expression; a fresh tree each time, since SQLGlot trees have one parent."""
        return exp.column(exp.to_identifier(self.ref, quoted=True))


@dataclass(frozen=True, slots=True)
class New:
    """A column to be added: its expression, and how it is stored."""

    name: str
    expression: exp.Expr
    type: StorageType
    meaning: Meaning | None = None
    comment: str | None = None


class Scope:
    """The names inside one query, and the files behind its sources."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._layers = itertools.count(1)
        self.sources: dict[str, tuple[list[Path], list[str]]] = {}
        self.kept: set[str] = set()  # sub-queries that are worked out once, however often they are read

    def ref(self, name: str) -> str:
        """Return a new name for a column, readable and not yet used."""
        base = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:_REF_LENGTH] or "column"
        for candidate in itertools.chain([base], (f"{base}_{n}" for n in itertools.count(2))):
            if candidate not in self._taken:
                self._taken.add(candidate)
                return candidate
        raise AssertionError

    def layer(self, word: str = "step") -> str:
        """Return a new name for a sub-query."""
        return f"{word}_{next(self._layers)}"

    def table(self, name: str, columns: Sequence[Column], parts: Sequence[Path]) -> "Relation":
        """Return the relation of a stored dataset; `columns` are in the order of the files."""
        refs = [self.ref(column.name) for column in columns]
        source = self.layer(re.sub(r"[^A-Za-z0-9]+", "_", name)[:_REF_LENGTH] or "input")
        self.sources[source] = (list(parts), refs)
        fields = tuple(Field(column, ref) for column, ref in zip(columns, refs, strict=True))
        taken = [_as_worked_on(field).as_(field.ref, quoted=True) for field in fields]
        if not parts:
            empty = [exp.cast(exp.null(), sql_type_of(f.column)).as_(f.ref, quoted=True) for f in fields]
            select = exp.select(*(empty or [exp.null()])).where(exp.false())
            del self.sources[source]
        else:
            select = exp.select(*taken).from_(exp.to_table(exp.to_identifier(source, quoted=True).sql(_DIALECT)))
        return Relation(self, fields, (), "", name).over(select, fields, word="input")

    def bound(self, query: exp.Expr) -> exp.Expr:
        """Return the query with each source replaced by the reading of its files."""

        def read(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Table) and node.name in self.sources:
                parts, refs = self.sources[node.name]
                files = exp.Array(expressions=[exp.Literal.string(str(part)) for part in parts])
                alias = exp.TableAlias(
                    this=exp.to_identifier(node.name, quoted=True),
                    columns=[exp.to_identifier(ref, quoted=True) for ref in refs],
                )
                return exp.Table(this=exp.Anonymous(this="read_parquet", expressions=[files]), alias=alias)
            return node

        return query.transform(read)

    def runnable(self, query: exp.Expr) -> str:
        """Return the SQL that runs."""
        return str(self.bound(query).sql(dialect=_DIALECT))


class Relation:
    """Columns and the query that gives them; never changed, each method returns another."""

    def __init__(
        self,
        scope: Scope,
        fields: tuple[Field, ...],
        layers: tuple[tuple[str, exp.Expr], ...],
        source: str,
        name: str = "",
    ) -> None:
        self.scope = scope
        self.fields = fields
        self.layers = layers
        self.source = source
        self.name = name  # of the dataset that it began with

    # -- looking

    @property
    def origin(self) -> exp.Table:
        """Return this relation as what a hand-made layer reads from."""
        return exp.Table(this=exp.to_identifier(self.source, quoted=True))

    @property
    def columns(self) -> list[Column]:
        return [field.column for field in self.fields]

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def has(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return a column by its name; raises `InvalidInput` with the nearest names."""
        for field in self.fields:
            if field.name == name:
                return field
        raise InvalidInput(f"There is no column “{shown(name)}” here.", hint=_names_hint(self.names))

    def sql(self, name: str) -> exp.Column:
        """Return a column as an expression."""
        return self.field(name).sql

    def text(self, name: str) -> exp.Expr:
        """Return a column as text."""
        field = self.field(name)
        return field.sql if sql_type_of(field.column) == "VARCHAR" else exp.cast(field.sql, "VARCHAR")

    def is_empty(self, name: str) -> exp.Expr:
        """Return the test for an empty cell: NULL, and for texts also ''."""
        field = self.field(name)
        missing = exp.Is(this=field.sql, expression=exp.null())
        if sql_type_of(field.column) == "VARCHAR":
            return exp.paren(exp.or_(missing, exp.EQ(this=field.sql, expression=exp.Literal.string(""))))
        return missing

    def worked_out_once(self) -> "Relation":
        """Have the rows so far worked out once for all that read them, so that numbers of rows mean the same there."""
        self.scope.kept.add(self.source)
        return self

    def called(self, name: str) -> "Relation":
        """Return the same as the content of a dataset of this name."""
        return Relation(self.scope, self.fields, self.layers, self.source, name)

    # -- changing what columns there are: no SQL

    def select(self, names: Sequence[str]) -> "Relation":
        """Keep these columns, in this order."""
        return self._with_fields([self.field(name) for name in names])

    def select_places(self, places: Sequence[int]) -> "Relation":
        """Keep the columns at these places, counted from 0."""
        return self._with_fields([self.fields[place] for place in places])

    def drop(self, names: Sequence[str]) -> "Relation":
        """Leave these columns out; those that are not there are ignored."""
        gone = set(names)
        return self._with_fields([field for field in self.fields if field.name not in gone])

    def rename(self, pairs: Mapping[str, str]) -> "Relation":
        """Give columns other names; raises `InvalidInput` when two would have one name."""
        for name in pairs:
            self.field(name)
        fields = [
            replace(field, column=field.column.model_copy(update={"name": pairs.get(field.name, field.name)}))
            for field in self.fields
        ]
        names = [field.name for field in fields]
        for name in pairs.values():
            if names.count(name) > 1:
                raise InvalidInput(f"Two columns would be called “{shown(name)}”.")
        return self._with_fields(fields)

    def retyped(self, name: str, **change: Any) -> "Relation":
        """Say something else of a column (`meaning`, `comment`) without touching its values."""
        known = self.field(name)
        field = replace(known, column=known.column.model_copy(update=change))
        return self._with_fields([field if one.name == name else one for one in self.fields])

    # -- changing rows and values: one more layer of the query

    def with_columns(self, new: Sequence[New], *, after: str | None = None) -> "Relation":
        """Add or replace columns. A replaced one keeps its place; new ones stand behind `after`, else at the end."""
        made = [
            Field(
                Column(name=one.name, type=one.type, meaning=one.meaning or meaning_of(one.type), comment=one.comment),
                self.scope.ref(one.name),
            )
            for one in new
        ]
        if not made:
            return self
        added = [one.expression.as_(field.ref, quoted=True) for one, field in zip(new, made, strict=True)]
        select = self._from_here(exp.Star(), *added)
        by_name = {field.name: field for field in made}
        kept = [by_name.pop(field.name, field) for field in self.fields]
        rest = [field for field in made if field.name in by_name]
        place = next((i + 1 for i, field in enumerate(kept) if field.name == after), len(kept))
        return self.over(select, (*kept[:place], *rest, *kept[place:]))

    def holding(self, value: exp.Expr) -> "tuple[Relation, exp.Column]":
        """Work an expression out once, in a column that is not shown; returns the table, and the column to use.

        What stands inside a lambda is otherwise worked out again for each element.
        """
        field = self.new_field(Column(name="held"))
        held = value.copy().as_(field.ref, quoted=True)
        return self.query(lambda select: select.select(held)), field.sql

    def where(self, condition: exp.Expr) -> "Relation":
        """Keep the rows for which the condition is true."""
        return self.over(self._from_here(exp.Star()).where(condition), self.fields)

    def query(self, shape: Callable[[exp.Select], exp.Select], fields: Sequence[Field] | None = None) -> "Relation":
        """Add a layer of any shape: `shape` gets `SELECT * FROM <this>`; `fields` come out (None: the same)."""
        return self.over(shape(self._from_here(exp.Star())), self.fields if fields is None else tuple(fields))

    def over(
        self,
        select: exp.Expr,
        fields: Sequence[Field],
        *,
        word: str = "step",
        also: Sequence["Relation"] = (),
    ) -> "Relation":
        """Put `select`, which reads from `source` of this and of the relations in `also`, on top as a new layer."""
        layers = dict(self.layers)
        for other in also:
            layers.update(other.layers)
        name = self.scope.layer(word)
        return Relation(self.scope, tuple(fields), (*layers.items(), (name, select)), name, self.name)

    def new_field(self, column: Column) -> Field:
        """Return a field for a column that a hand-made layer gives; use its `ref` as the alias there."""
        return Field(column, self.scope.ref(column.name))

    # -- the query

    def statement(self, *expressions: exp.Expr) -> exp.Select:
        """Return the whole query: all columns by their refs, or the given expressions over the rows."""
        chosen = expressions or tuple(field.sql for field in self.fields)
        select = self._from_here(*(chosen or (exp.null(),)))
        for name, layer in self.layers:
            select = select.with_(
                exp.to_identifier(name, quoted=True), as_=layer.copy(), materialized=name in self.scope.kept, copy=False
            )
        return select

    def explained(self) -> str:
        """Return the query for people to read, with the columns' own names."""
        named = [field.sql.as_(field.name, quoted=True) for field in self.fields]
        return str(self.statement(*named).sql(dialect=_DIALECT, pretty=True))

    def _from_here(self, *expressions: exp.Expr) -> exp.Select:
        return exp.select(*expressions).from_(self.origin)

    def _with_fields(self, fields: Sequence[Field]) -> "Relation":
        return Relation(self.scope, tuple(fields), self.layers, self.source, self.name)


def _as_worked_on(field: Field) -> exp.Expr:
    return naive_moment(field.sql) if field.column.type == "date" else field.sql


def naive_moment(moment: exp.Expr) -> exp.Expr:
    """Return a moment as a naive one in UTC: by its number, since a cast goes through the calendar (9 times slower)."""
    return exp.Anonymous(this="make_timestamp", expressions=[exp.Anonymous(this="epoch_us", expressions=[moment])])


def zoned_moment(moment: exp.Expr) -> exp.Expr:
    """Return a naive moment in UTC as one with its zone, as moments are stored."""
    return exp.Anonymous(this="make_timestamptz", expressions=[exp.Anonymous(this="epoch_us", expressions=[moment])])


def _names_hint(names: Sequence[str]) -> str:
    listed = ", ".join(shown(name) for name in names[:12])
    return f"There are: {listed}{', …' if len(names) > 12 else ''}." if names else "There are no columns at this point."
