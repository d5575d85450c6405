"""Partitions, of which datasets have none here: scripts name the whole in three ways."""

from collections.abc import Iterable

from atelier.errors import InvalidInput

WHOLE = ("", "NP", "ALL")


def demand_whole(*names: str) -> None:
    """Raise `InvalidInput` for the name of a partition."""
    for name in names:
        if name not in WHOLE:
            raise InvalidInput.at("partition", f"Datasets have no partitions here, so none is called “{name}”.")


def demand_all_whole(names: Iterable[str] | None) -> None:
    """Raise `InvalidInput` for any name of a partition among several."""
    demand_whole(*(names or ()))
