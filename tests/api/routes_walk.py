"""Walking all routes of the application with what each demands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts


@dataclass(frozen=True)
class Walked:
    """One method of one route."""

    method: str
    path: str
    calls: frozenset[Any]

    @property
    def permissions(self) -> set[Any]:
        return {call.permission for call in self.calls if hasattr(call, "permission")}

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def walk(app: FastAPI) -> Iterator[Walked]:
    """Yield every method of every route, included routers too."""
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute):
            continue
        calls = frozenset(_calls(context.dependant))
        for method in sorted(context.methods or ()):
            yield Walked(method, context.path, calls)


def _calls(dependant: Any) -> Iterator[Any]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from _calls(dependency)
