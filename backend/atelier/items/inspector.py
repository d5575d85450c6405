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
from atelier.items import folders
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
            try:
                busy = self.inspect_some()
            except Exception:
                _LOG.exception("Inspecting pictures failed; trying again.")
                busy = False
            if not busy:
                seen = self._bell.count("events")
                self._bell.wait("events", seen=seen, timeout_seconds=_IDLE_SECONDS)
                self._stopping.wait(0.2)

    def inspect_some(self) -> bool:
        """Look at the next pictures; return whether there were any."""
        with self._database.read() as session:
            waiting = _waiting(session)
        if not waiting:
            return False
        found: list[Picture] = []
        for folder, entry in waiting:
            if self._stopping.is_set():
                break
            found.append(self._look(folder, entry))
        with self._database.write() as session:
            for picture in found:
                session.merge(picture)
            session.flush()
            for folder_id in {folder.id for folder, _ in waiting}:
                _count_again(session, folder_id)
        return True

    def _look(self, folder: Item, entry: FolderEntry) -> Picture:
        try:
            with self._store.open_entry(folder, entry) as stream:
                facts = pictures.inspect(stream, max_pixels=self._store.max_picture_pixels)
        except (AtelierError, OSError) as error:
            facts = pictures.PictureFacts(None, None, None, f"it cannot be opened ({error})")
        return Picture(
            content=entry.content,
            width=facts.width,
            height=facts.height,
            format=facts.format,
            problem=facts.problem[:500] if facts.problem else None,
        )


def _waiting(session: Session) -> Sequence[tuple[Item, FolderEntry]]:
    query = (
        select(Item, FolderEntry)
        .join(FolderEntry, FolderEntry.folder_id == Item.id)
        .outerjoin(Picture, Picture.content == FolderEntry.content)
        .where(
            FolderEntry.until_version.is_(None),
            FolderEntry.is_picture,
            Picture.content.is_(None),
            Item.deleted_at.is_(None),
        )
        .limit(_BATCH)
    )
    return [(item, entry) for item, entry in session.execute(query)]


def _count_again(session: Session, folder_id: str) -> None:
    folder = session.get(Item, folder_id)
    if folder is None:
        return
    unreadable = folders.count_unreadable(session, folder)
    if folder.facts.get("unreadable") != unreadable:
        folder.facts = {**folder.facts, "unreadable": unreadable}
        item_changed(session, project_key=folder.project_key, object="item", id=folder.id, change="changed")
