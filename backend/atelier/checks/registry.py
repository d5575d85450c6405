"""All checks: those of this package and those of the plugin folder below the data folder."""

from typing import Any, cast

from atelier.checks.base import Check
from atelier.finding import Registry
from atelier.recipes.declaration import missing_attributes, type_issues
from atelier.settings import get_settings


def _issues(declared: type[Check[Any]]) -> list[str]:
    issues = missing_attributes(declared, ("type", "label", "Params"))
    return issues or type_issues(declared, declared.type, declared.Params, ())


_REGISTRY: Registry[Check[Any]] = Registry(
    "check",
    "atelier.checks",
    cast("type[Check[Any]]", Check),
    _issues,
    lambda: [get_settings().home / "plugins" / "checks"],
)


def all_types() -> dict[str, Check[Any]]:
    """Return every check by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> Check[Any]:
    """Return a check by its name or one that DSS scripts use; raises `NotFound`."""
    return _REGISTRY.get(name)
