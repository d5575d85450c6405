"""Meanings that people chose for columns, over those that were found."""

from collections.abc import Sequence
from typing import Any

from atelier.storage.schema import Column
from atelier.tables.types import meaning_of


def with_choices(before: Sequence[Column], wanted: Sequence[Column]) -> list[Column]:
    """Return columns as somebody wants them, each noting the meaning it had of itself where another was chosen.

    Columns stand for one another by their places. A meaning goes back to the column's own by being given again.
    """
    marked = []
    for place, column in enumerate(wanted):
        old = before[place] if place < len(before) else None
        own = None
        if old is not None and old.type == column.type:
            own = old.detected_meaning or old.meaning or meaning_of(column.type)
        meaning = column.meaning or own
        marked.append(
            column.model_copy(update={"meaning": meaning, "detected_meaning": None if own == meaning else own})
        )
    return marked


def with_kept_choices(before: Sequence[Column], found: Sequence[Column]) -> list[Column]:
    """Return columns as they were written or read anew, with the meanings and comments chosen for them before.

    A choice is kept for a column of the same name and storage.
    """
    known = {column.name: column for column in before}
    kept = []
    for column in found:
        old = known.get(column.name)
        changes: dict[str, Any] = {"detected_meaning": None}
        if old is not None and not column.comment and old.comment:
            changes["comment"] = old.comment
        if old is not None and old.detected_meaning and is_stored_alike(old, column) and old.meaning != column.meaning:
            changes |= {"meaning": old.meaning, "detected_meaning": column.meaning}
        kept.append(column.model_copy(update=changes))
    return kept


def is_stored_alike(one: Column, other: Column) -> bool:
    """Say whether two columns keep their values in the same way: vectors are lists of numbers, other arrays JSON."""
    return one.type == other.type and (one.type != "array" or (one.meaning == "vector") == (other.meaning == "vector"))


def is_described_only(before: Sequence[Column], wanted: Sequence[Column]) -> bool:
    """Say whether wanted columns differ in nothing but meanings and comments, so that no value has to be read anew."""
    return [one.name for one in before] == [one.name for one in wanted] and all(
        is_stored_alike(one, other) for one, other in zip(before, wanted, strict=True)
    )
