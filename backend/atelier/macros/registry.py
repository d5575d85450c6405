"""All macros: those of this package and those of the plugin folder below the data folder."""

from pathlib import Path
from typing import Any, cast

from atelier.finding import Failure, Registry
from atelier.macros.base import Macro
from atelier.recipes.declaration import missing_attributes, type_issues
from atelier.settings import get_settings


def macro_issues(declared: type[Macro[Any]]) -> list[str]:
    """Return what is wrong with a macro's declaration, as sentences."""
    issues = missing_attributes(declared, ("type", "label", "Params"))
    if issues:
        return issues
    issues = type_issues(declared, declared.type, declared.Params, (*declared.inputs, *declared.outputs))
    for role in declared.inputs:
        if role.name not in declared.Params.model_fields:
            issues.append(f"The input “{role.name}” needs a setting of the same name that holds the item's id.")
    return issues


_REGISTRY: Registry[Macro[Any]] = Registry(
    "macro",
    "atelier.macros",
    cast("type[Macro[Any]]", Macro),
    macro_issues,
    lambda: [get_settings().home / "plugins" / "macros"],
)


def all_types() -> dict[str, Macro[Any]]:
    """Return every macro by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> Macro[Any]:
    """Return a macro by its name or one that DSS scripts use; raises NotFound."""
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
