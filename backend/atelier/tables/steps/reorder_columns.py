"""Move columns."""

from typing import Any, Literal

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.column_choice import ColumnChoice

_WHERE: dict[str, str] = {
    "AT_START": "At the beginning", "AT_END": "At the end",
    "BEFORE_COLUMN": "Before a column", "AFTER_COLUMN": "After a column",
}  # fmt: skip


class ReorderColumnsParams(ColumnChoice):
    reorderAction: Literal["AT_START", "AT_END", "BEFORE_COLUMN", "AFTER_COLUMN"] = setting(
        "AT_START", label="Where to", options=_WHERE
    )
    referenceColumn: str = setting(
        "",
        label="Which",
        widget="column",
        shown_if={"field": "reorderAction", "op": "in", "value": ["BEFORE_COLUMN", "AFTER_COLUMN"]},
    )


class ReorderColumns(Step[ReorderColumnsParams]):
    """Move columns to the beginning, the end, or beside another column. Those given by name stand in that order."""

    type = "ColumnReorder"
    label = "Move columns"
    category = "columns"
    keywords = ("reorder", "order", "position", "first", "last")
    Params = ReorderColumnsParams

    def sentence(self, params: ReorderColumnsParams) -> str:
        where = _WHERE[params.reorderAction].lower()
        if params.reorderAction in ("BEFORE_COLUMN", "AFTER_COLUMN"):
            where = f"{where.split(' ')[0]} “{params.referenceColumn}”"
        else:
            where = where.replace("at ", "to ")
        return f"Move {params.noun()} {where}"

    def apply(self, table: Relation, params: ReorderColumnsParams, probe: Probe) -> Relation:
        moved = params.chosen(table, probe)
        if params.appliesTo in ("SINGLE_COLUMN", "COLUMNS"):
            moved = list(dict.fromkeys(params.columns))
        going = set(moved)
        if params.reorderAction == "AT_START":
            return table.select([*moved, *(name for name in table.names if name not in going)])
        if params.reorderAction == "AT_END":
            return table.select([*(name for name in table.names if name not in going), *moved])
        reference = one_column(table, params.referenceColumn, "referenceColumn")
        if reference in going:
            raise InvalidInput.at("referenceColumn", "This column is itself among those that move.")
        rest = [name for name in table.names if name not in going]
        place = rest.index(reference) + (params.reorderAction == "AFTER_COLUMN")
        return table.select([*rest[:place], *moved, *rest[place:]])

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "referenceColumn": params.get("referenceColumn") or ""}
