"""Folders: making, browsing, editing with undo."""

from typing import Annotated

from fastapi import APIRouter, Query

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
    writing,
)
from atelier.api.itemview import folder_out, versions_out
from atelier.api.schemas.base import Done, Page
from atelier.api.schemas.items import (
    DeleteFilesIn,
    EntryOut,
    FinishUploadIn,
    FolderChanged,
    FolderIn,
    FolderOut,
    ItemPatch,
    RootRef,
    SubFolderOut,
    UndoIn,
    VersionOut,
)
from atelier.db.tables import Item
from atelier.errors import InvalidInput
from atelier.items import entries, folders, uploads, versions
from atelier.items.entries import Filter
from atelier.storage.archives import ArchiveBounds
from atelier.storage.names import clean_prefix

router = APIRouter(prefix="/api/projects/{key}/folders", tags=["folders"])


@router.post("", status_code=201)
def create(
    session: WriteSession, atelier: AtelierDep, caller: CallerDep, project: WritableProject, body: FolderIn
) -> FolderOut:
    """Make a folder: empty, or reading from a shared root."""
    folder = folders.create(session, project=project, name=body.name, author=caller.login)
    if body.link is not None:
        folders.link(
            session,
            folder=folder,
            store=atelier.store,
            root=body.link.root,
            path=body.link.path,
            author=caller.login,
        )
    return folder_out(session, project, folder)


@router.get("/{folder_id}", name="get")
def get_folder(session: ReadSession, project: ReadableProject, folder_id: str) -> FolderOut:
    """Return a folder with its counts."""
    return folder_out(session, project, folders.require(session, project=project, folder_id=folder_id))


@router.patch("/{folder_id}")
def change(session: WriteSession, project: WritableProject, folder_id: str, body: ItemPatch) -> FolderOut:
    """Rename or describe a folder."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    versions.change(session, project=project, item=folder, name=body.name, description=body.description, tags=body.tags)
    return folder_out(session, project, folder)


@router.delete("/{folder_id}")
def delete(session: WriteSession, project: WritableProject, folder_id: str) -> Done:
    """Put a folder into the trash."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    versions.delete(session, item=folder)
    return Done(message=f"{folder.name} is in the trash.")


@router.get("/{folder_id}/entries", name="entries")
def list_entries(
    session: ReadSession,
    project: ReadableProject,
    folder_id: str,
    prefix: Annotated[str, Query(max_length=1000)] = "",
    search: Annotated[str, Query(max_length=200)] = "",
    group: Annotated[str, Query(max_length=255)] = "",
    only: entries.Only = "all",
    sort: entries.Sort = "name",
    descending: bool = False,
    after: Annotated[str | None, Query(max_length=4000)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Page[EntryOut]:
    """Return a page of files; `after` is the `next` of the page before."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    wanted = Filter(prefix=clean_prefix(prefix), search=search, group=group, only=only)
    page = entries.page(
        session, folder=folder, wanted=wanted, sort=sort, descending=descending, after=after, limit=limit
    )
    return Page(
        items=[
            EntryOut(
                path=entry.path,
                size=entry.size,
                mtime=entry.mtime,
                content=entry.content,
                is_picture=entry.is_picture,
                width=picture.width if picture else None,
                height=picture.height if picture else None,
                problem=picture.problem if picture else None,
            )
            for entry, picture in page.rows
        ],
        total=page.total,
        next=page.next,
    )


@router.get("/{folder_id}/subfolders")
def subfolders(
    session: ReadSession,
    project: ReadableProject,
    folder_id: str,
    prefix: Annotated[str, Query(max_length=1000)] = "",
) -> list[SubFolderOut]:
    """Return the sub-folders directly below a place."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    found = entries.subfolders(session, folder=folder, prefix=clean_prefix(prefix))
    return [SubFolderOut.model_validate(one) for one in found]


@router.post("/{folder_id}/uploads")
def finish_upload(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    folder_id: str,
    body: FinishUploadIn,
) -> FolderChanged:
    """Put the files of an upload into the folder as one new version, archives unpacked if wished.

    Nobody waits while archives are unpacked: only the end is a transaction.
    """
    folder = folders.require(reading, project=project, folder_id=folder_id)
    folders.demand_writable(folder)
    upload = uploads.require(reading, project=project, upload_id=body.upload_id)
    arrived = [(file.path, file.blob, file.size) for file in uploads.files_of(reading, upload)]
    settings = atelier.settings
    bounds = ArchiveBounds(settings.max_archive_files, settings.max_upload_bytes * 4, settings.max_archive_ratio)
    files = uploads.unpack_all(arrived, prefix=body.prefix, do_unpack=body.unpack, blobs=atelier.blobs, bounds=bounds)
    with writing(atelier, caller, project.key) as (session, project):
        folder = folders.require(session, project=project, folder_id=folder_id)
        upload = uploads.require(session, project=project, upload_id=body.upload_id)
        before = folder.version
        uploads.finish_into(session, upload=upload, folder=folder, files=files, author=caller.login)
        count = len(files)
        return _changed(folder, before, f"{count:,} file{'' if count == 1 else 's'} added to {folder.name}.")


@router.post("/{folder_id}/delete-files")
def delete_files(
    session: WriteSession, caller: CallerDep, project: WritableProject, folder_id: str, body: DeleteFilesIn
) -> FolderChanged:
    """Take files out of the folder; the version before can be brought back."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    folders.demand_writable(folder)
    known = entries.known(session, folder=folder, paths=body.paths)
    if body.prefix:
        prefix = clean_prefix(body.prefix)
        known |= {entry.path for entry in entries.iterate(session, folder=folder, prefix=prefix)}
    if not known:
        raise InvalidInput("None of these files is in the folder any more.")
    before = folder.version
    count = len(known)
    words = f"{count:,} file{'' if count == 1 else 's'}"
    folders.change(session, folder=folder, remove=known, author=caller.login, reason=f"{words} removed")
    return _changed(folder, before, f"{words} removed from {folder.name}.")


@router.post("/{folder_id}/undo")
def undo(
    session: WriteSession, caller: CallerDep, project: WritableProject, folder_id: str, body: UndoIn
) -> FolderChanged:
    """Bring an earlier version's files back, as a new version."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    folders.demand_writable(folder)
    before = folder.version
    folders.undo_to(session, folder=folder, version=body.version, author=caller.login)
    return _changed(folder, before, f"{folder.name} is as it was in version {body.version}.")


@router.post("/{folder_id}/scan")
def scan(
    session: WriteSession, atelier: AtelierDep, caller: CallerDep, project: WritableProject, folder_id: str
) -> FolderChanged:
    """Read a linked folder from the disk again."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    if folder.origin != "linked":
        raise InvalidInput(f"{folder.name} keeps its own files; there is nothing to read again.")
    before = folder.version
    found = folders.scan(session, folder=folder, store=atelier.store, author=caller.login)
    return _changed(folder, before, "The folder has changed on the disk." if found else "Nothing has changed.")


@router.put("/{folder_id}/link")
def link(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    folder_id: str,
    body: RootRef,
) -> FolderOut:
    """Make the folder read from a shared root."""
    folder = folders.require(session, project=project, folder_id=folder_id)
    folders.link(session, folder=folder, store=atelier.store, root=body.root, path=body.path, author=caller.login)
    return folder_out(session, project, folder)


@router.get("/{folder_id}/versions", name="versions")
def list_versions(session: ReadSession, project: ReadableProject, folder_id: str) -> list[VersionOut]:
    """Return the folder's versions, newest first."""
    return versions_out(session, folders.require(session, project=project, folder_id=folder_id))


def _changed(folder: Item, before: int, message: str) -> FolderChanged:
    return FolderChanged(
        version=folder.version, files=folder.facts.get("files", 0), undo_version=before, message=message
    )
