"""Join with another dataset that is small enough for memory."""

from typing import Any, Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.calls import call, named
from atelier.tables.probe import Probe
from atelier.tables.relation import Field, Relation
from atelier.tables.steps.base import Step, StepParams, setting


class JoinLookupParams(StepParams):
    leftCol: str = setting("", label="Key column", widget="column")
    rightInput: str = setting("", label="Other dataset", help="One of the recipe's further datasets.", widget="dataset")
    rightCol: str = setting("", label="Its key column", help="Empty: called the same.")
    copyRightColumns: list[str] = setting(
        [], label="Its columns to take", help="None: all but the key.", widget="values"
    )
    rightPrefix: str = setting("", label="Prefix of the new columns", max_length=100)
    normalization: Literal["EXACT", "LOWERCASE", "NORMALIZED"] = setting(
        "EXACT",
        label="Keys are compared",
        options={"EXACT": "Exactly", "LOWERCASE": "Ignoring case", "NORMALIZED": "Ignoring case and accents"},
    )


class JoinLookup(Step[JoinLookupParams]):
    """Look each row's key up in another dataset and take columns from the first row that holds it.

    Rows without a match stay, with empty cells; no row is ever doubled. The other dataset is an input of the recipe.
    """

    type = "MemoryEquiJoiner"
    dss_types = ("MemoryEquiJoinerProcessor",)
    label = "Join with another dataset"
    category = "columns"
    keywords = ("lookup", "merge", "vlookup", "enrich", "labels")
    Params = JoinLookupParams

    def sentence(self, params: JoinLookupParams) -> str:
        what = named(params.copyRightColumns) or "all columns"
        return f"Look “{params.leftCol}” up in {params.rightInput or '…'} and take {what}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        taken = params.get("copyRightColumns")
        if isinstance(taken, list):
            names = [one.get("column") or one.get("name") if isinstance(one, dict) else one for one in taken]
            params = {**params, "copyRightColumns": [name for name in names if name is not None]}
        return params

    def apply(self, table: Relation, params: JoinLookupParams, probe: Probe) -> Relation:
        table.field(params.leftCol)
        other = self._other(params, probe)
        key = params.rightCol or params.leftCol
        if not other.has(key):
            raise InvalidInput.at("rightCol", f"{other.name} has no column “{shown(key)}”. {_has(other)}")
        wanted = list(dict.fromkeys(params.copyRightColumns)) or [name for name in other.names if name != key]
        for name in wanted:
            if not other.has(name):
                raise InvalidInput.at("copyRightColumns", f"{other.name} has no column “{shown(name)}”. {_has(other)}")
        if not wanted:
            raise InvalidInput.at("copyRightColumns", f"{other.name} has no column besides its key.")
        names = self._new_names(table, wanted, params)
        return _joined(table, params.leftCol, other, key, dict(zip(wanted, names, strict=True)), params.normalization)

    def _other(self, params: JoinLookupParams, probe: Probe) -> Relation:
        name = params.rightInput.rsplit(".", 1)[-1] if params.rightInput not in probe.tables else params.rightInput
        found = probe.tables.get(name)
        if found is not None:
            return found
        known = f" There are: {', '.join(probe.tables)}." if probe.tables else ""
        if not params.rightInput:
            raise InvalidInput.at("rightInput", f"Choose the other dataset.{known}")
        raise InvalidInput.at(
            "rightInput",
            f"“{shown(params.rightInput)}” is not among the recipe's further datasets: add it to the inputs.{known}",
        )

    def _new_names(self, table: Relation, wanted: list[str], params: JoinLookupParams) -> list[str]:
        names = [f"{params.rightPrefix}{name}" for name in wanted]
        for name in names:
            if table.has(name):
                raise InvalidInput.at(
                    "rightPrefix", f"There is a column “{shown(name)}” already: give the new columns a prefix."
                )
        return names


def _joined(
    table: Relation, left_key: str, other: Relation, right_key: str, taken: dict[str, str], mode: str
) -> Relation:
    """Return the table with columns of the first row of `other` of the same key; `taken` maps to their new names."""
    new = [
        table.new_field(other.field(name).column.model_copy(update={"name": new_name}))
        for name, new_name in taken.items()
    ]
    key, place = (other.new_field(other.field(right_key).column) for _ in range(2))
    compared = _key(other, right_key, mode)
    numbered = other.over(
        exp.select(
            *(other.sql(name).as_(field.ref, quoted=True) for name, field in zip(taken, new, strict=True)),
            compared.as_(key.ref, quoted=True),
            exp.Window(this=exp.RowNumber()).as_(place.ref, quoted=True),
        ).from_(other.origin),
        (*new, key, place),
        word="lookup",
    )
    first = call("arg_min", call("row", *(field.sql for field in new)), place.sql)
    row: Field = other.new_field(other.field(right_key).column)
    chosen = numbered.over(
        exp.select(key.sql, first.as_(row.ref, quoted=True))
        .from_(numbered.origin)
        .where(exp.NEQ(this=key.sql, expression=exp.Literal.string("")))
        .group_by(key.sql),
        (key, row),
        word="lookup",
    )
    asked = table.new_field(other.field(right_key).column)
    keyed = table.query(lambda select: select.select(_key(table, left_key, mode).as_(asked.ref, quoted=True)))
    values = [
        call("struct_extract", row.sql, exp.Literal.number(n + 1)).as_(field.ref, quoted=True)
        for n, field in enumerate(new)
    ]
    select = (
        exp.select(*(field.sql for field in table.fields), *values)
        .from_(keyed.origin)
        .join(chosen.origin, on=exp.EQ(this=asked.sql, expression=key.sql), join_type="left")
    )
    return keyed.over(select, (*table.fields, *new), also=[chosen])


def _key(table: Relation, name: str, mode: str) -> exp.Expr:
    value = table.text(name)
    if mode != "EXACT":
        value = call("lower", value)
    return call("strip_accents", value) if mode == "NORMALIZED" else value


def _has(other: Relation) -> str:
    return f"It has: {', '.join(shown(name) for name in other.names[:12])}{', …' if len(other.names) > 12 else ''}."
