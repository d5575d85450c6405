"""Stores of evaluations: folders that hold the report of each run of an evaluation."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import jsontext
from atelier.db.tables import FolderEntry, Item
from atelier.errors import NotFound
from atelier.items import entries, flow
from atelier.items.store import Store

MOST_RUNS = 200
_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Run:
    """A report of a store; `path` is the name of its file."""

    path: str
    report: dict[str, Any]


def runs_of(session: Session, store: Store, folder: Item) -> list[Run]:
    """Return the newest reports of a store, newest first; files that are none are left out."""
    query = select(FolderEntry).where(entries.current(folder.id), FolderEntry.path.like("evaluation-%.json"))
    newest = session.scalars(query.order_by(FolderEntry.path.desc()).limit(MOST_RUNS))
    return [run for entry in newest if (run := _read(store, folder, entry)) is not None]


def run_of(session: Session, store: Store, folder: Item, path: str) -> Run:
    """Return one report of a store; raises `NotFound`."""
    entry = entries.find(session, folder=folder, path=path)
    run = None if entry is None else _read(store, folder, entry)
    if run is None:
        raise NotFound(f"{folder.name} has no evaluation “{path}”.")
    return run


def rows_file(session: Session, store: Store, folder: Item, run: Run) -> Path:
    """Return the place of the rows that a run keeps; raises `NotFound`."""
    path = run.report.get("rows_file")
    entry = entries.find(session, folder=folder, path=path) if isinstance(path, str) else None
    if entry is None:
        raise NotFound("This evaluation keeps no rows to look at. Evaluate again.")
    return store.place_of(folder, entry)


def picture_folder(loaded: flow.LoadedFlow, run: Run) -> str:
    """Return the folder of a run's pictures: the one its model looked at, the dataset's, else that of the training.

    Empty where the rows have no pictures.
    """
    said = run.report.get("pictures")
    if not isinstance(said, dict):
        return ""
    of_dataset = flow.picture_folder_of(loaded, run.report["dataset"]["id"])
    found = (said.get("looked_at"), of_dataset, said.get("at_training"))
    return next((one for one in found if one and one in loaded.items), "")


def _read(store: Store, folder: Item, entry: FolderEntry) -> Run | None:
    if entry.size > _LARGEST:
        return None
    try:
        report = jsontext.loads(store.place_of(folder, entry).read_bytes())
    except (OSError, ValueError):
        return None
    return Run(entry.path, report) if isinstance(report, dict) and report.get("format") == 1 else None
