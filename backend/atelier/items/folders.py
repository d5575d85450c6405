"""Managed and linked folders: making them, and every edit as a new version that can be undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import FolderEntry, Item, ItemVersion, Picture, Project
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.items import entries, naming
from atelier.items.store import Store
from atelier.projects.events import item_changed
from atelier.storage import roots
from atelier.storage.names import group_of, is_picture

_CHUNK = 500
NOT_OPENED = "it cannot be opened"


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to put into a folder."""

    path: str
    content: str
    size: int
    mtime: datetime


def create(session: Session, *, project: Project, name: str, author: str, origin: str = "managed") -> Item:
    """Make an empty folder."""
    clean = naming.clean(name)
    naming.demand_free(session, project=project, kind="folder", name=clean)
    now = clock.now()
    folder = Item(
        id=ids.item_id(),
        project_key=project.key,
        kind="folder",
        name=clean,
        origin=origin,
        created_at=now,
        created_by=author,
        updated_at=now,
        facts={"files": 0, "bytes": 0, "pictures": 0},
    )
    session.add(folder)
    session.flush()
    item_changed(session, project_key=project.key, object="item", id=folder.id, change="created")
    return folder


def require(session: Session, *, project: Project, folder_id: str) -> Item:
    """Return a folder of the project by id, or by name as DSS scripts may ask; raises `NotFound`."""
    folder = session.get(Item, folder_id)
    if folder is None or folder.project_key != project.key or folder.kind != "folder" or folder.deleted_at is not None:
        folder = session.scalar(
            select(Item).where(
                Item.project_key == project.key,
                Item.kind == "folder",
                Item.name == folder_id,
                Item.deleted_at.is_(None),
            )
        )
    if folder is None:
        raise NotFound(
            f"There is no folder “{folder_id}” in this project. It may have been deleted: look in the trash."
        )
    return folder


def demand_writable(folder: Item) -> None:
    """Raise `Conflict` when the folder cannot be edited by hand, saying why."""
    if folder.origin == "linked":
        raise Conflict(f"{folder.name} is read from a shared root and cannot be changed here. Change the files there.")


def link(session: Session, *, folder: Item, store: Store, root: str, path: str, author: str) -> None:
    """Make a folder read below an allowed root; its own files, if any, stay in its past versions."""
    found = roots.find_root(store.roots, root)
    if not found.resolve(path).is_dir():
        raise InvalidInput.at("path", f"“{path}” is a file. Choose the folder that holds the pictures.")
    folder.origin = "linked"
    folder.params = {**folder.params, "link": {"root": root, "path": path.strip("/")}}
    scan(session, folder=folder, store=store, author=author, reason=f"read from {root}")


def scan(session: Session, *, folder: Item, store: Store, author: str, reason: str = "read again") -> bool:
    """Compare a linked folder with the disk; a difference is a new version. Return whether there was one."""
    root, below = store.link_of(folder)
    _look_again(session, folder)
    on_disk = {file.path: file for file in roots.walk(root, below)}
    known = {entry.path: entry.content for entry in entries.iterate(session, folder=folder)}
    added = [
        NewFile(file.path, file.content, file.size, datetime.fromtimestamp(file.mtime_ns / 1e9, UTC))
        for file in on_disk.values()
        if known.get(file.path) != file.content
    ]
    gone = [path for path in known if path not in on_disk]
    if not added and not gone and folder.version > 0:
        return False
    change(session, folder=folder, add=added, remove=gone, author=author, reason=reason)
    return True


def _look_again(session: Session, folder: Item) -> None:
    """Forget which pictures could not be opened: the drive they are on may be back."""
    here = select(FolderEntry.content).where(entries.current(folder.id))
    forgotten = session.execute(
        delete(Picture).where(Picture.content.in_(here), Picture.problem.startswith(NOT_OPENED))
    )
    if forgotten.rowcount:  # type: ignore[attr-defined]
        folder.revision += 1  # what the inspector looks for


def change(
    session: Session,
    *,
    folder: Item,
    add: Sequence[NewFile] = (),
    remove: Iterable[str] = (),
    author: str,
    reason: str,
    facts: dict[str, Any] | None = None,
    attempt_id: int | None = None,
    fingerprint: str | None = None,
) -> ItemVersion:
    """Make the next version: `remove` ends files, `add` puts files in, replacing those of the same path."""
    version = _next_version(session, folder)
    ended = [*remove, *(file.path for file in add)]
    for start in range(0, len(ended), _CHUNK):
        session.execute(
            update(FolderEntry)
            .where(entries.current(folder.id), FolderEntry.path.in_(ended[start : start + _CHUNK]))
            .values(until_version=version)
        )
    _insert(session, folder.id, version, [(file.path, file.content, file.size, file.mtime) for file in add])
    return _close(session, folder, version, author, reason, facts, attempt_id, fingerprint)


def replace_all(
    session: Session,
    *,
    folder: Item,
    files: Sequence[NewFile],
    author: str,
    reason: str,
    facts: dict[str, Any],
    attempt_id: int | None,
    fingerprint: str | None,
) -> ItemVersion:
    """Make a version that holds exactly `files`: what a run publishes."""
    version = _next_version(session, folder)
    session.execute(update(FolderEntry).where(entries.current(folder.id)).values(until_version=version))
    _insert(session, folder.id, version, [(file.path, file.content, file.size, file.mtime) for file in files])
    return _close(session, folder, version, author, reason, facts, attempt_id, fingerprint)


def undo_to(session: Session, *, folder: Item, version: int, author: str) -> ItemVersion:
    """Bring the files of an earlier version back, as a new version; the inverse of all edits since."""
    if not 0 <= version < folder.version:
        raise Conflict(f"{folder.name} has no version {version} to go back to.")
    past = session.get(ItemVersion, (folder.id, version))
    following = _next_version(session, folder)
    back = session.execute(
        select(FolderEntry.path, FolderEntry.content, FolderEntry.size, FolderEntry.mtime).where(
            FolderEntry.folder_id == folder.id,
            FolderEntry.since_version <= version,
            FolderEntry.until_version > version,
        )
    ).all()
    session.execute(
        update(FolderEntry)
        .where(entries.current(folder.id), FolderEntry.since_version > version)
        .values(until_version=following)
    )
    _insert(session, folder.id, following, [(path, content, size, mtime) for path, content, size, mtime in back])
    facts = {name: value for name, value in (past.facts if past else {}).items() if name not in _COUNTED}
    fingerprint = past.fingerprint if past else None
    return _close(session, folder, following, author, f"back to version {version}", facts, None, fingerprint)


def count_unreadable(session: Session, folder: Item) -> int:
    """Return how many of the folder's pictures are known to be unreadable."""
    found = session.scalar(select(func.count()).select_from(FolderEntry).where(entries.unreadable(folder.id)))
    return found or 0


_COUNTED = frozenset({"files", "bytes", "pictures", "unreadable"})


def _next_version(session: Session, folder: Item) -> int:
    # the last version is read from the row under the write lock, so that two edits never take the same number
    session.refresh(folder, ["version"], with_for_update=True)
    return folder.version + 1


def _insert(session: Session, folder_id: str, version: int, rows: Sequence[tuple[str, str, int, datetime]]) -> None:
    if not rows:
        return
    session.execute(
        insert(FolderEntry),
        [
            {
                "folder_id": folder_id,
                "path": path,
                "content": content,
                "size": size,
                "mtime": mtime,
                "is_picture": is_picture(path),
                "group_name": group_of(path)[:255],
                "since_version": version,
                "until_version": None,
            }
            for path, content, size, mtime in rows
        ],
    )


def _close(
    session: Session,
    folder: Item,
    version: int,
    author: str,
    reason: str,
    facts: dict[str, Any] | None,
    attempt_id: int | None,
    fingerprint: str | None,
) -> ItemVersion:
    files, size, pictures = session.execute(
        select(
            func.count(FolderEntry.id),
            func.coalesce(func.sum(FolderEntry.size), 0),
            func.coalesce(func.sum(case((FolderEntry.is_picture, 1), else_=0)), 0),
        ).where(entries.current(folder.id))
    ).one()
    kept = facts if facts is not None else {k: v for k, v in folder.facts.items() if k not in _COUNTED}
    counted = {"files": files, "bytes": int(size), "pictures": int(pictures)}
    counted["unreadable"] = count_unreadable(session, folder)
    now = clock.now()
    folder.version = version
    folder.facts = {**kept, **counted}
    folder.fingerprint = fingerprint
    folder.built_at = now
    folder.updated_at = now
    folder.revision += 1
    made = ItemVersion(
        item_id=folder.id,
        version=version,
        created_at=now,
        created_by=author,
        attempt_id=attempt_id,
        reason=reason,
        fingerprint=fingerprint,
        facts=folder.facts,
    )
    session.add(made)
    session.flush()
    item_changed(session, project_key=folder.project_key, object="item", id=folder.id, change="changed")
    return made
