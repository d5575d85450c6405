"""What services ask of recipe types, also of ones whose plugin is gone."""

from typing import Any

from atelier.errors import NotFound
from atelier.recipes import registry
from atelier.recipes.base import Recipe


def find(type_name: str) -> Recipe[Any] | None:
    """Return a recipe type, or None when its plugin is not there."""
    try:
        return registry.get(type_name)
    except NotFound:
        return None


def version_of(type_name: str) -> int:
    """Return the version of a type, 0 when it is not there."""
    found = find(type_name)
    return 0 if found is None else found.version


def verbatim_of(type_name: str) -> tuple[str, ...]:
    """Return the settings of a type in which `${name}` is no variable."""
    found = find(type_name)
    return () if found is None else found.verbatim


def picture_roles(type_name: str) -> frozenset[str]:
    """Return the input roles of a type that hold pictures."""
    found = find(type_name)
    return frozenset() if found is None else frozenset(role.name for role in found.inputs if role.holds == "pictures")
