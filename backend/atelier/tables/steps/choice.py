"""Columns that a step is given by their names."""

from atelier.errors import InvalidInput
from atelier.tables.located import located
from atelier.tables.relation import Relation


def one_column(table: Relation, name: str, loc: str) -> str:
    """Return the name of a column that is there; raises `InvalidInput` at `loc`."""
    if not name:
        raise InvalidInput.at(loc, "Choose a column.")
    with located(loc):
        table.field(name)
    return name
