"""Managed folders as code reads and writes them."""

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ._places import default_project_key, is_recipe, recipe_place, remote_place
from .writers import FileWriter

if TYPE_CHECKING:
    from ._recipe_place import RecipeFolder
    from ._remote_place import RemoteFolder


class Folder:
    """A managed folder, by its name or identifier. In a recipe only its declared inputs and outputs are there.

    An output folder begins empty: what the code writes is its next version, whole.
    """

    def __init__(self, lookup: str, project_key: str | None = None, ignore_flow: bool = False) -> None:
        self.lookup = lookup
        self.project_key = project_key or default_project_key()
        self.ignore_flow = ignore_flow
        self._files: RecipeFolder | RemoteFolder = (
            recipe_place().folder(lookup) if is_recipe() else remote_place().folder_at(lookup, self.project_key)
        )
        self.short_name = self._files.id
        self.full_name = f"{self.project_key}.{self._files.id}"
        self.name = self._files.name

    # -- facts

    def get_id(self) -> str:
        """Return the folder's identifier."""
        return self._files.id

    def get_name(self) -> str:
        """Return the folder's name."""
        return self._files.name

    def get_info(self, sensitive_info: bool = False) -> dict[str, Any]:
        """Return what the folder is. It has an `accessInfo` with its path where it has a path."""
        info: dict[str, Any] = {
            "id": self._files.id,
            "name": self._files.name,
            "projectKey": self.project_key,
            "type": "Filesystem",
            "directoryBasedPartitioning": False,
        }
        return {**info, "accessInfo": {"root": self.get_path()}} if is_recipe() else info

    def get_path(self) -> str:
        """Return a folder of the disk with the files under their names: for reading, of an output also for writing."""
        return self._files.local_path()

    def file_path(self, filename: str) -> str:
        """Return the path of one file on the disk."""
        return str(Path(self.get_path()) / filename.lstrip("/"))

    # -- reading

    def list_partitions(self) -> list[str]:
        """Return the partitions: folders here have none."""
        return []

    def list_paths_in_partition(self, partition: str = "") -> list[str]:
        """Return the paths of all files, each with a leading slash."""
        return [f"/{path}" for path in self._files.paths()]

    def get_path_details(self, path: str = "/") -> dict[str, Any]:
        """Say what is at a path: whether it is there, a folder with its children, or a file with size and time."""
        inner = path.strip("/")
        size = self._files.size(inner) if inner else None
        details: dict[str, Any] = {"fullPath": f"/{inner}", "name": inner.rsplit("/", 1)[-1], "exists": True}
        if size is not None:
            modified = int(self._files.modified(inner) * 1000)
            return {**details, "directory": False, "size": size, "lastModified": modified}
        below = [found for found in self._files.paths() if not inner or found.startswith(f"{inner}/")]
        if inner and not below:
            return {**details, "exists": False, "directory": False, "size": 0}
        start = len(inner) + 1 if inner else 0
        names = sorted({found[start:].split("/", 1)[0] for found in below})
        prefix = f"/{inner}" if inner else ""
        children = [{"name": name, "fullPath": f"{prefix}/{name}"} for name in names]
        return {**details, "directory": True, "size": 0, "children": children}

    def get_download_stream(self, path: str) -> BinaryIO:
        """Return an open file with the bytes at a path."""
        return self._files.open(path.lstrip("/"))

    def read_json(self, filename: str) -> Any:
        """Return the value of a JSON file."""
        with self.get_download_stream(filename) as file:
            return json.load(file)

    # -- writing

    def upload_stream(self, path: str, f: Any) -> None:
        """Store what an open file holds, bytes or text, at a path."""
        data = f.read() if isinstance(f, io.TextIOBase) else f
        self._files.write(path.lstrip("/"), io.BytesIO(data.encode()) if isinstance(data, str) else data)

    def upload_data(self, path: str, data: bytes | str) -> None:
        """Store bytes, or text as UTF-8, at a path."""
        self._files.write(path.lstrip("/"), io.BytesIO(data.encode() if isinstance(data, str) else data))

    def upload_file(self, path: str, file_path: str) -> None:
        """Store a file of the disk at a path."""
        with Path(file_path).open("rb") as file:
            self._files.write(path.lstrip("/"), file)

    def write_json(self, filename: str, obj: Any) -> None:
        """Store a value as JSON."""
        self.upload_data(filename, json.dumps(obj, ensure_ascii=False))

    def get_writer(self, path: str) -> FileWriter:
        """Return a file to write bit by bit; it is stored when it is closed."""
        return FileWriter(self._files, path.lstrip("/"))

    def delete_path(self, path: str) -> None:
        """Delete the file, or all files below the folder, at a path."""
        inner = path.strip("/")
        for found in self._files.paths():
            if found == inner or found.startswith(f"{inner}/"):
                self._files.delete(found)

    clear_path = delete_path

    def clear(self) -> None:
        """Delete all files."""
        for found in self._files.paths():
            self._files.delete(found)

    clear_partition = clear

    def __repr__(self) -> str:
        return f"Folder({self._files.name!r})"
