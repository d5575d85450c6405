"""What an engine below the recipes needs of the run that it is part of; the recipes' context gives it."""

from pathlib import Path
from typing import Any, Literal, Protocol

from atelier.runner.events import AnyEvent


class Processors(Protocol):
    """How many threads may compute."""

    @property
    def threads(self) -> int: ...


class Run(Protocol):
    """The part of a recipe's context that tells of a run and leaves it its places on disk."""

    @property
    def device(self) -> Processors: ...

    @property
    def scratch(self) -> Path: ...

    @property
    def cache(self) -> Path: ...

    def emit(self, event: AnyEvent) -> None: ...

    def log(self, text: str, *, source: str = "job", level: Literal["INFO", "WARN", "ERROR"] = "INFO") -> None: ...

    def progress(self, fraction: float | None, text: str = "", *, seconds_left: float | None = None) -> None: ...

    def stop_requested(self) -> bool: ...

    def summarise(self, **figures: Any) -> None: ...
