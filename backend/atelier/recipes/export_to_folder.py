"""Export: a table as a file in a folder."""

from typing import TYPE_CHECKING, Literal

from atelier.errors import InvalidInput
from atelier.recipes.base import FormContext, RunContext, dataset, folder, param
from atelier.recipes.table import FileSketch, Inputs, TableRecipe, opened
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atelier.tables.exporting import Layout
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


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


class ExportToFolder(TableRecipe[ExportParams]):
    """Write a table as a file into a folder, for other programs to read."""

    type = "export-to-folder"
    label = "Export to folder"
    icon = "export"
    verb = "export"
    dss_types = ("export",)
    inputs = (dataset("input", "Input dataset", help="The table to write."),)
    outputs = (folder("output", "Output folder", help="The folder that holds the file, and nothing else."),)
    sections = (BEFORE, "File", AFTER)
    Params = ExportParams

    def build(self, inputs: Inputs, params: ExportParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input

        if params.format == "csv" and (not params.separator or params.separator in '"\r\n'):
            raise InvalidInput.at(("params", "separator"), "The separator is one character, such as “,”, “;” or “|”.")
        _file_name(params, "rows")
        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.columns, "columns")
        return {"output": finished(table.select(params.columns) if params.columns else table, params, probe)}

    def output_columns(self, form: FormContext, params: ExportParams) -> dict[str, list[Column]]:
        return {}

    def files(self, built: "Mapping[str, Relation]", params: ExportParams, probe: "Probe") -> list[FileSketch]:
        from atelier.tables.exporting import first_lines

        relation = built["output"]
        return [FileSketch(_file_name(params, relation.name), first_lines(probe, relation, _layout(params)))]

    def run(self, ctx: RunContext, params: ExportParams) -> None:
        from atelier.tables.exporting import write_file

        with opened(self, ctx) as (inputs, probe):
            relation = self.build(inputs, params, probe)["output"]
            output = ctx.output_folder("output")
            name = _file_name(params, inputs["input"][0].name)
            layout = _layout(params)
            write_file(probe, relation, output.path / name, layout, progress=ctx.progress, stop=ctx.stop_requested)
            size = (output.path / name).stat().st_size
            ctx.log(f"{name}: {len(relation.columns):,} columns, {size:,} bytes")
            ctx.summarise(bytes=size)


def _layout(params: ExportParams) -> "Layout":
    from atelier.tables.exporting import Layout

    return Layout(params.format, params.separator, params.header, params.compress)


def _file_name(params: ExportParams, title: str) -> str:
    """Return the file's path in the folder, with the ending of its format."""
    from atelier.storage.names import clean_path
    from atelier.tables.exporting import ENDINGS
    from atelier.tables.located import located

    ending = ENDINGS[params.format]
    if params.compress and params.format in ("csv", "tsv", "jsonl"):
        ending += ".gz"
    wish = params.file_name.strip() or title
    with located("params", "file_name"):
        return clean_path(wish if wish.lower().endswith(ending) else wish + ending)
