"""Folders as recipes read and write them: a manifest of files at one version, and a staging folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from atelier import ids, jsontext
from atelier.errors import NotFound, TooLarge
from atelier.storage.blobs import disk_error
from atelier.storage.handles import Entry
from atelier.storage.names import clean_path, shown


class ManifestFolder:
    """A folder fixed at one version. The manifest holds a JSON line per file: path, size, content, mtime, at."""

    def __init__(self, name: str, manifest: Path) -> None:
        self.name = name
        self._entries: list[Entry] = []
        self._places: dict[str, str] = {}
        self._by_path: dict[str, Entry] = {}
        with manifest.open("rb") as lines:
            for line in lines:
                row = jsontext.loads(line)
                entry = Entry(row["path"], row["size"], row["content"], row["mtime"])
                self._entries.append(entry)
                self._by_path[entry.path] = entry
                self._places[entry.path] = row["at"]
        self._entries.sort(key=lambda entry: entry.path)

    def entries(self) -> Sequence[Entry]:
        return self._entries

    def get(self, path: str) -> Entry | None:
        return self._by_path.get(path.lstrip("/"))

    def local_path(self, path: str) -> Path:
        clean = path.lstrip("/")
        if clean not in self._places:
            raise NotFound(f"{self.name} has no file “{shown(path)}”.")
        return Path(self._places[clean])

    def open(self, path: str) -> BinaryIO:
        try:
            return self.local_path(path).open("rb")
        except FileNotFoundError:
            raise NotFound(f"“{shown(path)}” of {self.name} is gone from the disk.") from None

    def read_bytes(self, path: str, *, limit: int = 64 * 2**20) -> bytes:
        with self.open(path) as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise TooLarge(f"“{shown(path)}” of {self.name} is larger than {limit:,} bytes.")
        return data


class StagedFolder:
    """A folder being written: a new version, published whole or not at all."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self.facts: dict[str, Any] = {}
        self.keeps_earlier = False
        path.mkdir(parents=True, exist_ok=True)

    def write_bytes(self, path: str, data: bytes) -> None:
        target = self.path / clean_path(path)
        temporary = self.path / f".{ids.token(8)}.part"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(target)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise disk_error(error) from error

    def write_json(self, path: str, value: Any) -> None:
        self.write_bytes(path, jsontext.dumps(value).encode())

    def keep_earlier(self) -> None:
        self.keeps_earlier = True

    def set_facts(self, **facts: Any) -> None:
        self.facts.update(facts)


def write_manifest(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write the manifest that `ManifestFolder` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(jsontext.dumps(row) + "\n")
