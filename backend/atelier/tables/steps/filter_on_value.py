"""Filter rows or cells on values."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import matching
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FilterParams, FoundStep


class FilterOnValueParams(FilterParams):
    values: list[str] = setting(
        [], label="Values", widget="values", help="Any of them. An empty one stands for empty cells."
    )
    matchingMode: matching.Mode = setting("FULL_STRING", label="Match", options=matching.MODES)
    normalizationMode: matching.Normalization = setting("EXACT", label="Compare", options=matching.NORMALIZATIONS)


class FilterOnValue(FoundStep[FilterOnValueParams]):
    """Keep or remove the rows whose cells have one of the values, or clear those cells. Numbers compare as numbers."""

    type = "FilterOnValue"
    label = "Filter on value"
    icon = "filter"
    keywords = ("remove rows", "keep rows", "contains", "equals", "where")
    Params = FilterOnValueParams

    def check(self, table: Relation, params: FilterOnValueParams, probe: Probe) -> None:
        matching.check_values(params.values, params.matchingMode, probe, "values")

    def found(self, table: Relation, name: str, params: FilterOnValueParams) -> exp.Expr:
        return matching.matches(table, name, params.values, params.matchingMode, params.normalizationMode)

    def words(self, params: FilterOnValueParams) -> str:
        return f"{matching.VERBS[params.matchingMode]} {matching.value_words(params.values)}"
