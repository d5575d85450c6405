"""What visual recipes do before and after their own work: keep rows, compute columns, name the result's columns."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.expression import formula
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.types import sql_type


class ComputedColumn(Protocol):
    """A column to be worked out."""

    name: str
    formula: str


class Rename(Protocol):
    """Another name for a column."""

    column: str
    name: str


class After(Protocol):
    """What is done to a result."""

    @property
    def post_computed(self) -> Sequence[ComputedColumn]: ...

    @property
    def post_filter(self) -> str: ...

    @property
    def renames(self) -> Sequence[Rename]: ...


class Before(Protocol):
    """What is done to an input."""

    @property
    def pre_filter(self) -> str: ...

    @property
    def computed(self) -> Sequence[ComputedColumn]: ...


def the_input(inputs: Mapping[str, Sequence[Relation]], role: str = "input") -> Relation:
    """Return the table of a role; raises `InvalidInput` where none was chosen."""
    tables = inputs.get(role) or ()
    if not tables:
        raise InvalidInput.at(("inputs", role), "Choose the input dataset.")
    return tables[0]


def prepared(table: Relation, params: Before, probe: Probe) -> Relation:
    """Return an input with its computed columns and only the rows to read."""
    made = computed(table, params.computed, probe, "computed")
    return filtered(made, params.pre_filter, probe, "pre_filter")


def finished(table: Relation, params: After, probe: Probe) -> Relation:
    """Return a result with its computed columns, only the rows to write, and the names it is to have."""
    made = computed(table, params.post_computed, probe, "post_computed")
    return renamed(filtered(made, params.post_filter, probe, "post_filter"), params.renames)


def filtered(table: Relation, text: str, probe: Probe, *loc: str | int) -> Relation:
    """Keep the rows for which a formula is true; an empty one keeps all. Errors are at `params`, `loc`."""
    if not text.strip():
        return table
    with located("params", *loc):
        return table.where(condition(table, text, probe))


def condition(table: Relation, text: str, probe: Probe) -> exp.Expr:
    """Return a formula that must be true or false."""
    tree = formula(text, table)
    ((found, _),) = probe.types(table, tree)
    if found != "boolean":
        raise InvalidInput(
            f"A filter must be true or false for each row; this formula gives {_TYPE_WORDS.get(found, found)}.",
            hint="Compare with something, such as price > 10.",
        )
    return tree


def computed(table: Relation, columns: Sequence[ComputedColumn], probe: Probe, *loc: str | int) -> Relation:
    """Add columns by formulas, each of which may use those before it."""
    for place, one in enumerate(columns):
        with located("params", *loc, place):
            if not one.name.strip():
                raise InvalidInput.at("name", "The computed column needs a name.")
            with located("formula"):
                table = table.with_columns([as_column(table, one.name, formula(one.formula, table), probe)])
    return table


def as_column(table: Relation, name: str, expression: exp.Expr, probe: Probe) -> New:
    """Return an expression as a column of the type that it has."""
    ((stored, meaning),) = probe.types(table, expression)
    return New(name, as_worked_on(expression, stored, meaning), stored, meaning)


def as_worked_on(expression: exp.Expr, type: StorageType, meaning: Meaning | None) -> exp.Expr:
    """Return an expression in the form in which a column of this type is worked on: nested values as JSON text."""
    if type == "object" or (type == "array" and meaning != "vector"):
        expression = exp.Anonymous(this="to_json", expressions=[expression])
    return exp.cast(expression, sql_type(type, meaning))


def renamed(table: Relation, renames: Sequence[Rename]) -> Relation:
    """Give columns other names; of a column that is named twice the last counts."""
    pairs: dict[str, str] = {}
    for place, one in enumerate(renames):
        with located("params", "renames", place, "column"):
            table.field(one.column)
        if not one.name.strip():
            raise InvalidInput.at(("params", "renames", place, "name"), "The column needs a name.")
        pairs[one.column] = one.name
    with located("params", "renames"):
        return table.rename(pairs)


def demand_columns(table: Relation, names: Sequence[str], *loc: str | int) -> None:
    """Raise `InvalidInput` at the first name that is no column, or that stands there twice."""
    for place, name in enumerate(names):
        with located("params", *loc, place):
            table.field(name)
            if name in names[:place]:
                raise InvalidInput(f"“{name}” is chosen twice.")


_TYPE_WORDS: dict[str, str] = {
    "string": "text",
    "date": "a date",
    "array": "an array",
    "object": "an object",
    "tinyint": "a number",
    "smallint": "a number",
    "int": "a number",
    "bigint": "a number",
    "float": "a number",
    "double": "a number",
}
