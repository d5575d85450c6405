"""What became of the files behind a dataset since they were read, and what reading them again changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project
from atelier.errors import AtelierError
from atelier.items import datasets, entries, folders, sources
from atelier.items.store import Store
from atelier.storage import roots
from atelier.storage.names import shown
from atelier.storage.schema import Column, columns_from

_NAMED = 3

Seen = dict[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether files differ from those that were read, in sentences; `is_changed` is None where that is not known."""

    is_changed: bool | None
    said: list[str] = field(default_factory=list)


def seen(session: Session, *, project: Project, store: Store, source: dict[str, Any]) -> Seen:
    """Return a mark for each file that a source has at the moment; uploaded files never change and have none.

    To be asked before the files are read: what changes meanwhile then counts as changed. Raises what reading would.
    """
    if source["kind"] == "root":
        place = roots.find_root(store.roots, source["root"]).resolve(source["path"]).stat()
        return {source["path"]: f"{place.st_size}.{place.st_mtime_ns}"}
    if source["kind"] == "folder":
        folder = folders.require(session, project=project, folder_id=source["folder_id"])
        marks = {entry.path: entry.content for entry in entries.iterate(session, folder=folder)}
        return {path: marks[path] for path in sources.matching(sorted(marks), source.get("pattern", ""))}
    return {}


def standing(session: Session, *, project: Project, store: Store, dataset: Item) -> Standing:
    """Say whether the files behind a dataset are still those that it was read from."""
    source = dataset.params.get("source")
    if not source or source["kind"] == "raw":
        return Standing(False)
    try:
        now = seen(session, project=project, store=store, source=source)
    except AtelierError as error:
        return Standing(True, [error.message])
    before = source.get("seen")
    if before is None:
        return Standing(None)
    said = _files_said(before, now)
    return Standing(bool(said), said)


def told(dataset: Item, converted: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], now: Seen) -> list[str]:
    """Say what a reading changed of a dataset whose current parts are given; nothing where all is as before."""
    before, after = datasets.columns_of(dataset), columns_from(converted["columns"])
    said = _files_said(dataset.params["source"].get("seen") or now, now)
    rows = sum(part["rows"] for part in converted["parts"])
    known = sum(part["rows"] for part in parts)
    if rows != known:
        said.append(f"{rows:,} {'row' if rows == 1 else 'rows'} instead of {known:,}.")
    said += _columns_said(before, after)
    if [part["blob"] for part in converted["parts"]] != [part["blob"] for part in parts] and rows == known:
        said.append("Values changed; there are as many rows as before.")
    return said


def _columns_said(before: Sequence[Column], after: Sequence[Column]) -> list[str]:
    old, new = {one.name: one for one in before}, {one.name: one for one in after}
    said = []
    if added := [name for name in new if name not in old]:
        said.append(f"New {_few('column', added)}.")
    if gone := [name for name in old if name not in new]:
        said.append(f"Gone: {_few('column', gone)}.")
    said += [
        f"“{shown(name)}” is {new[name].type} now, not {old[name].type}."
        for name in new
        if name in old and new[name].type != old[name].type
    ]
    return said


def _files_said(before: Seen, now: Seen) -> list[str]:
    said = []
    if added := [path for path in now if path not in before]:
        said.append(f"New {_few('file', added)}.")
    if gone := [path for path in before if path not in now]:
        said.append(f"Gone: {_few('file', gone)}.")
    if changed := [path for path in now if path in before and now[path] != before[path]]:
        said.append(f"Changed: {_few('file', changed)}.")
    return said


def _few(noun: str, names: Sequence[str]) -> str:
    listed = ", ".join(f"“{shown(name)}”" for name in names[:_NAMED])
    rest = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{noun if len(names) == 1 else f'{noun}s'} {listed}{rest}"
