"""Compare two metrics with each other."""

import operator
from typing import Literal

from atelier.checks.base import Check, Checked, View, number_of, words_of
from atelier.errors import FieldProblem
from atelier.recipes.base import Params, param

_TESTS = {"lt": operator.lt, "le": operator.le, "eq": operator.eq, "ge": operator.ge, "gt": operator.gt}
_WORDS = {"lt": "less than", "le": "at most", "eq": "equal to", "ge": "at least", "gt": "more than"}


class CompareMetricsParams(Params):
    metric: str = param(
        "", label="Metric", choices="metrics", help="The number on the left.", section="Check", max_length=400
    )
    comparison: Literal["lt", "le", "eq", "ge", "gt"] = param(
        "eq", label="must be", options=_WORDS, help="How the two must stand to each other.", section="Check"
    )
    other: str = param(
        "", label="Other metric", choices="metrics", help="The number on the right.", section="Check", max_length=400
    )
    outcome: Literal["ERROR", "WARNING"] = param(
        "ERROR",
        label="Otherwise",
        options={"ERROR": "Error", "WARNING": "Warning"},
        help="What the check says when it does not hold.",
        section="Check",
    )


class CompareMetrics(Check[CompareMetricsParams]):
    """Two numbers measured of the item must stand in an order, such as rows compared equal to rows there are."""

    type = "compare-metrics"
    label = "Compare two metrics"
    dss_types = ("metricCompare",)
    sections = ("Check",)
    Params = CompareMetricsParams

    def sentence(self, params: CompareMetricsParams) -> str:
        return f"{params.metric or '…'} is {_WORDS[params.comparison]} {params.other or '…'}"

    def check(self, view: View, params: CompareMetricsParams) -> list[FieldProblem]:
        problems = [
            FieldProblem(("params", name), "Choose a metric.")
            for name in ("metric", "other")
            if not getattr(params, name)
        ]
        if params.metric and params.metric == params.other:
            problems.append(FieldProblem(("params", "other"), "Choose another metric than the first."))
        return problems

    def run(self, view: View, params: CompareMetricsParams) -> Checked:
        found, other = number_of(view, params.metric), number_of(view, params.other)
        if isinstance(found, Checked):
            return found
        if isinstance(other, Checked):
            return other
        shown = words_of(found[1], found[0].unit)
        against = words_of(other[1], other[0].unit)
        both = f"{found[0].label} is {shown}, {other[0].label} is {against}"
        if _TESTS[params.comparison](found[1], other[1]):
            return Checked("OK", f"{both}.", shown)
        return Checked(params.outcome, f"{both}: not {_WORDS[params.comparison]}.", shown)
