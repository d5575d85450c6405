"""Give each row an identifier."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, new_name, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting


class RowIdParams(StepParams):
    outCol: str = setting("row_id", label="Output column", widget="new_column")
    mode: Literal["NUMBER", "UUID"] = setting(
        "NUMBER",
        label="Identifier",
        options={"NUMBER": "The row's number", "UUID": "A random one (UUID)"},
        help="Random ones differ at each run.",
    )
    start: int = setting(
        0,
        label="First number",
        ge=-(10**15),
        le=10**15,
        shown_if={"field": "mode", "op": "eq", "value": "NUMBER"},
    )


class RowId(Step[RowIdParams]):
    """Add a column that names each row: its number in the order of the table, or a random identifier."""

    type = "GenerateRowID"
    dss_types = ("RowIdGenerator", "GenerateUUID", "UUIDGenerator")
    label = "Generate row identifier"
    category = "rows"
    keywords = ("id", "number", "index", "uuid", "key")
    Params = RowIdParams

    def sentence(self, params: RowIdParams) -> str:
        what = "its number" if params.mode == "NUMBER" else "a random identifier"
        return f"Give each row {what} in “{params.outCol}”"

    def apply(self, table: Relation, params: RowIdParams, probe: Probe) -> Relation:
        name = new_name(params.outCol, "outCol")
        if params.mode == "UUID":
            return table.with_columns([New(name, exp.cast(call("uuid"), "VARCHAR"), "string")])
        number = exp.Add(this=exp.Window(this=exp.RowNumber()), expression=whole(params.start - 1))
        return table.with_columns([New(name, exp.cast(number, "BIGINT"), "bigint")])
