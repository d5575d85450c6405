"""All steps: those of this package and those of the plugin folder below the data folder."""

from typing import Any, cast

from atelier.finding import Registry
from atelier.settings import get_settings
from atelier.tables.steps.base import Step, StepParams


def _issues(declared: type[Step[Any]]) -> list[str]:
    """Return what is wrong with a step's declaration, as sentences."""
    issues = [
        f"`{name}` is missing." for name in ("type", "label", "category", "Params") if not hasattr(declared, name)
    ]
    if issues:
        return issues
    if not (declared.__doc__ or "").strip():
        issues.append("The class needs a docstring: it is the help that users read.")
    if not issubclass(declared.Params, StepParams):
        issues.append("`Params` must be a subclass of `StepParams`.")
        return issues
    return issues + [
        f"The setting “{name}” needs a label: declare it with `setting(label=...)`."
        for name, field in declared.Params.model_fields.items()
        if not field.title
    ]


_REGISTRY: Registry[Step[Any]] = Registry(
    "step",
    "atelier.tables.steps",
    cast("type[Step[Any]]", Step),
    _issues,
    lambda: [get_settings().home / "plugins" / "steps"],
)


def all_types() -> dict[str, Step[Any]]:
    """Return every step by its name."""
    return _REGISTRY.all_types()


def get(name: str) -> Step[Any]:
    """Return a step by its name or one that DSS uses; raises `NotFound`."""
    return _REGISTRY.get(name)
