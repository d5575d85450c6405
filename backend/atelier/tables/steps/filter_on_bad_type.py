"""Filter rows whose cells are not valid for a meaning."""

from typing import Any

from sqlglot import exp

from atelier.tables.relation import Relation
from atelier.tables.steps import meanings
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FilterParams, FoundStep


class FilterOnBadTypeParams(FilterParams):
    type: meanings.Kind = setting("own", label="Not valid for", options=meanings.KINDS)


class FilterOnBadType(FoundStep[FilterOnBadTypeParams]):
    """Keep or remove the rows whose cells are not valid for a meaning, or clear those cells.

    Empty cells are not invalid.
    """

    type = "FilterOnBadType"
    label = "Filter invalid for a meaning"
    icon = "filter"
    keywords = ("remove rows", "clear cells", "invalid", "bad type", "quality")
    Params = FilterOnBadTypeParams

    def found(self, table: Relation, name: str, params: FilterOnBadTypeParams) -> exp.Expr:
        return meanings.is_invalid(table, name, params.type)

    def words(self, params: FilterOnBadTypeParams) -> str:
        meaning = "its meaning" if params.type == "own" else f"“{meanings.KINDS[params.type]}”"
        return f"is not valid for {meaning}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "type": meanings.kind_of(params["type"])} if "type" in params else params
