"""Columns of datasets: names, DSS storage types and meanings."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

StorageType = Literal[
    "string", "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "date", "array", "object"
]
Meaning = Literal[
    "text", "integer", "decimal", "boolean", "date", "array", "vector", "object", "prediction",
    "picture_path", "class", "flag", "url",
]  # fmt: skip


class Column(BaseModel):
    """A column. Keys that Atelier does not know survive a round trip.

    `detected_meaning` is there where somebody chose the meaning: what it would be otherwise. Such a meaning outlives
    builds and readings.
    """

    model_config = ConfigDict(extra="allow")

    name: str
    type: StorageType = "string"
    meaning: Meaning | None = None
    detected_meaning: Meaning | None = None
    comment: str | None = None


def columns_from(rows: list[Any]) -> list[Column]:
    """Return the columns stored as JSON in an item's row."""
    return [Column.model_validate(row) for row in rows]
