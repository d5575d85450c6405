"""Copy a column."""

from typing import Any

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.typed import new_name


class CopyColumnParams(StepParams):
    inputColumn: str = setting("", label="Column", widget="column")
    outputColumn: str = setting(
        "", label="Output column", widget="new_column", help="A column of this name is replaced."
    )


class CopyColumn(Step[CopyColumnParams]):
    """Copy a column under another name, right behind it."""

    type = "ColumnCopier"
    label = "Copy column"
    category = "columns"
    keywords = ("duplicate", "clone")
    Params = CopyColumnParams

    def sentence(self, params: CopyColumnParams) -> str:
        return f"Copy column “{params.inputColumn}” to “{params.outputColumn}”"

    def apply(self, table: Relation, params: CopyColumnParams, probe: Probe) -> Relation:
        source = table.field(one_column(table, params.inputColumn, "inputColumn"))
        name = new_name(params.outputColumn, "outputColumn")
        if name == source.name:
            raise InvalidInput.at("outputColumn", "A column cannot be copied onto itself. Choose another name.")
        known = source.column
        copy = New(name, source.sql, known.type, known.meaning, known.comment)
        return table.with_columns([copy], after=source.name)

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        names = {"inCol": "inputColumn", "outCol": "outputColumn"}
        return {names.get(name, name): value for name, value in params.items()}
