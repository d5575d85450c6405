"""Take an element of arrays, or a range of them."""

from typing import Literal

from atelier.tables.calls import as_json, call, elements_of, is_vector, text_of_json, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_FAR = 1_000_000_000


class ArrayElementParams(StepParams):
    input: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    mode: Literal["SINGLE", "RANGE"] = setting(
        "SINGLE", label="Take", options={"SINGLE": "One element", "RANGE": "A range"}
    )
    index: int = setting(
        0,
        label="Place",
        help="0 is the first, -1 the last.",
        ge=-_FAR,
        le=_FAR,
        shown_if={"field": "mode", "op": "eq", "value": "SINGLE"},
    )
    begin: int = setting(
        0, label="From place", ge=-_FAR, le=_FAR, shown_if={"field": "mode", "op": "eq", "value": "RANGE"}
    )
    end: int = setting(
        1,
        label="To place",
        help="The element there is not taken.",
        ge=-_FAR,
        le=_FAR,
        shown_if={"field": "mode", "op": "eq", "value": "RANGE"},
    )


class ArrayElement(Step[ArrayElementParams]):
    """Take one element of each array by its place, or a range of elements as a shorter array."""

    type = "ArrayExtract"
    dss_types = ("ArrayExtractProcessor",)
    label = "Extract from array"
    category = "objects"
    keywords = ("element", "item", "slice", "index", "vector")
    Params = ArrayElementParams

    def sentence(self, params: ArrayElementParams) -> str:
        if params.mode == "SINGLE":
            return f"Take element {params.index} of “{params.input}”"
        return f"Take elements {params.begin} to {params.end} of “{params.input}”"

    def apply(self, table: Relation, params: ArrayElementParams, probe: Probe) -> Relation:
        elements, is_numbers = elements_of(table, params.input), is_vector(table, params.input)
        name = params.output or params.input
        if params.mode == "SINGLE":
            one = call("list_extract", elements, whole(params.index + 1 if params.index >= 0 else params.index))
            new = New(name, one, "float") if is_numbers else New(name, text_of_json(one), "string")
        else:
            first = params.begin + 1 if params.begin >= 0 else params.begin
            last = params.end if params.end >= 0 else params.end - 1
            taken = call("list_slice", elements, whole(first), whole(last))
            if params.end == 0:  # the engine counts from 1 and would take 0 for the start
                taken = call("list_slice", elements, whole(1), whole(0))
            new = New(name, taken, "array", "vector") if is_numbers else New(name, as_json(taken), "array", "array")
        return table.with_columns([new], after=params.input)
