"""Filter rows on a range of dates, or a part of dates."""

from typing import Any

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.dates import DateRangeParams, dates_from_dss
from atelier.tables.steps.rows import FilterParams, FoundStep


class FilterOnDateRangeParams(DateRangeParams, FilterParams):
    pass


class FilterOnDateRange(FoundStep[FilterOnDateRangeParams]):
    """Keep or remove the rows whose dates lie in a range or around now, or have a part (month, weekday).

    Dates around now are those of the last 7 days, of this month and so on. Cells may be cleared instead.
    """

    type = "FilterOnDateRange"
    label = "Filter on date range"
    icon = "filter"
    keywords = (
        "remove rows",
        "keep rows",
        "between",
        "before",
        "after",
        "month",
        "weekday",
        "last days",
        "recent",
        "today",
    )
    dss_types = ("FilterOnDate",)
    Params = FilterOnDateRangeParams

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return dates_from_dss(params)

    def check(self, table: Relation, params: FilterOnDateRangeParams, probe: Probe) -> None:
        params.check_dates()

    def found(self, table: Relation, name: str, params: FilterOnDateRangeParams) -> exp.Expr:
        return params.found_dates(table, name)

    def words(self, params: FilterOnDateRangeParams) -> str:
        return params.date_words()
