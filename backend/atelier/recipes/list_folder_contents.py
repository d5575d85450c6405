"""List folder contents: a row for each file of a folder."""

import posixpath
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from atelier.errors import FieldProblem, InvalidInput
from atelier.recipes.base import FORM_FILES, FormContext, Params, Recipe, RunContext, Sample, dataset, folder, param
from atelier.storage.handles import Entry, FolderHandle
from atelier.storage.names import group_of, is_picture
from atelier.storage.schema import Column

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 2_000
_SAMPLE_FILES = 200
_SAMPLE_DECODED = 40  # pictures that are decoded whole for a preview
_SAMPLE_THREADS = 4

_FILE_COLUMNS = [
    Column(name="path", type="string", meaning="text", comment="Path of the file in the folder"),
    Column(name="name", type="string", meaning="text"),
    Column(name="extension", type="string", meaning="class"),
    Column(name="subfolder", type="string", meaning="class"),
    Column(name="size", type="bigint", meaning="integer", comment="Bytes"),
    Column(name="modified", type="date", meaning="date"),
]
_PICTURE_COLUMNS = [
    Column(name="width", type="int", meaning="integer", comment="Pixels, as the picture is shown"),
    Column(name="height", type="int", meaning="integer", comment="Pixels, as the picture is shown"),
    Column(name="mode", type="string", meaning="class", comment="Colours as stored: L, RGB, RGBA, CMYK, …"),
    Column(name="readable", type="boolean", meaning="boolean"),
    Column(name="problem", type="string", meaning="text"),
]
_LABEL = Column(name="label", type="string", meaning="class")


class ListFolderParams(Params):
    files: Literal["all", "pictures"] = param(
        "all",
        label="Files",
        help="Which files get a row.",
        section="Files",
        options={"all": "All files", "pictures": "Pictures only"},
    )
    pictures: Literal["no", "header", "whole"] = param(
        "header",
        label="Look into pictures",
        help="Adds width, height, mode and whether the picture can be read: by its header, which is fast, or by "
        "decoding it, which also finds pictures that are cut off.",
        section="Files",
        options={"no": "No", "header": "Their headers", "whole": "Decode them"},
    )
    label: Literal["none", "auto", "subfolder", "pattern"] = param(
        "auto",
        label="Label",
        help="Where the column `label` comes from.",
        section="Label",
        options={
            "none": "No label",
            "auto": "File name before _pic_ or a number, else the sub-folder",
            "subfolder": "Name of the sub-folder",
            "pattern": "Regular expression over the path",
        },
    )
    pattern: str = param(
        "",
        label="Regular expression",
        help="Its first group is the label, such as `^(.+)_pic_`. Paths that do not match get no label.",
        section="Label",
        widget="regex",
        shown_if={"field": "label", "op": "eq", "value": "pattern"},
        max_length=1_000,
    )


class ListFolderContents(Recipe[ListFolderParams]):
    """Make a row for each file of a folder: path, size, sub-folder, and for pictures their size and a label."""

    type = "list-folder-contents"
    label = "List folder contents"
    icon = "list"
    family = "visual"
    verb = "list"
    dss_types = ("list_folder_contents",)
    inputs = (folder("folder", "Folder", help="The folder whose files are listed."),)
    outputs = (dataset("output", "Output dataset", help="A row for each file, in the order of the paths."),)
    sections = ("Files", "Label")
    Params = ListFolderParams

    def output_columns(self, form: FormContext, params: ListFolderParams) -> dict[str, list[Column]]:
        return {"output": _columns(params)}

    def check(self, form: FormContext, params: ListFolderParams) -> Sequence[FieldProblem]:
        try:
            _labels(params, ["a_pic_1.jpg"])
        except InvalidInput as error:
            return error.fields
        return ()

    def sample(self, form: FormContext, params: ListFolderParams) -> Sample:
        source = form.folder("folder")
        seen = source.entries()
        entries = _wanted(seen, params)
        first = entries[: _SAMPLE_DECODED if params.pictures == "whole" else _SAMPLE_FILES]
        columns = _columns(params)
        with ThreadPoolExecutor(_SAMPLE_THREADS) as pool:
            rows = _rows(params, source, first, pool)
        return Sample(
            columns,
            [[row.get(column.name) for column in columns] for row in rows],
            len(first),
            is_whole=len(first) == len(entries) and len(seen) < FORM_FILES,
        )

    def run(self, ctx: RunContext, params: ListFolderParams) -> None:
        source, output = ctx.input_folder("folder"), ctx.output_dataset("output")
        entries = _wanted(source.entries(), params)
        ctx.log(f"{len(entries):,} files of {source.name}")
        output.write(_columns(params), _frames(ctx, params, source, entries))
        ctx.summarise(rows=len(entries))


def _wanted(entries: Sequence[Entry], params: ListFolderParams) -> list[Entry]:
    return [entry for entry in entries if params.files == "all" or is_picture(entry.path)]


def _columns(params: ListFolderParams) -> list[Column]:
    pictures = _PICTURE_COLUMNS if params.pictures != "no" else []
    path, *rest = _FILE_COLUMNS
    if params.files == "pictures":
        path = path.model_copy(update={"meaning": "picture_path"})
    return [path, *rest, *pictures, *([_LABEL] if params.label != "none" else [])]


def _frames(
    ctx: RunContext, params: ListFolderParams, source: FolderHandle, entries: Sequence[Entry]
) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    from atelier.errors import Stopped

    names = [column.name for column in _columns(params)]
    with ThreadPoolExecutor(max(1, ctx.device.threads)) as pool:
        for start in range(0, len(entries), _BATCH):
            if ctx.stop_requested():
                raise Stopped("Stopped while the files were being listed.")
            batch = entries[start : start + _BATCH]
            rows = _rows(params, source, batch, pool)
            yield pd.DataFrame({n: pd.Series([row.get(n) for row in rows], dtype="object") for n in names})
            ctx.progress((start + len(batch)) / len(entries))


def _rows(
    params: ListFolderParams, source: FolderHandle, batch: Sequence[Entry], pool: ThreadPoolExecutor
) -> list[dict[str, Any]]:
    rows = [_file_row(entry) for entry in batch]
    if params.pictures != "no":
        for row, facts in zip(rows, pool.map(lambda e: _picture_row(source, e, params), batch), strict=True):
            row.update(facts)
    if params.label != "none":
        for row, label in zip(rows, _labels(params, [entry.path for entry in batch]), strict=True):
            row["label"] = label
    return rows


def _file_row(entry: Entry) -> dict[str, Any]:
    subfolder, name = posixpath.split(entry.path)
    return {
        "path": entry.path,
        "name": name,
        "extension": posixpath.splitext(name)[1].lower().removeprefix("."),
        "subfolder": subfolder,
        "size": entry.size,
        "modified": datetime.fromtimestamp(entry.mtime, UTC),
    }


def _picture_row(source: FolderHandle, entry: Entry, params: ListFolderParams) -> dict[str, Any]:
    from atelier.errors import NotFound
    from atelier.settings import get_settings
    from atelier.storage.pictures import UnreadablePicture, measure

    if not is_picture(entry.path):
        return {}
    try:
        with source.open(entry.path) as stream:
            found = measure(stream, max_pixels=get_settings().max_picture_pixels, whole=params.pictures == "whole")
    except (UnreadablePicture, NotFound, OSError) as problem:
        return {"readable": False, "problem": str(problem)}
    return {"width": found.width, "height": found.height, "mode": found.mode, "readable": True}


def _labels(params: ListFolderParams, paths: Sequence[str]) -> list[str | None]:
    if params.label == "auto":
        return [group_of(path) or None for path in paths]
    if params.label == "subfolder":
        return [posixpath.basename(posixpath.dirname(path)) or None for path in paths]
    if params.label == "pattern":
        return _found(params.pattern, paths)
    return [None for _ in paths]


def _found(pattern: str, paths: Sequence[str]) -> list[str | None]:
    """Return the first group of a pattern in each path, by an engine whose time grows with the text only."""
    from atelier.tables.patterns import first_group

    if not pattern:
        raise InvalidInput.at(("params", "pattern"), "Write the regular expression whose first group is the label.")
    return first_group(pattern, paths, ("params", "pattern"))
