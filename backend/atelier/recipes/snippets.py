"""Pieces of code for the chosen inputs and outputs, ready to be put into the editor."""

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Language = Literal["python", "sql"]
Kind = Literal["dataset", "folder"]


@dataclass(frozen=True, slots=True)
class CodeItem:
    """An item as code names it."""

    name: str
    kind: Kind
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code with what it does; `item` is empty for one that is about the whole recipe."""

    label: str
    code: str
    item: str = ""
    direction: Literal["input", "output", ""] = ""


def snippets(language: Language, inputs: Sequence[CodeItem], outputs: Sequence[CodeItem]) -> list[Snippet]:
    """Return the starter code first, then pieces for each input and output."""
    if language == "sql":
        return _sql(inputs)
    found = [Snippet("Starter code for all inputs and outputs", _starter(inputs, outputs))]
    for item in inputs:
        found += [
            Snippet(label, code, item.name, "input")
            for label, code in (_reading(item) if item.kind == "dataset" else _reading_folder(item))
        ]
    for item in outputs:
        found += [
            Snippet(label, code, item.name, "output")
            for label, code in (_writing(item) if item.kind == "dataset" else _writing_folder(item))
        ]
    return [*found, Snippet("Read the variables", "variables = dataiku.get_custom_variables()\n")]


def variable_name(name: str) -> str:
    """Return a Python name that is as near to an item's name as can be."""
    plain = re.sub(r"\W+", "_", name).strip("_").lower() or "item"
    if plain[0].isdigit():
        plain = f"item_{plain}"
    return f"{plain}_" if keyword.iskeyword(plain) or plain in ("dataiku", "pd") else plain


def _starter(inputs: Sequence[CodeItem], outputs: Sequence[CodeItem]) -> str:
    lines = ["import dataiku", "import pandas as pd", ""]
    for item in inputs:
        if item.kind == "dataset":
            lines.append(f"{variable_name(item.name)} = dataiku.Dataset({_quoted(item.name)}).get_dataframe()")
        else:
            lines.append(f"{variable_name(item.name)} = dataiku.Folder({_quoted(item.name)})")
    first = next((variable_name(item.name) for item in inputs if item.kind == "dataset"), "pd.DataFrame()")
    if inputs:
        lines.append("")
    for item in outputs:
        name = variable_name(item.name)
        if item.kind == "dataset":
            lines += [f"# The rows of {_in_comment(item.name)}, as a frame", f"{name}_frame = {first}"]
            lines += [f"dataiku.Dataset({_quoted(item.name)}).write_with_schema({name}_frame)", ""]
        else:
            lines += [f"{name} = dataiku.Folder({_quoted(item.name)})", f'{name}.upload_data("result.txt", b"")', ""]
    return "\n".join(lines).rstrip() + "\n"


def _reading(item: CodeItem) -> list[tuple[str, str]]:
    name, quoted = variable_name(item.name), _quoted(item.name)
    return [
        ("Read into a frame", f"{name} = dataiku.Dataset({quoted}).get_dataframe()\n"),
        ("Read in pieces", f"for {name} in dataiku.Dataset({quoted}).iter_dataframes(chunksize=10_000):\n    ...\n"),
        ("Read row by row", f"for row in dataiku.Dataset({quoted}).iter_rows():\n    ...\n"),
    ]


def _reading_folder(item: CodeItem) -> list[tuple[str, str]]:
    name, quoted = variable_name(item.name), _quoted(item.name)
    return [
        ("Open the folder", f"{name} = dataiku.Folder({quoted})\n"),
        (
            "Read each file",
            f"for path in dataiku.Folder({quoted}).list_paths_in_partition():\n"
            f"    with dataiku.Folder({quoted}).get_download_stream(path) as file:\n        data = file.read()\n",
        ),
    ]


def _writing(item: CodeItem) -> list[tuple[str, str]]:
    quoted = _quoted(item.name)
    return [
        ("Write a frame", f"dataiku.Dataset({quoted}).write_with_schema(frame)\n"),
        (
            "Write row by row",
            f'with dataiku.Dataset({quoted}).get_writer() as writer:\n    writer.write_row_dict({{"name": "value"}})\n',
        ),
    ]


def _writing_folder(item: CodeItem) -> list[tuple[str, str]]:
    quoted = _quoted(item.name)
    return [
        ("Write a file", f'dataiku.Folder({quoted}).upload_data("name.txt", data)\n'),
        ("Write JSON", f'dataiku.Folder({quoted}).write_json("name.json", value)\n'),
    ]


def _sql(inputs: Sequence[CodeItem]) -> list[Snippet]:
    tables = [item for item in inputs if item.kind == "dataset"]
    if not tables:
        return []
    first = tables[0]
    chosen = ",\n       ".join(sql_name(column) for column in first.columns[:50]) or "*"
    found = [Snippet("Starter query", f"SELECT {chosen}\nFROM {sql_name(first.name)}\n")]
    for item in tables:
        table = sql_name(item.name)
        found.append(Snippet("Name of the table", table, item.name, "input"))
        if item.columns:
            listed = ", ".join(sql_name(column) for column in item.columns)
            found.append(Snippet("All columns", listed, item.name, "input"))
        count = f"SELECT count(*) AS rows FROM {table}\n"  # noqa: S608  # text for a person to look at
        found.append(Snippet("Count the rows", count, item.name, "input"))
    for other in tables[1:]:
        shared = next((column for column in first.columns if column in other.columns), None)
        if shared is not None:
            code = (
                f"SELECT *\nFROM {sql_name(first.name)}\nLEFT JOIN {sql_name(other.name)} USING ({sql_name(shared)})\n"
            )
            found.append(Snippet(f"Join with {first.name}", code, other.name, "input"))
    return found


def sql_name(name: str) -> str:
    """Return a name as SQL takes it: in double quotes unless it is a plain word."""
    if re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name.upper() not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


_RESERVED_WORDS = """
ALL AND ANY AS ASC BOTH CASE CAST CHECK COLUMN CREATE CROSS DEFAULT DESC DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR
FOREIGN FROM FULL GROUP HAVING IN INNER INTERSECT INTO IS JOIN LATERAL LEFT LIKE LIMIT NATURAL NOT NULL OFFSET ON ONLY
OR ORDER OUTER PIVOT PRIMARY QUALIFY REFERENCES RIGHT SELECT SHOW SOME SUMMARIZE TABLE THEN TO TRUE UNION UNIQUE UNPIVOT
USING VALUES WHEN WHERE WINDOW WITH
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _in_comment(name: str) -> str:
    return re.sub(r"\s+", " ", name)
