"""Python code for each row."""

from typing import Any, Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables import rowmap
from atelier.tables.calls import call, in_years, json_of, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting
from atelier.tables.types import NUMERIC, WHOLE, sql_type

MAX_CODE = 100_000

_CELL_CODE = """def process(row):
    # row is a dict of the columns; give back the value of the cell
    return row["name"]
"""

_TYPES: dict[str, tuple[StorageType, Meaning]] = {
    "string": ("string", "text"),
    "int": ("bigint", "integer"),
    "float": ("double", "decimal"),
    "boolean": ("boolean", "boolean"),
    "date": ("date", "date"),
    "array": ("array", "array"),
    "object": ("object", "object"),
}


class PythonFunctionParams(StepParams):
    mode: Literal["CELL", "ROW", "MULTI_ROWS"] = setting(
        "CELL",
        label="The function gives back",
        options={
            "CELL": "The value of one cell",
            "ROW": "The whole row, also with new columns",
            "MULTI_ROWS": "Several rows for each row, or none",
        },
    )
    column: str = setting(
        "result",
        label="Output column",
        help="New, or one that is there.",
        widget="new_column",
        shown_if={"field": "mode", "op": "eq", "value": "CELL"},
    )
    outputType: Literal["auto", "string", "int", "float", "boolean", "date", "array", "object"] = setting(
        "auto",
        label="Type of the output",
        options={
            "auto": "As the values are",
            "string": "Text",
            "int": "Whole numbers",
            "float": "Decimal numbers",
            "boolean": "True or false",
            "date": "Dates",
            "array": "Arrays",
            "object": "Objects",
        },
        shown_if={"field": "mode", "op": "eq", "value": "CELL"},
    )
    sourceColumns: list[str] = setting(
        [],
        label="Columns that the code sees",
        help="None: all. Fewer are faster; leave out vectors that the code does not need.",
        widget="columns",
    )
    pythonSourceCode: str = setting(
        _CELL_CODE,
        label="Code",
        help="It defines process(row); row is a dict of the columns' values. For several rows it gives back a list of "
        "dicts, or yields them; columns that a dict leaves out are empty.",
        widget="code",
        max_length=MAX_CODE,
    )


class PythonFunction(Step[PythonFunctionParams]):
    """Run a Python function on each row: it gives back the value of a cell, the row with its changes, or several rows.

    The code runs in a process of its own with bounded memory and without access to files. It needs the right to write
    code. A preview gives it 5 seconds.
    """

    type = "PythonUDF"
    label = "Python function"
    category = "code"
    icon = "python"
    keywords = ("code", "script", "custom", "udf", "function")
    runs_code = True
    Params = PythonFunctionParams

    def sentence(self, params: PythonFunctionParams) -> str:
        if params.mode == "CELL":
            return f"Python function into “{params.column}”"
        return f"Python function on each row{', giving several' if params.mode == 'MULTI_ROWS' else ''}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        if "sourceColumnsList" in params and "sourceColumns" not in params:
            return {**params, "sourceColumns": params["sourceColumnsList"]}
        return params

    def apply(self, table: Relation, params: PythonFunctionParams, probe: Probe) -> Relation:
        for name in params.sourceColumns:
            if not table.has(name):
                raise InvalidInput.at("sourceColumns", f"There is no column “{shown(name)}” here.")
        if params.mode == "CELL" and not params.column.strip():
            raise InvalidInput.at("column", "Give the output column a name.")
        if not params.pythonSourceCode.strip():
            raise InvalidInput.at("pythonSourceCode", "Write the function process(row).")
        seen = [name for name in table.names if not params.sourceColumns or name in set(params.sourceColumns)]
        try:
            found = rowmap.mapped(table, params.pythonSourceCode, params.mode, seen, probe)
        except InvalidInput as error:
            whole = f"{error.message} {error.hint}" if error.hint else error.message
            raise InvalidInput.at("pythonSourceCode", whole) from error
        if params.mode == "CELL":
            stored = _TYPES.get(params.outputType) or _fitting(found.kinds.get("", set()))
            return found.table.with_columns([_cell(params.column, found.out.sql, stored)])
        return _changed(_one_by_one(found) if params.mode == "MULTI_ROWS" else found)


def _one_by_one(found: rowmap.Mapped) -> rowmap.Mapped:
    """Return a row for each that the code gave; a row for which it gave none is gone."""
    out = found.table.new_field(Column(name="out"))
    given = call("unnest", call("json_extract", json_of(found.out.sql), text("$[*]")))
    said = exp.cast(given, "VARCHAR").as_(out.ref, quoted=True)
    return rowmap.Mapped(found.table.query(lambda select: select.select(said)), out, found.kinds)


def _changed(found: rowmap.Mapped) -> Relation:
    """Return the table with the columns that the code changed or made."""
    made = []
    whole = json_of(found.out.sql)
    for name, kinds in found.kinds.items():
        pointer = text("/" + name.replace("~", "~0").replace("/", "~1"))
        value = call("json_extract", whole, pointer)
        if not found.table.has(name):
            made.append(_cell(name, value, _fitting(kinds)))
            continue
        column = found.table.field(name).column
        stored = _kept(column.type, column.meaning, kinds)
        new = _cell(name, value, stored)
        old: exp.Expr = found.table.sql(name)
        if stored != (column.type, column.meaning):
            old = _as(found.table.text(name), stored)
        is_said = call("json_exists", whole, pointer)
        made.append(New(name, exp.case().when(is_said, new.expression).else_(old), new.type, new.meaning))
    return found.table.with_columns(made)


def _cell(name: str, value: exp.Expr, stored: tuple[StorageType, Meaning | None]) -> New:
    said = call("json_extract_string", json_of(value), text("$"))
    return New(name, _as(said, stored), stored[0], stored[1])


def _as(said: exp.Expr, stored: tuple[StorageType, Meaning | None]) -> exp.Expr:
    """Return a text as what it is stored as; what does not fit is empty."""
    target = sql_type(*stored)
    if target == "VARCHAR":
        return said
    if stored[0] == "date":
        moment = exp.TryCast(this=said, to=exp.DataType.build("TIMESTAMPTZ", dialect="duckdb"))
        return in_years(exp.cast(moment, "TIMESTAMP"))
    if target == "FLOAT[]":
        return exp.TryCast(this=json_of(said), to=exp.DataType.build("FLOAT[]", dialect="duckdb"))
    return exp.TryCast(this=said, to=exp.DataType.build(target, dialect="duckdb"))


def _fitting(kinds: set[str]) -> tuple[StorageType, Meaning]:
    """Return the type that holds all sorts of values that were given."""
    if kinds == {"int", "float"}:
        return _TYPES["float"]
    return _TYPES.get(next(iter(kinds)), _TYPES["string"]) if len(kinds) == 1 else _TYPES["string"]


def _kept(type: StorageType, meaning: Meaning | None, kinds: set[str]) -> tuple[StorageType, Meaning | None]:
    """Return the type of a changed column: as it was where the new values fit."""
    if type == "string" or not kinds or (type in NUMERIC and kinds <= {"int", "float"} and type not in WHOLE):
        return type, meaning
    if type in WHOLE and kinds == {"int"}:
        return "bigint", meaning
    if type in WHOLE and kinds <= {"int", "float"}:
        return "double", "decimal"
    if len(kinds) == 1 and _fitting(kinds)[0] == type:
        return type, meaning
    return _TYPES["string"]
