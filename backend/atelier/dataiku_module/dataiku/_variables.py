"""Variables, as code sees them."""

import json
from typing import Any

from ._places import default_project_key, is_recipe, recipe_place, remote_place


def get_custom_variables(project_key: str | None = None, typed: bool = False) -> dict[str, Any]:
    """Return the variables in force: the project's before the instance's, text unless `typed`."""
    if is_recipe():
        found: dict[str, Any] = dict(recipe_place().variables)
    else:
        key = project_key or default_project_key()
        found = remote_place().json(f"/projects/{key}/variables-resolved/")
    return {name: _typed(value) for name, value in found.items()} if typed else found


def get_flow_variables(project_key: str | None = None, typed: bool = False) -> dict[str, Any]:
    """Return the variables of this run together with those that DSS adds: the project's key."""
    key = project_key or default_project_key()
    return {"projectKey": key, **get_custom_variables(project_key, typed)}


def _typed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
