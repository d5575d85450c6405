"""Join: rows of several tables that belong together, side by side."""

from typing import Literal

from pydantic import Field

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AfterParams, Computed, Part, part_list

JoinType = Literal["left", "inner", "outer", "right", "cross", "left_anti"]
Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "contains", "starts_with", "within"]


class JoinTable(Part):
    """A table of the join: an input by its place, so that one may stand here twice (self join)."""

    input: int = Field(0, ge=0, le=100)
    prefix: str = Field("", max_length=100)
    columns_mode: Literal["all", "chosen"] = "all"
    columns: list[str] = part_list()
    filter: str = Field("", max_length=20_000)
    computed: list[Computed] = part_list()


class JoinCondition(Part):
    """How a row of the left table and one of the right belong together."""

    left: str = ""
    operator: Operator = "eq"
    right: str = ""
    ignore_case: bool = False
    normalise: bool = False
    distance: float = Field(0.0, ge=0)
    unit: Literal["number", "seconds", "minutes", "hours", "days"] = "number"


class JoinStep(Part):
    """A table joined to one of those before it, both by their place in the list of tables."""

    left: int = Field(0, ge=0, le=100)
    right: int = Field(1, ge=0, le=100)
    type: JoinType = "left"
    conditions: list[JoinCondition] = part_list()
    any_condition: bool = False


class JoinParams(AfterParams):
    tables: list[JoinTable] = param(
        [],
        label="Tables",
        help="List of {input, prefix, columns_mode, columns, filter, computed}: the input's place (the same place "
        "twice is a self join), what stands before its columns' names, which columns are taken (all, or chosen), a "
        "formula for the rows to keep, and computed columns. None: each input once.",
        section="Tables",
        widget="join_tables",
        max_length=20,
    )
    joins: list[JoinStep] = param(
        [],
        label="Joins",
        help="List of {left, right, type, conditions, any_condition}: places in the list of tables, each new one on "
        "the right. Type is left, inner, outer, right, cross or left_anti (rows of the left without a partner). "
        "Conditions are {left, operator, right, ignore_case, normalise, distance, unit} with the operators eq, ne, "
        "lt, le, gt, ge, contains, starts_with and within (nearer than the distance, of moments in the unit); all "
        "must hold, or any.",
        section="Joins",
        widget="join_conditions",
        max_length=19,
    )
