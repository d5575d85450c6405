"""Group: one row for each combination of keys, with figures on the rows of each."""

from atelier.recipes.base import param
from atelier.recipes.visual_fields import Aggregation, AroundParams, CustomAggregate

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
