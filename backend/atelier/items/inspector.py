"""Looking at new pictures in the background, so that folders know their unreadable ones before a run meets them."""

import logging
import threading
from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.engine import Database
from atelier.db.tables import FolderEntry, Item, Picture
from atelier.errors import AtelierError
from atelier.items import entries, folders
from atelier.items.store import Store
from atelier.projects.events import item_changed
from atelier.storage import pictures

_LOG = logging.getLogger("atelier.items")
_BATCH = 200
_IDLE_SECONDS = 5.0


class WakingBell(Protocol):
    """The part of the bell that is needed here."""

    def wait(self, topic: str, *, seen: int, timeout_seconds: float) -> int: ...

    def count(self, topic: str) -> int: ...


class Inspector:
    """A thread that fills the table of pictures. Its queue is the files that have no row there yet."""

    def __init__(self, database: Database, store: Store, bell: WakingBell) -> None:
        self._database = database
        self._store = store
        self._bell = bell
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="atelier-inspector", daemon=True)
        # the state of each folder in which nothing was left to look at: events are many, changed folders few
        self._finished: dict[str, tuple[int, int]] = {}

    def start(self) -> None:
        """Begin looking."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the picture at hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            seen = self._bell.count("events")
            try:
                busy = self.inspect_some()
            except Exception:
                _LOG.exception("Inspecting pictures failed; trying again.")
                busy = False
                self._stopping.wait(_IDLE_SECONDS)
            if not busy:
                self._bell.wait("events", seen=seen, timeout_seconds=_IDLE_SECONDS)
                self._stopping.wait(0.2)

    def inspect_some(self) -> bool:
        """Look at the next pictures of one folder; return whether there were any, in any folder."""
        with self._database.read() as session:
            changed = [
                folder
                for folder in session.scalars(select(Item).where(Item.kind == "folder", Item.deleted_at.is_(None)))
                if self._finished.get(folder.id) != (folder.version, folder.revision)
            ]
            for folder in changed:
                waiting = _waiting(session, folder)
                if waiting:
                    break
                self._finished[folder.id] = (folder.version, folder.revision)
            else:
                return False
        found: list[Picture] = []
        for entry in waiting:
            if self._stopping.is_set():
                break
            found.append(self._look(folder, entry))
        with self._database.write() as session:
            for picture in found:
                session.merge(picture)
            session.flush()
            _count_again(session, {picture.content for picture in found if picture.problem}, folder.id)
        return True

    def _look(self, folder: Item, entry: FolderEntry) -> Picture:
        try:
            with self._store.open_entry(folder, entry) as stream:
                facts = pictures.inspect(stream, max_pixels=self._store.max_picture_pixels)
        except (AtelierError, OSError) as error:
            facts = pictures.PictureFacts(None, None, None, f"{folders.NOT_OPENED} ({error})")
        return Picture(
            content=entry.content,
            width=facts.width,
            height=facts.height,
            format=facts.format,
            problem=facts.problem[:500] if facts.problem else None,
        )


def _waiting(session: Session, folder: Item) -> Sequence[FolderEntry]:
    query = (
        select(FolderEntry)
        .outerjoin(Picture, Picture.content == FolderEntry.content)
        .where(entries.current(folder.id), FolderEntry.is_picture, Picture.content.is_(None))
        .order_by(FolderEntry.path)
        .limit(_BATCH)
    )
    # the same bytes may lie there under several names
    return list({entry.content: entry for entry in session.scalars(query)}.values())


def _count_again(session: Session, unreadable: set[str], folder_id: str) -> None:
    """Bring the counts up to date of the folder at hand, and of others that hold the same unreadable bytes."""
    touched = {folder_id}
    if unreadable:
        touched |= set(
            session.scalars(
                select(FolderEntry.folder_id).where(
                    FolderEntry.until_version.is_(None), FolderEntry.content.in_(unreadable)
                )
            )
        )
    for one in touched:
        folder = session.get(Item, one)
        if folder is None:
            continue
        count = folders.count_unreadable(session, folder)
        if folder.facts.get("unreadable") != count:
            folder.facts = {**folder.facts, "unreadable": count}
            item_changed(session, project_key=folder.project_key, object="item", id=folder.id, change="changed")
