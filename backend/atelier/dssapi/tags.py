"""Who made and last changed a thing, and its metadata, in DSS's shapes."""

from datetime import datetime
from typing import Any, Protocol

from atelier import clock
from atelier.dssapi.bodies import tags_in, unknown_keys, words_in


class Described(Protocol):
    """An item or a recipe, as far as its description goes."""

    description: str
    tags: list[str]
    extra: dict[str, Any]


def change_tag(login: str, at: datetime, version: int) -> dict[str, Any]:
    """Return the shape of "changed by, at, as version"."""
    return {"versionNumber": version, "lastModifiedBy": {"login": login}, "lastModifiedOn": clock.milliseconds(at)}


def metadata_of(thing: Described) -> dict[str, Any]:
    """Return metadata as scripts read them, with all that was stored unread."""
    return {
        "label": None,
        "checklists": {"checklists": []},
        "custom": {"kv": {}},
        "customFields": {},
        **thing.extra.get("metadata", {}),
        "description": thing.description or None,
        "tags": thing.tags,
    }


def set_metadata(thing: Described, body: dict[str, Any]) -> None:
    """Store metadata; description and tags are ours, the rest is kept as it is."""
    thing.description = words_in(body, "description")
    thing.tags = tags_in(body)
    thing.extra = {**thing.extra, "metadata": unknown_keys(body, frozenset({"description", "tags"}))}
