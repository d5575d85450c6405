"""Shapes of variables."""

from typing import Any

from atelier.api.schemas.base import In, Out


class VariableOut(Out):
    """A variable in force: its text as settings get it, where it is set, and what is wrong with it."""

    name: str
    text: str
    where: str
    problem: str | None


class InstanceVariablesIn(In):
    variables: dict[str, Any]


class InstanceVariablesOut(Out):
    variables: dict[str, Any]


class ProjectVariablesIn(In):
    """All of the project's own variables; any JSON value."""

    standard: dict[str, Any]
    local: dict[str, Any]


class ProjectVariablesOut(Out):
    """The project's own variables, the instance's, and what follows: `in_force`, by name."""

    standard: dict[str, Any]
    local: dict[str, Any]
    instance: dict[str, Any]
    in_force: list[VariableOut]
