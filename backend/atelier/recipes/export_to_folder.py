"""Export: a table as a file in a folder."""

from typing import Literal

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams


class ExportParams(AroundParams):
    format: Literal["csv", "tsv", "jsonl", "parquet", "excel"] = param(
        "csv",
        label="Format",
        help="How the file is written.",
        section="File",
        options={
            "csv": "CSV",
            "tsv": "TSV (tabs)",
            "jsonl": "JSON lines",
            "parquet": "Parquet",
            "excel": "Excel",
        },
    )
    file_name: str = param(
        "",
        label="File name",
        help="Name of the file, with or without its ending; sub-folders with “/”. Empty: the dataset's name.",
        section="File",
        max_length=500,
    )
    header: bool = param(
        True,
        label="Header",
        help="Whether the first line names the columns.",
        section="File",
        shown_if={"field": "format", "op": "in", "value": ["csv", "tsv", "excel"]},
    )
    separator: str = param(
        ",",
        label="Separator",
        help="The one character between values.",
        section="File",
        shown_if={"field": "format", "op": "eq", "value": "csv"},
        max_length=1,
    )
    compress: bool = param(
        False,
        label="Compress with gzip",
        help="Writes a file that ends in .gz.",
        section="File",
        shown_if={"field": "format", "op": "in", "value": ["csv", "tsv", "jsonl"]},
    )
    columns: list[str] = param(
        [], label="Columns", help="Which columns are written. None: all columns.", section="File", widget="columns"
    )
