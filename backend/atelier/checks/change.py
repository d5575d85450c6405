"""Change: a number must not have moved too far since the last time."""

from atelier.checks.base import Check, Checked, OptionalNumber, Outcome, View, number_of, words_of
from atelier.errors import FieldProblem
from atelier.recipes.base import Params, param


class ChangeParams(Params):
    metric: str = param(
        "", label="Metric", choices="metrics", help="The number to look at.", section="Check", max_length=400
    )
    soft_percent: OptionalNumber = param(
        None,
        label="Warning above",
        unit="%",
        ge=0,
        help="A larger change, up or down, is a warning.",
        section="Check",
    )
    percent: OptionalNumber = param(
        20.0, label="Error above", unit="%", ge=0, help="A larger change, up or down, is an error.", section="Check"
    )


class Change(Check[ChangeParams]):
    """A number must not differ too much from the one measured before it, up or down, in percent of that."""

    type = "change"
    label = "Changed too much"
    sections = ("Check",)
    Params = ChangeParams

    def sentence(self, params: ChangeParams) -> str:
        bound = params.percent if params.percent is not None else params.soft_percent
        return f"{params.metric or '…'} changes by at most {words_of(bound) if bound is not None else '…'} %"

    def check(self, view: View, params: ChangeParams) -> list[FieldProblem]:
        problems = []
        if not params.metric:
            problems.append(FieldProblem(("params", "metric"), "Choose the metric to look at."))
        if params.percent is None and params.soft_percent is None:
            problems.append(FieldProblem(("params", "percent"), "Give at least one bound."))
        elif params.percent is not None and params.soft_percent is not None and params.soft_percent > params.percent:
            problems.append(FieldProblem(("params", "soft_percent"), "The warning must come before the error."))
        return problems

    def run(self, view: View, params: ChangeParams) -> Checked:
        found = number_of(view, params.metric)
        if isinstance(found, Checked):
            return found
        measured, number = found
        shown = words_of(number, measured.unit)
        if measured.before is None:
            return Checked("EMPTY", f"{measured.label} is {shown}; there is no earlier value yet.", shown)
        before = words_of(measured.before, measured.unit)
        if measured.before == 0:
            if number == 0:
                return Checked("OK", f"{measured.label} is 0, as before.", shown)
            outcome: Outcome = "ERROR" if params.percent is not None else "WARNING"
            return Checked(outcome, f"{measured.label} was 0 and is {shown}.", shown)
        change = abs(number - measured.before) / abs(measured.before) * 100
        moved = f"{measured.label} went from {before} to {shown}, by {change:.3g} %"
        if params.percent is not None and change > params.percent:
            return Checked("ERROR", f"{moved}: more than {words_of(params.percent)} %.", shown)
        if params.soft_percent is not None and change > params.soft_percent:
            return Checked("WARNING", f"{moved}: more than {words_of(params.soft_percent)} %.", shown)
        return Checked("OK", f"{moved}." if change else f"{measured.label} is {shown}, as before.", shown)
