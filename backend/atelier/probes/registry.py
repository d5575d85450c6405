"""All probes: those of this package and those of the plugin folder below the data folder."""

from typing import Any, cast

from atelier.finding import Registry
from atelier.probes.base import Probe
from atelier.recipes.declaration import missing_attributes, type_issues
from atelier.settings import get_settings


def _issues(declared: type[Probe[Any]]) -> list[str]:
    issues = missing_attributes(declared, ("type", "label", "kinds", "Params"))
    return issues or type_issues(declared, declared.type, declared.Params, ())


_REGISTRY: Registry[Probe[Any]] = Registry(
    "probe",
    "atelier.probes",
    cast("type[Probe[Any]]", Probe),
    _issues,
    lambda: [get_settings().home / "plugins" / "probes"],
)


def all_types() -> dict[str, Probe[Any]]:
    """Return every probe by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> Probe[Any]:
    """Return a probe by its name or one that DSS scripts use; raises `NotFound`."""
    return _REGISTRY.get(name)
