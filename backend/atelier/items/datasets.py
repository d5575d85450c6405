"""Datasets: made from uploaded or linked text tables, read in another way, and their parts at a version."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Item, ItemVersion, Project
from atelier.errors import Conflict, NotFound
from atelier.items import conversion, naming, sources
from atelier.items.meanings import is_described_only, with_choices, with_kept_choices
from atelier.items.store import Store
from atelier.projects.events import item_changed
from atelier.storage.formats.reading import TableFile
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
    """Give the first file that a dataset is read from, and its name."""
    with sources.opened(session, project=project, store=store, source=source) as files:
        yield files[0].path, files[0].name


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


def read_again(
    files: Sequence[TableFile],
    dataset: Item,
    *,
    store: Store,
    given: dict[str, Any] | None,
    columns: list[Column] | None,
    staging: Path,
) -> dict[str, Any]:
    """Read a dataset's files once more, in another format or into other columns (None: those found in the files).

    Meanings that somebody chose are kept. Opens no transaction.
    """
    source = dataset.params.get("source", {})
    origin = source.get("origin_column", "")
    if origin and columns:
        *columns, last = columns
        origin = last.name
    converted = conversion.convert(
        files,
        store=store,
        given=given,
        columns=columns,
        staging=staging,
        origin_column=origin,
        names=dataset.params.get("names"),
        each_by_itself=source.get("kind") == "folder",
    )
    if columns is None:
        found = with_kept_choices(columns_of(dataset), columns_from(converted["columns"]))
        converted["columns"] = [column.model_dump(exclude_none=True) for column in found]
    return converted


def describe_columns(session: Session, *, dataset: Item, columns: Sequence[Column]) -> None:
    """Give the columns of a dataset other meanings and comments; values stay as they are.

    A meaning that differs from the column's own is kept through later builds. Raises `Conflict` where more would
    change.
    """
    before = columns_of(dataset)
    if not is_described_only(before, columns):
        raise Conflict(
            f"The columns of {dataset.name} follow from the recipe that writes it. Change names and types there; "
            "meanings and comments can be changed here."
        )
    columns = with_choices(before, columns)
    dataset.columns = [column.model_dump(exclude_none=True) for column in columns]
    dataset.updated_at = clock.now()
    dataset.revision += 1
    item_changed(session, project_key=dataset.project_key, object="item", id=dataset.id, change="changed")


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
