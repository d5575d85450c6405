"""Rows of a relation written as a file: CSV, TSV, JSON lines, Parquet or Excel, by the engine as far as it can."""

import importlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlglot import exp

from atelier import jsontext
from atelier.errors import ActivityFailed, InvalidInput
from atelier.tables.pages import cell
from atelier.tables.probe import Probe
from atelier.tables.relation import Field, Relation
from atelier.tables.writing import fetched_rows, watched, write_parquet

FileFormat = Literal["csv", "tsv", "jsonl", "parquet", "excel"]

ENDINGS: dict[str, str] = {"csv": ".csv", "tsv": ".tsv", "jsonl": ".jsonl", "parquet": ".parquet", "excel": ".xlsx"}
MOST_EXCEL_ROWS, MOST_EXCEL_COLUMNS, MOST_EXCEL_TEXT = 1_048_576, 16_384, 32_767
_MOMENT = "%Y-%m-%dT%H:%M:%S.%gZ"
_SHOWN_ROWS, _SHOWN_LINE = 20, 400
_UNUSED = "\x01"  # stands in no JSON text: control characters are escaped there


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written."""

    format: FileFormat = "csv"
    separator: str = ","
    header: bool = True
    compress: bool = False


def write_file(
    probe: Probe,
    relation: Relation,
    place: Path,
    layout: Layout,
    *,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Write all rows, in their order, as the file `place`; raises as `watched` does."""
    if not relation.fields:
        raise InvalidInput("The table has no columns: there is nothing to write.")
    place.parent.mkdir(parents=True, exist_ok=True)
    with watched(probe.connection, place.parent, progress, stop):
        match layout.format:
            case "parquet":
                write_parquet(probe, relation, place)
            case "excel":
                _write_excel(probe, relation, place, layout)
            case _:
                _write_text(probe, relation, place, layout)


def first_lines(probe: Probe, relation: Relation, layout: Layout) -> list[str]:
    """Return the first lines of the file as they would be written, long ones cut; none where it is not text."""
    if not relation.fields:
        raise InvalidInput("The table has no columns: there is nothing to write.")
    if layout.format in ("parquet", "excel"):
        return []
    first = relation.query(lambda select: select.limit(_SHOWN_ROWS))
    with tempfile.TemporaryDirectory(prefix="atelier-lines-") as folder, probe.answering():
        place = Path(folder) / "rows"
        _write_text(probe, first, place, replace(layout, compress=False))
        lines = place.read_text(encoding="utf-8").splitlines()[: _SHOWN_ROWS + 1]
    return [line if len(line) <= _SHOWN_LINE else f"{line[:_SHOWN_LINE]}…" for line in lines]


def _write_text(probe: Probe, relation: Relation, place: Path, layout: Layout) -> None:
    if layout.format == "jsonl":
        _copy(probe, _json_lines(relation), place, layout, _UNUSED, quote="")
    else:
        separator = "\t" if layout.format == "tsv" else layout.separator
        _copy(probe, _text_rows(relation, layout), place, layout, separator, quote='"')


def _copy(probe: Probe, rows: Relation, place: Path, layout: Layout, separator: str, *, quote: str) -> None:
    options = {"DELIMITER": separator, "QUOTE": quote, "ESCAPE": quote, "NEW_LINE": "\n"}
    if layout.compress:
        options["COMPRESSION"] = "gzip"
    listed = ", ".join(f"{name} {_literal(value)}" for name, value in options.items())
    query = rows.scope.runnable(rows.statement())
    probe.connection.execute(f"COPY ({query}) TO {_literal(str(place))} (FORMAT csv, HEADER false, {listed})")


def _literal(text: str) -> str:
    return str(exp.Literal.string(text).sql(dialect="duckdb"))


def _text_rows(relation: Relation, layout: Layout) -> Relation:
    """Return the rows as texts, the names of the columns before them: names may be anything there."""
    body = exp.select(*(_as_text(f).as_(f.ref, quoted=True) for f in relation.fields)).from_(relation.origin)
    if not layout.header:
        return relation.over(body, relation.fields, word="texts")
    names = exp.select(*(exp.Literal.string(f.name).as_(f.ref, quoted=True) for f in relation.fields))
    return relation.over(exp.Union(this=names, expression=body, distinct=False), relation.fields, word="texts")


def _as_text(field: Field) -> exp.Expr:
    if field.column.type == "date":
        return exp.Anonymous(this="strftime", expressions=[field.sql, exp.Literal.string(_MOMENT)])
    value: exp.Expr = field.sql
    if field.column.type == "array" and field.column.meaning == "vector":
        value = exp.Anonymous(this="to_json", expressions=[value])
    return exp.cast(value, "VARCHAR")


def _json_lines(relation: Relation) -> Relation:
    """Return a row for each row: one text, a JSON object with all columns."""
    parts: list[exp.Expr] = []
    for field in relation.fields:
        parts += [exp.Literal.string(field.name), _as_json(field)]
    made = exp.cast(exp.Anonymous(this="json_object", expressions=parts), "VARCHAR")
    line = relation.new_field(relation.fields[0].column.model_copy(update={"name": "line", "type": "string"}))
    return relation.over(exp.select(made.as_(line.ref, quoted=True)).from_(relation.origin), [line], word="lines")


def _as_json(field: Field) -> exp.Expr:
    kind = field.column.type
    if kind == "date":
        return _as_text(field)
    if kind in ("float", "double"):  # JSON has no word for NaN and infinity
        finite = exp.Anonymous(this="isfinite", expressions=[field.sql])
        return exp.Case(ifs=[exp.If(this=finite, true=field.sql)])
    if kind == "object" or (kind == "array" and field.column.meaning != "vector"):
        as_text = exp.Anonymous(this="to_json", expressions=[field.sql])
        return exp.Coalesce(this=exp.TryCast(this=field.sql, to=exp.DataType.build("JSON")), expressions=[as_text])
    return field.sql


def _write_excel(probe: Probe, relation: Relation, place: Path, layout: Layout) -> None:
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ModuleNotFoundError:
        raise ActivityFailed(
            "Excel files cannot be written here: the package openpyxl is missing.",
            hint="Export as CSV, or ask the administrator to install it.",
        ) from None
    if len(relation.fields) > MOST_EXCEL_COLUMNS:
        raise InvalidInput(f"A sheet of Excel has at most {MOST_EXCEL_COLUMNS:,} columns; choose some to export.")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    if layout.header:
        sheet.append([_excel_text(name) for name in relation.names])
    for number, row in enumerate(_excel_rows(probe, relation), start=2 if layout.header else 1):
        if number > MOST_EXCEL_ROWS:
            raise InvalidInput(
                f"A sheet of Excel has at most {MOST_EXCEL_ROWS:,} rows, and the table has more.",
                hint="Filter the rows, or export as CSV or Parquet.",
            )
        sheet.append(row)
    book.save(place)


def _excel_rows(probe: Probe, relation: Relation) -> Iterator[list[Any]]:
    for row in fetched_rows(probe, relation):
        yield [_excel_value(value, field) for value, field in zip(row, relation.fields, strict=True)]


def _excel_value(value: Any, field: Field) -> Any:
    if value is None or field.column.type == "boolean":
        return value
    if field.column.type == "date":
        return value if 1900 < value.year < 9999 else value.isoformat()
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, int):
        return value if abs(value) < 10**15 else str(value)  # Excel keeps 15 digits
    if isinstance(value, list):
        return _excel_text(jsontext.dumps(cell(value, field.column)))
    return _excel_text(str(value))


def _excel_text(text: str) -> str:
    """Return text that a cell takes: without control characters, cut where a cell ends."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")[:MOST_EXCEL_TEXT]
