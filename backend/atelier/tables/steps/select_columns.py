"""Delete or keep columns."""

import re
from typing import Literal

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Step, StepParams, setting


class SelectColumnsParams(StepParams):
    keep: bool = setting(False, label="Keep only these", help="Off: they are deleted.")
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
        max_length=500,
        shown_if={"field": "appliesTo", "op": "eq", "value": "PATTERN"},
    )


class SelectColumns(Step[SelectColumnsParams]):
    """Delete columns, or keep some and delete all others."""

    type = "ColumnsSelector"
    label = "Delete or keep columns"
    category = "columns"
    keywords = ("remove", "drop")
    Params = SelectColumnsParams

    def sentence(self, params: SelectColumnsParams) -> str:
        verb = "Keep only" if params.keep else "Delete"
        if params.appliesTo == "PATTERN":
            return f"{verb} columns that match “{params.appliesToPattern}”"
        if params.appliesTo == "ALL":
            return f"{verb} all columns"
        named = ", ".join(f"“{name}”" for name in params.columns[:3])
        rest = f" and {len(params.columns) - 3} more" if len(params.columns) > 3 else ""
        return f"{verb} column{'s' if len(params.columns) > 1 else ''} {named}{rest}"

    def apply(self, table: Relation, params: SelectColumnsParams, probe: Probe) -> Relation:
        chosen = self._chosen(table, params)
        return (
            table.select([name for name in table.names if name in chosen])
            if params.keep
            else table.drop(sorted(chosen))
        )

    def _chosen(self, table: Relation, params: SelectColumnsParams) -> set[str]:
        if params.appliesTo == "ALL":
            return set(table.names)
        if params.appliesTo == "PATTERN":
            try:
                pattern = re.compile(params.appliesToPattern)
            except re.error as error:
                raise InvalidInput.at("appliesToPattern", f"The pattern cannot be read: {error}.") from None
            return {name for name in table.names if pattern.fullmatch(name)}
        for name in params.columns:
            table.field(name)
        if not params.columns:
            raise InvalidInput.at("columns", "Choose the columns.")
        return set(params.columns)
