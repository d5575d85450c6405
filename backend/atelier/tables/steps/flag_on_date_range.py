"""Flag rows on a range of dates, or a part of dates."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import ranges
from atelier.tables.steps.dates import DateRangeParams, date_words
from atelier.tables.steps.rows import FlagParams, FoundStep


class FlagOnDateRangeParams(DateRangeParams, FlagParams):
    pass


class FlagOnDateRange(FoundStep[FlagOnDateRangeParams]):
    """Add a column that says which rows have dates in a range, or with a part (month, weekday)."""

    type = "FlagOnDate"
    label = "Flag on date range"
    icon = "flag"
    keywords = ("mark rows", "indicator", "between", "before", "after", "month", "weekday")
    dss_types = ("FlagOnDateRange",)
    Params = FlagOnDateRangeParams

    def check(self, table: Relation, params: FlagOnDateRangeParams, probe: Probe) -> None:
        if params.filterType == "RANGE":
            ranges.moments(params.min, params.max, params.timezone_id)
        else:
            ranges.check_parts(params.part, params.values)

    def found(self, table: Relation, name: str, params: FlagOnDateRangeParams) -> exp.Expr:
        if params.filterType == "RANGE":
            return ranges.in_moments(table, name, params.min, params.max, params.timezone_id)
        return ranges.has_part(table, name, params.part, params.values)

    def words(self, params: FlagOnDateRangeParams) -> str:
        return date_words(params)
