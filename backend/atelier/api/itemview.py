"""Folders and datasets as their pages show them."""

from typing import Any

from sqlalchemy.orm import Session

from atelier.api.flowview import item_fields
from atelier.api.schemas.items import DatasetOut, FolderOut, UsageOut, VersionOut
from atelier.db.tables import Item, ItemVersion, Project
from atelier.items import datasets, entries, flow
from atelier.items.versions import versions_of
from atelier.jobs.states import flow_states


def folder_out(session: Session, project: Project, folder: Item) -> FolderOut:
    """Return a folder's page."""
    common = common_fields(session, project, folder)
    earlier = session.get(ItemVersion, (folder.id, folder.version - 1)) if folder.version > 1 else None
    last = session.get(ItemVersion, (folder.id, folder.version)) if folder.version else None
    by_hand = folder.origin == "managed" and common["written_by"] is None
    # what a macro wrote is not an edit: it is replaced by running the macro again
    can_undo = by_hand and last is not None and last.attempt_id is None and (earlier is not None or folder.version == 1)
    return FolderOut.model_validate(
        {
            **common,
            "link": folder.params.get("link"),
            "writable": by_hand,
            "files": folder.facts.get("files", 0),
            "bytes": folder.facts.get("bytes", 0),
            "pictures": folder.facts.get("pictures", 0),
            "unreadable": folder.facts.get("unreadable", 0),
            "groups": entries.groups(session, folder=folder),
            "can_undo": can_undo,
            "undo_text": last.reason if can_undo and last is not None else "",
        }
    )


def dataset_out(session: Session, project: Project, dataset: Item) -> DatasetOut:
    """Return a dataset's page."""
    loaded = flow.load(session, project=project)
    source = dataset.params.get("source")
    if source:
        source = {name: value for name, value in source.items() if name != "seen"}
    return DatasetOut.model_validate(
        {
            **common_fields(session, project, dataset, loaded),
            "columns": datasets.columns_of(dataset),
            "rows": dataset.facts.get("rows") if dataset.version else None,
            "format": dataset.params.get("format"),
            "source": source,
            "problems": dataset.params.get("problems", []),
            "picture_folder_id": flow.picture_folder_of(loaded, dataset.id),
        }
    )


def versions_out(session: Session, item: Item) -> list[VersionOut]:
    """Return an item's versions, newest first."""
    return [VersionOut.model_validate(version) for version in versions_of(session, item)]


def common_fields(
    session: Session, project: Project, item: Item, loaded: flow.LoadedFlow | None = None
) -> dict[str, Any]:
    """Return what the pages of all kinds of items show."""
    loaded = loaded or flow.load(session, project=project)
    standings = flow_states(session, project=project, flow=loaded)
    usages = [UsageOut.model_validate(usage) for usage in flow.usages(loaded, item.id)]
    return {
        **item_fields(session, project, item, standings.items[item.id]),
        "description": item.description,
        "tags": item.tags,
        "written_by": loaded.graph.writer_of.get(item.id),
        "usages": usages,
        "created_by": item.created_by,
        "created_at": item.created_at,
    }
