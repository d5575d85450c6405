"""A run of a recipe or macro without server or runner: the real folders and datasets on a temporary disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from atelier.recipes.base import Device, InputInfo
from atelier.recipes.table import TableSource
from atelier.runner.events import AnyEvent, EpochEnd, WarningRaised, as_log_text
from atelier.storage.dataset import ParquetDataset, StagedDataset
from atelier.storage.folder import ManifestFolder, StagedFolder, write_manifest
from atelier.storage.handles import FolderHandle
from atelier.storage.schema import Column


def folder_of(path: Path, name: str = "", manifests: Path | None = None) -> ManifestFolder:
    """Return the files below `path` as a folder that recipes read."""
    import hashlib

    rows = [
        {
            "path": file.relative_to(path).as_posix(),
            "size": file.stat().st_size,
            "content": hashlib.sha256(file.read_bytes()).hexdigest(),
            "mtime": file.stat().st_mtime,
            "at": str(file),
        }
        for file in sorted(path.rglob("*"))
        if file.is_file()
    ]
    manifest = (manifests or path.parent) / f".{path.name}.jsonl"
    write_manifest(manifest, rows)
    return ManifestFolder(name or path.name, manifest)


def dataset_of(frame: pd.DataFrame, path: Path, name: str = "labels") -> ParquetDataset:
    """Return a frame as a dataset of text and numbers that recipes read."""
    kinds: dict[str, Literal["string", "bigint", "double"]] = {"i": "bigint", "f": "double"}
    columns = [Column(name=str(column), type=kinds.get(frame[column].dtype.kind, "string")) for column in frame.columns]
    staged = StagedDataset(name, path)
    staged.write(columns, [frame])
    return ParquetDataset(name, columns, [path / part for part in staged.part_rows], len(frame))


@dataclass
class Run:
    """A RunContext that keeps what it was told."""

    root: Path
    folders: dict[str, FolderHandle] = field(default_factory=dict)
    datasets: dict[str, ParquetDataset] = field(default_factory=dict)
    device: Device = field(default_factory=lambda: Device(threads=2))
    variables: dict[str, str] = field(default_factory=dict)
    project_key: str = "TEST"
    events: list[AnyEvent] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    fractions: list[float] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, StagedFolder | StagedDataset] = field(default_factory=dict)
    slots: Sequence[str] = ()
    tables: dict[str, list[TableSource]] = field(default_factory=dict)
    shared_cache: Path | None = None
    stop_when: Callable[["Run"], bool] = lambda run: False

    @property
    def scratch(self) -> Path:
        path = self.root / "scratch"
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def cache(self) -> Path:
        return self.shared_cache or self.root / "cache"

    def input_folder(self, role: str) -> FolderHandle:
        return self.folders[role]

    def input_dataset(self, role: str) -> ParquetDataset:
        return self.datasets[role]

    def input_tables(self, role: str) -> list[TableSource]:
        return self.tables.get(role, [])

    @property
    def work(self) -> Path:
        return self.root

    def output_slots(self) -> list[str]:
        return list(self.slots)

    def output_folder(self, role: str) -> StagedFolder:
        made = self.outputs.setdefault(role, StagedFolder(role, self.root / "outputs" / role))
        assert isinstance(made, StagedFolder)
        return made

    def output_dataset(self, role: str) -> StagedDataset:
        made = self.outputs.setdefault(role, StagedDataset(role, self.root / "outputs" / role))
        assert isinstance(made, StagedDataset)
        return made

    def emit(self, event: AnyEvent) -> None:
        self.events.append(event)
        text = as_log_text(event)
        if text is not None:
            self.lines.append(text)

    def log(self, text: str, *, source: str = "job", level: Literal["INFO", "WARN", "ERROR"] = "INFO") -> None:
        self.lines.append(text)

    def progress(self, fraction: float | None, text: str = "", *, seconds_left: float | None = None) -> None:
        if fraction is not None:
            self.fractions.append(fraction)

    def stop_requested(self) -> bool:
        return self.stop_when(self)

    def summarise(self, **figures: Any) -> None:
        self.figures |= figures

    def warnings(self) -> dict[str, str]:
        return {event.code: event.text for event in self.events if isinstance(event, WarningRaised)}

    def epochs(self) -> list[EpochEnd]:
        return [event for event in self.events if isinstance(event, EpochEnd)]

    def frame(self, role: str) -> pd.DataFrame:
        """Return the rows written to a dataset."""
        staged = self.outputs[role]
        assert isinstance(staged, StagedDataset)
        parts = [staged.path / name for name in staged.part_rows]
        return ParquetDataset(role, staged.columns, parts, sum(staged.part_rows.values())).dataframe()

    def written(self, role: str) -> ManifestFolder:
        """Return a folder that was written, as the next recipe reads it."""
        return folder_of(self.root / "outputs" / role, role, self.root)


@dataclass
class Form:
    """A FormContext over given inputs."""

    inputs: dict[str, InputInfo] = field(default_factory=dict)
    folders: dict[str, FolderHandle] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def input(self, role: str) -> InputInfo | None:
        if role in self.folders and role not in self.inputs:
            return InputInfo(role, "folder", self.folders[role].name)
        return self.inputs.get(role)

    def folder(self, role: str) -> FolderHandle:
        return self.folders[role]

    def tables(self, role: str) -> list[TableSource]:
        """Two tables without rows, for whatever role."""
        columns = [
            Column(name="name", meaning="text"),
            Column(name="group", meaning="text"),
            Column(name="value", type="double", meaning="decimal"),
        ]
        return [TableSource(name, columns, [], 0) for name in ("first", "second")]

    def pictures_of(self, role: str) -> str | None:
        return None

    def value_counts(self, role: str, column: str, limit: int = 1000) -> dict[str, int]:
        return self.counts


def label_input(columns: Sequence[str], name: str = "labels") -> InputInfo:
    """Return a label dataset of text columns, as a form sees it."""
    return InputInfo("labels1", "dataset", name, tuple(Column(name=column) for column in columns))
