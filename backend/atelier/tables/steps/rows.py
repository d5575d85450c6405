"""Bases of the steps that find rows: a filter keeps, removes or clears them, a flag says which they are."""

from typing import ClassVar, Generic, Literal, TypeVar

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.expression import formula
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.column_choice import ColumnChoice
from atelier.tables.steps.matching import certain
from atelier.tables.steps.typed import new_name, replaced

ACTIONS: dict[str, str] = {
    "KEEP_ROW": "Keep only these rows",
    "REMOVE_ROW": "Remove these rows",
    "CLEAR_CELL": "Clear these cells",
    "DONTCLEAR_CELL": "Clear the other cells",
}


class FoundParams(ColumnChoice):
    """Settings of a step that looks into chosen columns for rows."""

    booleanMode: Literal["AND", "OR"] = setting(
        "AND",
        label="With several columns",
        help="Whether all of them must match, or one is enough.",
        options={"AND": "All match", "OR": "One matches"},
    )


class FilterParams(FoundParams):
    """Settings of a filter."""

    action: Literal["KEEP_ROW", "REMOVE_ROW", "CLEAR_CELL", "DONTCLEAR_CELL"] = setting(
        "KEEP_ROW", label="Action", options=ACTIONS
    )


class FlagParams(FoundParams):
    """Settings of a flag."""

    flagColumn: str = setting("", label="Flag column", widget="new_column", help="True where the row matches.")


P = TypeVar("P", bound=FoundParams)


class FoundStep(Step[P], Generic[P]):
    """Base of filters and flags: which cells they mean is all that differs."""

    is_base: ClassVar[bool] = True
    category = "rows"

    def check(self, table: Relation, params: P, probe: Probe) -> None:
        """Raise `InvalidInput` for settings that cannot be used."""

    def found(self, table: Relation, name: str, params: P) -> exp.Expr:
        """Return the test whether a cell of a column is meant; true or false, never unknown."""
        raise NotImplementedError

    def words(self, params: P) -> str:
        """Return the test in words, as it stands after the column: `is between 1 and 2`."""
        raise NotImplementedError

    def sentence(self, params: P) -> str:
        if isinstance(params, FlagParams):
            return f"Flag rows where {params.noun()} {self.words(params)} in “{params.flagColumn}”"
        action = getattr(params, "action", "KEEP_ROW")
        if action.endswith("_ROW"):
            verb = "Keep only" if action == "KEEP_ROW" else "Remove"
            return f"{verb} rows where {params.noun()} {self.words(params)}"
        unless = "where it" if action == "CLEAR_CELL" else "unless it"
        return f"Clear {params.noun()} {unless} {self.words(params)}"

    def apply(self, table: Relation, params: P, probe: Probe) -> Relation:
        names = params.chosen(table, probe)
        if not names:
            raise InvalidInput.at("columns", "There is no column to look into.")
        self.check(table, params, probe)
        tests = {name: self.found(table, name, params) for name in names}
        if isinstance(params, FlagParams):
            flag = new_name(params.flagColumn, "flagColumn")
            return table.with_columns([New(flag, _together(params, tests), "boolean", "boolean")])
        return acted(table, getattr(params, "action", "KEEP_ROW"), _together(params, tests), tests)

    def effect(self, table: Relation, params: P) -> Effect | None:
        names = params.chosen_by_name(table)
        if not names:
            return None
        tests = {name: self.found(table, name, params) for name in names}
        what = f"{params.noun()} {self.words(params)}"
        return Effect(_together(params, tests), f"{what[0].upper()}{what[1:]} in {{hits}} of {{rows}} rows")


def acted(table: Relation, action: str, condition: exp.Expr, tests: dict[str, exp.Expr]) -> Relation:
    """Return the table after a filter's action: on rows by `condition`, on cells by the column's own of `tests`."""
    if action == "KEEP_ROW":
        return table.where(condition)
    if action == "REMOVE_ROW":
        return table.where(exp.not_(exp.paren(condition)))
    made = []
    for name, test in tests.items():
        field = table.field(name)
        kept = exp.not_(exp.paren(test.copy())) if action == "CLEAR_CELL" else test.copy()
        made.append(replaced(field, exp.Case(ifs=[exp.If(this=kept, true=field.sql)])))
    return table.with_columns(made)


class FormulaParams(StepParams):
    """Settings of a step that finds rows by a formula."""

    expression: str = setting(
        "",
        label="Condition",
        widget="formula",
        help="A formula that is true or false, such as price > 10 AND \"name\" <> ''.",
        max_length=20_000,
    )


def condition(table: Relation, text: str, probe: Probe, loc: str) -> exp.Expr:
    """Return the condition that a formula is; raises `InvalidInput` at `loc` where it is none."""
    with located(loc):
        found, _meaning = probe.types(table, formula(text, table))[0]
    if found in ("date", "array", "object", "string"):
        raise InvalidInput.at(loc, "The condition must be true or false: compare with =, <, >, LIKE or IN.")
    return decided(table, text)


def counted(table: Relation, params: FormulaParams) -> Effect:
    """Return what to count for a formula that `condition` took."""
    return Effect(decided(table, params.expression), "The condition holds in {hits} of {rows} rows")


def decided(table: Relation, text: str) -> exp.Expr:
    """Return a condition that `condition` took as a test that is true or false, never unknown."""
    return certain(exp.TryCast(this=formula(text, table), to=exp.DataType.build("BOOLEAN")))


def _together(params: FoundParams, tests: dict[str, exp.Expr]) -> exp.Expr:
    copies = [test.copy() for test in tests.values()]
    return exp.paren(exp.and_(*copies) if params.booleanMode == "AND" else exp.or_(*copies))
