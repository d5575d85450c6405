"""Top n: the first and last rows of an order, of all or of each group."""

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams, SortKey


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
