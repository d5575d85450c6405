"""Bringing files in: each is stored as it arrives, and belongs to something only when the upload is finished."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Item, ItemVersion, Project, Upload, UploadFile
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.items import folders
from atelier.items.folders import NewFile
from atelier.storage.archives import ArchiveBounds, is_archive, unpack
from atelier.storage.blobs import Blob, BlobStore
from atelier.storage.names import clean_path, clean_prefix

_KEPT_HOURS = 24


def start(session: Session, *, project: Project, author: str) -> Upload:
    """Begin an upload."""
    upload = Upload(id=ids.item_id(), project_key=project.key, created_by=author, created_at=clock.now())
    session.add(upload)
    session.flush()
    return upload


def require(session: Session, *, project: Project, upload_id: str) -> Upload:
    """Return an upload under way; raises `NotFound`, or `Conflict` when it was finished."""
    upload = session.get(Upload, upload_id)
    if upload is None or upload.project_key != project.key:
        raise NotFound("This upload is not known any more. Start it again.")
    if upload.finished_at is not None:
        raise Conflict("This upload has been finished already.")
    return upload


def add_file(session: Session, *, upload: Upload, path: str, blob: Blob) -> UploadFile:
    """Put a stored file into the upload; the same path again replaces it."""
    clean = clean_path(path)
    known = session.scalar(select(UploadFile).where(UploadFile.upload_id == upload.id, UploadFile.path == clean))
    if known is not None:
        known.blob, known.size = blob.sha256, blob.size
        return known
    file = UploadFile(upload_id=upload.id, path=clean, blob=blob.sha256, size=blob.size, created_at=clock.now())
    session.add(file)
    session.flush()
    return file


def files_of(session: Session, upload: Upload) -> Sequence[UploadFile]:
    """Return the whole files of an upload."""
    return session.scalars(select(UploadFile).where(UploadFile.upload_id == upload.id).order_by(UploadFile.path)).all()


def discard(session: Session, *, upload: Upload) -> None:
    """Forget an upload; its bytes are swept later."""
    session.delete(upload)


def unpack_all(
    files: Sequence[tuple[str, str, int]], *, prefix: str, do_unpack: bool, blobs: BlobStore, bounds: ArchiveBounds
) -> list[NewFile]:
    """Return the files to put into a folder, archives unpacked. Opens no transaction: this may take long."""
    place = clean_prefix(prefix)
    now = clock.now()
    found: dict[str, NewFile] = {}
    for path, blob, size in files:
        if do_unpack and is_archive(path):
            below = path.rsplit("/", 1)[0] + "/" if "/" in path else ""
            for member in unpack(blobs.path(blob), blobs, name=path, bounds=bounds):
                full = f"{place}{below}{member.path}"
                found[full] = NewFile(full, member.blob.sha256, member.blob.size, now)
        else:
            found[place + path] = NewFile(place + path, blob, size, now)
    return list(found.values())


def finish_into(
    session: Session, *, upload: Upload, folder: Item, files: Sequence[NewFile], author: str
) -> ItemVersion:
    """Put the files into a folder as one new version and close the upload."""
    folders.demand_writable(folder)
    if not files:
        raise InvalidInput("The upload holds no files.")
    upload.finished_at = clock.now()
    count = len(files)
    return folders.change(
        session,
        folder=folder,
        add=files,
        author=author,
        reason=f"{count:,} file{'' if count == 1 else 's'} added",
    )


def sweep(session: Session) -> int:
    """Forget uploads that nobody finished for a day."""
    oldest = clock.now() - timedelta(hours=_KEPT_HOURS)
    gone = session.execute(delete(Upload).where(Upload.created_at < oldest))
    return int(gone.rowcount or 0)  # type: ignore[attr-defined]
