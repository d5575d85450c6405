"""Count how often something occurs in a text."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, new_name, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.words import words_of


class CountMatchesParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    outCol: str = setting("count", label="Output column", widget="new_column")
    pattern: str = setting("", label="What to count", max_length=1000)
    matchingMode: Literal["SUBSTRING", "FULL_STRING", "PATTERN"] = setting(
        "SUBSTRING",
        label="Counted as",
        options={"SUBSTRING": "A piece of text", "FULL_STRING": "A whole word", "PATTERN": "A regular expression"},
    )
    normalizationMode: Literal["EXACT", "LOWERCASE", "NORMALIZED"] = setting(
        "EXACT",
        label="Compared",
        options={"EXACT": "Exactly", "LOWERCASE": "Ignoring case", "NORMALIZED": "Ignoring case and accents"},
    )


class CountMatches(Step[CountMatchesParams]):
    """Count how often a piece of text, a word or a regular expression occurs in each cell, without overlaps."""

    type = "CountMatches"
    dss_types = ("MatchCounter", "CountOccurrences")
    label = "Count occurrences"
    category = "text"
    keywords = ("number of", "occurrences", "frequency", "regex")
    Params = CountMatchesParams

    def sentence(self, params: CountMatchesParams) -> str:
        return f"Count “{params.pattern}” in “{params.inCol}” into “{params.outCol}”"

    def apply(self, table: Relation, params: CountMatchesParams, probe: Probe) -> Relation:
        if not params.pattern:
            raise InvalidInput.at("pattern", "Say what to count.")
        if params.matchingMode == "PATTERN":
            try:
                probe.matching([""], params.pattern)
            except InvalidInput as error:
                raise InvalidInput.at("pattern", f"The pattern cannot be read: {error.message}") from None
        counted = exp.cast(self._count(table, params), "BIGINT")
        return table.with_columns([New(new_name(params.outCol, "outCol"), counted, "bigint")], after=params.inCol)

    def effect(self, table: Relation, params: CountMatchesParams) -> Effect | None:
        found = exp.GT(this=self._count(table, params), expression=exp.Literal.number(0))
        return Effect(found, f"“{params.pattern}” occurs in {{hits}} of {{rows}} rows")

    def _count(self, table: Relation, params: CountMatchesParams) -> exp.Expr:
        value, wanted = table.text(params.inCol), text(params.pattern)
        if params.normalizationMode != "EXACT":
            value = call("lower", value)
            wanted = wanted if params.matchingMode == "PATTERN" else call("lower", wanted)
        if params.normalizationMode == "NORMALIZED":
            value = call("strip_accents", value)
            wanted = wanted if params.matchingMode == "PATTERN" else call("strip_accents", wanted)
        if params.matchingMode == "PATTERN":
            pattern = params.pattern if params.normalizationMode == "EXACT" else f"(?i){params.pattern}"
            return call("len", call("regexp_extract_all", value, text(pattern)))
        if params.matchingMode == "FULL_STRING":
            word = exp.to_identifier("each_")
            same = exp.Lambda(this=exp.EQ(this=exp.column(word.copy()), expression=wanted), expressions=[word])
            return call("len", call("list_filter", words_of(value), same))
        return exp.Sub(this=call("len", call("string_split", value, wanted)), expression=exp.Literal.number(1))
