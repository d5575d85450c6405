"""Bringing files in, one request a file, so that each can be tried again by itself."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
)
from atelier.api.schemas.base import Done
from atelier.api.schemas.items import UploadedFile, UploadMade
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission
from atelier.instance import Atelier
from atelier.items import uploads
from atelier.jobs import crash
from atelier.projects import service
from atelier.storage.blobs import Blob
from atelier.storage.names import clean_path

router = APIRouter(prefix="/api/projects/{key}/uploads", tags=["uploads"])


@router.post("", status_code=201)
def start(session: WriteSession, caller: CallerDep, project: WritableProject) -> UploadMade:
    """Begin an upload."""
    return UploadMade(id=uploads.start(session, project=project, author=caller.login).id)


@router.put("/{upload_id}/files/{path:path}")
async def put(
    request: Request,
    atelier: AtelierDep,
    caller: CallerDep,
    session: ReadSession,
    project: WritableProjectReading,
    upload_id: str,
    path: str,
) -> UploadedFile:
    """Store the request's body as one file of the upload; sending it again replaces it.

    The permission is checked before the first byte is read, and the row is written after the last one is on the disk.
    """
    key = project.key
    await run_in_threadpool(uploads.require, session, project=project, upload_id=upload_id)
    await run_in_threadpool(session.close)  # no connection is held while the bytes come in
    clean = clean_path(path)
    with atelier.blobs.writer(limit_bytes=atelier.settings.max_upload_bytes, name=f"“{clean}”") as writer:
        async for chunk in request.stream():
            await run_in_threadpool(writer.write, chunk)
        blob = await run_in_threadpool(writer.finish)
    crash.point("after-upload-blob")
    await run_in_threadpool(_add, atelier, caller, key, upload_id, clean, blob)
    return UploadedFile(path=clean, size=blob.size)


@router.get("/{upload_id}/files")
def files(session: ReadSession, project: ReadableProject, upload_id: str) -> list[UploadedFile]:
    """Return the whole files that have arrived, so that an upload can be resumed."""
    upload = uploads.require(session, project=project, upload_id=upload_id)
    return [UploadedFile(path=file.path, size=file.size) for file in uploads.files_of(session, upload)]


@router.delete("/{upload_id}")
def discard(session: WriteSession, project: WritableProject, upload_id: str) -> Done:
    """Forget an upload."""
    uploads.discard(session, upload=uploads.require(session, project=project, upload_id=upload_id))
    return Done(message="The upload was discarded.")


def _add(atelier: Atelier, caller: Caller, key: str, upload_id: str, path: str, blob: Blob) -> None:
    with atelier.database.write() as session:
        project = service.require(session, caller, key, Permission.WRITE_CONF)
        upload = uploads.require(session, project=project, upload_id=upload_id)
        uploads.add_file(session, upload=upload, path=path, blob=blob)
