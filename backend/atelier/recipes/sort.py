"""Sort: the rows in order."""

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams, SortKey


class SortParams(AroundParams):
    keys: list[SortKey] = param(
        [],
        label="Sort by",
        help="List of {column, descending, empty_first}, the first decides first. Rows of equal keys keep their order.",
        section="Sort",
        widget="sort_keys",
        max_length=100,
    )
    row_number: bool = param(
        False, label="Row number", help="Adds a column `row_number`: 1, 2, 3, … in the order.", section="Sort"
    )
    rank: bool = param(
        False, label="Rank", help="Adds a column `rank`: equal keys have one rank, with gaps after.", section="Sort"
    )
    dense_rank: bool = param(
        False, label="Dense rank", help="Adds a column `dense_rank`: as rank, without gaps.", section="Sort"
    )
