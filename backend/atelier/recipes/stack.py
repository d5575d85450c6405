"""Stack: the rows of several tables below each other."""

from typing import Literal

from pydantic import Field

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AfterParams, Part, part_list


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
