"""Flag rows on a range of dates, or a part of dates."""

from typing import Any

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.dates import DateRangeParams, dates_from_dss
from atelier.tables.steps.rows import FlagParams, FoundStep


class FlagOnDateRangeParams(DateRangeParams, FlagParams):
    pass


class FlagOnDateRange(FoundStep[FlagOnDateRangeParams]):
    """Add a column that says which rows have dates in a range, around now (this month), or with a part (a weekday)."""

    type = "FlagOnDate"
    label = "Flag on date range"
    icon = "flag"
    keywords = (
        "mark rows",
        "indicator",
        "between",
        "before",
        "after",
        "month",
        "weekday",
        "last days",
        "recent",
        "today",
    )
    dss_types = ("FlagOnDateRange",)
    Params = FlagOnDateRangeParams

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return dates_from_dss(params)

    def check(self, table: Relation, params: FlagOnDateRangeParams, probe: Probe) -> None:
        params.check_dates()

    def found(self, table: Relation, name: str, params: FlagOnDateRangeParams) -> exp.Expr:
        return params.found_dates(table, name)

    def words(self, params: FlagOnDateRangeParams) -> str:
        return params.date_words()
