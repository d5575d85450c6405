"""Switch-case: translate values."""

from typing import Any, Literal

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.matching import NORMALIZATIONS, Normalization, check_values, matches
from atelier.tables.steps.typed import common_column, new_name, value_for
from atelier.tables.types import sql_type_of


class TranslateValuesParams(StepParams):
    inputColumn: str = setting("", label="Column", widget="column")
    mapping: list[dict[str, str]] = setting(
        [], label="Cases", widget="pairs", help="From a value to what it becomes. The first that fits counts."
    )
    outputColumn: str = setting("", label="Output column", widget="new_column", help="Empty: in place.")
    normalization: Normalization = setting("EXACT", label="Compare", options=NORMALIZATIONS)
    unmatched: Literal["CLEAR", "KEEP", "VALUE"] = setting(
        "CLEAR",
        label="Other values",
        options={"CLEAR": "Become empty", "KEEP": "Stay as they are", "VALUE": "Become a value"},
    )
    unmatchedValue: str = setting(
        "", label="Which", shown_if={"field": "unmatched", "op": "eq", "value": "VALUE"}, max_length=10_000
    )


class TranslateValues(Step[TranslateValuesParams]):
    """Turn each of some values into another, and all others into what is said. Numbers compare as numbers."""

    type = "SwitchCase"
    label = "Switch case"
    category = "values"
    keywords = ("translate", "map", "recode", "lookup", "mapping")
    dss_types = ("MeaningTranslate",)
    Params = TranslateValuesParams

    def sentence(self, params: TranslateValuesParams) -> str:
        where = f" into “{params.outputColumn}”" if params.outputColumn else ""
        return f"Translate {len(params.mapping)} values of “{params.inputColumn}”{where}"

    def apply(self, table: Relation, params: TranslateValuesParams, probe: Probe) -> Relation:
        source = table.field(one_column(table, params.inputColumn, "inputColumn"))
        check_values([found for found, _ in _pairs(params)], "FULL_STRING", probe, "mapping")
        name = new_name(params.outputColumn or params.inputColumn, "outputColumn")
        texts = [instead for _, instead in _pairs(params)]
        if params.unmatched == "VALUE":
            texts.append(params.unmatchedValue)
        column = common_column(name, texts)
        if params.unmatched == "KEEP":
            column = _holding_both(source.column, column)
        branches = [
            exp.If(
                this=matches(table, source.name, [found], "FULL_STRING", params.normalization),
                true=_value(column, instead, "mapping"),
            )
            for found, instead in _pairs(params)
        ]
        other: exp.Expr = exp.null()
        if params.unmatched == "KEEP":
            other = source.sql if column.type == source.column.type else table.text(source.name)
        elif params.unmatched == "VALUE":
            other = _value(column, params.unmatchedValue, "unmatchedValue")
        expression = exp.cast(exp.Case(ifs=branches, default=other), sql_type_of(column))
        return table.with_columns([New(name, expression, column.type, column.meaning)], after=source.name)

    def effect(self, table: Relation, params: TranslateValuesParams) -> Effect | None:
        sought = [found for found, _ in _pairs(params)]
        hit = matches(table, params.inputColumn, sought, "FULL_STRING", params.normalization)
        return Effect(hit, "A case fits in {hits} of {rows} rows")

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "outputColumn": params.get("outputColumn") or ""}


def _holding_both(source: Column, column: Column) -> Column:
    """Return the column that takes the values there are and the new ones."""
    if source.type == column.type:
        return column.model_copy(update={"meaning": source.meaning})
    return Column(name=column.name, type="string", meaning="text")


def _value(column: Column, text: str, loc: str) -> exp.Expr:
    return value_for(column, text, loc) if text != "" else exp.null()


def _pairs(params: TranslateValuesParams) -> list[tuple[str, str]]:
    return [(pair.get("from", ""), pair.get("to", "")) for pair in params.mapping]
