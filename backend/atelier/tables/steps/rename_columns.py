"""Rename columns."""

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Step, StepParams, setting


class RenameColumnsParams(StepParams):
    renamings: list[dict[str, str]] = setting(
        [], label="Columns", widget="pairs", help="From the name now to the new one."
    )


class RenameColumns(Step[RenameColumnsParams]):
    """Give columns other names. Nothing else changes."""

    type = "ColumnRenamer"
    label = "Rename columns"
    category = "columns"
    keywords = ("name", "header")
    Params = RenameColumnsParams

    def sentence(self, params: RenameColumnsParams) -> str:
        if len(params.renamings) == 1:
            pair = params.renamings[0]
            return f"Rename column “{pair.get('from', '')}” to “{pair.get('to', '')}”"
        return f"Rename {len(params.renamings)} columns"

    def apply(self, table: Relation, params: RenameColumnsParams, probe: Probe) -> Relation:
        pairs = {pair.get("from", ""): pair.get("to", "") for pair in params.renamings}
        if not pairs:
            raise InvalidInput.at("renamings", "Choose a column and give it a new name.")
        if any(not name.strip() for name in pairs.values()):
            raise InvalidInput.at("renamings", "A column needs a name.")
        return table.rename(pairs)
