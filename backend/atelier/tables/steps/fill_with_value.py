"""Fill empty cells with a value."""

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice
from atelier.tables.steps.emptiness import empty_cells, filled
from atelier.tables.steps.typed import value_for


class FillWithValueParams(ColumnChoice):
    value: str = setting("", label="Value", help="It must fit the type of each of the columns.")


class FillWithValue(Step[FillWithValueParams]):
    """Write a value into the empty cells of columns."""

    type = "FillEmptyWithValue"
    label = "Fill empty cells with a value"
    category = "values"
    keywords = ("missing", "null", "impute", "default", "blank")
    Params = FillWithValueParams

    def sentence(self, params: FillWithValueParams) -> str:
        return f"Fill empty cells of {params.noun()} with “{shown(params.value)}”"

    def apply(self, table: Relation, params: FillWithValueParams, probe: Probe) -> Relation:
        if not params.value:
            raise InvalidInput.at("value", "Give the value to fill in.")
        return table.with_columns(
            [
                filled(table, name, value_for(table.field(name).column, params.value, "value"))
                for name in params.chosen(table, probe)
            ]
        )

    def effect(self, table: Relation, params: FillWithValueParams) -> Effect | None:
        return empty_cells(table, params.chosen_by_name(table))
