"""All recipe types: those of this package and those of the plugin folder below the data folder."""

from pathlib import Path
from typing import Any, cast

from atelier.finding import Failure, Registry
from atelier.recipes.base import Recipe
from atelier.recipes.declaration import recipe_issues
from atelier.settings import get_settings

_REGISTRY: Registry[Recipe[Any]] = Registry(
    "recipe",
    "atelier.recipes",
    cast("type[Recipe[Any]]", Recipe),
    recipe_issues,
    lambda: [get_settings().home / "plugins" / "recipes"],
)


def all_types() -> dict[str, Recipe[Any]]:
    """Return every recipe type by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> Recipe[Any]:
    """Return a recipe type by its name or one that DSS scripts use; raises NotFound."""
    return _REGISTRY.get(name)


def failures() -> list[Failure]:
    """Return the plugin files that could not be taken in, with reasons."""
    return _REGISTRY.failures()


def add_folder(folder: Path) -> None:
    """Take in the files of one more plugin folder."""
    _REGISTRY.add_folder(folder)


def forget() -> None:
    """Read all files anew at the next question."""
    _REGISTRY.forget()
