"""Text tables behind datasets that scripts upload or point at: detecting how they are written, reading them in."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from atelier.db.tables import Item, Project
from atelier.dssapi import formats
from atelier.errors import InvalidInput
from atelier.instance import Atelier
from atelier.items import datasets
from atelier.storage.formats import csv
from atelier.storage.schema import Column


def has_source(dataset: Item) -> bool:
    """Say whether the dataset is read from a file of its own rather than written by a recipe."""
    return bool(dataset.params.get("source"))


def add_file(dataset: Item, *, name: str, blob: str, size: int) -> None:
    """Put an uploaded file behind a dataset; the same name again replaces it."""
    kept = [file for file in files_of(dataset) if file["name"] != name]
    dataset.extra = {**dataset.extra, "files": [*kept, {"name": name, "blob": blob, "size": size}]}
    dataset.params = {**dataset.params, "source": {"kind": "raw", "blob": blob, "name": name, "size": size}}
    flag_modified(dataset, "params")


def files_of(dataset: Item) -> list[dict[str, Any]]:
    """Return the uploaded files behind a dataset."""
    source = dataset.params.get("source") or {}
    stored: list[dict[str, Any]] = dataset.extra.get("files", [])
    if not stored and source.get("kind") == "raw":
        return [{"name": source["name"], "blob": source["blob"], "size": source.get("size", 0)}]
    return stored


def detect(session: Session, dataset: Item, atelier: Atelier, *, infer_types: bool) -> dict[str, Any]:
    """Return what scripts read of a detection: format, its settings and the columns."""
    with _file(session, dataset, atelier) as (path, _name):
        found = csv.preview(path)
    columns = found.columns if infer_types else [Column(name=column.name) for column in found.columns]
    return {
        "empty": False,
        "connectionOK": True,
        "format": {
            "ok": True,
            "type": "csv",
            "params": formats.format_to_dss(found.format.as_json(), dataset.extra.get("format", {}).get("params")),
            "errorMessage": None,
            "warnings": found.problems,
            "schemaDetection": {
                "newSchema": {"columns": formats.columns_to_dss(columns), "userModified": False},
                "warningLevel": "OK",
            },
        },
    }


def read_anew(session: Session, dataset: Item, atelier: Atelier, *, author: str, columns: list[Column] | None) -> None:
    """Read the dataset's file as its format and columns say, as a new version, if anything about that changed."""
    kept = dataset.extra.get("format", {})
    if kept.get("type") not in (None, "csv"):
        raise InvalidInput.at("formatType", f"Files of format {kept['type']} cannot be read; csv can.")
    given = formats.format_from_dss(kept.get("params") or {})
    with _file(session, dataset, atelier) as (path, _name):
        wanted = {
            "format": given,
            "columns": [c.model_dump() for c in columns or []],
            "source": dataset.params["source"],
        }
        if dataset.version > 0 and dataset.params.get("read_as") == wanted:
            return
        converted = datasets.convert(path, store=atelier.store, given=given, columns=columns, staging=atelier.staging)
    datasets.publish_table(
        session,
        dataset=dataset,
        converted=converted,
        source=dataset.params["source"],
        author=author,
        reason="read from its file",
    )
    dataset.params = {**dataset.params, "read_as": wanted}


def _file(session: Session, dataset: Item, atelier: Atelier) -> AbstractContextManager[tuple[Path, str]]:
    source = dataset.params.get("source")
    if not source:
        raise InvalidInput(
            f"{dataset.name} has no file yet: nothing can be detected.", hint="Add one with `uploaded_add_file` first."
        )
    files = files_of(dataset)
    if len(files) > 1:
        listed = ", ".join(file["name"] for file in files)
        raise InvalidInput(f"{dataset.name} has {len(files)} files ({listed}); a dataset is read from one.")
    project = session.get_one(Project, dataset.project_key)
    return datasets.source_file(session, project=project, store=atelier.store, source=source)
