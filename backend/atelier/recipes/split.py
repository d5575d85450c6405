"""Split: the rows of one table dealt out to several."""

from typing import Literal

from pydantic import Field

from atelier.recipes.base import Params, param
from atelier.recipes.visual_fields import Computed, Part, SortKey, computed_field, filter_field

DROP = -1


class SplitValue(Part):
    """A value of the column and the output that its rows go to, by place; -1 drops them."""

    value: str = ""
    output: int = Field(0, ge=-1, le=99)


class SplitFilter(Part):
    """A formula and the output that the rows go to for which it is true; -1 drops them."""

    formula: str = Field("", max_length=20_000)
    output: int = Field(0, ge=-1, le=99)


class SplitShare(Part):
    """A share of the rows in percent and the output that they go to; -1 drops them."""

    percent: float = Field(50.0, ge=0, le=100)
    output: int = Field(0, ge=-1, le=99)


class SplitParams(Params):
    pre_filter: str = filter_field()
    computed: list[Computed] = computed_field()
    mode: Literal["values", "filters", "random", "percentiles"] = param(
        "random",
        label="Deal out by",
        help="What decides where a row goes.",
        section="Split",
        options={
            "values": "Values of a column",
            "filters": "Formulas, the first that is true",
            "random": "Chance",
            "percentiles": "Percentiles of an order",
        },
    )
    column: str = param(
        "",
        label="Column",
        help="The column whose values decide.",
        section="Split",
        widget="column",
        shown_if={"field": "mode", "op": "eq", "value": "values"},
    )
    values: list[SplitValue] = param(
        [],
        label="Values",
        help="List of {value, output}: a value as text (empty: empty cells) and the place of the output, from 0; "
        "-1 drops the rows.",
        section="Split",
        widget="split_values",
        shown_if={"field": "mode", "op": "eq", "value": "values"},
        max_length=2_000,
    )
    filters: list[SplitFilter] = param(
        [],
        label="Formulas",
        help="List of {formula, output}: a row goes to the output (by place, from 0; -1 drops it) of the first "
        "formula that is true.",
        section="Split",
        widget="split_rules",
        shown_if={"field": "mode", "op": "eq", "value": "filters"},
        max_length=200,
    )
    shares: list[SplitShare] = param(
        [SplitShare(percent=80, output=0), SplitShare(percent=20, output=1)],
        label="Shares",
        help="List of {percent, output}: how many rows of a hundred go to the output (by place, from 0; -1 drops "
        "them), in order from the beginning for percentiles.",
        section="Split",
        widget="split_shares",
        shown_if={"field": "mode", "op": "in", "value": ["random", "percentiles"]},
        max_length=100,
    )
    seed: int = param(
        1337,
        label="Seed",
        help="The same seed deals out the same rows in the same way.",
        section="Split",
        shown_if={"field": "mode", "op": "eq", "value": "random"},
        ge=0,
        le=2**31 - 1,
    )
    together: list[str] = param(
        [],
        label="Keep together",
        help="Rows with equal values in these columns go to the same output. None: each row goes by itself.",
        section="Split",
        widget="columns",
        shown_if={"field": "mode", "op": "eq", "value": "random"},
        max_length=100,
    )
    order: list[SortKey] = param(
        [],
        label="Order",
        help="List of {column, descending, empty_first}: the order along which the shares are cut.",
        section="Split",
        widget="sort_keys",
        shown_if={"field": "mode", "op": "eq", "value": "percentiles"},
        max_length=100,
    )
    rest: int = param(
        DROP,
        label="All other rows go to",
        help="Place of the output, from 0; -1 drops them.",
        section="Split",
        widget="split_output",
        ge=-1,
        le=99,
    )
