"""Keep numbers within a range."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import case, decimal, number_of
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice


class ForceRangeParams(ColumnChoice):
    lowerBound: float | None = setting(None, label="At least", help="Empty: no lower bound.")
    upperBound: float | None = setting(None, label="At most", help="Empty: no upper bound.")
    clear: bool = setting(False, label="Clear what lies outside", help="Off: it becomes the bound.")


class ForceRange(Step[ForceRangeParams]):
    """Bring numbers outside a range to its bounds, or clear them."""

    type = "MinMaxProcessor"
    dss_types = ("NumericalRangeForcer",)
    label = "Force numeric range"
    category = "numbers"
    keywords = ("clip", "clamp", "outlier", "minimum", "maximum")
    Params = ForceRangeParams

    def sentence(self, params: ForceRangeParams) -> str:
        low = "" if params.lowerBound is None else f" at least {params.lowerBound:g}"
        high = "" if params.upperBound is None else f" at most {params.upperBound:g}"
        rest = ", else clear" if params.clear else ""
        return f"Force {params.words()} to be{' and'.join(part for part in (low, high) if part)}{rest}"

    def apply(self, table: Relation, params: ForceRangeParams, probe: Probe) -> Relation:
        if params.lowerBound is None and params.upperBound is None:
            raise InvalidInput.at("lowerBound", "Give a lower or an upper bound.")
        if params.lowerBound is not None and params.upperBound is not None and params.lowerBound > params.upperBound:
            raise InvalidInput.at("upperBound", "The upper bound is below the lower one.")
        names = params.chosen(table, probe)
        return table.with_columns([New(name, self._forced(table, params, name), "double") for name in names])

    def effect(self, table: Relation, params: ForceRangeParams) -> Effect | None:
        if params.appliesTo not in ("SINGLE_COLUMN", "COLUMNS"):
            return None
        tests = [test for name in params.columns for test, _ in self._outside(table, params, name)]
        if not tests:
            return None
        return Effect(exp.paren(exp.or_(*tests)), "{hits} of {rows} rows lie outside the range", is_expected=False)

    def _forced(self, table: Relation, params: ForceRangeParams, name: str) -> exp.Expr:
        pairs = [
            (test, exp.null() if params.clear else decimal(bound)) for test, bound in self._outside(table, params, name)
        ]
        return case(*pairs, default=number_of(table, name))

    def _outside(self, table: Relation, params: ForceRangeParams, name: str) -> list[tuple[exp.Expr, float]]:
        number = number_of(table, name)
        found: list[tuple[exp.Expr, float]] = []
        if params.lowerBound is not None:
            found.append((exp.LT(this=number.copy(), expression=decimal(params.lowerBound)), params.lowerBound))
        if params.upperBound is not None:
            found.append((exp.GT(this=number.copy(), expression=decimal(params.upperBound)), params.upperBound))
        return found
