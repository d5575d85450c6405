"""What the code of a plugin's recipe asks: its settings, and its items by role."""

from typing import Any

from ._places import recipe_place


def get_recipe_config() -> dict[str, Any]:
    """Return the recipe's settings."""
    return dict(recipe_place().config)


def get_plugin_config() -> dict[str, Any]:
    """Return the plugin's settings: none are kept."""
    return {}


def get_input_names() -> list[str]:
    """Return the inputs as `PROJECT.name`; a folder's name is its identifier."""
    return recipe_place().names("inputs")


def get_output_names() -> list[str]:
    """Return the outputs as `PROJECT.name`; a folder's name is its identifier."""
    return recipe_place().names("outputs")


def get_input_names_for_role(role: str) -> list[str]:
    """Return the inputs of a role; of `main`, all."""
    return recipe_place().names("inputs", role=role)


def get_output_names_for_role(role: str) -> list[str]:
    """Return the outputs of a role; of `main`, all."""
    return recipe_place().names("outputs", role=role)
