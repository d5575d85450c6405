"""Value in set: a value must be one of those listed."""

from atelier.checks.base import Check, Checked, View, value_of, words_of
from atelier.errors import FieldProblem
from atelier.recipes.base import Params, param


class ValueSetParams(Params):
    metric: str = param(
        "", label="Metric", choices="metrics", help="The value to look at.", section="Check", max_length=400
    )
    values: str = param(
        "",
        label="Allowed values",
        widget="textarea",
        help="One on each line, written as the value is shown.",
        section="Check",
        max_length=20_000,
    )


class ValueSet(Check[ValueSetParams]):
    """A value, a number or a text, must be one of those listed."""

    type = "value-set"
    label = "Value in set"
    dss_types = ("valueSet",)
    sections = ("Check",)
    Params = ValueSetParams

    def sentence(self, params: ValueSetParams) -> str:
        listed = _lines(params.values)
        shown = ", ".join(listed[:4]) + (f" and {len(listed) - 4:,} more" if len(listed) > 4 else "")
        return f"{params.metric or '…'} is one of {shown or '…'}"

    def check(self, view: View, params: ValueSetParams) -> list[FieldProblem]:
        problems = []
        if not params.metric:
            problems.append(FieldProblem(("params", "metric"), "Choose the metric to look at."))
        if not _lines(params.values):
            problems.append(FieldProblem(("params", "values"), "List at least one value."))
        return problems

    def run(self, view: View, params: ValueSetParams) -> Checked:
        found = value_of(view, params.metric)
        if isinstance(found, Checked):
            return found
        shown = words_of(found.value)
        if any(_is_same(found.value, listed) for listed in _lines(params.values)):
            return Checked("OK", f"{found.label} is {shown}.", shown)
        return Checked("ERROR", f"{found.label} is {shown}, which is not among the allowed values.", shown)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_same(value: object, listed: str) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(listed.replace(",", "")) == float(value)
        except ValueError:
            return False
    return str(value) == listed
