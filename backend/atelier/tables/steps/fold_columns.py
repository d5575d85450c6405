"""Fold several columns into rows."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.calls import new_name, text
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.column_choice import ColumnChoice
from atelier.tables.types import sql_type_of


class FoldColumnsParams(ColumnChoice):
    foldNameColumn: str = setting("name", label="Names of the columns into", widget="new_column")
    foldValueColumn: str = setting("value", label="Their values into", widget="new_column")
    keepColumns: bool = setting(False, label="Keep the folded columns")
    skipEmpty: bool = setting(False, label="No rows for empty cells")


class FoldColumns(Step[FoldColumnsParams]):
    """Make a row for each of several columns, with the column's name and its value. All other columns are repeated."""

    type = "MultiColumnFold"
    dss_types = ("MultiColumnByPrefixFold",)
    label = "Fold columns into rows"
    category = "columns"
    keywords = ("melt", "unpivot", "long", "wide", "transpose")
    Params = FoldColumnsParams

    def sentence(self, params: FoldColumnsParams) -> str:
        return f"Fold {params.words()} into rows of “{params.foldNameColumn}” and “{params.foldValueColumn}”"

    def from_dss(self, params: dict[str, object]) -> dict[str, object]:
        renamed = {
            "varColumn": "foldNameColumn",
            "columnNameColumn": "foldNameColumn",
            "valueColumn": "foldValueColumn",
            "columnContentColumn": "foldValueColumn",
        }
        found = {renamed.get(name, name): value for name, value in params.items()}
        if "columnNamePattern" in params:
            found |= {"appliesTo": "PATTERN", "appliesToPattern": params["columnNamePattern"]}
        return found

    def apply(self, table: Relation, params: FoldColumnsParams, probe: Probe) -> Relation:
        chosen = params.chosen(table, probe)
        name = new_name(params.foldNameColumn, "foldNameColumn")
        value = new_name(params.foldValueColumn, "foldValueColumn")
        if name == value:
            raise InvalidInput.at("foldValueColumn", "Names and values need a column each.")
        columns = [table.field(one).column for one in chosen]
        is_uniform = len({(sql_type_of(column), column.type) for column in columns}) == 1
        cells = [table.sql(one) if is_uniform else table.text(one) for one in chosen]
        first = columns[0]
        stored: tuple[StorageType, Meaning | None] = (first.type, first.meaning) if is_uniform else ("string", "text")
        names = exp.Array(expressions=[text(one) for one in chosen])
        folded = listed.as_rows(
            table, [names, exp.Array(expressions=cells)], [name, value], [("string", "text"), stored], after=chosen[-1]
        )
        if params.skipEmpty:
            folded = folded.where(exp.not_(folded.is_empty(value)))
        return folded if params.keepColumns else folded.drop([one for one in chosen if one not in (name, value)])
