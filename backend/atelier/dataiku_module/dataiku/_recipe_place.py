"""Where a recipe finds its items: files on the disk, fixed at one version; results in its staging folder."""

import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow.parquet as pq

from atelier.storage.dataset import ROWS_PER_PART, arrow_schema, frame_to_table
from atelier.storage.folder import ManifestFolder
from atelier.storage.names import clean_path
from atelier.storage.schema import Column, columns_from

from ._columns import ready
from ._frames import frame_of


class RecipePlace:
    """The declared inputs and outputs of one run."""

    def __init__(self, described: dict[str, Any]) -> None:
        self.project_key: str = described["project_key"]
        self.variables: dict[str, str] = described["variables"]
        self.config: dict[str, Any] = described.get("config", {})
        self.inputs: dict[str, dict[str, Any]] = described["inputs"]
        self.outputs: dict[str, dict[str, Any]] = described["outputs"]
        self._schemas: dict[str, list[Column]] = {}
        self._parts: dict[str, dict[str, int]] = {}

    # -- finding

    def names(self, side: str, kind: str | None = None, role: str | None = None) -> list[str]:
        """Return the full names of inputs or outputs, of one kind or of one role if asked."""
        items = self.inputs if side == "inputs" else self.outputs
        found = [
            (slot, one)
            for slot, one in items.items()
            if (kind is None or one["kind"] == kind) and (role in (None, "main") or slot.split(".")[0] == role)
        ]
        return [f"{self.project_key}.{one['name'] if one['kind'] == 'dataset' else one['id']}" for _, one in found]

    def input(self, kind: str, ref: str) -> dict[str, Any]:
        """Return an input by its name or identifier; raises `ValueError` naming what there is."""
        found = self._find(self.inputs, kind, ref)
        if found is None:
            if self._find(self.outputs, kind, ref) is not None:
                raise ValueError(f"“{ref}” is an output of this recipe; it cannot be read here.")
            raise ValueError(self._unknown(ref, kind, "input", self.inputs))
        return found[1]

    def output(self, kind: str, ref: str) -> tuple[str, dict[str, Any]]:
        """Return the slot and description of an output; raises `ValueError` naming what there is."""
        found = self._find(self.outputs, kind, ref)
        if found is None:
            if self._find(self.inputs, kind, ref) is not None:
                raise ValueError(f"“{ref}” is an input of this recipe; a recipe does not change its inputs.")
            raise ValueError(self._unknown(ref, kind, "output", self.outputs))
        return found

    def _find(self, items: dict[str, dict[str, Any]], kind: str, ref: str) -> tuple[str, dict[str, Any]] | None:
        short = ref.removeprefix(f"{self.project_key}.")
        for slot, one in items.items():
            if one["kind"] == kind and short in (one["name"], one["id"]):
                return slot, one
        return None

    def _unknown(self, ref: str, kind: str, side: str, items: dict[str, dict[str, Any]]) -> str:
        there = [one["name"] for one in items.values() if one["kind"] == kind]
        listed = f"There are: {', '.join(there)}." if there else f"It has no {kind} as {side}."
        return f"“{ref}” is not an {side} of this recipe. {listed} Items are added under Inputs and outputs."

    # -- datasets

    def schema(self, ref: str) -> list[Column]:
        for slot, one in self.outputs.items():
            if one["kind"] == "dataset" and ref.removeprefix(f"{self.project_key}.") == one["name"]:
                return self._schemas.get(slot, [])
        return columns_from(self.input("dataset", ref)["columns"])

    def row_count(self, ref: str) -> int | None:
        return int(self.input("dataset", ref)["rows"])

    def frames(
        self, ref: str, *, columns: Sequence[str] | None, chunk_rows: int, as_schema: bool, bool_as_str: bool
    ) -> Iterator[pd.DataFrame]:
        found = self.input("dataset", ref)
        stored = columns_from(found["columns"])
        for part in found["parts"]:
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(batch_size=chunk_rows, columns=list(columns) if columns else None):
                    yield frame_of(batch, stored, as_schema=as_schema, bool_as_str=bool_as_str)

    def set_schema(self, ref: str, columns: Sequence[Column]) -> None:
        slot, _ = self.output("dataset", ref)
        self._schemas[slot] = list(columns)

    def sink(self, ref: str, columns: Sequence[Column]) -> "PartSink":
        """Begin a dataset's rows anew."""
        slot, one = self.output("dataset", ref)
        for name in self._parts.pop(slot, {}):
            (Path(one["path"]) / name).unlink(missing_ok=True)
        self._schemas[slot] = list(columns)
        parts = self._parts[slot] = {}
        return PartSink(Path(one["path"]), columns, parts)

    def written(self) -> dict[str, Any]:
        """Return what was written, by slot, for the recipe to take in."""
        return {
            slot: {
                "columns": [column.model_dump(exclude_none=True) for column in self._schemas[slot]],
                "parts": parts,
            }
            for slot, parts in self._parts.items()
        }

    # -- folders

    def folder(self, ref: str) -> "RecipeFolder":
        found = self._find(self.outputs, "folder", ref)
        if found is not None:
            return StagingFolder(found[1])
        return FixedFolder(self.input("folder", ref))


class PartSink:
    """Rows on their way into Parquet parts."""

    def __init__(self, folder: Path, columns: Sequence[Column], parts: dict[str, int]) -> None:
        self._folder = folder
        self._columns = list(columns)
        self._arrow = arrow_schema(columns)
        self._parts = parts
        self._writer: pq.ParquetWriter | None = None

    def write(self, frame: pd.DataFrame) -> None:
        table = frame_to_table(ready(frame, self._columns), self._columns, self._arrow)
        if self._writer is None:
            self._open()
        assert self._writer is not None
        self._writer.write_table(table)
        name = next(reversed(self._parts))
        self._parts[name] += table.num_rows
        if self._parts[name] >= ROWS_PER_PART:
            self._writer.close()
            self._writer = None

    def close(self) -> None:
        if self._writer is None and not self._parts:
            self._open()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _open(self) -> None:
        name = f"part-{len(self._parts):05d}.parquet"
        self._parts[name] = 0
        self._writer = pq.ParquetWriter(self._folder / name, self._arrow, compression="zstd")


class FixedFolder:
    """An input folder at its version."""

    def __init__(self, described: dict[str, Any]) -> None:
        self._described = described
        self.id: str = described["id"]
        self.name: str = described["name"]
        self._files = ManifestFolder(self.name, Path(described["manifest"]))

    def paths(self) -> list[str]:
        return [entry.path for entry in self._files.entries()]

    def size(self, path: str) -> int | None:
        entry = self._files.get(path)
        return None if entry is None else entry.size

    def modified(self, path: str) -> float:
        entry = self._files.get(path)
        return 0.0 if entry is None else entry.mtime

    def open(self, path: str) -> BinaryIO:
        return self._files.open(path)

    def local_path(self) -> str:
        """Return a folder of links to the files under their own names, made when it is first asked for."""
        place = Path(os.environ["TMPDIR"]) / f"folder-{self.id}"
        if not place.exists():
            for entry in self._files.entries():
                target = place / clean_path(entry.path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.symlink_to(self._files.local_path(entry.path))
            place.mkdir(parents=True, exist_ok=True)
        return str(place)

    def write(self, path: str, data: BinaryIO) -> None:
        raise ValueError(f"“{self.name}” is an input of this recipe; a recipe does not change its inputs.")

    def delete(self, path: str) -> None:
        self.write(path, io.BytesIO())


class StagingFolder:
    """An output folder: what is written here becomes its next version, whole."""

    def __init__(self, described: dict[str, Any]) -> None:
        self.id: str = described["id"]
        self.name: str = described["name"]
        self._place = Path(described["path"])

    def paths(self) -> list[str]:
        return sorted(p.relative_to(self._place).as_posix() for p in self._place.rglob("*") if p.is_file())

    def size(self, path: str) -> int | None:
        place = self._place / clean_path(path)
        return place.stat().st_size if place.is_file() else None

    def modified(self, path: str) -> float:
        return (self._place / clean_path(path)).stat().st_mtime

    def open(self, path: str) -> BinaryIO:
        return (self._place / clean_path(path)).open("rb")

    def local_path(self) -> str:
        return str(self._place)

    def write(self, path: str, data: BinaryIO) -> None:
        target = self._place / clean_path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while chunk := data.read(1 << 20):
                file.write(chunk)

    def delete(self, path: str) -> None:
        (self._place / clean_path(path)).unlink(missing_ok=True)


RecipeFolder = FixedFolder | StagingFolder


def load(place: str) -> RecipePlace:
    """Return the place that the run's description file tells of."""
    return RecipePlace(json.loads(Path(place).read_text(encoding="utf-8")))
