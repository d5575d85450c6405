"""What a form may know of its inputs, read from the database: implements `FormContext`."""

import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from atelier.db.tables import Item, Project
from atelier.errors import NotFound
from atelier.items import datasets, entries, flow
from atelier.items.store import Store
from atelier.recipes.base import FORM_FILES, InputInfo
from atelier.recipes.table import TableSource
from atelier.storage.folder import ManifestFolder, write_manifest
from atelier.storage.handles import FolderHandle
from atelier.tables import pages


class DatabaseForm:
    """A form's view of the items in its roles."""

    def __init__(self, session: Session, *, project: Project, store: Store, inputs: dict[str, list[str]]) -> None:
        self._session = session
        self._project = project
        self._store = store
        self._inputs = inputs
        self._folders: dict[str, FolderHandle] = {}

    def input(self, role: str) -> InputInfo | None:
        item = self._item(role)
        if item is None:
            return None
        return InputInfo(
            id=item.id,
            kind=item.kind,  # type: ignore[arg-type]  # the column holds only these words
            name=item.name,
            columns=tuple(datasets.columns_of(item)),
            facts=dict(item.facts),
        )

    def folder(self, role: str) -> FolderHandle:
        item = self._item(role)
        if item is None or item.kind == "dataset":
            raise NotFound(f"There is no folder in the role “{role}”.")
        if item.id not in self._folders:
            self._folders[item.id] = self._open(item)
        return self._folders[item.id]

    def tables(self, role: str) -> list[TableSource]:
        found = []
        for item_id in self._inputs.get(role) or []:
            item = self._session.get(Item, item_id)
            if item is None or item.kind != "dataset":
                continue
            if item.project_key == self._project.key and not item.deleted_at:
                parts = datasets.parts_of(self._session, item, self._store)
                rows = int(item.facts.get("rows", 0))
                found.append(TableSource(item.name, datasets.columns_of(item), parts, rows))
        return found

    def value_counts(self, role: str, column: str, limit: int = 1000) -> dict[str, int]:
        item = self._item(role)
        if item is None or column not in {found.name for found in datasets.columns_of(item)}:
            return {}
        return pages.value_counts(datasets.parts_of(self._session, item, self._store), column, limit=limit)

    def pictures_of(self, role: str) -> str | None:
        item = self._item(role)
        if item is None:
            return None
        return flow.picture_folder_of(flow.load(self._session, project=self._project), item.id)

    def _item(self, slot: str) -> Item | None:
        role, _, position = slot.partition(".")
        chosen = (self._inputs.get(role) or [])[int(position or 0) :]
        item = self._session.get(Item, chosen[0]) if chosen else None
        return item if item is not None and item.project_key == self._project.key and not item.deleted_at else None

    def _open(self, item: Item) -> FolderHandle:
        rows: list[dict[str, Any]] = []
        for entry in entries.iterate(self._session, folder=item, version=item.version):
            rows.append(
                {
                    "path": entry.path,
                    "size": entry.size,
                    "content": entry.content,
                    "mtime": entry.mtime.timestamp(),
                    "at": str(self._store.place_of(item, entry)),
                }
            )
            if len(rows) >= FORM_FILES:
                break
        with tempfile.TemporaryDirectory() as work:
            manifest = Path(work) / "folder.jsonl"
            write_manifest(manifest, rows)
            return ManifestFolder(item.name, manifest)
