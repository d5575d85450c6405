"""Datasets in DSS's shapes: what they are, their schema, metadata and life."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from atelier import clock
from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
)
from atelier.auth.caller import Caller
from atelier.db.tables import Item, Project
from atelier.dssapi import formats, names, places, tables, tags
from atelier.dssapi.bodies import ObjectBody, part_of, tags_in, text_of, unknown_keys, words_in
from atelier.dssapi.folders import usages_of
from atelier.dssapi.paths import PREFIX
from atelier.errors import InvalidInput
from atelier.instance import Atelier
from atelier.items import datasets, sources, versions

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}", tags=["dss"])

_KNOWN = frozenset(
    {
        "name", "projectKey", "type", "managed", "params", "formatType", "formatParams", "schema", "tags",
        "description", "versionTag", "creationTag", "smartName",
    }
)  # fmt: skip
_TYPES = {"UploadedFiles": "uploaded", "Filesystem": "managed", "FilesInFolder": "linked"}


@router.get("/datasets")
def list_datasets(project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> list[dict[str, Any]]:
    """List the project's datasets."""
    return [shape(found, project, atelier.store) for found in names.items(session, project, "dataset")]


@router.post("/datasets")
def create(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Make a dataset of type `UploadedFiles`, `Filesystem` or `FilesInFolder`."""
    kind, params = text_of(body, "type"), part_of(body, "params")
    if kind not in _TYPES:
        raise InvalidInput.at("type", f"Datasets of type {kind} cannot be made here; {', '.join(_TYPES)} can.")
    places.check_connection(params.get("connection"))
    dataset = _make(session, project, caller, text_of(body, "name"), _TYPES[kind], params)
    _keep_format(dataset, body)
    if kind == "FilesInFolder":
        folder = names.folder(session, project, text_of(params, "folderSmartId"))
        source = {"kind": "folder", "folder_id": folder.id, "pattern": ""}
        dataset.params = {**dataset.params, "source": sources.kept(session, project=project, source=source)}
    elif params.get("connection") == places.ROOT_CONNECTION:
        _link(session, dataset, params, atelier, caller)
    if part_of(body, "schema").get("columns"):
        dataset.columns = [column.model_dump() for column in formats.columns_from_dss(part_of(body, "schema"))]
    return shape(dataset, project, atelier.store)


@router.post("/datasets/managed")
def create_managed(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Make an empty dataset for a recipe to write."""
    wishes = part_of(body, "creationSettings")
    params = {"connection": wishes.get("connectionId")} if wishes.get("connectionId") else {}
    places.check_connection(params.get("connection"))
    dataset = _make(session, project, caller, text_of(body, "name"), "managed", params)
    return shape(dataset, project, atelier.store)


@router.get("/datasets/{name}")
def settings(name: str, project: ReadableProject, session: ReadSession, atelier: AtelierDep) -> dict[str, Any]:
    """Give the whole object that scripts edit and send back."""
    return shape(names.dataset(session, project, name), project, atelier.store)


@router.put("/datasets/{name}")
def set_settings(
    name: str,
    body: ObjectBody,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Store the whole object; another place, format or schema reads the source anew."""
    dataset = names.dataset(session, project, name)
    versions.change(
        session, project=project, item=dataset, description=words_in(body, "description"), tags=tags_in(body)
    )
    dataset.extra = {**dataset.extra, "dss": unknown_keys(body, _KNOWN)}
    params = part_of(body, "params")
    places.check_connection(params.get("connection"))
    if params.get("connection") == places.ROOT_CONNECTION:
        _link(session, dataset, params, atelier, caller)
    else:
        dataset.params = {**dataset.params, "dss": {k: v for k, v in params.items() if k != "path"}}
    _keep_format(dataset, body)
    if isinstance(body.get("schema"), dict):
        _set_columns(session, dataset, body["schema"], atelier, caller)
    return {"msg": f"Updated dataset {name}"}


@router.delete("/datasets/{name}")
def delete(name: str, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Put a dataset into the trash, with the recipes that use it."""
    names.delete_with_recipes(session, project, names.dataset(session, project, name))
    return {"msg": f"Deleted dataset {name}"}


@router.post("/actions/renameDataset")
def rename(body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Give a dataset another name."""
    versions.change(
        session,
        project=project,
        item=names.dataset(session, project, text_of(body, "oldName")),
        name=text_of(body, "newName"),
    )
    return {"msg": "Renamed dataset"}


@router.get("/datasets/{name}/schema")
def schema(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give a dataset's columns, and whatever else was stored with them."""
    return _schema(names.dataset(session, project, name))


@router.put("/datasets/{name}/schema")
def set_schema(
    name: str,
    body: ObjectBody,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Set a dataset's columns."""
    _set_columns(session, names.dataset(session, project, name), body, atelier, caller)
    return {"msg": f"Updated schema of {name}"}


@router.get("/datasets/{name}/metadata")
def metadata(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Give a dataset's metadata."""
    return tags.metadata_of(names.dataset(session, project, name))


@router.put("/datasets/{name}/metadata")
def set_metadata(name: str, body: ObjectBody, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Store a dataset's metadata."""
    tags.set_metadata(names.dataset(session, project, name), body)
    return {"msg": f"Updated metadata of {name}"}


@router.get("/datasets/{name}/usages")
def usages(name: str, project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the recipes that read or write the dataset."""
    return usages_of(session, project, names.dataset(session, project, name))


@router.get("/datasets/{name}/info")
def info(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Say when a dataset was last built."""
    dataset = names.dataset(session, project, name)
    built = clock.milliseconds(dataset.built_at)
    last = {"buildStartTime": built, "buildEndTime": built, "buildSuccess": True} if built else {}
    return {"projectKey": project.key, "datasetName": name, "lastBuild": last, "status": dict(dataset.facts)}


@router.get("/datasets/{name}/partitions")
def partitions(name: str, project: ReadableProject, session: ReadSession) -> list[str]:
    """Say that the dataset has no partitions."""
    names.dataset(session, project, name)
    return ["NP"]


def shape(dataset: Item, project: Project, store: places.Store) -> dict[str, Any]:
    """Return a dataset as scripts read it."""
    kept = dataset.extra.get("format", {})
    stored = dataset.params.get("format")
    return {
        "partitioning": {"dimensions": []},
        "checklists": {"checklists": []},
        "customFields": {},
        "featureGroup": False,
        "flowOptions": {"virtualizable": False, "rebuildBehavior": "NORMAL"},
        "metrics": {"probes": [], "engineConfig": {}, "displayedState": {"metrics": []}},
        "metricsChecks": {"runOnBuild": False, "checks": []},
        **dataset.extra.get("dss", {}),
        "name": dataset.name,
        "smartName": dataset.name,
        "projectKey": project.key,
        "type": _type(dataset),
        "managed": dataset.origin == "managed",
        "params": places.params_of(dataset, store, default="filesystem_managed"),
        "formatType": kept.get("type") or (formats.TYPES.get(stored.get("type", "csv")) if stored else None),
        "formatParams": formats.format_to_dss(stored, kept.get("params")),
        "schema": _schema(dataset),
        "tags": dataset.tags,
        "description": dataset.description,
        "creationTag": tags.change_tag(dataset.created_by, dataset.created_at, 0),
        "versionTag": tags.change_tag(dataset.created_by, dataset.updated_at, dataset.revision),
    }


def _type(dataset: Item) -> str:
    if (dataset.params.get("source") or {}).get("kind") == "folder":
        return "FilesInFolder"
    return "UploadedFiles" if dataset.origin == "uploaded" else "Filesystem"


def _schema(dataset: Item) -> dict[str, Any]:
    columns = formats.columns_to_dss(datasets.columns_of(dataset))
    return {"userModified": False, **dataset.extra.get("schema", {}), "columns": columns}


def _make(session: Session, project: Project, caller: Caller, name: str, origin: str, params: dict[str, Any]) -> Item:
    kept = {"dss": {field: value for field, value in params.items() if value is not None and field != "path"}}
    return datasets.create(session, project=project, name=name, author=caller.login, origin=origin, params=kept)


def _keep_format(dataset: Item, body: dict[str, Any]) -> None:
    dataset.extra = {
        **dataset.extra,
        "format": {"type": body.get("formatType"), "params": part_of(body, "formatParams")},
    }


def _link(session: Session, dataset: Item, params: dict[str, Any], atelier: Atelier, caller: Caller) -> None:
    root, path = places.below_root(params, atelier.store)
    if dataset.params.get("link") != {"root": root, "path": path}:
        dataset.origin = "linked"
        dataset.params = {**dataset.params, "link": {"root": root, "path": path}}
        dataset.params["source"] = {"kind": "root", "root": root, "path": path}
        if dataset.extra.get("format", {}).get("type"):
            tables.read_anew(session, dataset, atelier, author=caller.login, columns=None)


def _set_columns(session: Session, dataset: Item, body: dict[str, Any], atelier: Atelier, caller: Caller) -> None:
    columns = formats.columns_from_dss(body)
    dataset.extra = {**dataset.extra, "schema": unknown_keys(body, frozenset({"columns"}))}
    if tables.has_source(dataset) and columns:
        tables.read_anew(session, dataset, atelier, author=caller.login, columns=columns)
    else:
        dataset.columns = [column.model_dump(exclude_none=True) for column in columns]
        versions.change(session, project=session.get_one(Project, dataset.project_key), item=dataset)
