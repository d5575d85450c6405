"""Split a column on a delimiter into rows."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, each, text
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Effect, Step, StepParams, setting


class SplitFoldParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    separator: str = setting(",", label="Delimiter", max_length=200)
    keepEmptyChunks: bool = setting(False, label="Keep empty chunks")


class SplitFold(Step[SplitFoldParams]):
    """Split a column's text on a delimiter and make a row for each chunk. All other columns are repeated."""

    type = "SplitFold"
    label = "Split and fold into rows"
    category = "rows"
    keywords = ("delimiter", "explode", "tags", "rows")
    Params = SplitFoldParams

    def sentence(self, params: SplitFoldParams) -> str:
        return f"Split “{params.column}” on “{params.separator}” into rows"

    def apply(self, table: Relation, params: SplitFoldParams, probe: Probe) -> Relation:
        if not params.separator:
            raise InvalidInput.at("separator", "Say on which delimiter to split.")
        chunks = call("string_split", table.text(params.column), text(params.separator))
        if not params.keepEmptyChunks:
            chunks = each(chunks, lambda one: exp.NEQ(this=one, expression=text("")), function="list_filter")
        place = table.names.index(params.column)
        before = table.names[place - 1] if place else None
        folded = listed.as_rows(table, [chunks], [params.column], [("string", "text")], after=before or params.column)
        return folded.select(table.names)

    def effect(self, table: Relation, params: SplitFoldParams) -> Effect | None:
        hit = call("contains", table.text(params.column), text(params.separator))
        return Effect(hit, f"“{params.separator}” occurs in {{hits}} of {{rows}} rows")
