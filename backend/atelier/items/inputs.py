"""Items as a runner gets them: each fixed at one version, described by plain JSON."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item
from atelier.errors import ActivityFailed
from atelier.items import datasets, entries
from atelier.items.store import Store
from atelier.storage.folder import write_manifest


def describe_input(
    session: Session, *, item: Item, store: Store, into: Path, version: int | None = None
) -> dict[str, Any]:
    """Return the description of an input; the manifest of a folder or model is written below `into`.

    Raises `ActivityFailed` when the item was never built or was deleted.
    """
    if item.deleted_at is not None:
        raise ActivityFailed(f"{item.name} was deleted. Restore it from the trash, or choose another input.")
    fixed = item.version if version is None else version
    if fixed == 0:
        raise ActivityFailed(f"{item.name} is empty: nothing was put into it yet.", hint="Fill or build it first.")
    described: dict[str, Any] = {
        "kind": item.kind,
        "id": item.id,
        "name": item.name,
        "version": fixed,
        "facts": dict(item.facts),
    }
    if item.kind != "dataset":
        manifest = into / f"{item.id}.jsonl"
        write_manifest(
            manifest,
            [
                {
                    "path": entry.path,
                    "size": entry.size,
                    "content": entry.content,
                    "mtime": entry.mtime.timestamp(),
                    "at": str(store.place_of(item, entry)),
                }
                for entry in entries.iterate(session, folder=item, version=fixed)
            ],
        )
        return {**described, "manifest": str(manifest)}
    found = datasets.version_of(session, item, fixed)
    manifest_parts = found.manifest if found is not None else {}
    return {
        **described,
        "columns": manifest_parts.get("columns", item.columns),
        "parts": [str(store.blobs.path(part["blob"])) for part in manifest_parts.get("parts", [])],
        "rows": sum(part["rows"] for part in manifest_parts.get("parts", [])),
    }
