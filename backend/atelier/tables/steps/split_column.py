"""Split a column on a delimiter."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.typed import new_name

_MOST_COLUMNS = 1000


class SplitColumnParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    separator: str = setting("", label="Delimiter", max_length=200)
    outColPrefix: str = setting(
        "",
        label="Output prefix",
        help="Columns are called prefix0, prefix1, ... Empty: the column's name and _.",
        max_length=200,
    )
    target: Literal["COLUMNS", "JSON"] = setting(
        "COLUMNS", label="Output as", options={"COLUMNS": "Columns", "JSON": "Array"}
    )
    keepEmptyChunks: bool = setting(False, label="Keep empty chunks")
    limitOutput: bool = setting(False, label="Keep some of the chunks only")
    limit: int = setting(
        1, label="How many", ge=1, le=_MOST_COLUMNS, shown_if={"field": "limitOutput", "op": "eq", "value": True}
    )
    startFrom: Literal["beginning", "end"] = setting(
        "beginning",
        label="Counted from",
        options={"beginning": "The beginning", "end": "The end"},
        shown_if={"field": "limitOutput", "op": "eq", "value": True},
    )


class SplitColumn(Step[SplitColumnParams]):
    """Split a column's text on a delimiter into numbered columns, or into an array. The column itself stays."""

    type = "ColumnSplitter"
    label = "Split column"
    category = "columns"
    keywords = ("delimiter", "separator", "tokenize")
    Params = SplitColumnParams

    def sentence(self, params: SplitColumnParams) -> str:
        return f"Split column “{params.inCol}” on “{params.separator}”"

    def apply(self, table: Relation, params: SplitColumnParams, probe: Probe) -> Relation:
        if not params.separator:
            raise InvalidInput.at("separator", "Say on which delimiter to split.")
        one_column(table, params.inCol, "inCol")
        prefix = new_name(params.outColPrefix or f"{params.inCol}_", "outColPrefix")
        chunks = table.with_columns([New(f"{prefix}chunks", self._chunks(table, params), "array")])
        listed = chunks.fields[-1].sql
        if params.target == "JSON":
            as_json = exp.cast(exp.Anonymous(this="to_json", expressions=[listed]), "VARCHAR")
            made = [New(prefix.rstrip("_") or params.inCol, as_json, "array", "array")]
        else:
            count = params.limit if params.limitOutput else self._most(chunks, listed, probe)
            made = [
                New(
                    f"{prefix}{n}",
                    exp.Anonymous(this="list_extract", expressions=[listed.copy(), exp.Literal.number(n + 1)]),
                    "string",
                )
                for n in range(count)
            ]
        return chunks.drop([f"{prefix}chunks"]).with_columns(made, after=params.inCol)

    def effect(self, table: Relation, params: SplitColumnParams) -> Effect | None:
        if not params.separator or not table.has(params.inCol):
            return None
        hit = exp.Anonymous(
            this="contains", expressions=[table.text(params.inCol), exp.Literal.string(params.separator)]
        )
        return Effect(hit, f"“{params.separator}” occurs in {{hits}} of {{rows}} rows")

    def _chunks(self, table: Relation, params: SplitColumnParams) -> exp.Expr:
        parts: exp.Expr = exp.Anonymous(
            this="string_split", expressions=[table.text(params.inCol), exp.Literal.string(params.separator)]
        )
        if not params.keepEmptyChunks:
            parts = exp.Anonymous(this="list_filter", expressions=[parts, _not_empty()])
        if params.limitOutput:
            first, last = (1, params.limit) if params.startFrom == "beginning" else (-params.limit, -1)
            parts = exp.Anonymous(
                this="list_slice", expressions=[parts, exp.Literal.number(first), exp.Literal.number(last)]
            )
        return parts

    def _most(self, chunks: Relation, listed: exp.Expr, probe: Probe) -> int:
        most = probe.row(chunks, exp.Max(this=exp.Anonymous(this="len", expressions=[listed.copy()])))[0]
        if most is not None and most > _MOST_COLUMNS:
            raise InvalidInput.at(
                "limitOutput", f"This would make {most:,} columns. Keep some of the chunks only, or output an array."
            )
        return max(1, int(most or 1))


def _not_empty() -> exp.Expr:
    chunk = exp.to_identifier("chunk")
    return exp.Lambda(this=exp.NEQ(this=exp.column(chunk), expression=exp.Literal.string("")), expressions=[chunk])
