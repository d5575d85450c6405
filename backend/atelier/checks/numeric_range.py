"""Numeric range: a number within bounds, hard ones and soft ones."""

from itertools import pairwise

from atelier.checks.base import Check, Checked, OptionalNumber, Outcome, View, number_of, words_of
from atelier.errors import FieldProblem
from atelier.recipes.base import Params, param

_BOUNDS = ("minimum", "soft_minimum", "soft_maximum", "maximum")


class NumericRangeParams(Params):
    metric: str = param(
        "", label="Metric", choices="metrics", help="The number to look at.", section="Check", max_length=400
    )
    minimum: OptionalNumber = param(None, label="Minimum", help="Below it the check is an error.", section="Check")
    soft_minimum: OptionalNumber = param(
        None, label="Soft minimum", help="Below it the check is a warning.", section="Check"
    )
    soft_maximum: OptionalNumber = param(
        None, label="Soft maximum", help="Above it the check is a warning.", section="Check"
    )
    maximum: OptionalNumber = param(None, label="Maximum", help="Above it the check is an error.", section="Check")


class NumericRange(Check[NumericRangeParams]):
    """A number must lie within bounds: outside the soft ones it is a warning, outside the hard ones an error.

    Shares are between 0 and 1: 90 % is 0.9.
    """

    type = "numeric-range"
    label = "Number in range"
    dss_types = ("numericRange",)
    sections = ("Check",)
    Params = NumericRangeParams

    def sentence(self, params: NumericRangeParams) -> str:
        hard = _range(params.minimum, params.maximum)
        soft = _range(params.soft_minimum, params.soft_maximum)
        parts = [part for part in (hard, f"better {soft}" if soft else "") if part]
        return f"{params.metric or '…'} is {', '.join(parts) or 'any number'}"

    def check(self, view: View, params: NumericRangeParams) -> list[FieldProblem]:
        problems = []
        if not params.metric:
            problems.append(FieldProblem(("params", "metric"), "Choose the metric to look at."))
        given = [(name, value) for name in _BOUNDS if (value := getattr(params, name)) is not None]
        if not given:
            problems.append(FieldProblem(("params", "minimum"), "Give at least one bound."))
        for (_, low), (name, high) in pairwise(given):
            if high < low:
                problems.append(FieldProblem(("params", name), f"This bound is below {words_of(low)}, the one before."))
        return problems

    def run(self, view: View, params: NumericRangeParams) -> Checked:
        found = number_of(view, params.metric)
        if isinstance(found, Checked):
            return found
        measured, number = found
        shown = words_of(number, measured.unit)
        bounds: tuple[tuple[Outcome, float | None, float | None], ...] = (
            ("ERROR", params.minimum, params.maximum),
            ("WARNING", params.soft_minimum, params.soft_maximum),
        )
        for outcome, low, high in bounds:
            if low is not None and number < low:
                bound = words_of(low, measured.unit)
                return Checked(outcome, f"{measured.label} is {shown}, below {bound}.", shown)
            if high is not None and number > high:
                bound = words_of(high, measured.unit)
                return Checked(outcome, f"{measured.label} is {shown}, above {bound}.", shown)
        return Checked("OK", f"{measured.label} is {shown}.", shown)


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"from {words_of(low)} to {words_of(high)}"
    if low is not None:
        return f"at least {words_of(low)}"
    return f"at most {words_of(high)}" if high is not None else ""
