"""Join: rows of several tables that belong together, side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from atelier.errors import InvalidInput
from atelier.recipes.base import FormContext, dataset, param
from atelier.recipes.dss import join as shape
from atelier.recipes.table import Inputs, TableRecipe, TableSource
from atelier.recipes.visual_fields import AFTER, AfterParams, Computed, Part, part_list

if TYPE_CHECKING:
    from atelier.tables.joining import Side
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation

JoinType = Literal["left", "inner", "outer", "right", "cross", "left_anti"]
Operator = Literal[
    "eq", "ne", "lt", "le", "gt", "ge", "contains", "starts_with", "within", "nearest", "nearest_below", "nearest_above"
]


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
    count: int = Field(1, ge=1, le=1_000)


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
        "Conditions are {left, operator, right, ignore_case, normalise, distance, unit, count} with the operators eq, "
        "ne, lt, le, gt, ge, contains, starts_with, within (nearer than the distance, of moments in the unit), "
        "nearest, nearest_below and nearest_above (the `count` rows of the right that are nearest, at all, at or "
        "below, at or above; beside it only eq, and within for the same columns); all must hold, or any.",
        section="Joins",
        widget="join_conditions",
        max_length=19,
    )


class Join(TableRecipe[JoinParams]):
    """Put rows of two tables or more side by side where they belong together, such as predictions and labels."""

    type = "join"
    label = "Join"
    icon = "join"
    verb = "join"
    inputs = (dataset("input", "Input datasets", help="The tables to join, the leading one first.", many=True),)
    outputs = (
        dataset("output", "Output dataset", help="The joined rows."),
        dataset(
            "unmatched_left",
            "Unmatched rows of the left",
            help="Rows of the first join's left table that have no partner.",
            required=False,
        ),
        dataset(
            "unmatched_right",
            "Unmatched rows of the right",
            help="Rows of the first join's right table that have no partner.",
            required=False,
        ),
    )
    sections = ("Tables", "Joins", AFTER)
    Params = JoinParams
    dss_shape = shape
    example = {"joins": [{"left": 0, "right": 1, "conditions": [{"left": "name", "right": "name"}]}]}

    def initial_params(self, form: FormContext) -> dict[str, Any]:
        tables = form.tables("input")
        if not tables:
            return {}
        from atelier.tables.joinkeys import guessed_keys

        places = list(range(max(2, len(tables))))  # one table alone is joined to itself
        joins: list[dict[str, Any]] = []
        for right in places[1:]:
            other = tables[right] if right < len(tables) else tables[0]
            keys = guessed_keys(tables[0].columns, other.columns)
            conditions = [JoinCondition(left=a, right=b).model_dump() for a, b in keys]
            joins.append(JoinStep(left=0, right=right).model_dump() | {"conditions": conditions})
        return {
            "tables": [JoinTable(input=min(place, len(tables) - 1)).model_dump() for place in places],
            "joins": joins,
        }

    def from_dss_creation(self, wishes: dict[str, Any], places: Sequence[int]) -> dict[str, Any]:
        # one dataset twice is a self join, which the inputs do not tell
        repeated = len(set(places)) < len(places)
        return {"tables": [JoinTable(input=place).model_dump() for place in places]} if repeated else {}

    def build(self, inputs: Inputs, params: JoinParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import finished
        from atelier.tables.joining import joined, unmatched

        sides, steps = _sides(inputs, params, probe), _steps(params)
        _demand_reached(sides, params)
        result = finished(joined(sides, steps), params, probe)
        left, right = unmatched(sides, steps[0])
        return {"output": result, "unmatched_left": left, "unmatched_right": right}

    def demand_room(
        self, inputs: list[TableSource], relations: Inputs, params: JoinParams, probe: "Probe", room: int
    ) -> None:
        from atelier.tables.joinsize import demand_bounded

        sides = _sides(relations, params, probe)
        row_bytes = [_row_bytes(inputs[side.input]) for side in sides]
        demand_bounded(sides, _steps(params), row_bytes, probe, room)


def _sides(inputs: Inputs, params: JoinParams, probe: "Probe") -> "list[Side]":
    from atelier.tables.around import computed, filtered
    from atelier.tables.joining import side_of

    given = inputs.get("input") or []
    if not given:
        raise InvalidInput.at(("inputs", "input"), "Choose the datasets to join.")
    wishes = params.tables or [JoinTable(input=place) for place in range(len(given))]
    sides = []
    for place, one in enumerate(wishes):
        at = ("tables", place)
        if one.input >= len(given):
            raise InvalidInput.at(
                ("params", *at, "input"), f"There is no input {one.input + 1}: the recipe has {len(given)}."
            )
        table = computed(given[one.input], one.computed, probe, *at, "computed")
        table = filtered(table, one.filter, probe, *at, "filter")
        chosen = one.columns if one.columns_mode == "chosen" else None
        sides.append(side_of(table, place, one.input, one.prefix, chosen))
    return sides


def _steps(params: JoinParams) -> "list[JoinStep]":
    if not params.joins:
        raise InvalidInput.at(("params", "joins"), "Add a join: say which rows of the tables belong together.")
    return params.joins


def _demand_reached(sides: "list[Side]", params: JoinParams) -> None:
    """Raise `InvalidInput` unless each join takes one new table on the right of those before it."""
    reached = {params.joins[0].left}
    for place, step in enumerate(params.joins):
        for side, name in ((step.left, "left"), (step.right, "right")):
            if side >= len(sides):
                raise InvalidInput.at(("params", "joins", place, name), f"There is no table {side + 1} to join.")
        if step.left not in reached:
            raise InvalidInput.at(
                ("params", "joins", place, "left"),
                f"Table {step.left + 1} is not joined yet: a join goes on from a table of the joins before it.",
            )
        if step.right in reached:
            raise InvalidInput.at(("params", "joins", place, "right"), f"Table {step.right + 1} is joined already.")
        reached.add(step.right)
    lost = [side.place + 1 for side in sides if side.place not in reached]
    if lost:
        raise InvalidInput.at(
            ("params", "joins"), f"Table {lost[0]} is not joined to any other. Add a join for it, or remove it."
        )


def _row_bytes(source: TableSource) -> float:
    size = sum(part.stat().st_size for part in source.parts if part.exists())
    return size / source.row_count if source.row_count else 0.0
