"""Delete or keep columns."""

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.column_choice import ColumnChoice


class SelectColumnsParams(ColumnChoice):
    keep: bool = setting(False, label="Keep only these", help="Off: they are deleted.")


class SelectColumns(Step[SelectColumnsParams]):
    """Delete columns, or keep some and delete all others."""

    type = "ColumnsSelector"
    label = "Delete or keep columns"
    category = "columns"
    keywords = ("remove", "drop")
    Params = SelectColumnsParams

    def sentence(self, params: SelectColumnsParams) -> str:
        return f"{'Keep only' if params.keep else 'Delete'} {params.noun()}"

    def apply(self, table: Relation, params: SelectColumnsParams, probe: Probe) -> Relation:
        names = params.chosen(table, probe)
        return table.select(names) if params.keep else table.drop(names)
