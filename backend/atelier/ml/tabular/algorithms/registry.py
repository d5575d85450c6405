"""All algorithms: those of this package and those of the plugin folder below the data folder."""

from collections.abc import Iterable, Mapping
from typing import Any

from atelier.errors import NotFound
from atelier.finding import Failure, Registry
from atelier.ml.tabular.algorithms.base import Algorithm
from atelier.ml.tabular.design import PredictionType
from atelier.settings import get_settings


def _issues(declared: type[Algorithm]) -> list[str]:
    issues = [
        f"An algorithm needs `{name}`."
        for name in ("type", "key", "label", "tasks")
        if not getattr(declared, name, None)
    ]
    if not (declared.__doc__ or "").strip():
        issues.append("An algorithm needs a docstring: it is its description.")
    names = [space.name for space in declared.spaces]
    if len(set(names)) != len(names) or "enabled" in names:
        issues.append("Each hyper-parameter needs a name of its own, other than “enabled”.")
    return issues


_REGISTRY: Registry[Algorithm] = Registry(
    "algorithm",
    "atelier.ml.tabular.algorithms",
    Algorithm,
    _issues,
    lambda: [get_settings().home / "plugins" / "algorithms"],
)


def all_types() -> dict[str, Algorithm]:
    """Return every algorithm by its type."""
    return _REGISTRY.all_types()


def listed() -> list[Algorithm]:
    """Return the algorithms that have a block of their own in a task."""
    return [found for found in all_types().values() if found.is_listed]


def get(name: str) -> Algorithm:
    """Return an algorithm by its type; raises `NotFound`."""
    return _REGISTRY.get(name)


def by_key(key: str, prediction_type: PredictionType | None = None) -> Algorithm:
    """Return an algorithm by the key of its block in a task, for that type of task where there are several.

    Raises `NotFound`.
    """
    having = [found for found in all_types().values() if found.key == key and found.is_listed]
    for found in having:
        if prediction_type is None or prediction_type in found.tasks:
            return found
    if having:
        return having[0]
    raise NotFound(f"There is no algorithm “{key}”.", hint=f"Known: {', '.join(sorted(keys()))}.")


def keys() -> Iterable[str]:
    """Return the keys of all algorithms' blocks."""
    return list(dict.fromkeys(found.key for found in all_types().values() if found.is_listed))


def for_task(prediction_type: PredictionType) -> list[Algorithm]:
    """Return the algorithms that can carry out a task, in the order of their labels."""
    found = [one for one in all_types().values() if one.is_listed and prediction_type in one.tasks]
    return sorted(found, key=lambda one: one.label)


def failures() -> list[Failure]:
    """Return the plugin files that could not be taken in."""
    return _REGISTRY.failures()


def said(type: str, values: Mapping[str, Any]) -> str:
    """Return chosen hyper-parameters in a line: "100 trees, leaves of 5, square root"."""
    found = all_types().get(type)
    spaces = {space.name: space for space in found.spaces} if found is not None else {}
    words = [spaces[name].said(value) if name in spaces else f"{name} {value}" for name, value in values.items()]
    return ", ".join(word for word in words if word)
