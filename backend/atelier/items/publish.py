"""Publishing what a run wrote: bytes move into the store first, then one transaction moves the pointers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, ItemVersion
from atelier.items import datasets, folders, savedmodels
from atelier.items.folders import NewFile
from atelier.items.meanings import with_kept_choices
from atelier.storage.blobs import BlobStore
from atelier.storage.schema import columns_from
from atelier.storage.staging import KEEPS_EARLIER, output_path


def adopt_files(blobs: BlobStore, staging: Path, manifest: dict[str, Any]) -> None:
    """Move all files of a checked manifest into the blob store. Doing it twice is harmless."""
    blobs.adopt_all(
        (place, file["sha256"])
        for role, output in manifest["outputs"].items()
        for file in output.get("files", []) + output.get("parts", [])
        if (place := output_path(staging, role) / file["path"]).exists()
    )


def publish(
    session: Session,
    *,
    item: Item,
    output: dict[str, Any],
    attempt_id: int | None,
    author: str,
    reason: str,
    fingerprint: str | None,
) -> ItemVersion:
    """Make the next version of an item from one output of a manifest. Its bytes must be in the store."""
    facts = dict(output["facts"])
    if output["kind"] == "dataset":
        columns = with_kept_choices(datasets.columns_of(item), columns_from(output["columns"]))
        parts = [{"blob": part["sha256"], "rows": part["rows"], "bytes": part["size"]} for part in output["parts"]]
        return datasets.publish_parts(
            session,
            dataset=item,
            parts=[*_earlier_parts(session, item, output), *parts],
            columns=[column.model_dump(exclude_none=True) for column in columns],
            facts={"holds": holds(output["columns"]), **facts},
            author=author,
            reason=reason,
            attempt_id=attempt_id,
            fingerprint=fingerprint,
        )
    moment: datetime = clock.now().astimezone(UTC)
    files = [NewFile(file["path"], file["sha256"], file["size"], moment) for file in output["files"]]
    if item.kind == "model":
        return savedmodels.add_version(
            session,
            model=item,
            files=files,
            facts=facts,
            author=author,
            reason=reason,
            attempt_id=attempt_id,
            fingerprint=fingerprint,
        )
    if output.get(KEEPS_EARLIER):
        return folders.change(
            session,
            folder=item,
            add=files,
            author=author,
            reason=reason,
            facts=facts,
            attempt_id=attempt_id,
            fingerprint=fingerprint,
        )
    return folders.replace_all(
        session,
        folder=item,
        files=files,
        author=author,
        reason=reason,
        facts=facts,
        attempt_id=attempt_id,
        fingerprint=fingerprint,
    )


def _earlier_parts(session: Session, item: Item, output: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parts of the version before that the new one keeps: all, if asked for and of the same columns."""
    if not output.get(KEEPS_EARLIER):
        return []
    session.refresh(item, ["version"], with_for_update=True)
    before = session.get(ItemVersion, (item.id, item.version))
    if before is None:
        return []
    shape = [(one["name"], one["type"]) for one in before.manifest.get("columns", [])]
    if shape != [(one["name"], one["type"]) for one in output["columns"]]:
        return []
    return list(before.manifest.get("parts", []))


def holds(columns: list[dict[str, Any]]) -> str:
    """Return what a dataset is about, by the meanings of its columns."""
    meanings = {column.get("meaning") for column in columns}
    return "predictions" if "prediction" in meanings else "vectors" if "vector" in meanings else "table"
