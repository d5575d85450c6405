"""Group: one row for each combination of keys, with figures on the rows of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import group as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, Aggregation, AroundParams, CustomAggregate

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import New, Relation

AGGREGATES = "Aggregates"


class GroupParams(AroundParams):
    keys: list[str] = param(
        [],
        label="Keys",
        help="Columns whose combinations make the groups. None: all rows are one group.",
        section="Group",
        widget="group_keys",
        max_length=1_000,
    )
    count: bool = param(True, label="Count the rows of each group", help="Adds a column `count`.", section="Group")
    aggregations: list[Aggregation] = param(
        [],
        label="Per column",
        help="List of {column, functions, separator, order, descending, ignore_empty}. Functions are count, "
        "count_distinct, min, max, sum, avg, median, stddev, concat, concat_distinct, first and last; each makes a "
        "column such as `price_avg`. The separator is that of concat; order names the column that decides what is "
        "first and last.",
        section=AGGREGATES,
        widget="aggregations",
        max_length=2_000,
    )
    custom: list[CustomAggregate] = param(
        [],
        label="Custom aggregates",
        help="List of {name, formula}: formulas over aggregates, such as `sum(price) / count(*)` or `max(width) * 2`.",
        section=AGGREGATES,
        widget="custom_aggregates",
        max_length=200,
    )


class Group(TableRecipe[GroupParams]):
    """Make one row of all rows that agree in the keys, with counts, sums, averages and other figures on them."""

    type = "group"
    label = "Group"
    icon = "group"
    verb = "by"
    dss_types = ("grouping",)
    inputs = (dataset("input", "Input dataset", help="The table whose rows are grouped."),)
    outputs = (dataset("output", "Output dataset", help="A row for each group, in the order of the keys."),)
    sections = (BEFORE, "Group", AGGREGATES, AFTER)
    Params = GroupParams
    example = {"keys": ["group"], "aggregations": [{"column": "value", "functions": ["avg"]}]}

    dss_shape = shape

    def from_dss_creation(self, wishes: dict[str, Any], places: Sequence[int]) -> dict[str, Any]:
        key = wishes.get("groupKey")
        return {"keys": [key]} if isinstance(key, str) and key else {}

    def build(self, inputs: Inputs, params: GroupParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import as_column, demand_columns, finished, prepared, the_input
        from atelier.tables.expression import formula
        from atelier.tables.grouping import grouped
        from atelier.tables.located import located

        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.keys, "keys")
        if not (params.keys or params.count or params.aggregations or params.custom):
            raise InvalidInput.at(("params", "keys"), "Choose keys, or figures to work out.")
        table, figures = _figures(table, params)
        parts, customs = _custom(table, params, probe, taken=[one.name for one in figures])
        with located("params", "aggregations"):
            made = grouped(table, params.keys, [*figures, *parts])
        for place, (name, left) in enumerate(customs):
            with located("params", "custom", place, "formula"):
                if made.has(name):
                    raise InvalidInput(f"There is a column “{name}” already.", hint="Give it another name.")
                made = made.with_columns([as_column(made, name, formula(left, made), probe)])
        return {"output": finished(made.drop([one.name for one in parts]), params, probe)}


def _figures(table: "Relation", params: GroupParams) -> "tuple[Relation, list[New]]":
    from atelier.tables.aggregates import Order, aggregate, count_rows, needs_place
    from atelier.tables.located import located
    from atelier.tables.ordering import placed

    figures = [count_rows("count")] if params.count else []
    place = None
    if any(needs_place(one.functions) for one in params.aggregations):
        table, place = placed(table)
    for index, one in enumerate(params.aggregations):
        with located("params", "aggregations", index):
            if one.order and place is not None:
                with located("order"):
                    by = table.sql(one.order)
                order: Order | None = Order(place, by, one.descending)
            else:
                order = Order(place) if place is not None else None
            with located("column"):
                table.field(one.column)
            for function in one.functions:
                with located("functions"):
                    figures.append(
                        aggregate(
                            table,
                            one.column,
                            function,
                            order=order,
                            separator=one.separator,
                            ignore_empty=one.ignore_empty,
                        )
                    )
    return table, figures


def _custom(
    table: "Relation", params: GroupParams, probe: "Probe", *, taken: list[str]
) -> "tuple[list[New], list[tuple[str, str]]]":
    """Return the aggregates within the custom formulas, and by their names the formulas over them."""
    from atelier.tables.aggregates import split_formula
    from atelier.tables.around import as_column
    from atelier.tables.located import located

    parts: list[New] = []
    customs: list[tuple[str, str]] = []
    for index, one in enumerate(params.custom):
        with located("params", "custom", index):
            if not one.name.strip():
                raise InvalidInput.at("name", "The custom aggregate needs a name.")
            with located("formula"):
                left, found = split_formula(one.formula, table, taken=[*taken, *(part.name for part in parts)])
                parts += [as_column(table, name, aggregate, probe) for name, aggregate in found]
        customs.append((one.name, left))
    return parts, customs
