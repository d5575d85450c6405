"""Notebooks of a project: `.ipynb` files below the data folder, so that JupyterLab opens the same file that is listed.

Deleted ones go to a trash folder beside them.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from atelier import clock, ids
from atelier.db.tables import Item, Project
from atelier.errors import Conflict, InvalidInput, NotFound, TooLarge
from atelier.items import notebook_templates as templates
from atelier.storage.blobs import disk_error

_NAME = re.compile(r"[^\W_][\w ().+-]{0,99}")
_TRASH = ".trash"
MAX_BYTES = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's file, and from which template and dataset it was made."""

    name: str
    size: int
    modified_at: datetime
    template: str
    dataset: str


def folder_of(home: Path, project: Project) -> Path:
    """Return where a project's notebooks are."""
    return home / "notebooks" / project.key


def list_of(home: Path, project: Project) -> list[Notebook]:
    """Return a project's notebooks by name."""
    folder = folder_of(home, project)
    return [_described(folder / name) for name in _names(folder)]


def create(
    home: Path, project: Project, *, name: str, template: str, dataset: Item, options: Mapping[str, str], author: str
) -> Notebook:
    """Make a notebook on a dataset from a predefined template; raises `InvalidInput` or `Conflict`."""
    place = _place(home, project, name)
    built = templates.build(
        template, project_key=project.key, dataset=dataset.name, columns=dataset.columns, options=options
    )
    _write(place, name, built, author=author)
    return _described(place)


def write(
    home: Path, project: Project, *, name: str, content: dict[str, Any], author: str, replace: bool = False
) -> Notebook:
    """Make a notebook of this content, or give one that is there (`replace`) another content.

    Raises `InvalidInput` for what is no notebook, `Conflict`, `NotFound` or `TooLarge`.
    """
    place = _existing(home, project, name) if replace else _place(home, project, name)
    cells = content.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise InvalidInput.at("cells", "A notebook has “cells”, a list of objects.")
    if content.get("nbformat") != 4:
        raise InvalidInput.at("nbformat", "Notebooks of nbformat 4 are kept here; convert older ones in JupyterLab.")
    _write(place, name, {"metadata": {}, "nbformat_minor": 5, **content}, author=author, replace=replace)
    return _described(place)


def _write(place: Path, name: str, content: dict[str, Any], *, author: str, replace: bool = False) -> None:
    if not replace:
        metadata = _object(content.get("metadata"))
        about = {**_object(metadata.get("atelier")), "author": author, "created_at": clock.now().isoformat()}
        content = {**content, "metadata": {**metadata, "atelier": about}}
    try:
        text = json.dumps(content, indent=1, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InvalidInput.at("cells", "The notebook holds a character that is not text.") from None
    if len(text) > MAX_BYTES:
        raise TooLarge(f"“{name}” is larger than 50 MB. Clear its outputs first.")
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.parent / f".{ids.token(8)}.part"
    try:
        temporary.write_bytes(text)
        if replace:
            temporary.replace(place)
        else:
            os.link(temporary, place)  # fails where the name is taken, unlike a rename
    except FileExistsError:
        raise Conflict(f"There is already a notebook called “{name}” in this project. Choose another name.") from None
    except OSError as error:
        raise disk_error(error) from error
    finally:
        temporary.unlink(missing_ok=True)


def require(home: Path, project: Project, name: str) -> None:
    """Raise `NotFound` unless the project has a notebook of that name."""
    _existing(home, project, name)


def read(home: Path, project: Project, name: str) -> bytes:
    """Return a notebook's file; raises `NotFound`."""
    place = _existing(home, project, name)
    if place.stat().st_size > MAX_BYTES:
        raise TooLarge(f"“{name}” is larger than 50 MB. Clear its outputs in JupyterLab first.")
    return place.read_bytes()


def delete(home: Path, project: Project, name: str) -> None:
    """Put a notebook into the trash folder; raises `NotFound`."""
    place = _existing(home, project, name)
    trash = place.parent / _TRASH
    trash.mkdir(exist_ok=True)
    place.rename(trash / f"{place.stem} {clock.now():%Y-%m-%d %H.%M.%S} {ids.token(4)}.ipynb")


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _place(home: Path, project: Project, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise InvalidInput.at(
            "name",
            f"“{name[:60]}” cannot be a notebook's name: letters, digits, spaces and ().+-_ only, a letter or digit "
            "first, at most 100 characters.",
        )
    return folder_of(home, project) / f"{name}.ipynb"


def _existing(home: Path, project: Project, name: str) -> Path:
    """Return a listed notebook's file; one made in JupyterLab may have any name that a file can have."""
    folder = folder_of(home, project)
    if not name.startswith(".") and f"{name}.ipynb" in _names(folder):
        return folder / f"{name}.ipynb"
    raise NotFound(f"There is no notebook “{name[:100]}” in this project.")


def _names(folder: Path) -> list[str]:
    """Return the names of the notebooks' files; a link may lead out of the folder, so none is followed."""
    try:
        return sorted(
            one.name
            for one in os.scandir(folder)
            if one.name.endswith(".ipynb") and not one.name.startswith(".") and one.is_file(follow_symlinks=False)
        )
    except FileNotFoundError:
        return []


def _described(path: Path) -> Notebook:
    facts = path.stat()
    about = _about(path) if facts.st_size <= MAX_BYTES else {}
    return Notebook(
        name=path.stem,
        size=facts.st_size,
        modified_at=datetime.fromtimestamp(facts.st_mtime, UTC),
        template=str(about.get("template", "")),
        dataset=str(about.get("dataset", "")),
    )


def _about(path: Path) -> dict[str, Any]:
    """Return what a notebook says of its origin; JupyterLab keeps it, another program may have dropped it."""
    try:
        found = json.loads(path.read_bytes())["metadata"]["atelier"]
    except (ValueError, KeyError, TypeError, OSError):
        return {}
    return found if isinstance(found, dict) else {}
