"""Flag rows on a formula."""

from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.rows import FormulaParams, condition, counted
from atelier.tables.steps.typed import new_name


class FlagOnCustomFormulaParams(FormulaParams):
    flagColumn: str = setting("", label="Flag column", widget="new_column", help="True where the formula is true.")


class FlagOnCustomFormula(Step[FlagOnCustomFormulaParams]):
    """Add a column that says for which rows a formula is true. Where it is empty it is not true."""

    type = "FlagOnCustomFormula"
    label = "Flag with a formula"
    category = "rows"
    icon = "flag"
    keywords = ("mark rows", "condition", "expression", "indicator")
    Params = FlagOnCustomFormulaParams

    def sentence(self, params: FlagOnCustomFormulaParams) -> str:
        return f"Flag rows where {shown(params.expression)} in “{params.flagColumn}”"

    def apply(self, table: Relation, params: FlagOnCustomFormulaParams, probe: Probe) -> Relation:
        flag = new_name(params.flagColumn, "flagColumn")
        test = condition(table, params.expression, probe, "expression")
        return table.with_columns([New(flag, test, "boolean", "boolean")])

    def effect(self, table: Relation, params: FlagOnCustomFormulaParams) -> Effect | None:
        return counted(table, params)
