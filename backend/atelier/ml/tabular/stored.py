"""What a stored model needs of a table: its columns, and the script that makes them; and a model's folder on disk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design, FeatureType
from atelier.storage.handles import FolderHandle
from atelier.storage.schema import Column

FILE = "input.json"
_FORM_BYTES = 64 * 2**20

_WORDS: dict[FeatureType, str] = {
    "NUMERIC": "a number",
    "CATEGORY": "a category",
    "TEXT": "text",
    "VECTOR": "a vector",
    "IMAGE": "the path of a picture",
}
_NUMBERS = {"tinyint", "smallint", "int", "bigint", "float", "double", "boolean", "date"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a model reads: a script of Prepare steps, and the columns that stand after it."""

    columns: list[Column] = field(default_factory=list)
    script: list[dict[str, Any]] = field(default_factory=list)


def write_inputs(folder: Path, columns: Sequence[Column], script: list[dict[str, Any]]) -> None:
    """Write beside a model what it reads."""
    said = {"columns": [one.model_dump(exclude_none=True) for one in columns], "script": script}
    (folder / FILE).write_text(jsontext.dumps(said), encoding="utf-8")


def inputs_from(data: bytes | None) -> Inputs:
    """Return what a model reads, from the bytes of its file (None: it has none); raises `InvalidInput`."""
    if data is None:
        return Inputs()
    try:
        said = jsontext.loads(data)
        return Inputs([Column.model_validate(one) for one in said["columns"]], list(said["script"]))
    except (ValueError, KeyError, TypeError):
        raise InvalidInput(f"The model's file {FILE} cannot be read. Train the model again.") from None


def inputs_of(folder: FolderHandle) -> Inputs:
    """Return what the model in a folder reads."""
    return inputs_from(folder.read_bytes(FILE, limit=_FORM_BYTES) if folder.get(FILE) else None)


def laid_out(folder: FolderHandle, into: Path) -> Path:
    """Make the files of a stored model appear below `into` under their names; returns it."""
    for entry in folder.entries():
        place = into / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(folder.local_path(entry.path).resolve())
    return into


def column_problem(design: Design, columns: Sequence[Column], trained_on: Inputs, where: str) -> str | None:
    """Return why a table cannot be given to a model, as a sentence naming the first such column, or None."""
    here = {one.name: one for one in columns}
    then = {one.name: one for one in trained_on.columns}
    for name, feature in design.inputs().items():
        stood = f" ({then[name].type})" if name in then else ""
        wanted = f"The model needs the column “{name}” as {_WORDS[feature.type]}{stood}"
        if name not in here:
            return f"{wanted}; {where} has no such column."
        if not fits(feature.type, here[name]):
            return f"{wanted}; in {where} it is of type {here[name].type}."
    return None


def fits(wanted: FeatureType, column: Column) -> bool:
    """Say whether a column can be read as a type of feature."""
    if wanted == "VECTOR":
        return column.type in ("array", "string")
    if wanted == "NUMERIC":
        return column.type in _NUMBERS
    return column.type not in ("array", "object") or wanted == "TEXT"
