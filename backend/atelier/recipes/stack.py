"""Stack: the rows of several tables below each other."""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from atelier.errors import InvalidInput
from atelier.recipes.base import FormContext, dataset, param
from atelier.recipes.dss import stack as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, AfterParams, Part, part_list

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation
    from atelier.tables.stacking import Plan


class StackInput(Part):
    """What is taken of an input, by its place."""

    filter: str = Field("", max_length=20_000)
    label: str = Field("", max_length=200)


class StackColumn(Part):
    """A column of the output, and the column of each input that fills it (empty: nothing)."""

    name: str = ""
    columns: list[str] = part_list()


class StackParams(AfterParams):
    columns_mode: Literal["union", "intersection", "first", "position", "remap"] = param(
        "union",
        label="Columns",
        help="Which columns the result has, and how they find each other.",
        section="Columns",
        options={
            "union": "All columns of all inputs, by name",
            "intersection": "Columns that all inputs have",
            "first": "The columns of the first input",
            "position": "By position, with the names of the first input",
            "remap": "As listed",
        },
    )
    remap: list[StackColumn] = param(
        [],
        label="Columns of the result",
        help="List of {name, columns}: a column of the result and, for each input in order, the column that fills it.",
        section="Columns",
        widget="stack_mapping",
        shown_if={"field": "columns_mode", "op": "eq", "value": "remap"},
        max_length=10_000,
    )
    origin: str = param(
        "",
        label="Origin column",
        help="Name of a column that says which input a row comes from. Empty: none.",
        section="Columns",
        max_length=200,
    )
    parts: list[StackInput] = param(
        [],
        label="Inputs",
        help="List of {filter, label}, one for each input in order: a formula for the rows to keep, and what the "
        "origin column says (empty: the dataset's name).",
        section="Inputs",
        widget="stack_inputs",
        max_length=100,
    )


class Stack(TableRecipe[StackParams]):
    """Put the rows of several tables below each other, in the order of the inputs."""

    type = "stack"
    label = "Stack"
    icon = "stack"
    verb = "stack"
    dss_types = ("vstack",)
    inputs = (dataset("input", "Input datasets", help="The tables, in the order of their rows.", many=True),)
    outputs = (dataset("output", "Output dataset", help="The rows of all inputs."),)
    sections = ("Columns", "Inputs", AFTER)
    Params = StackParams
    dss_shape = shape

    def initial_params(self, form: FormContext) -> dict[str, Any]:
        return {"parts": [StackInput().model_dump() for _ in form.tables("input")]}

    def build(self, inputs: Inputs, params: StackParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import filtered, finished
        from atelier.tables.stacking import by_name, by_position, stacked

        tables = inputs.get("input") or []
        if not tables:
            raise InvalidInput.at(("inputs", "input"), "Choose the datasets to stack.")
        titles = [table.name for table in tables]
        for place, one in enumerate(params.parts[: len(tables)]):
            tables = [
                filtered(table, one.filter, probe, "parts", place, "filter") if at == place else table
                for at, table in enumerate(tables)
            ]
            titles[place] = one.label or titles[place]
        plan: Plan
        if params.columns_mode == "remap":
            plan = [(one.name, one.columns) for one in params.remap]
            _demand_mapped(plan, tables)
        elif params.columns_mode == "position":
            plan = by_position(tables)
        else:
            plan = by_name(tables, params.columns_mode)
        if params.origin and params.origin in {name for name, _ in plan}:
            raise InvalidInput.at(("params", "origin"), f"There is a column “{params.origin}” already.")
        return {"output": finished(stacked(tables, plan, params.origin, titles), params, probe)}


def _demand_mapped(plan: "Plan", tables: "list[Relation]") -> None:
    from atelier.tables.located import located

    if not plan:
        raise InvalidInput.at(("params", "remap"), "Say which columns the result has.")
    for place, (name, columns) in enumerate(plan):
        at = ("params", "remap", place)
        if not name.strip():
            raise InvalidInput.at((*at, "name"), "The column needs a name.")
        if name in {other for other, _ in plan[:place]}:
            raise InvalidInput.at((*at, "name"), f"Two columns would be called “{name}”.")
        for index, column in enumerate(columns[: len(tables)]):
            with located(*at, "columns", index):
                if column:
                    tables[index].field(column)
