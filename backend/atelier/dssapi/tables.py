"""Files behind datasets that scripts upload or point at: detecting how they are written, reading them in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from atelier.db.tables import Item, Project
from atelier.dssapi import formats
from atelier.errors import InvalidInput
from atelier.instance import Atelier
from atelier.items import conversion, datasets, sources
from atelier.storage.formats import reading
from atelier.storage.formats.reading import TableFile
from atelier.storage.schema import Column


def has_source(dataset: Item) -> bool:
    """Say whether the dataset is read from a file of its own rather than written by a recipe."""
    return bool(dataset.params.get("source"))


def add_file(dataset: Item, *, name: str, blob: str, size: int) -> None:
    """Put an uploaded file behind a dataset; the same name again replaces it, other files follow those there are."""
    added = {"name": name, "blob": blob, "size": size}
    kept = files_of(dataset)
    files = [added if file["name"] == name else file for file in kept]
    first, *others = files if added in files else [*kept, added]
    dataset.extra = {**dataset.extra, "files": [first, *others]}
    source = {"kind": "raw", **first, **({"more": others} if others else {})}
    dataset.params = {**dataset.params, "source": source}
    flag_modified(dataset, "params")


def files_of(dataset: Item) -> list[dict[str, Any]]:
    """Return the uploaded files behind a dataset."""
    source = dataset.params.get("source") or {}
    stored: list[dict[str, Any]] = dataset.extra.get("files", [])
    if not stored and source.get("kind") == "raw":
        return [{"name": source["name"], "blob": source["blob"], "size": source.get("size", 0)}]
    return stored


def detect(session: Session, dataset: Item, atelier: Atelier, *, infer_types: bool) -> dict[str, Any]:
    """Return what scripts read of a detection: format, its settings and the columns; of several files the first's."""
    with _files(session, dataset, atelier) as files:
        found = reading.preview(files[0])
    stored = found.format.as_json()
    typed = infer_types or stored["type"] == "parquet"  # a Parquet file says its types itself
    columns = found.columns if typed else [Column(name=column.name) for column in found.columns]
    kept = dataset.extra.get("format", {}).get("params") if stored["type"] == "csv" else None
    return {
        "empty": False,
        "connectionOK": True,
        "format": {
            "ok": True,
            "type": formats.TYPES[stored["type"]],
            "params": formats.format_to_dss(stored, kept),
            "errorMessage": None,
            "warnings": found.problems,
            "schemaDetection": {
                "newSchema": {"columns": formats.columns_to_dss(columns), "userModified": False},
                "warningLevel": "OK",
            },
        },
    }


def read_anew(session: Session, dataset: Item, atelier: Atelier, *, author: str, columns: list[Column] | None) -> None:
    """Read the dataset's files as its format and columns say, as a new version, if anything about that changed."""
    kept, source = dataset.extra.get("format", {}), dataset.params.get("source") or {}
    if source.get("kind") == "folder":  # as it is now: its files may have changed
        source = sources.kept(session, project=session.get_one(Project, dataset.project_key), source=source)
    given = formats.format_from_dss(kept.get("type"), kept.get("params") or {})
    with _files(session, dataset, atelier) as files:
        wanted = {"format": given, "columns": [c.model_dump() for c in columns or []], "source": source}
        if dataset.version > 0 and dataset.params.get("read_as") == wanted:
            return
        converted = conversion.convert(
            files,
            store=atelier.store,
            given=given,
            columns=columns,
            staging=atelier.staging,
            each_by_itself=source.get("kind") == "folder",
        )
    datasets.publish_table(
        session,
        dataset=dataset,
        converted=converted,
        source=source,
        author=author,
        reason="read from its file",
    )
    dataset.params = {**dataset.params, "read_as": wanted}


@contextmanager
def _files(session: Session, dataset: Item, atelier: Atelier) -> Iterator[list[TableFile]]:
    source = dataset.params.get("source")
    if not source:
        raise InvalidInput(
            f"{dataset.name} has no file yet: nothing can be detected.", hint="Add one with `uploaded_add_file` first."
        )
    project = session.get_one(Project, dataset.project_key)
    with sources.opened(session, project=project, store=atelier.store, source=source) as files:
        yield files
