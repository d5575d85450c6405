"""Roles under the names that scripts use: DSS calls nearly every role of its own recipes `main`."""

from collections.abc import Sequence
from typing import Any

from atelier.db.tables import Item
from atelier.recipes.base import Recipe, Role

MAIN = "main"
_OTHER_WORDS = {
    "scriptDeps": "lookups",  # of Prepare: the datasets that steps look into
    "unmatchedLeft": "unmatched_left",  # of Join
    "unmatchedRight": "unmatched_right",
}


def speaks_of_main(found: Recipe[Any]) -> bool:
    """Say whether scripts know this type's roles as `main`: the visual and the code recipes, not plugins' ones."""
    return found.family in ("visual", "code")


def role_for(roles: Sequence[Role], name: str, item: Item | None) -> str:
    """Return the role of ours that a script means: `main` is the first that takes an item of this kind."""
    if _OTHER_WORDS.get(name) in {role.name for role in roles}:
        return _OTHER_WORDS[name]
    if name != MAIN or any(role.name == MAIN for role in roles):
        return name
    kind = item.kind if item is not None else "dataset"
    return next((role.name for role in roles if role.kind == kind), name)


def name_of(found: Recipe[Any], roles: Sequence[Role], name: str) -> str:
    """Return the name under which scripts see a role: the first of each kind is `main`."""
    if not speaks_of_main(found):
        return name
    first = {role.kind: role.name for role in reversed(roles)}
    if name in first.values():
        return MAIN
    return next((theirs for theirs, ours in _OTHER_WORDS.items() if ours == name), name)
