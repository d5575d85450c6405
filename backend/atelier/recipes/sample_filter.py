"""Sample / filter: some of the rows."""

from typing import TYPE_CHECKING, Any, Literal

from atelier.recipes.base import dataset, param
from atelier.recipes.dss import sampling as shape
from atelier.recipes.dss.reading import Part
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation

_WITH_ROWS = ["head", "last", "random", "stratified", "rebalance"]


class SampleParams(AroundParams):
    method: Literal["whole", "head", "last", "random", "share", "stratified", "rebalance"] = param(
        "head",
        label="Sample",
        help="Which of the rows that pass the filter are kept.",
        section="Sample",
        options={
            "whole": "All rows",
            "head": "First rows",
            "last": "Last rows",
            "random": "Random, so many rows",
            "share": "Random, a share of the rows",
            "stratified": "Random, classes as frequent as they are",
            "rebalance": "Random, classes equally frequent",
        },
    )
    rows: int = param(
        10_000,
        label="Rows",
        help="How many rows are kept, at most.",
        section="Sample",
        shown_if={"field": "method", "op": "in", "value": _WITH_ROWS},
        ge=1,
        le=10_000_000_000,
    )
    percent: float = param(
        10.0,
        label="Share",
        help="How many rows of a hundred are kept.",
        section="Sample",
        unit="%",
        shown_if={"field": "method", "op": "eq", "value": "share"},
        ge=0,
        le=100,
    )
    column: str = param(
        "",
        label="Class column",
        help="The column whose values are the classes.",
        section="Sample",
        widget="column",
        shown_if={"field": "method", "op": "in", "value": ["stratified", "rebalance"]},
    )
    seed: int = param(
        1337,
        label="Seed",
        help="The same seed takes the same rows.",
        section="Sample",
        shown_if={"field": "method", "op": "in", "value": ["random", "share", "stratified", "rebalance"]},
        ge=0,
        le=2**31 - 1,
    )
    columns: list[str] = param(
        [], label="Columns", help="Which columns are kept. None: all columns.", section="Sample", widget="columns"
    )


class SampleFilter(TableRecipe[SampleParams]):
    """Keep some of the rows: those that pass a filter, and of these the first, the last, or some by chance."""

    type = "sample-filter"
    label = "Sample / filter"
    icon = "sample"
    verb = "sample"
    dss_types = ("sampling",)
    inputs = (dataset("input", "Input dataset", help="The table to choose rows from."),)
    outputs = (dataset("output", "Output dataset", help="The rows that are kept, in their order."),)
    sections = (BEFORE, "Sample", AFTER)
    Params = SampleParams
    dss_shape = shape
    example = {"method": "stratified", "column": "group", "rows": 5}

    def to_dss_settings(self, params: dict[str, Any]) -> dict[str, Any]:
        return shape.selection_to_dss(params)

    def from_dss_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        return shape.selection_from_dss(Part(settings, "params"))

    def build(self, inputs: Inputs, params: SampleParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input
        from atelier.tables.drawing import drawn
        from atelier.tables.located import located

        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.columns, "columns")
        if params.method in ("stratified", "rebalance"):
            with located("params", "column"):
                table.field(params.column)
        made = drawn(table, params.method, params.rows, params.percent, params.column, params.seed)
        return {"output": finished(made.select(params.columns) if params.columns else made, params, probe)}
