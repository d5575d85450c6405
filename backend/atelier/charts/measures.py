"""What is worked out of a mark's rows."""

from collections.abc import Sequence

from sqlglot import exp

from atelier.charts.base import Figure
from atelier.charts.definition import Function, Measure
from atelier.charts.ground import Ground

_SQL: dict[Function, str] = {
    "count_distinct": "count(DISTINCT {m})",
    "sum": "sum({m})",
    "avg": "avg({m})",
    "median": "median({m})",
    "min": "min({m})",
    "max": "max({m})",
}
_TITLES: dict[Function, str] = {
    "count_distinct": "Distinct values of {c}",
    "sum": "Sum of {c}",
    "avg": "Average {c}",
    "median": "Median {c}",
    "min": "Least {c}",
    "max": "Largest {c}",
}


def values_of(measures: Sequence[Measure], ground: Ground) -> dict[str, exp.Expr]:
    """Return what must be read of each row: `m0`, `m1`, ... for the measures that need a column."""
    found = {}
    for place, measure in enumerate(measures):
        value = ground.measured(measure, ("measures", place))
        if value is not None:
            found[f"m{place}"] = value
    return found


def aggregate(measure: Measure, place: int) -> str:
    """Return the aggregate of a measure over rows that hold `m<place>`."""
    if measure.function == "share":
        return "count(*) / sum(count(*)) OVER ()"
    if measure.function == "count":
        return "count(*)" if measure.column is None else f"count(m{place})"
    return _SQL[measure.function].format(m=f"m{place}")


def rank_key(measure: Measure, place: int) -> str:
    """Return what places are ordered by when they are ordered by a measure."""
    return "count(*)" if measure.function == "share" else aggregate(measure, place)


def figure_of(measure: Measure) -> Figure:
    """Return how a measure is called and read."""
    function = measure.function
    if function == "share":
        return Figure("Share of rows", is_additive=True, is_share=True)
    if function == "count":
        title = "Rows" if measure.column is None else f"Filled cells of {measure.column}"
        return Figure(title, is_additive=True, is_whole=True)
    return Figure(
        _TITLES[function].format(c=measure.column),
        is_additive=function == "sum",
        is_whole=function == "count_distinct",
    )
