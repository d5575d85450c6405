"""Flag rows on a range of numbers."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import ranges
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FlagParams, FoundStep


class FlagOnNumericalRangeParams(FlagParams):
    min: float | None = setting(None, label="From", help="Included. Empty: no lower bound.")
    max: float | None = setting(None, label="To", help="Included. Empty: no upper bound.")
    includeEmptyValues: bool = setting(False, label="Empty cells match too", help="Off: they never do.")


class FlagOnNumericalRange(FoundStep[FlagOnNumericalRangeParams]):
    """Add a column that says which rows have numbers in a range, bounds included."""

    type = "FlagOnNumericalRange"
    label = "Flag on numerical range"
    icon = "flag"
    keywords = ("mark rows", "indicator", "between", "greater", "less")
    Params = FlagOnNumericalRangeParams

    def check(self, table: Relation, params: FlagOnNumericalRangeParams, probe: Probe) -> None:
        ranges.check_numbers(params.min, params.max)

    def found(self, table: Relation, name: str, params: FlagOnNumericalRangeParams) -> exp.Expr:
        return ranges.or_empty(
            table, name, ranges.in_numbers(table, name, params.min, params.max), params.includeEmptyValues
        )

    def words(self, params: FlagOnNumericalRangeParams) -> str:
        return ranges.number_words(params.min, params.max) + (" or empty" if params.includeEmptyValues else "")
