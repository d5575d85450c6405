"""Code recipes run for real, without a server: the runner's own context over a temporary folder."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from atelier.recipes.base import Params, Recipe
from atelier.runner.context import ProcessContext
from atelier.runner.spec import DeviceSpec, OutputSpec, RunSpec
from atelier.storage.dataset import ParquetDataset, StagedDataset
from atelier.storage.folder import StagedFolder, write_manifest
from atelier.storage.schema import Column


@dataclass
class CodeRun:
    """One run of a recipe over items made here; `lines` is its log."""

    root: Path
    inputs: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: dict[str, OutputSpec] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.staging = self.root / "staging"

    def send(self, value: dict[str, Any]) -> None:
        self.sent.append(value)

    @property
    def lines(self) -> list[str]:
        return [one["text"] for one in self.sent if one["kind"] == "log"]

    def dataset(self, slot: str, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> None:
        """Put a table into an input slot."""
        folder = self.root / "blobs" / name
        staged = StagedDataset(name, folder)
        frame = {c.name: pd.Series([row[i] for row in rows], dtype="object") for i, c in enumerate(columns)}
        staged.write(columns, [pd.DataFrame(frame)])
        self.inputs[slot] = {
            "kind": "dataset",
            "id": f"id-{name}",
            "name": name,
            "columns": [column.model_dump(exclude_none=True) for column in columns],
            "parts": [str(folder / part) for part in staged.part_rows],
            "rows": len(rows),
        }

    def folder(self, slot: str, name: str, files: dict[str, bytes]) -> None:
        """Put a folder of files, each stored under another name, into an input slot."""
        rows = []
        for number, (path, data) in enumerate(files.items()):
            place = self.root / "blobs" / f"{name}-{number}"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            rows.append({"path": path, "size": len(data), "content": str(number), "mtime": 1.0, "at": str(place)})
        manifest = self.root / "inputs" / f"{name}.jsonl"
        write_manifest(manifest, rows)
        self.inputs[slot] = {"kind": "folder", "id": f"id-{name}", "name": name, "manifest": str(manifest)}

    def writes(self, slot: str, name: str, kind: str = "dataset") -> None:
        """Declare an output."""
        self.outputs[slot] = OutputSpec.model_validate({"kind": kind, "name": name, "id": f"id-{name}"})

    def run(self, found: Recipe[Any], **params: Any) -> None:
        """Run the recipe with these settings."""
        checked: Params = found.Params.model_validate(params)
        spec = RunSpec(
            activity_id=1, kind="recipe", type=found.type, params={}, project_key="CARTOON", variables=self.variables,
            inputs=self.inputs, outputs=self.outputs, staging=self.staging, cache=self.root / "cache",
            device=DeviceSpec(threads=1),
        )  # fmt: skip
        self.context = ProcessContext(spec, self, self.stop)
        found.run(self.context, checked)

    def frame(self, slot: str) -> pd.DataFrame:
        """Return what was written."""
        staged = self.context.outputs[slot]
        assert isinstance(staged, StagedDataset)
        parts = [staged.path / name for name in staged.part_rows]
        return ParquetDataset(staged.name, staged.columns, parts, 0).dataframe()

    def columns(self, slot: str) -> dict[str, tuple[str, str | None]]:
        """Return type and meaning of each written column."""
        staged = self.context.outputs[slot]
        assert isinstance(staged, StagedDataset)
        return {column.name: (column.type, column.meaning) for column in staged.columns}

    def files(self, slot: str) -> dict[str, bytes]:
        """Return the files written into a folder."""
        staged = self.context.outputs[slot]
        assert isinstance(staged, StagedFolder)
        paths = (path for path in staged.path.rglob("*") if path.is_file())
        return {path.relative_to(staged.path).as_posix(): path.read_bytes() for path in paths}
