"""Flag rows whose cells are not valid for a meaning."""

from typing import Any

from sqlglot import exp

from atelier.tables.relation import Relation
from atelier.tables.steps import meanings
from atelier.tables.steps.base import setting
from atelier.tables.steps.rows import FlagParams, FoundStep


class FlagOnBadTypeParams(FlagParams):
    type: meanings.Kind = setting("own", label="Not valid for", options=meanings.KINDS)


class FlagOnBadType(FoundStep[FlagOnBadTypeParams]):
    """Add a column that says which rows have cells that are not valid for a meaning. Empty cells are not invalid."""

    type = "FlagOnBadType"
    label = "Flag invalid for a meaning"
    icon = "flag"
    keywords = ("mark rows", "indicator", "invalid", "bad type", "quality")
    Params = FlagOnBadTypeParams

    def found(self, table: Relation, name: str, params: FlagOnBadTypeParams) -> exp.Expr:
        return meanings.is_invalid(table, name, params.type)

    def words(self, params: FlagOnBadTypeParams) -> str:
        meaning = "its meaning" if params.type == "own" else f"“{meanings.KINDS[params.type]}”"
        return f"is not valid for {meaning}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "type": meanings.kind_of(params["type"])} if "type" in params else params
