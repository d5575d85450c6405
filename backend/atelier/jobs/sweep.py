"""Putting in order what a death left behind: lost attempts, staging folders, blobs that nothing names."""

import re
import shutil
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.engine import Database
from atelier.db.tables import Attempt, FolderEntry, Item, ItemVersion, TrainedModel, UploadFile
from atelier.items import uploads
from atelier.jobs import crash
from atelier.jobs.claim import LIVE, lose
from atelier.storage.blobs import BlobStore

GRACE_SECONDS = 3600.0
_STAGING_NAME = re.compile(r"attempt-(\d+)\Z")


def recover(session: Session) -> int:
    """Give up all attempts that a former process held; for a start as the data folder's only owner.

    What such an attempt started must have been ended before (`end_leftovers`): its slot is free from here on.
    """
    held = session.scalars(select(Attempt).where(Attempt.state.in_(LIVE))).all()
    for attempt in held:
        lose(session, attempt, reason="the server stopped while it ran")
    crash.point("inside-recovery")
    return len(held)


def expire(session: Session, *, but: set[int]) -> int:
    """Give up attempts whose lease has run out, except those this process is running itself."""
    late = session.scalars(
        select(Attempt)
        .where(Attempt.state.in_(LIVE), Attempt.lease_until < clock.now())
        .with_for_update(skip_locked=True)
    ).all()
    lost = [attempt for attempt in late if attempt.id not in but]
    for attempt in lost:
        lose(session, attempt, reason="its worker was not heard of any more")
    return len(lost)


def sweep_staging(database: Database, staging: Path) -> int:
    """Remove staging folders of attempts that are over, and what else lies there."""
    if not staging.exists():
        return 0
    # listed before the attempts are read: an attempt's row is there before its folder
    folders = list(staging.iterdir())
    with database.read() as session:
        live = set(session.scalars(select(Attempt.id).where(Attempt.state.in_(LIVE))))
    removed = 0
    for folder in folders:
        match = _STAGING_NAME.match(folder.name)
        if match is not None and int(match.group(1)) not in live:
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def sweep_blobs(database: Database, blobs: BlobStore, *, grace_seconds: float = GRACE_SECONDS) -> int:
    """Remove blobs that no version, upload or dataset names; returns how many."""
    with database.write() as session:
        uploads.sweep(session)
    with database.read() as session:
        return blobs.sweep(_Named(session), grace_seconds=grace_seconds)


class _Named:
    """Says whether a blob is named: by folder entries and uploads through their indexes, by datasets from a set."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_datasets: set[str] = set()
        for manifest in session.scalars(select(ItemVersion.manifest)):
            self._by_datasets.update(part["blob"] for part in manifest.get("parts", []))
        for files in session.scalars(select(TrainedModel.files)):
            self._by_datasets.update(file["sha256"] for file in files)
        for params in session.scalars(select(Item.params)):
            source = params.get("source") or {}
            self._by_datasets.update(one["blob"] for one in [source, *source.get("more", [])] if "blob" in one)
            self._by_datasets.update(file["blob"] for file in params.get("files", []) if "blob" in file)

    def __call__(self, sha256: str) -> bool:
        if sha256 in self._by_datasets:
            return True
        entry = self._session.scalar(select(FolderEntry.id).where(FolderEntry.content == sha256).limit(1))
        if entry is not None:
            return True
        upload = self._session.scalar(select(UploadFile.id).where(UploadFile.blob == sha256).limit(1))
        return upload is not None
