"""Correct single cells: those of the rows that a key names."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.matching import check_values, matches
from atelier.tables.steps.typed import replaced, value_for
from atelier.tables.types import sql_type_of


class CorrectValuesParams(StepParams):
    inputColumn: str = setting("", label="Column", widget="column", help="Whose cells are corrected.")
    keyColumn: str = setting("", label="Key column", widget="column", help="Says which rows are meant, by their name.")
    corrections: list[dict[str, str]] = setting(
        [], label="Corrections", widget="pairs", help="From a key to what the cell becomes. Empty: nothing."
    )


class CorrectValues(Step[CorrectValuesParams]):
    """Give the cells of some rows another value, each row named by its key: a picture's label, by the picture's name.

    All other cells stay as they are. In a table without the column there is nothing to correct, as in one of pictures
    that nobody has labelled yet, which is to be scored.
    """

    type = "CorrectValues"
    label = "Correct values by a key"
    category = "values"
    keywords = ("label", "relabel", "fix", "repair", "override", "wrong")
    Params = CorrectValuesParams

    def sentence(self, params: CorrectValuesParams) -> str:
        count = len(params.corrections)
        cells = f"{count:,} cell{'' if count == 1 else 's'}"
        return f"Correct {cells} of “{params.inputColumn}” by “{params.keyColumn}”"

    def apply(self, table: Relation, params: CorrectValuesParams, probe: Probe) -> Relation:
        if not params.inputColumn:
            raise InvalidInput.at("inputColumn", "Choose a column.")
        if not table.has(params.inputColumn):
            return table
        source = table.field(params.inputColumn)
        key = one_column(table, params.keyColumn, "keyColumn")
        pairs = _pairs(params)
        check_values(list(pairs), "FULL_STRING", probe, "corrections")
        by_value: dict[str, list[str]] = {}
        for name, value in pairs.items():
            by_value.setdefault(value, []).append(name)
        sql_type = sql_type_of(source.column)
        branches = [
            exp.If(
                this=matches(table, key, names, "FULL_STRING"),
                true=value_for(source.column, value, "corrections") if value else exp.cast(exp.null(), sql_type),
            )
            for value, names in by_value.items()
        ]
        expression = exp.Case(ifs=branches, default=source.sql)
        return table.with_columns([replaced(source, expression)])

    def effect(self, table: Relation, params: CorrectValuesParams) -> Effect | None:
        if not table.has(params.inputColumn):
            return None
        hit = matches(table, params.keyColumn, list(_pairs(params)), "FULL_STRING")
        return Effect(hit, "{hits} of {rows} rows are named")


def _pairs(params: CorrectValuesParams) -> dict[str, str]:
    """Return the value of each key; of a key that is given twice the last counts."""
    return {one.get("from", ""): one.get("to", "") for one in params.corrections if one.get("from", "")}
