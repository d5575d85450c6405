"""All types of features: those of this package and those of the plugin folder below the data folder."""

from typing import Any, cast

from atelier.finding import Registry
from atelier.ml.tabular.features.base import FeatureHandler
from atelier.settings import get_settings


def _issues(declared: type[FeatureHandler[Any]]) -> list[str]:
    return [f"A feature type needs `{n}`." for n in ("type", "label", "Handling") if not getattr(declared, n, None)]


_REGISTRY: Registry[FeatureHandler[Any]] = Registry(
    "feature",
    "atelier.ml.tabular.features",
    cast("type[FeatureHandler[Any]]", FeatureHandler),
    _issues,
    lambda: [get_settings().home / "plugins" / "features"],
)


def all_types() -> dict[str, FeatureHandler[Any]]:
    """Return every type of feature by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> FeatureHandler[Any]:
    """Return a type of feature; raises `NotFound`."""
    return _REGISTRY.get(name)
