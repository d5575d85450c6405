"""If-then-else."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables.probe import Probe
from atelier.tables.relation import Field, New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.compute_formula import computed
from atelier.tables.steps.rows import condition, decided
from atelier.tables.steps.typed import common_column, fitting, new_name
from atelier.tables.steps.visual_conditions import rules_from
from atelier.tables.types import NUMERIC, sql_type, sql_type_of

_MOST_RULES = 100

_Made = tuple[list[exp.Expr], StorageType, Meaning | None]


class IfThenElseParams(StepParams):
    rules: list[dict[str, str]] = setting(
        [],
        label="Rules",
        widget="pairs",
        help="From a condition, a formula such as price > 10, to the value that the row then gets. The first rule "
        "that holds counts.",
    )
    valuesAre: Literal["TEXT", "FORMULA"] = setting(
        "TEXT", label="Values are", options={"TEXT": "As written", "FORMULA": "Formulas"}
    )
    otherwise: Literal["CLEAR", "KEEP", "VALUE"] = setting(
        "CLEAR",
        label="Other rows",
        help="Rows for which no rule holds.",
        options={"CLEAR": "Are empty", "KEEP": "Keep what the output column holds", "VALUE": "Get a value"},
    )
    otherwiseValue: str = setting(
        "", label="Which", shown_if={"field": "otherwise", "op": "eq", "value": "VALUE"}, max_length=20_000
    )
    outputColumn: str = setting("", label="Output column", widget="new_column")


class IfThenElse(Step[IfThenElseParams]):
    """Write a value that depends on conditions: the first rule that holds says which."""

    type = "VisualIfRule"
    label = "If, then, else"
    category = "values"
    keywords = ("condition", "case", "when", "rule", "ifthenelse")
    dss_types = ("IfThenElse",)
    Params = IfThenElseParams

    def sentence(self, params: IfThenElseParams) -> str:
        if len(params.rules) == 1:
            when, then = _rules(params)[0]
            return f"If {shown(when)}, write “{shown(then)}” into “{params.outputColumn}”"
        return f"Write into “{params.outputColumn}” by {len(params.rules)} rules"

    def apply(self, table: Relation, params: IfThenElseParams, probe: Probe) -> Relation:
        if not params.rules:
            raise InvalidInput.at("rules", "Give at least one rule: a condition and a value.")
        if len(params.rules) > _MOST_RULES:
            raise InvalidInput.at("rules", f"At most {_MOST_RULES} rules can be given.")
        name = new_name(params.outputColumn, "outputColumn")
        tests = [condition(table, when, probe, "rules") for when, _ in _rules(params)]
        kept = table.field(name) if params.otherwise == "KEEP" and table.has(name) else None
        texts = [("rules", then) for _, then in _rules(params)]
        if params.otherwise == "VALUE":
            texts.append(("otherwiseValue", params.otherwiseValue))
        made = _formulas(table, texts, kept, probe) if params.valuesAre == "FORMULA" else _written(name, texts, kept)
        values, stored, meaning = made
        branches = [exp.If(this=test, true=value) for test, value in zip(tests, values, strict=False)]
        other: exp.Expr = values[-1] if params.otherwise == "VALUE" else exp.null()
        if kept is not None:
            other = exp.cast(kept.sql, sql_type(stored, meaning))
        expression = exp.cast(exp.Case(ifs=branches, default=other), sql_type(stored, meaning))
        return table.with_columns([New(name, expression, stored, meaning)])

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        if "visualIfDesc" not in params or params.get("rules"):
            return params
        return {**params, **rules_from(params["visualIfDesc"])}

    def effect(self, table: Relation, params: IfThenElseParams) -> Effect | None:
        tests = [decided(table, when) for when, _ in _rules(params)]
        return Effect(exp.paren(exp.or_(*tests)), "A rule holds in {hits} of {rows} rows")


def _written(name: str, texts: Sequence[tuple[str, str]], kept: Field | None) -> _Made:
    """Return values as written, of the type that they make together, or that of the column that is kept."""
    given = [text for _, text in texts]
    column = common_column(name, given)
    if kept is not None:
        fits = all(text == "" or fitting(kept.column, text) is not None for text in given)
        column = kept.column if fits else Column(name=name, type="string", meaning="text")
    values = [fitting(column, text) if text != "" else None for text in given]
    typed = [exp.cast(exp.null(), sql_type_of(column)) if value is None else value for value in values]
    return typed, column.type, column.meaning


def _formulas(table: Relation, texts: Sequence[tuple[str, str]], kept: Field | None, probe: Probe) -> _Made:
    """Return the values of formulas, all of one type: text where they are of several sorts."""
    found = [computed(table, text, probe, loc) for loc, text in texts]
    kinds = [(stored, meaning) for _, stored, meaning in found]
    if kept is not None:
        kinds.append((kept.column.type, kept.column.meaning))
    stored, meaning = kinds[0]
    if any(kind != stored for kind, _ in kinds):
        is_numeric = all(kind in NUMERIC for kind, _ in kinds)
        stored, meaning = ("double", "decimal") if is_numeric else ("string", "text")
    target = sql_type(stored, meaning)
    return [exp.cast(expression, target) for expression, _, _ in found], stored, meaning


def _rules(params: IfThenElseParams) -> list[tuple[str, str]]:
    return [(rule.get("from", ""), rule.get("to", "")) for rule in params.rules]
