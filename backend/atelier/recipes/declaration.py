"""The rules that every declared type keeps, checked when its file is read; all issues are collected."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from atelier.recipes.base import Params, Recipe, Role

KEBAB = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
SNAKE = re.compile(r"^[a-z][a-z0-9_]*$")


def recipe_issues(declared: type[Recipe[Any]]) -> list[str]:
    """Return what is wrong with a recipe type's declaration, as sentences."""
    issues = missing_attributes(declared, ("type", "label", "icon", "family", "inputs", "outputs", "Params"))
    if issues:
        return issues
    issues = type_issues(declared, declared.type, declared.Params, (*declared.inputs, *declared.outputs))
    if not declared.outputs:
        issues.append("A recipe writes at least one item: declare `outputs`.")
    return issues


def missing_attributes(declared: type, names: Sequence[str]) -> list[str]:
    """Return a sentence for each of `names` that the class does not set."""
    return [f"`{name}` is missing." for name in names if not hasattr(declared, name)]


def type_issues(declared: type, name: str, params: type[Params], roles: Sequence[Role]) -> list[str]:
    """Return what is wrong with the parts that recipe types and macros have in common."""
    issues = []
    if not KEBAB.match(name):
        issues.append(f"The type's name “{name}” must be kebab-case.")
    if not (declared.__doc__ or "").strip():
        issues.append("The class needs a docstring: it is the description that users read.")
    if not (isinstance(params, type) and issubclass(params, Params)):
        return [*issues, "`Params` must be a subclass of `atelier.recipes.base.Params`."]
    role_names = [role.name for role in roles]
    for role in roles:
        if not SNAKE.match(role.name):
            issues.append(f"The role “{role.name}” must be snake_case.")
        if not role.label.strip():
            issues.append(f"The role “{role.name}” needs a label.")
        if role_names.count(role.name) > 1:
            issues.append(f"The role “{role.name}” is declared twice.")
    sections = tuple(getattr(declared, "sections", ()))
    for field_name, field in params.model_fields.items():
        if not field.title:
            issues.append(f"The setting “{field_name}” needs a label: declare it with `param(label=...)`.")
        section = field_ui(params, field_name).get("section", "")
        if sections and section and section not in sections:
            issues.append(f"The setting “{field_name}” stands in “{section}”, which is not among `sections`.")
    return issues + shown_if_issues(params)


def field_ui(params: type[BaseModel], name: str) -> dict[str, Any]:
    """Return the form's hints declared on a setting."""
    extra = params.model_fields[name].json_schema_extra
    ui = extra.get("ui", {}) if isinstance(extra, dict) else {}
    return dict(ui) if isinstance(ui, dict) else {}


def shown_if_issues(params: type[BaseModel]) -> list[str]:
    """Return a sentence for each condition that names a setting that is not there."""
    return [
        f"The condition of “{name}” names “{other}”, which is not a setting."
        for name in params.model_fields
        for other in _fields_named(field_ui(params, name).get("shown_if"))
        if other not in params.model_fields
    ]


def _fields_named(condition: Any) -> list[str]:
    if not isinstance(condition, dict):
        return []
    if "field" in condition:
        return [str(condition["field"])]
    parts = [part for key in ("all", "any") for part in condition.get(key, [])]
    return [name for part in [*parts, condition.get("not")] for name in _fields_named(part)]
