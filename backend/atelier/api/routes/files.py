"""The bytes of a folder's files: one of them, a small picture, or many as a ZIP."""

import os
from collections.abc import Iterator
from typing import Annotated, BinaryIO, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import FileResponse, Response, StreamingResponse

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.packing import packed
from atelier.api.schemas.base import WholeNumber
from atelier.db.tables import FolderEntry, Item
from atelier.errors import InvalidInput, NotFound
from atelier.items import entries, folders
from atelier.storage import pictures
from atelier.storage.blobs import CHUNK_BYTES
from atelier.storage.names import clean_prefix, shown

router = APIRouter(prefix="/api/projects/{key}/folders", tags=["folders"])

_FOR_EVER = "private, max-age=31536000, immutable"


@router.get("/{folder_id}/file", response_class=Response, response_model=None)
def download(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    folder_id: str,
    path: Annotated[str, Query(max_length=1024)],
    version: WholeNumber | None = None,
) -> Response:
    """Send a file as it is, always as an attachment: what people upload is never shown as a page."""
    folder, entry = _entry(session, project, folder_id, path, version)
    name = entry.path.rsplit("/", 1)[-1]
    # opened before the answer begins, so that a file that is gone is an answer and not a broken one
    stream = atelier.store.open_entry(folder, entry)
    return StreamingResponse(
        _chunks(stream),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Content-Length": str(os.fstat(stream.fileno()).st_size),
            "Content-Security-Policy": "sandbox",
        },
    )


@router.get("/{folder_id}/thumb", response_class=Response, response_model=None)
def thumb(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    folder_id: str,
    path: Annotated[str, Query(max_length=1024)],
    size: Literal["96", "192", "384", "1600"] = "192",
    v: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Send a picture as WebP of at most `size` pixels a side. With `v` (its content) it may be kept for ever."""
    folder, entry = _entry(session, project, folder_id, path, None)
    place = atelier.thumbs / entry.content[:2] / f"{entry.content[2:]}-{size}.webp"
    if not place.exists():
        try:
            with atelier.store.open_entry(folder, entry) as stream:
                pictures.write_thumb(stream, place, size=int(size), max_pixels=atelier.settings.max_picture_pixels)
        except pictures.UnreadablePicture as problem:
            raise InvalidInput(f"“{shown(entry.path)}” cannot be shown: {problem}.") from None
    kept = _FOR_EVER if v == entry.content else "private, no-cache"
    return FileResponse(place, media_type="image/webp", headers={"Cache-Control": kept})


@router.get("/{folder_id}/zip", response_class=Response, response_model=None, name="zip")
def zip_files(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    folder_id: str,
    prefix: Annotated[str, Query(max_length=1000)] = "",
    path: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    """Send the folder, a part of it or chosen files as a ZIP, packed while it is sent."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    if path:
        chosen = [_found(session, folder, one) for one in dict.fromkeys(path)]
    else:
        chosen = list(entries.iterate(session, folder=folder, prefix=clean_prefix(prefix)))
    if not chosen:
        raise NotFound("There are no files to pack.")
    return StreamingResponse(
        packed(atelier, folder, chosen),
        media_type="application/zip",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(folder.name)}.zip"},
    )


def _entry(
    session: ReadSession, project: ReadableProject, folder_id: str, path: str, version: int | None
) -> tuple[Item, FolderEntry]:
    folder = folders.require(session, project=project, folder_id=folder_id)
    return folder, _found(session, folder, path, version)


def _found(session: ReadSession, folder: Item, path: str, version: int | None = None) -> FolderEntry:
    entry = entries.find(session, folder=folder, path=path.lstrip("/"), version=version)
    if entry is None:
        raise NotFound(f"{folder.name} has no file “{shown(path)}”.")
    return entry


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk
