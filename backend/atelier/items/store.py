"""Where items' bytes come from: blobs, allowed roots, and what was worked out from them, as one value for services."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from atelier.db.tables import FolderEntry, Item
from atelier.storage.blobs import BlobStore
from atelier.storage.roots import Root, find_root
from atelier.tables.cache import TableCache


@dataclass(frozen=True, slots=True)
class Store:
    """The bytes of all items of an instance."""

    blobs: BlobStore
    roots: dict[str, Root]
    thumbs: Path
    max_picture_pixels: int
    tables: TableCache

    def open_entry(self, folder: Item, entry: FolderEntry) -> BinaryIO:
        """Open a file of a folder, wherever it lies."""
        if folder.origin == "linked":
            root, below = self.link_of(folder)
            return root.open(f"{below}/{entry.path}" if below else entry.path)
        return self.blobs.open(entry.content)

    def place_of(self, folder: Item, entry: FolderEntry) -> Path:
        """Return the real path of a file's bytes, for a runner to read."""
        if folder.origin == "linked":
            root, below = self.link_of(folder)
            return root.path / below / entry.path
        return self.blobs.path(entry.content)

    def link_of(self, item: Item) -> tuple[Root, str]:
        """Return root and relative path that a linked item reads from; raises `NotFound` when the root is gone."""
        link = item.params["link"]
        return find_root(self.roots, link["root"]), link["path"]
