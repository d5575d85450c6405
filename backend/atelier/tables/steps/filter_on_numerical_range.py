"""Filter rows on a range of numbers."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import ranges
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FilterParams, FoundStep


class FilterOnNumericalRangeParams(FilterParams):
    min: float | None = setting(None, label="From", help="Included. Empty: no lower bound.")
    max: float | None = setting(None, label="To", help="Included. Empty: no upper bound.")
    includeEmptyValues: bool = setting(False, label="Empty cells match too", help="Off: they never do.")


class FilterOnNumericalRange(FoundStep[FilterOnNumericalRangeParams]):
    """Keep or remove the rows whose numbers lie in a range, bounds included, or clear those cells."""

    type = "FilterOnNumericalRange"
    label = "Filter on numerical range"
    icon = "filter"
    keywords = ("remove rows", "keep rows", "between", "greater", "less")
    Params = FilterOnNumericalRangeParams

    def check(self, table: Relation, params: FilterOnNumericalRangeParams, probe: Probe) -> None:
        ranges.check_numbers(params.min, params.max)

    def found(self, table: Relation, name: str, params: FilterOnNumericalRangeParams) -> exp.Expr:
        return ranges.or_empty(
            table, name, ranges.in_numbers(table, name, params.min, params.max), params.includeEmptyValues
        )

    def words(self, params: FilterOnNumericalRangeParams) -> str:
        return ranges.number_words(params.min, params.max) + (" or empty" if params.includeEmptyValues else "")
