"""Find and replace."""

import re

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import Field, New, Relation
from atelier.tables.steps import patterns
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice
from atelier.tables.steps.matching import MODES, NORMALIZATIONS, Mode, Normalization, check_values, matches
from atelier.tables.steps.typed import fitting, new_name, replaced
from atelier.tables.types import sql_type_of

_MOST_PARTS = 100


class FindAndReplaceParams(ColumnChoice):
    mapping: list[dict[str, str]] = setting(
        [],
        label="Replacements",
        widget="pairs",
        help="From what is found to what stands there instead. In a pattern's replacement $1 is its first group.",
    )
    matching: Mode = setting("FULL_STRING", label="Find", options=MODES)
    normalization: Normalization = setting("EXACT", label="Compare", options=NORMALIZATIONS)
    stopAfterFirstMatch: bool = setting(
        False, label="Stop after the first that is found", help="Off: each replacement works on what the last one left."
    )
    output: str = setting("", label="Output column", widget="new_column", help="For one column only. Empty: in place.")


class FindAndReplace(Step[FindAndReplaceParams]):
    """Replace whole values, parts of values, or what a regular expression matches."""

    type = "FindReplace"
    label = "Find and replace"
    category = "text"
    keywords = ("substitute", "regex", "translate", "correct")
    Params = FindAndReplaceParams

    def sentence(self, params: FindAndReplaceParams) -> str:
        where = f" to “{params.output}”" if params.output else ""
        if len(params.mapping) == 1:
            pair = params.mapping[0]
            found, instead = pair.get("from", ""), pair.get("to", "")
            return f"Replace “{found}” by “{instead}” in {params.noun()}{where}"
        return f"Replace {len(params.mapping)} values of {params.noun()}{where}"  # noqa: S608  # words for people

    def apply(self, table: Relation, params: FindAndReplaceParams, probe: Probe) -> Relation:
        names = params.chosen(table, probe)
        check_values([found for found, _ in _pairs(params)], params.matching, probe, "mapping")
        if params.matching != "FULL_STRING":
            if params.normalization == "NORMALIZED":
                raise InvalidInput.at(
                    "normalization", "Accents can be ignored for whole values only: choose “Ignoring case”."
                )
            if len(params.mapping) > _MOST_PARTS:
                raise InvalidInput.at("mapping", f"At most {_MOST_PARTS} parts or patterns can be replaced in a step.")
        if params.output:
            new_name(params.output, "output")
            if len(names) != 1:
                raise InvalidInput.at("output", "Only one column can be written to an output column.")
        made = [self._made(table, table.field(name), params) for name in names]
        return table.with_columns(made, after=names[0] if params.output else None)

    def effect(self, table: Relation, params: FindAndReplaceParams) -> Effect | None:
        names = params.chosen_by_name(table)
        if not names:
            return None
        sought = [found for found, _ in _pairs(params)]
        tests = [matches(table, name, sought, params.matching, params.normalization) for name in names]
        return Effect(exp.or_(*tests), "Something to replace in {hits} of {rows} rows")

    def _made(self, table: Relation, field: Field, params: FindAndReplaceParams) -> New:
        is_typed = params.matching == "FULL_STRING" and all(
            instead == "" or fitting(field.column, instead) is not None for _, instead in _pairs(params)
        )
        is_text = sql_type_of(field.column) == "VARCHAR" and field.column.type == "string"
        expression = self._replaced(table, field, params, is_typed=is_typed)
        kept = replaced(field, expression) if is_typed or is_text else replaced(field, expression, "string", "text")
        return New(params.output or kept.name, kept.expression, kept.type, kept.meaning, kept.comment)

    def _replaced(self, table: Relation, field: Field, params: FindAndReplaceParams, *, is_typed: bool) -> exp.Expr:
        if params.matching == "FULL_STRING":
            return self._by_whole_value(table, field, params, is_typed=is_typed)
        text = table.text(field.name)
        changed = text
        branches = []
        for found, instead in _pairs(params):
            source = text.copy() if params.stopAfterFirstMatch else changed
            pattern = patterns.as_engine(found) if params.matching == "PATTERN" else re.escape(found)
            options = "g" if params.normalization == "EXACT" else "gi"
            written = patterns.replacement(instead, pattern, "mapping") if params.matching == "PATTERN" else None
            if params.matching == "SUBSTRING" and params.normalization == "EXACT":
                taken = [source, exp.Literal.string(found), exp.Literal.string(instead)]
                changed = exp.Anonymous(this="replace", expressions=taken)
            else:
                instead = written if written is not None else instead.replace("\\", "\\\\")
                taken = [source, *(exp.Literal.string(one) for one in (pattern, instead, options))]
                changed = exp.Anonymous(this="regexp_replace", expressions=taken)
            if params.stopAfterFirstMatch:
                test = matches(table, field.name, [found], params.matching, params.normalization)
                branches.append(exp.If(this=test, true=changed))
        return exp.Case(ifs=branches, default=text.copy()) if branches else changed

    def _by_whole_value(
        self, table: Relation, field: Field, params: FindAndReplaceParams, *, is_typed: bool
    ) -> exp.Expr:
        branches = []
        for found, instead in _pairs(params):
            value = fitting(field.column, instead) if is_typed else exp.Literal.string(instead)
            test = matches(table, field.name, [found], "FULL_STRING", params.normalization)
            branches.append(exp.If(this=test, true=value if value is not None and instead != "" else exp.null()))
        return exp.Case(ifs=branches, default=field.sql if is_typed else table.text(field.name))


def _pairs(params: FindAndReplaceParams) -> list[tuple[str, str]]:
    return [(pair.get("from", ""), pair.get("to", "")) for pair in params.mapping]
