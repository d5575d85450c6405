"""How a column's values are fetched for a page."""

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.pages import SHOWN_TEXT
from atelier.tables.stored import StoredTable


def fetched(table: StoredTable, column: Column) -> exp.Expr:
    """Return a column as it is fetched: moments as milliseconds, no more of a text than is shown."""
    sql = table.sql(column)
    if column.type == "date":
        return exp.Anonymous(this="epoch_ms", expressions=[sql])  # needs no table of time zones
    if column.type == "string":
        return exp.Anonymous(this="left", expressions=[sql, exp.Literal.number(SHOWN_TEXT + 1)])
    return sql
