"""Versions of saved models as files: reading one, what it says of itself, and how two differ."""

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import jsontext
from atelier.db.tables import FolderEntry, Item
from atelier.errors import NotFound
from atelier.items import entries
from atelier.items.store import Store
from atelier.ml.tabular.model import DESCRIPTION, described_from
from atelier.ml.tabular.report import FOLDER, ROWS
from atelier.ml.tabular.stored import FILE, Inputs, inputs_from

_DEEPEST = 6


def files_of(session: Session, model: Item, version: int) -> list[FolderEntry]:
    """Return the files of a version, by path."""
    query = select(FolderEntry).where(entries.at_version(model.id, version)).order_by(FolderEntry.path)
    return list(session.scalars(query))


def file_of(session: Session, store: Store, model: Item, version: int, path: str) -> Path:
    """Return the place of a file of a version; raises `NotFound`."""
    entry = entries.find(session, folder=model, path=path, version=version)
    if entry is None:
        raise NotFound(f"Version {version} of {model.name} has no “{path}”.")
    return store.place_of(model, entry)


def rows_of(session: Session, store: Store, model: Item, version: int) -> Path:
    """Return the place of a version's answers on its test rows; raises `NotFound`."""
    return file_of(session, store, model, version, f"{FOLDER}/{ROWS}")


def section_of(session: Session, store: Store, model: Item, version: int, section: str) -> Any:
    """Return a section of a version's report; raises `NotFound`."""
    return jsontext.loads(file_of(session, store, model, version, f"{FOLDER}/{section}.json").read_bytes())


def sections_of(session: Session, model: Item, version: int) -> list[str]:
    """Return the names of the sections of a version's report."""
    start, end = f"{FOLDER}/", ".json"
    paths = [one.path for one in files_of(session, model, version)]
    return [path[len(start) : -len(end)] for path in paths if path.startswith(start) and path.endswith(end)]


def described(session: Session, store: Store, model: Item, version: int) -> dict[str, Any]:
    """Return what a version's `model.json` says; raises `InvalidInput` where it cannot be read."""
    return described_from(file_of(session, store, model, version, DESCRIPTION).read_bytes())


def inputs(session: Session, store: Store, model: Item, version: int) -> Inputs:
    """Return the columns and the script of a version."""
    entry = entries.find(session, folder=model, path=FILE, version=version)
    return inputs_from(None if entry is None else store.place_of(model, entry).read_bytes())


def differences(left: dict[str, Any], right: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Return the settings in which two descriptions differ, by their dotted names, None where one lacks it."""
    found: list[tuple[str, Any, Any]] = []
    for block in ("algorithm", "values", "classes", "threshold", "design", "versions"):
        _differ(block, left.get(block), right.get(block), found, 0)
    return found


def _differ(name: str, left: Any, right: Any, found: list[tuple[str, Any, Any]], depth: int) -> None:
    if left == right:
        return
    if isinstance(left, dict) and isinstance(right, dict) and depth < _DEEPEST:
        for key in dict.fromkeys([*left, *right]):
            _differ(f"{name}.{key}", left.get(key), right.get(key), found, depth + 1)
        return
    found.append((name, left, right))
