"""Which columns a step works on: one, several, those of a pattern, or all."""

from collections.abc import Sequence
from typing import Literal

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import patterns
from atelier.tables.steps.base import StepParams, setting


class ColumnsParams(StepParams):
    """Settings of a step that works on chosen columns."""

    appliesTo: Literal["SINGLE_COLUMN", "COLUMNS", "PATTERN", "ALL"] = setting(
        "COLUMNS",
        label="Which columns",
        options={"SINGLE_COLUMN": "One", "COLUMNS": "Several", "PATTERN": "By pattern", "ALL": "All"},
    )
    columns: list[str] = setting(
        [],
        label="Columns",
        widget="columns",
        shown_if={"field": "appliesTo", "op": "in", "value": ["SINGLE_COLUMN", "COLUMNS"]},
    )
    appliesToPattern: str = setting(
        "",
        label="Pattern",
        widget="regex",
        help="The whole name must match.",
        max_length=patterns.MAX_LENGTH,
        shown_if={"field": "appliesTo", "op": "eq", "value": "PATTERN"},
    )


def chosen(table: Relation, params: ColumnsParams, probe: Probe) -> list[str]:
    """Return the names of the chosen columns, in the order of the table; raises `InvalidInput` for none by name."""
    if params.appliesTo == "PATTERN":
        return patterns.those_matching(table.names, params.appliesToPattern, "appliesToPattern", probe)
    return _by_name(table, params)


def chosen_by_name(table: Relation, params: ColumnsParams) -> list[str] | None:
    """Return the chosen columns; None where only the engine can say (a pattern), or a name is not there."""
    if params.appliesTo == "PATTERN":
        return None
    try:
        return _by_name(table, params)
    except InvalidInput:
        return None


def column_words(params: ColumnsParams) -> str:
    """Return the choice in words: `column “a”`, `columns “a”, “b”`, `all columns`."""
    if params.appliesTo == "ALL":
        return "all columns"
    if params.appliesTo == "PATTERN":
        return f"columns that match “{params.appliesToPattern}”"
    return named(params.columns)


def named(names: Sequence[str], word: str = "column") -> str:
    """Return names in words, at most three of them."""
    listed = ", ".join(f"“{shown(name)}”" for name in names[:3])
    rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{word}{'' if len(names) == 1 else 's'} {listed}{rest}".strip()


def _by_name(table: Relation, params: ColumnsParams) -> list[str]:
    if params.appliesTo == "ALL":
        return table.names
    if not params.columns:
        raise InvalidInput.at("columns", "Choose the columns.")
    wanted = set(params.columns)
    missing = wanted - set(table.names)
    if missing:
        name = next(name for name in params.columns if name in missing)
        try:
            table.field(name)
        except InvalidInput as error:
            raise InvalidInput.at("columns", f"{error.message} {error.hint or ''}".strip()) from None
    return [name for name in table.names if name in wanted]


def one_column(table: Relation, name: str, loc: str) -> str:
    """Return the name of a column that is there; raises `InvalidInput` at `loc`."""
    if not name:
        raise InvalidInput.at(loc, "Choose a column.")
    try:
        table.field(name)
    except InvalidInput as error:
        raise InvalidInput.at(loc, f"{error.message} {error.hint or ''}".strip()) from None
    return name
