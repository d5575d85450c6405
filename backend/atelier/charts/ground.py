"""What charts stand on: a table's rows that pass the filters, its columns as the wells take them, one query to ask."""

import threading
from typing import Any

import duckdb
from sqlglot import exp

from atelier.charts.definition import Chart, Measure
from atelier.errors import InvalidInput, Unavailable
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import reason_of
from atelier.tables.question import Question, condition
from atelier.tables.relation import Relation, zoned_moment
from atelier.tables.types import NUMERIC

SECONDS = 30.0
_OF_NUMBERS = frozenset({"sum", "avg", "median", "min", "max"})
_WORDS = {"sum": "A sum", "avg": "An average", "median": "A median", "min": "A minimum", "max": "A maximum"}


class Ground:
    """A table that charts are drawn on."""

    def __init__(self, table: Relation, *, seconds: float = SECONDS) -> None:
        self.table = table
        self._seconds = seconds

    def filtered(self, chart: Chart) -> "Ground":
        """Return the same with the rows that pass a chart's filters; raises `InvalidInput` at the filter."""
        if not chart.filters:
            return self
        test = condition(Question(tuple(chart.filters)), _AsStored(self.table), self.table.columns)
        return self if test is None else Ground(self.table.where(test), seconds=self._seconds)

    def column(self, name: str, loc: tuple[str | int, ...]) -> Column:
        """Return a column; raises `InvalidInput` at the field."""
        try:
            return self.table.field(name).column
        except InvalidInput as error:
            raise InvalidInput.at(loc, error.message, hint=error.hint) from None

    def text(self, column: Column, loc: tuple[str | int, ...]) -> exp.Expr:
        """Return a column's values as texts, empty ones as NULL."""
        if is_vector(column):
            raise InvalidInput.at(loc, f"“{shown(column.name)}” holds vectors, which are no values to group by.")
        text = self.table.text(column.name)
        return exp.Nullif(this=text, expression=exp.Literal.string(""))

    def number(self, column: Column, loc: tuple[str | int, ...], word: str = "This") -> exp.Expr:
        """Return a column's finite numbers as DOUBLE, all else as NULL."""
        value: exp.Expr = self.table.sql(column.name)
        if column.type == "boolean":
            return exp.cast(exp.cast(value, "INTEGER"), "DOUBLE")
        if not is_number(column):
            raise InvalidInput.at(
                loc, f"{word} needs numbers: “{shown(column.name)}” holds {column.meaning or column.type}."
            )
        double = exp.TryCast(this=value, to=exp.DataType.build("DOUBLE"))
        return exp.Case(ifs=[exp.If(this=exp.Anonymous(this="isfinite", expressions=[double]), true=double.copy())])

    def moment(self, column: Column) -> exp.Expr:
        """Return a column's moments, naive and in UTC."""
        return self.table.sql(column.name)

    def measured(self, measure: Measure, loc: tuple[str | int, ...]) -> exp.Expr | None:
        """Return what a measure is worked out from; None where it counts rows."""
        if measure.function == "share" or (measure.function == "count" and measure.column is None):
            return None
        if measure.column is None:
            raise InvalidInput.at((*loc, "column"), "Choose the column that this figure is worked out from.")
        column = self.column(measure.column, (*loc, "column"))
        if measure.function in _OF_NUMBERS:
            return self.number(column, (*loc, "column"), _WORDS[measure.function])
        return self.text(column, (*loc, "column"))

    def taken(self, **expressions: exp.Expr) -> str:
        """Return the query of the rows: one expression a name. The names are ours, nothing of a person's is in them."""
        chosen = [one.as_(name, quoted=True) for name, one in expressions.items()]
        return self.table.scope.runnable(self.table.statement(*(chosen or [exp.Literal.number(1).as_("nothing")])))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Run the one query of a chart; raises `InvalidInput` for what takes too long or cannot be worked out."""
        with engine.shared() as connection:
            timer = threading.Timer(self._seconds, connection.interrupt)
            timer.start()
            try:
                return connection.execute(query).fetchall()
            except duckdb.InterruptException:
                raise InvalidInput(
                    f"This chart takes longer than {self._seconds:.0f} s to work out.",
                    hint="Take a smaller sample, or a narrower filter.",
                ) from None
            except duckdb.OutOfMemoryException:
                raise InvalidInput(
                    "This chart needs more memory than it may use.", hint="Take a smaller sample."
                ) from None
            except duckdb.IOException as error:
                raise Unavailable(f"The rows cannot be read at the moment: {reason_of(error)}") from error
            except duckdb.Error as error:
                raise InvalidInput(f"The rows cannot be worked out: {reason_of(error)}") from error
            finally:
                timer.cancel()


def is_vector(column: Column) -> bool:
    """Say whether a column holds vectors."""
    return column.type == "array" and column.meaning == "vector"


def is_number(column: Column) -> bool:
    """Say whether a column's values are, or are meant as, numbers."""
    return column.type in NUMERIC or (column.type == "string" and column.meaning in ("integer", "decimal"))


class _AsStored:
    """A relation's columns as filters know them: moments with their zone."""

    def __init__(self, table: Relation) -> None:
        self._table = table

    def sql(self, column: Column) -> exp.Expr:
        found = self._table.sql(column.name)
        return zoned_moment(found) if column.type == "date" else found
