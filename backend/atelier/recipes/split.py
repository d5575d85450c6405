"""Split: the rows of one table dealt out to several."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from atelier.errors import InvalidInput
from atelier.recipes.base import Params, dataset, param
from atelier.recipes.dss import split as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import BEFORE, Computed, Part, SortKey, computed_field, filter_field

if TYPE_CHECKING:
    from sqlglot import exp

    from atelier.tables.dealing import Deals
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Field as PlaceField
    from atelier.tables.relation import Relation

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


class Split(TableRecipe[SplitParams]):
    """Deal the rows of a table out to several: by value, by formula, by chance, or along an order."""

    type = "split"
    label = "Split"
    icon = "split"
    verb = "split"
    inputs = (dataset("input", "Input dataset", help="The table whose rows are dealt out."),)
    outputs = (dataset("output", "Output datasets", help="The tables that get the rows, in their order.", many=True),)
    sections = (BEFORE, "Split")
    Params = SplitParams
    dss_shape = shape
    example = {"mode": "values", "column": "group", "values": [{"value": "a", "output": 0}]}

    def build(self, inputs: Inputs, params: SplitParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import prepared, the_input
        from atelier.tables.ordering import in_order_of, placed

        table, place = placed(prepared(the_input(inputs), params, probe))
        deals = _deals(table, place, params, probe)
        if not deals:
            raise InvalidInput.at(("params", "mode"), "All rows are dropped: let some go to an output.")
        missing = next((number for number in range(max(deals)) if number not in deals), None)
        if missing is not None:
            raise InvalidInput.at(("params", "mode"), f"No rows go to output {missing + 1}: let a rule name it.")
        return {
            ("output" if number == 0 else f"output.{number}"): in_order_of(deals[number], place)
            for number in sorted(deals)
        }


def _deals(table: "Relation", place: "PlaceField", params: SplitParams, probe: "Probe") -> "Deals":
    from atelier.tables.around import demand_columns
    from atelier.tables.dealing import along, by_chance, dealt
    from atelier.tables.ordering import order_by

    if params.mode in ("values", "filters"):
        rules = _values(table, params) if params.mode == "values" else _filters(table, params, probe)
        return dealt(table, [condition for condition, _ in rules], [output for _, output in rules], params.rest)
    shares = [(one.percent, one.output) for one in params.shares]
    whole = sum(percent for percent, _ in shares)
    if not shares:
        raise InvalidInput.at(("params", "shares"), "Say how many rows of a hundred go where.")
    if whole > 100 + 1e-6:
        raise InvalidInput.at(("params", "shares"), f"The shares are {whole:g} % together: at most 100 % can be dealt.")
    rest = params.rest if whole < 100 - 1e-6 else DROP
    if params.mode == "random":
        demand_columns(table, params.together, "together")
        of = [table.text(name) for name in params.together] or [place.sql]
        return by_chance(table, of, shares, rest, params.seed)
    if not params.order:
        raise InvalidInput.at(("params", "order"), "Choose the column along which the rows are dealt.")
    return along(table, order_by(table, params.order, "order"), place, shares, rest)


def _values(table: "Relation", params: SplitParams) -> "list[tuple[exp.Expr, int]]":
    from sqlglot import exp

    from atelier.tables.located import located

    with located("params", "column"):
        if not params.column:
            raise InvalidInput("Choose the column whose values decide.")
        text = table.text(params.column)
        empty = table.is_empty(params.column)
    if not params.values:
        raise InvalidInput.at(("params", "values"), "Say which values go where.")
    rules: list[tuple[exp.Expr, int]] = []
    for place, one in enumerate(params.values):
        if one.value in {other.value for other in params.values[:place]}:
            raise InvalidInput.at(("params", "values", place, "value"), f"“{one.value}” is listed twice.")
        is_it: exp.Expr = empty.copy()
        if one.value:
            is_it = exp.EQ(this=text.copy(), expression=exp.Literal.string(one.value))
        rules.append((is_it, one.output))
    return rules


def _filters(table: "Relation", params: SplitParams, probe: "Probe") -> "list[tuple[exp.Expr, int]]":
    from atelier.tables.around import condition
    from atelier.tables.located import located

    if not params.filters:
        raise InvalidInput.at(("params", "filters"), "Write a formula for each output.")
    rules: list[tuple[exp.Expr, int]] = []
    for place, one in enumerate(params.filters):
        with located("params", "filters", place, "formula"):
            rules.append((condition(table, one.formula, probe), one.output))
    return rules
