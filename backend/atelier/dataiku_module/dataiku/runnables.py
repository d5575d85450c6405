"""The base of macros written in DSS's manner, and the tables that they give back."""

from collections.abc import Callable, Sequence
from typing import Any

Progress = Callable[[int], None]


class Runnable:
    """A macro: `run` does the work and returns its result."""

    def __init__(self, project_key: str, config: dict[str, Any], plugin_config: dict[str, Any]) -> None:
        self.project_key = project_key
        self.config = config
        self.plugin_config = plugin_config

    def get_progress_target(self) -> tuple[int, str] | None:
        """Return how much is to do, and its unit (SIZE, FILES, RECORDS, NONE); None when that is not known."""
        return None

    def run(self, progress_callback: Progress) -> Any:
        """Do the work; `progress_callback` is told how much is done."""
        raise NotImplementedError


class ResultTable:
    """A table as a macro's result."""

    def __init__(self) -> None:
        self.name = ""
        self.columns: list[dict[str, str]] = []
        self.records: list[list[Any]] = []

    def set_name(self, name: str) -> None:
        """Set the table's title."""
        self.name = name

    def add_column(self, name: str, label: str, type: str) -> None:
        """Add a column of a type such as STRING."""
        self.columns.append({"name": name, "label": label, "type": type})

    def add_record(self, record: Sequence[Any]) -> None:
        """Add a row, in the order of the columns."""
        self.records.append(list(record))
