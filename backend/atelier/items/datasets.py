"""Datasets: made from uploaded or linked text tables, read in another way, and their parts at a version."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Item, ItemVersion, Project, UploadFile
from atelier.errors import InvalidInput, NotFound
from atelier.items import conversion, naming, uploads
from atelier.items.store import Store
from atelier.projects.events import item_changed
from atelier.storage import roots
from atelier.storage.formats.reading import TableFile
from atelier.storage.roots import Root
from atelier.storage.schema import Column, columns_from


def create(
    session: Session,
    *,
    project: Project,
    name: str,
    author: str,
    origin: str = "managed",
    params: dict[str, Any] | None = None,
) -> Item:
    """Make a dataset that has no rows yet."""
    clean = naming.clean(name)
    naming.demand_free(session, project=project, kind="dataset", name=clean)
    now = clock.now()
    dataset = Item(
        id=ids.item_id(),
        project_key=project.key,
        kind="dataset",
        name=clean,
        origin=origin,
        params=params or {},
        created_at=now,
        created_by=author,
        updated_at=now,
    )
    session.add(dataset)
    session.flush()
    item_changed(session, project_key=project.key, object="item", id=dataset.id, change="created")
    return dataset


def require(session: Session, *, project: Project, dataset_id: str) -> Item:
    """Return a dataset of the project by id, or by name as DSS scripts ask; raises `NotFound`."""
    dataset = session.get(Item, dataset_id)
    if dataset is None or dataset.project_key != project.key or dataset.kind != "dataset" or dataset.deleted_at:
        dataset = session.scalar(
            select(Item).where(
                Item.project_key == project.key,
                Item.kind == "dataset",
                Item.name == dataset_id,
                Item.deleted_at.is_(None),
            )
        )
    if dataset is None:
        raise NotFound(
            f"There is no dataset “{dataset_id}” in this project. It may have been deleted: look in the trash."
        )
    return dataset


def version_of(session: Session, dataset: Item, version: int | None = None) -> ItemVersion | None:
    """Return the current, or another, version of a dataset; None when it was never built."""
    return session.get(ItemVersion, (dataset.id, dataset.version if version is None else version))


def parts_of(session: Session, dataset: Item, store: Store, version: int | None = None) -> list[Path]:
    """Return the Parquet files of a dataset."""
    found = version_of(session, dataset, version)
    return [] if found is None else [store.blobs.path(part["blob"]) for part in found.manifest.get("parts", [])]


def columns_of(dataset: Item) -> list[Column]:
    """Return the columns of a dataset."""
    return columns_from(dataset.columns)


@contextmanager
def source_file(
    session: Session, *, project: Project, store: Store, source: dict[str, Any]
) -> Iterator[tuple[Path, str]]:
    """Give the file that a dataset is read from, and its name.

    `source` is `{"kind": "upload", "upload_id"}`, `{"kind": "root", "root", "path"}`, or
    `{"kind": "raw", "blob", "name"}` for a file that was uploaded before.
    """
    if source["kind"] == "root":
        root: Root = roots.find_root(store.roots, source["root"])
        place = root.resolve(source["path"])
        if not place.is_file():
            raise InvalidInput.at(
                "source.root.path", f"“{source['path']}” is a folder. Choose the file with the table."
            )
        with root.open(source["path"]) as file:  # refuses links and devices
            # the open file is read, whatever its name comes to mean meanwhile
            yield Path(f"/proc/self/fd/{file.fileno()}"), place.name
    elif source["kind"] == "raw":
        yield store.blobs.path(source["blob"]), source["name"]
    else:
        files = uploads.files_of(session, uploads.require(session, project=project, upload_id=source["upload_id"]))
        if len(files) != 1:
            raise InvalidInput.at("source", f"A dataset is made from one file; this upload holds {len(files)}.")
        yield store.blobs.path(files[0].blob), files[0].path


def raw_source(session: Session, *, project: Project, source: dict[str, Any]) -> dict[str, Any]:
    """Return the source as it is kept with the dataset: an upload's file by its blob."""
    if source["kind"] != "upload":
        return source
    upload = uploads.require(session, project=project, upload_id=source["upload_id"])
    file: UploadFile = uploads.files_of(session, upload)[0]
    upload.finished_at = clock.now()
    return {"kind": "raw", "blob": file.blob, "name": file.path, "size": file.size}


def convert(
    path: Path,
    *,
    store: Store,
    given: dict[str, Any] | None,
    columns: list[Column] | None,
    staging: Path,
    name: str = "table",
) -> dict[str, Any]:
    """Turn one file into typed parts, stored as blobs; returns manifest, columns, facts and format.

    Opens no transaction: a large table takes long.
    """
    return conversion.convert([TableFile(path, name)], store=store, given=given, columns=columns, staging=staging)


def publish_table(
    session: Session, *, dataset: Item, converted: dict[str, Any], source: dict[str, Any], author: str, reason: str
) -> ItemVersion:
    """Make a dataset's next version from a converted table."""
    dataset.params = {
        **dataset.params,
        "source": source,
        "format": converted["format"],
        "problems": converted["problems"],
        "names": converted["names"],
    }
    facts = {"holds": "table"}
    return publish_parts(
        session,
        dataset=dataset,
        parts=converted["parts"],
        columns=converted["columns"],
        facts=facts,
        author=author,
        reason=reason,
    )


def publish_parts(
    session: Session,
    *,
    dataset: Item,
    parts: Sequence[dict[str, Any]],
    columns: list[dict[str, Any]],
    facts: dict[str, Any],
    author: str,
    reason: str,
    attempt_id: int | None = None,
    fingerprint: str | None = None,
) -> ItemVersion:
    """Make a dataset's next version from stored parts (`blob`, `rows`, `bytes`)."""
    session.refresh(dataset, ["version"], with_for_update=True)
    now = clock.now()
    dataset.version += 1
    dataset.columns = list(columns)
    dataset.facts = {
        **facts,
        "rows": sum(part["rows"] for part in parts),
        "bytes": sum(part["bytes"] for part in parts),
        "columns": len(columns),
    }
    dataset.fingerprint = fingerprint
    dataset.built_at = now
    dataset.updated_at = now
    dataset.revision += 1
    made = ItemVersion(
        item_id=dataset.id,
        version=dataset.version,
        created_at=now,
        created_by=author,
        attempt_id=attempt_id,
        reason=reason,
        fingerprint=fingerprint,
        manifest={"parts": list(parts), "columns": list(columns)},
        facts=dataset.facts,
    )
    session.add(made)
    session.flush()
    item_changed(session, project_key=dataset.project_key, object="item", id=dataset.id, change="changed")
    return made
