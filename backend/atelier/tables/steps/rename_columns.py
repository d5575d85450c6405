"""Rename columns."""

from typing import Literal

from atelier.errors import InvalidInput
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import patterns
from atelier.tables.steps.base import Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.typed import new_name

_BY_TEXT = {"field": "mode", "op": "in", "value": ["TEXT", "PATTERN"]}


class RenameColumnsParams(StepParams):
    mode: Literal["PAIRS", "TEXT", "PATTERN"] = setting(
        "PAIRS",
        label="How",
        options={"PAIRS": "One by one", "TEXT": "Replace a part of the names", "PATTERN": "Replace by pattern"},
    )
    renamings: list[dict[str, str]] = setting(
        [],
        label="Columns",
        widget="pairs",
        help="From the name now to the new one.",
        shown_if={"field": "mode", "op": "eq", "value": "PAIRS"},
    )
    columns: list[str] = setting([], label="Among", widget="columns", help="None: all columns.", shown_if=_BY_TEXT)
    find: str = setting("", label="Find", max_length=patterns.MAX_LENGTH, shown_if=_BY_TEXT)
    replace: str = setting(
        "",
        label="Replace by",
        help="May be empty. With a pattern, $1 is its first group.",
        max_length=500,
        shown_if=_BY_TEXT,
    )


class RenameColumns(Step[RenameColumnsParams]):
    """Give columns other names, one by one or many by find and replace. Nothing else changes."""

    type = "ColumnRenamer"
    label = "Rename columns"
    category = "columns"
    keywords = ("name", "header", "prefix", "suffix")
    Params = RenameColumnsParams

    def sentence(self, params: RenameColumnsParams) -> str:
        if params.mode != "PAIRS":
            among = f"{len(params.columns)} columns" if params.columns else "all columns"
            return f"Replace “{params.find}” by “{params.replace}” in the names of {among}"
        if len(params.renamings) == 1:
            pair = params.renamings[0]
            return f"Rename column “{pair.get('from', '')}” to “{pair.get('to', '')}”"
        return f"Rename {len(params.renamings)} columns"

    def apply(self, table: Relation, params: RenameColumnsParams, probe: Probe) -> Relation:
        if params.mode == "PAIRS":
            return self._by_pairs(table, params)
        names = [one_column(table, name, "columns") for name in dict.fromkeys(params.columns)] or table.names
        if not params.find:
            raise InvalidInput.at("find", "Say what to find in the names.")
        if params.mode == "TEXT":
            changed = [name.replace(params.find, params.replace) for name in names]
        else:
            changed = patterns.renamed(names, params.find, params.replace, probe, loc="find", text_loc="replace")
        pairs = {name: new_name(new, "replace") for name, new in zip(names, changed, strict=True) if new != name}
        return self._renamed(table, pairs, "replace")

    def _by_pairs(self, table: Relation, params: RenameColumnsParams) -> Relation:
        if not params.renamings:
            raise InvalidInput.at("renamings", "Choose a column and give it a new name.")
        pairs = {
            one_column(table, pair.get("from", ""), "renamings"): new_name(pair.get("to", ""), "renamings")
            for pair in params.renamings
        }
        return self._renamed(table, pairs, "renamings")

    def _renamed(self, table: Relation, pairs: dict[str, str], loc: str) -> Relation:
        with located(loc):
            return table.rename(pairs)
