"""Filter rows on a range of dates, or a part of dates."""

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import ranges
from atelier.tables.steps.dates import DateRangeParams, date_words
from atelier.tables.steps.rows import FilterParams, FoundStep


class FilterOnDateRangeParams(DateRangeParams, FilterParams):
    pass


class FilterOnDateRange(FoundStep[FilterOnDateRangeParams]):
    """Keep or remove the rows whose dates lie in a range or have a part (month, weekday), or clear those cells."""

    type = "FilterOnDateRange"
    label = "Filter on date range"
    icon = "filter"
    keywords = ("remove rows", "keep rows", "between", "before", "after", "month", "weekday")
    dss_types = ("FilterOnDate",)
    Params = FilterOnDateRangeParams

    def check(self, table: Relation, params: FilterOnDateRangeParams, probe: Probe) -> None:
        if params.filterType == "RANGE":
            ranges.moments(params.min, params.max, params.timezone_id)
        else:
            ranges.check_parts(params.part, params.values)

    def found(self, table: Relation, name: str, params: FilterOnDateRangeParams) -> exp.Expr:
        if params.filterType == "RANGE":
            return ranges.in_moments(table, name, params.min, params.max, params.timezone_id)
        return ranges.has_part(table, name, params.part, params.values)

    def words(self, params: FilterOnDateRangeParams) -> str:
        return date_words(params)
