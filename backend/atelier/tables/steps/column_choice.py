"""Settings of steps that work on one, several, matching or all columns, named as DSS names them."""

from typing import Literal

from atelier.errors import InvalidInput
from atelier.tables.calls import named
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import StepParams, setting


class ColumnChoice(StepParams):
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
        help="A regular expression that the whole name matches.",
        widget="regex",
        max_length=500,
        shown_if={"field": "appliesTo", "op": "eq", "value": "PATTERN"},
    )

    def words(self) -> str:
        """Return the choice in words, for a sentence."""
        if self.appliesTo == "PATTERN":
            return f"columns that match “{self.appliesToPattern}”"
        return "all columns" if self.appliesTo == "ALL" else named(self.columns) or "no column yet"

    def chosen(self, table: Relation, probe: Probe) -> list[str]:
        """Return the chosen columns in their order in the table; raises `InvalidInput`."""
        if self.appliesTo == "ALL":
            return table.names
        if self.appliesTo == "PATTERN":
            try:
                found = probe.matching(table.names, self.appliesToPattern)
            except InvalidInput as error:
                raise InvalidInput.at("appliesToPattern", f"The pattern cannot be read: {error.message}") from None
            if not found:
                raise InvalidInput.at("appliesToPattern", "No column's name matches the pattern.")
            return found
        if not self.columns:
            raise InvalidInput.at("columns", "Choose the columns.")
        with located("columns"):
            for name in self.columns:
                table.field(name)
        wanted = set(self.columns)
        return [name for name in table.names if name in wanted]

    def chosen_by_name(self, table: Relation) -> list[str] | None:
        """Return the chosen columns in their order; None where only the engine can say, or one is not there."""
        if self.appliesTo == "PATTERN" or not all(map(table.has, self.columns)):
            return None
        return table.names if self.appliesTo == "ALL" else list(dict.fromkeys(self.columns))

    def noun(self) -> str:
        """Return the choice in words, with the word column where it is by name."""
        is_by_name = self.appliesTo in ("SINGLE_COLUMN", "COLUMNS") and self.columns
        return f"column{'s' if len(self.columns) > 1 else ''} {self.words()}" if is_by_name else self.words()
