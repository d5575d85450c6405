"""Settings that the visual recipes have in common: rows to keep, computed columns, names of the output's columns."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from atelier.recipes.base import Params, param

BEFORE, AFTER = "Before", "After"
MAX_ROWS_OF_A_LIST = 2_000


class Part(BaseModel):
    """Base of one line of a list of settings; unknown names are refused."""

    model_config = ConfigDict(extra="forbid")


class Computed(Part):
    """A column worked out by a formula from the columns that are there."""

    name: str = ""
    formula: str = ""


class Renaming(Part):
    """Another name for a column of the output."""

    column: str = ""
    name: str = ""


class SortKey(Part):
    """A column to order by; empty cells come last unless `empty_first`."""

    column: str = ""
    descending: bool = False
    empty_first: bool = False


def part_list() -> Any:
    """Declare a list inside a part; each gets its own."""
    return Field(default_factory=list, max_length=MAX_ROWS_OF_A_LIST)


def filter_field(label: str = "Rows to keep", *, section: str = BEFORE, help: str = "") -> Any:
    """Declare a formula that keeps the rows for which it is true."""
    return param(
        "",
        label=label,
        help=help or "A formula; only rows for which it is true are read. Empty: all rows.",
        section=section,
        widget="formula",
        max_length=20_000,
    )


def computed_field(label: str = "Computed columns", *, section: str = BEFORE, help: str = "") -> Any:
    """Declare a list of computed columns."""
    return param(
        [],
        label=label,
        help=help or "List of {name, formula}: columns worked out before anything else, in this order.",
        section=section,
        widget="computed_columns",
        max_length=MAX_ROWS_OF_A_LIST,
    )


class AfterParams(Params):
    """What may be done to the rows of the result."""

    post_computed: list[Computed] = computed_field(
        "Computed columns of the result",
        section=AFTER,
        help="List of {name, formula}: columns worked out from those of the result, in this order.",
    )
    post_filter: str = filter_field(
        "Rows of the result to keep",
        section=AFTER,
        help="A formula over the result's columns; only rows for which it is true are written. Empty: all rows.",
    )
    renames: list[Renaming] = param(
        [],
        label="Output names",
        help="List of {column, name}: other names for columns of the result.",
        section=AFTER,
        widget="renamings",
        max_length=10_000,
    )


class AroundParams(AfterParams):
    """What may be done to the rows of the one input and of the result."""

    pre_filter: str = filter_field()
    computed: list[Computed] = computed_field()


Function = Literal[
    "count",
    "count_distinct",
    "min",
    "max",
    "sum",
    "avg",
    "median",
    "stddev",
    "concat",
    "concat_distinct",
    "first",
    "last",
]
"""What a column's values of a group become. `stddev` is that of a sample."""

FUNCTION_LABELS: dict[str, str] = {
    "count": "Count",
    "count_distinct": "Count distinct",
    "min": "Minimum",
    "max": "Maximum",
    "sum": "Sum",
    "avg": "Average",
    "median": "Median",
    "stddev": "Standard deviation",
    "concat": "Concatenate",
    "concat_distinct": "Concatenate distinct",
    "first": "First",
    "last": "Last",
}


class Aggregation(Part):
    """A column and what becomes of it; first, last and concat go by `order` if given, else by the rows' order."""

    column: str = ""
    functions: list[Function] = part_list()
    separator: str = Field(", ", max_length=200)
    order: str = ""
    descending: bool = False
    ignore_empty: bool = False


class CustomAggregate(Part):
    """A formula over aggregates, such as `sum(price) / count(*)`."""

    name: str = ""
    formula: str = Field("", max_length=20_000)
