"""Top n: the first and last rows of an order, of all or of each group."""

from typing import TYPE_CHECKING

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import top_n as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams, SortKey

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Field, New, Relation


class TopNParams(AroundParams):
    first: int = param(
        10, label="First rows", help="How many rows are kept from the top.", section="Top n", ge=0, le=1_000_000_000
    )
    last: int = param(
        0, label="Last rows", help="How many rows are kept from the bottom.", section="Top n", ge=0, le=1_000_000_000
    )
    order: list[SortKey] = param(
        [],
        label="Sort by",
        help="List of {column, descending, empty_first}, the first decides first. Rows of equal keys keep their order.",
        section="Top n",
        widget="sort_keys",
        max_length=100,
    )
    groups: list[str] = param(
        [],
        label="For each",
        help="Columns whose combinations make groups; the rows are kept of each. None: of all rows.",
        section="Top n",
        widget="group_keys",
        max_length=1_000,
    )
    row_number: bool = param(
        False, label="Row number", help="Adds a column `row_number`: the place in its group.", section="Columns"
    )
    total: bool = param(
        False, label="Rows of the group", help="Adds a column `group_rows`: all rows of its group.", section="Columns"
    )
    remaining: bool = param(
        False,
        label="Rows left out",
        help="Adds a column `remaining_rows`: how many rows of its group are not kept.",
        section="Columns",
    )


class TopN(TableRecipe[TopNParams]):
    """Keep the first or last rows of an order, of all rows or of each group."""

    type = "top-n"
    label = "Top n"
    icon = "topn"
    verb = "top"
    dss_types = ("topn",)
    inputs = (dataset("input", "Input dataset", help="The table to choose rows from."),)
    outputs = (
        dataset("output", "Output dataset", help="The rows that are kept, by group and in order."),
        dataset("left_out", "Rows left out", help="All other rows.", required=False),
    )
    sections = (BEFORE, "Top n", "Columns", AFTER)
    Params = TopNParams
    dss_shape = shape
    example = {"order": [{"column": "value", "descending": True}], "groups": ["group"]}

    def build(self, inputs: Inputs, params: TopNParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input
        from atelier.tables.ordering import order_by, ordered, placed
        from atelier.tables.windows import in_group, kept_ends

        table = prepared(the_input(inputs), params, probe)
        if not params.order:
            raise InvalidInput.at(("params", "order"), "Choose at least one column to sort by.")
        if not (params.first or params.last):
            raise InvalidInput.at(("params", "first"), "Say how many rows are kept: from the top, the bottom or both.")
        demand_columns(table, params.groups, "groups")
        keys = order_by(table, params.order, "order")
        names = {"row_number": params.row_number, "group_rows": params.total, "remaining_rows": params.remaining}
        for name, wished in names.items():
            if wished and table.has(name):
                raise InvalidInput.at(("params", "order"), f"There is a column “{name}” already. Rename it before.")
        table, place = placed(table)
        groups = [table.field(name) for name in params.groups]
        table, number, total = in_group(table, groups, keys, place)
        kept, rest = kept_ends(table, number, total, params.first, params.last)
        kept = kept.with_columns([one for one in _columns(number, total, params) if names[one.name]])
        order = [*(ordered(field.sql) for field in groups), ordered(number.sql)]
        done = finished(kept, params, probe)
        return {
            "output": done.query(lambda select: select.order_by(*order)),
            "left_out": rest.query(lambda select: select.order_by(ordered(place.sql))),
        }


def _columns(number: "Field", total: "Field", params: TopNParams) -> "list[New]":
    from sqlglot import exp

    from atelier.tables.relation import New

    kept = exp.Literal.number(params.first + params.last)
    rest = exp.Anonymous(this="greatest", expressions=[exp.Sub(this=total.sql, expression=kept), exp.Literal.number(0)])
    return [
        New("row_number", number.sql, "bigint", "integer"),
        New("group_rows", total.sql, "bigint", "integer"),
        New("remaining_rows", rest, "bigint", "integer"),
    ]
