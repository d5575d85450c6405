"""Formats of files and schemas between DSS's words and ours."""

from typing import Any, get_args

from pydantic import ValidationError

from atelier.errors import InvalidInput
from atelier.storage.schema import Column, Meaning, StorageType

_CHARSETS = {"utf8": "utf-8", "utf-8": "utf-8", "iso-8859-1": "latin-1", "utf-16": "utf-16", "windows-1252": "cp1252"}
_MOST_SKIPPED = 1_000_000
_TYPES = {
    "map": "object",
    "geopoint": "string",
    "geometry": "string",
    "dateonly": "date",
    "datetimenotz": "date",
    "datetimetz": "date",
}


TYPES = {"csv": "csv", "jsonl": "json", "excel": "excel", "parquet": "parquet"}
"""Our formats and DSS's words for them."""
_OTHER_WORDS = {"jsonl": "jsonl", "tsv": "csv", "xlsx": "excel"}


def format_from_dss(type: str | None, params: dict[str, Any]) -> dict[str, Any]:
    """Return how a table's file is written, from `formatType` and `formatParams`; what is left out is detected.

    Raises `InvalidInput` for a format that cannot be read.
    """
    known = {dss: ours for ours, dss in TYPES.items()} | _OTHER_WORDS
    found = known.get(str(type or "csv"))
    if found is None:
        listed = ", ".join(TYPES.values())
        raise InvalidInput.at("formatType", f"Files of format {type} cannot be read; {listed} can.")
    header, skipped = params.get("parseHeaderRow"), params.get("skipRowsBeforeHeader")
    lines = skipped or 0
    if not isinstance(lines, int) or not 0 <= lines <= _MOST_SKIPPED:
        raise InvalidInput.at(
            ("formatParams", "skipRowsBeforeHeader"), "“skipRowsBeforeHeader” has to be a whole number of lines."
        )
    for name in ("separator", "quoteChar", "escapeChar"):
        if not isinstance(params.get(name) or "", str):
            raise InvalidInput.at(("formatParams", name), f"“{name}” has to be text.")
    if found == "csv":
        return _text_from_dss(params, header, lines)
    if found == "excel":
        sheet = params.get("sheets")
        return {
            "type": "excel",
            "sheet": sheet if isinstance(sheet, str) else "",
            "header": header if isinstance(header, bool) else None,
            "skip_lines": lines,
        }
    return {"type": "jsonl", "skip_lines": lines} if found == "jsonl" else {"type": "parquet"}


def format_to_dss(stored: dict[str, Any] | None, kept: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return `formatParams` for how a table is written, over what a script stored beside it."""
    if not stored:
        return dict(kept or {})
    match stored.get("type", "csv"):
        case "parquet":
            return dict(kept or {})
        case "jsonl":
            return {**(kept or {}), "charset": "utf8", "skipRowsBeforeHeader": stored.get("skip_lines", 0)}
        case "excel":
            return {
                **(kept or {}),
                "xlsx": True,
                "sheets": stored.get("sheet", ""),
                "parseHeaderRow": stored.get("header", True),
                "skipRowsBeforeHeader": stored.get("skip_lines", 0),
            }
    encodings = {ours: dss for dss, ours in reversed(_CHARSETS.items())}
    escape = stored.get("escape")
    return {
        "style": "unix" if escape else "excel",
        "skipRowsAfterHeader": 0,
        "probableNumberOfRecords": 0,
        "normalizeBooleans": False,
        "normalizeDoubles": True,
        **(kept or {}),
        "separator": stored.get("separator", ","),
        "quoteChar": stored.get("quote", '"'),
        "escapeChar": escape or "\\",
        "charset": encodings.get(stored.get("encoding", "utf-8"), stored.get("encoding", "utf8")),
        "parseHeaderRow": stored.get("header", True),
        "skipRowsBeforeHeader": stored.get("skip_lines", 0),
    }


def columns_from_dss(schema: dict[str, Any]) -> list[Column]:
    """Return the columns of a schema; types and meanings that only DSS knows are kept beside ours.

    Raises `InvalidInput` for a column without a name, a name given twice, or an unknown type.
    """
    columns: list[Column] = []
    seen: set[str] = set()
    for position, entry in enumerate(schema.get("columns") or []):
        column = _column(position, dict(entry) if isinstance(entry, dict) else {})
        if column.name in seen:
            raise InvalidInput.at(("schema", "columns", position), f"The column “{column.name}” is there twice.")
        seen.add(column.name)
        columns.append(column)
    return columns


def columns_to_dss(columns: list[Column]) -> list[dict[str, Any]]:
    """Return columns as a schema holds them."""
    shown = []
    for column in columns:
        fields = column.model_dump(exclude_none=True)
        fields["type"] = fields.pop("dssType", fields["type"])
        if "dssMeaning" in fields:
            fields["meaning"] = fields.pop("dssMeaning")
        shown.append(fields)
    return shown


def _column(position: int, entry: dict[str, Any]) -> Column:
    kind, meaning = entry.get("type") or "string", entry.get("meaning")
    if kind in _TYPES:
        entry["type"], entry["dssType"] = _TYPES[kind], kind
    elif kind not in get_args(StorageType):
        raise InvalidInput.at(("schema", "columns", position), f"“{kind}” is not a type that a column can have.")
    if meaning is not None and meaning not in get_args(Meaning):
        entry["meaning"], entry["dssMeaning"] = None, meaning
    try:
        return Column.model_validate({**entry, "type": entry.get("type") or "string"})
    except ValidationError as error:
        raise InvalidInput.at(("schema", "columns", position), "A column needs a name.") from error


def _text_from_dss(params: dict[str, Any], header: Any, lines: int) -> dict[str, Any]:
    charset = str(params.get("charset") or "").lower()
    return {
        "type": "csv",
        "separator": _sign(params, "separator"),
        "quote": _sign(params, "quoteChar"),
        "escape": None if params.get("style") == "excel" else _sign(params, "escapeChar"),
        "encoding": _CHARSETS.get(charset, charset) or None,
        "header": header if isinstance(header, bool) else None,
        "skip_lines": lines,
    }


def _sign(params: dict[str, Any], name: str) -> str | None:
    value = params.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidInput.at(("formatParams", name), f"“{name}” has to be text.")
    return value or None
