"""What a recipe sees while it runs: implements `RunContext` over a specification and a channel to the supervisor."""

import itertools
import shutil
import threading
import time
from pathlib import Path
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from atelier.errors import ActivityFailed
from atelier.recipes.base import Device
from atelier.recipes.table import TableSource
from atelier.runner.events import LogLine, Progress
from atelier.runner.spec import RunSpec, slot_of
from atelier.storage.dataset import ParquetDataset, StagedDataset
from atelier.storage.folder import ManifestFolder, StagedFolder
from atelier.storage.schema import columns_from
from atelier.storage.staging import output_path

_SECONDS_BETWEEN_PROGRESS = 0.5


class Channel(Protocol):
    """The way to the supervisor."""

    def send(self, value: dict[str, Any]) -> None: ...


class ProcessContext:
    """The context of the one activity of this process."""

    def __init__(self, spec: RunSpec, channel: Channel, stop: threading.Event) -> None:
        self._spec = spec
        self._channel = channel
        self._stop = stop
        self._last_progress = 0.0
        self.device = Device(tuple(spec.device.gpus), spec.device.memory_share, spec.device.threads)
        self.work = spec.staging
        self.scratch = spec.staging / "scratch"
        self.scratch.mkdir(parents=True, exist_ok=True)
        self.cache = spec.cache
        self.variables = dict(spec.variables)
        self.project_key = spec.project_key
        self.outputs: dict[str, StagedFolder | StagedDataset] = {}
        for role, output in spec.outputs.items():
            place = output_path(spec.staging, role)
            staged = StagedDataset if output.kind == "dataset" else StagedFolder
            self.outputs[role] = staged(output.name, place)

    def input_folder(self, role: str) -> ManifestFolder:
        described = self._input(role, "folder")
        return ManifestFolder(described["name"], Path(described["manifest"]))

    def input_model(self, role: str) -> ManifestFolder:
        described = self._input(role, "model")
        return ManifestFolder(described["name"], Path(described["manifest"]))

    def input_dataset(self, role: str) -> ParquetDataset:
        described = self._input(role, "dataset")
        parts = [Path(part) for part in described["parts"]]
        return ParquetDataset(described["name"], columns_from(described["columns"]), parts, described["rows"])

    def input_tables(self, role: str) -> list[TableSource]:
        found: list[TableSource] = []
        for position in itertools.count():
            described = self._spec.inputs.get(slot_of(role, position))
            if described is None:
                return found
            parts = [Path(part) for part in described["parts"]]
            found.append(TableSource(described["name"], columns_from(described["columns"]), parts, described["rows"]))
        raise AssertionError

    def described(self) -> dict[str, dict[str, dict[str, Any]]]:
        outputs = {
            slot: {"kind": spec.kind, "name": spec.name, "id": spec.id, "path": str(self.outputs[slot].path)}
            for slot, spec in self._spec.outputs.items()
        }
        return {"inputs": dict(self._spec.inputs), "outputs": outputs}

    def output_folder(self, role: str) -> StagedFolder:
        output = self.outputs.get(role)
        if not isinstance(output, StagedFolder):
            raise ActivityFailed(f"No folder stands in the output role “{role}”.")
        return output

    def output_model(self, role: str) -> StagedFolder:
        if role not in self._spec.outputs or self._spec.outputs[role].kind != "model":
            raise ActivityFailed(f"No saved model stands in the output role “{role}”.")
        return self.output_folder(role)

    def output_dataset(self, role: str) -> StagedDataset:
        output = self.outputs.get(role)
        if not isinstance(output, StagedDataset):
            raise ActivityFailed(f"No dataset stands in the output role “{role}”.")
        return output

    def output_slots(self) -> list[str]:
        return list(self.outputs)

    def emit(self, event: BaseModel) -> None:
        self._channel.send(event.model_dump(mode="json"))

    def log(self, text: str, *, source: str = "job", level: Literal["INFO", "WARN", "ERROR"] = "INFO") -> None:
        self.emit(LogLine(text=text, source=source, level=level))

    def progress(self, fraction: float | None, text: str = "", *, seconds_left: float | None = None) -> None:
        now = time.monotonic()
        if now - self._last_progress < _SECONDS_BETWEEN_PROGRESS and fraction not in (0.0, 1.0):
            return
        self._last_progress = now
        self.emit(Progress(fraction=fraction, text=text, seconds_left=seconds_left))

    def stop_requested(self) -> bool:
        return self._stop.is_set()

    def summarise(self, **figures: Any) -> None:
        self._channel.send({"kind": "summary", "figures": figures})

    def close(self) -> None:
        """Remove the scratch folder."""
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _input(self, role: str, kind: str) -> dict[str, Any]:
        described = self._spec.inputs.get(role)
        if described is None or described["kind"] != kind:
            raise ActivityFailed(f"No {kind} stands in the input role “{role}”.")
        return described
