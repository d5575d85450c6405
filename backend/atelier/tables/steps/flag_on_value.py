"""Flag rows on values."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import matching
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FlagParams, FoundStep


class FlagOnValueParams(FlagParams):
    values: list[str] = setting(
        [], label="Values", widget="values", help="Any of them. An empty one stands for empty cells."
    )
    matchingMode: matching.Mode = setting("FULL_STRING", label="Match", options=matching.MODES)
    normalizationMode: matching.Normalization = setting("EXACT", label="Compare", options=matching.NORMALIZATIONS)


class FlagOnValue(FoundStep[FlagOnValueParams]):
    """Add a column that says which rows have one of the values. Numbers compare as numbers."""

    type = "FlagOnValue"
    label = "Flag on value"
    icon = "flag"
    keywords = ("mark rows", "contains", "equals", "indicator")
    Params = FlagOnValueParams

    def check(self, table: Relation, params: FlagOnValueParams, probe: Probe) -> None:
        matching.check_values(params.values, params.matchingMode, probe, "values")

    def found(self, table: Relation, name: str, params: FlagOnValueParams) -> exp.Expr:
        return matching.matches(table, name, params.values, params.matchingMode, params.normalizationMode)

    def words(self, params: FlagOnValueParams) -> str:
        return f"{matching.VERBS[params.matchingMode]} {matching.value_words(params.values)}"
