"""Managed folders in DSS's shapes: what they are, and their files."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from atelier import clock
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
from atelier.db.tables import Item, Project
from atelier.dssapi import names, places, tags
from atelier.dssapi.bodies import ObjectBody, part_of, tags_in, text_of, unknown_keys, words_in
from atelier.dssapi.paths import PREFIX
from atelier.errors import NotFound
from atelier.items import entries, folders, versions
from atelier.storage.names import clean_path

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}", tags=["dss"])

_CHUNK_BYTES = 1 << 20
_KNOWN = frozenset(
    {"id", "name", "projectKey", "type", "params", "tags", "description", "versionTag", "creationTag", "smartId"}
)


@router.get("/managedfolders")
def list_folders(project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> list[dict[str, Any]]:
    """List the project's folders."""
    return [_shape(folder, project, atelier.store) for folder in names.items(session, project, "folder")]


@router.post("/managedfolders")
def create(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Make a folder; with the connection `filesystem_root` it reads below an allowed root."""
    folder = folders.create(session, project=project, name=text_of(body, "name"), author=caller.login)
    _set_place(session, folder, part_of(body, "params"), atelier.store, caller.login)
    return _shape(folder, project, atelier.store)


@router.get("/managedfolders/{folder_id}")
def settings(folder_id: str, project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> dict[str, Any]:
    """Give the whole object that scripts edit and send back."""
    return _shape(names.folder(session, project, folder_id), project, atelier.store)


@router.put("/managedfolders/{folder_id}")
def set_settings(
    folder_id: str,
    body: ObjectBody,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Store the whole object; another connection or path makes the folder read from there."""
    folder = names.folder(session, project, folder_id)
    versions.change(
        session,
        project=project,
        item=folder,
        name=words_in(body, "name") or None,
        description=words_in(body, "description"),
        tags=tags_in(body),
    )
    folder.extra = {**folder.extra, "dss": unknown_keys(body, _KNOWN)}
    _set_place(session, folder, part_of(body, "params"), atelier.store, caller.login)
    return {"msg": f"Updated managed folder {folder.id}"}


@router.delete("/managedfolders/{folder_id}")
def delete(folder_id: str, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Put a folder into the trash, with the recipes that use it."""
    names.delete_with_recipes(session, project, names.folder(session, project, folder_id))
    return {"msg": f"Deleted managed folder {folder_id}"}


@router.post("/actions/renameManagedFolder")
def rename(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Give a folder another name."""
    versions.change(
        session,
        project=project,
        item=names.folder(session, project, text_of(body, "id")),
        name=text_of(body, "newName"),
    )
    return {"msg": "Renamed managed folder"}


@router.get("/managedfolders/{folder_id}/usages")
def usages(folder_id: str, project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the recipes that read or write the folder."""
    return usages_of(session, project, names.folder(session, project, folder_id))


@router.get("/managedfolders/{folder_id}/contents")
def contents(folder_id: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """List all files, sub-folders included."""
    folder = names.folder(session, project, folder_id)
    return {
        "items": [
            {"path": f"/{entry.path}", "size": entry.size, "lastModified": clock.milliseconds(entry.mtime)}
            for entry in entries.iterate(session, folder=folder)
        ]
    }


@router.get("/managedfolders/{folder_id}/contents/{path:path}")
def get_file(
    folder_id: str, path: str, project: ReadableProject, session: ReadSession, atelier: AtelierDep
) -> StreamingResponse:
    """Give a file's bytes."""
    folder = names.folder(session, project, folder_id)
    entry = entries.find(session, folder=folder, path=clean_path(path))
    if entry is None:
        raise NotFound(f"There is no file “/{path}” in {folder.name}.")
    file = atelier.store.open_entry(folder, entry)

    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk

    headers = {"Content-Length": str(entry.size), "Content-Disposition": "attachment"}
    return StreamingResponse(chunks(), media_type="application/octet-stream", headers=headers)


@router.post("/managedfolders/{folder_id}/contents")
@router.post("/managedfolders/{folder_id}/contents/{path:path}")
def put_file(
    request: Request,
    folder_id: str,
    file: Annotated[UploadFile, File()],
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
    path: str = "",
) -> dict[str, Any]:
    """Put a file into a folder, replacing one of the same path; a version of its own.

    Old clients send the path as the part's file name. The bytes are stored before the transaction begins.
    """
    clean = clean_path(path or file.filename or "")
    folders.demand_writable(names.folder(session, project, folder_id))
    blob = atelier.blobs.put_stream(file.file, limit_bytes=atelier.settings.max_upload_bytes, name=f"“{clean}”")
    now = clock.now()
    with writing(atelier, caller, project.key, request=request) as (write_session, here):
        folder = names.folder(write_session, here, folder_id)
        folders.demand_writable(folder)
        added = folders.NewFile(clean, blob.sha256, blob.size, now)
        folders.change(write_session, folder=folder, add=[added], author=caller.login, reason=f"{clean} added")
    return {"path": f"/{clean}", "size": blob.size, "lastModified": clock.milliseconds(now)}


@router.delete("/managedfolders/{folder_id}/contents/{path:path}")
def delete_file(
    folder_id: str, path: str, project: WritableProject, session: WriteSession, caller: CallerDep
) -> dict[str, Any]:
    """Take a file out of a folder; it is no error when it is not there."""
    folder = names.folder(session, project, folder_id)
    folders.demand_writable(folder)
    clean = clean_path(path)
    if entries.find(session, folder=folder, path=clean) is not None:
        folders.change(session, folder=folder, remove=[clean], author=caller.login, reason=f"{clean} deleted")
    return {"msg": f"Deleted /{clean}"}


def usages_of(session: Session, project: Project, item: Item) -> list[dict[str, Any]]:
    """Return the recipes that read or write an item, as scripts read them."""
    return [
        {
            "type": "RECIPE_INPUT" if io.direction == "input" else "RECIPE_OUTPUT",
            "objectId": recipe.name,
            "objectProjectKey": project.key,
        }
        for recipe in names.recipes(session, project)
        for io in recipe.io
        if io.item_id == item.id
    ]


def _shape(folder: Item, project: Project, store: places.Store) -> dict[str, Any]:
    return {
        "partitioning": {"dimensions": []},
        "checklists": {"checklists": []},
        "customFields": {},
        "flowOptions": {"virtualizable": False, "rebuildBehavior": "NORMAL"},
        "metrics": {"probes": [], "engineConfig": {}, "displayedState": {"metrics": []}},
        "metricsChecks": {"runOnBuild": False, "checks": []},
        **folder.extra.get("dss", {}),
        "id": folder.id,
        "name": folder.name,
        "projectKey": project.key,
        "type": "Filesystem",
        "params": places.params_of(folder, store, default="filesystem_folders"),
        "tags": folder.tags,
        "description": folder.description,
        "creationTag": tags.change_tag(folder.created_by, folder.created_at, 0),
        "versionTag": tags.change_tag(folder.created_by, folder.updated_at, folder.revision),
    }


def _set_place(session: Session, folder: Item, params: dict[str, Any], store: places.Store, author: str) -> None:
    was_linked = folder.origin == "linked"
    if params.get("connection") == places.ROOT_CONNECTION:
        root, path = places.below_root(params, store)
        if not was_linked or folder.params.get("link") != {"root": root, "path": path}:
            folders.link(session, folder=folder, store=store, root=root, path=path, author=author)
    elif was_linked and params.get("connection"):
        gone = [entry.path for entry in entries.iterate(session, folder=folder)]
        folder.origin = "managed"
        folder.params = {name: value for name, value in folder.params.items() if name != "link"}
        folders.change(session, folder=folder, remove=gone, author=author, reason="no longer read from a root")
    if folder.origin != "linked":
        folder.params = {**folder.params, "dss": params or folder.params.get("dss", {})}
