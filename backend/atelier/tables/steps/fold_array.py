"""Turn the elements of arrays into rows."""

from atelier.storage.schema import Meaning, StorageType
from atelier.tables.calls import each, elements_of, is_vector, text_of_json
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, StepParams, setting


class FoldArrayParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")


class FoldArray(Step[FoldArrayParams]):
    """Make a row for each element of an array. A row without elements stays once, with an empty cell."""

    type = "ArrayFold"
    dss_types = ("ArrayFoldProcessor",)
    label = "Fold array into rows"
    category = "objects"
    keywords = ("explode", "unnest", "elements", "rows")
    Params = FoldArrayParams

    def sentence(self, params: FoldArrayParams) -> str:
        return f"Fold the arrays in “{params.column}” into rows"

    def apply(self, table: Relation, params: FoldArrayParams, probe: Probe) -> Relation:
        elements = elements_of(table, params.column)
        stored: tuple[StorageType, Meaning | None] = ("float", "decimal")
        if not is_vector(table, params.column):
            elements, stored = each(elements, text_of_json), ("string", "text")
        name = params.output or params.column
        folded = listed.as_rows(table, [elements], [name], [stored], after=params.column)
        return folded.select(table.names) if name == params.column else folded
