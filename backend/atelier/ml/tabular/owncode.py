"""Code that a person wrote for a task: an estimator, a metric, folds. It runs only in a process that bounded itself.

The runner bounds such a session before its first thread starts (`runner/bounding`) and then says so here.
"""

import linecache
import traceback
from functools import lru_cache
from typing import Any

from atelier.errors import Forbidden, InvalidInput

_MANY = 32
_is_allowed = False


def allow() -> None:
    """Say that this process is bounded, or that whoever runs it vouches for the code."""
    global _is_allowed
    _is_allowed = True


def is_allowed() -> bool:
    """Say whether this process may run code."""
    return _is_allowed


def holds_code(design: dict[str, Any]) -> bool:
    """Say whether a design, as it is stored, holds code that training would run."""

    def part(of: Any, name: str) -> Any:
        return of.get(name) if isinstance(of, dict) else None

    modeling = part(design, "modeling")
    metric = part(part(part(modeling, "metrics"), "custom"), "code")
    return bool(part(modeling, "custom_python") or metric or part(part(modeling, "gridSearchParams"), "code"))


def names_after(code: str, what: str) -> dict[str, Any]:
    """Run code and return the names it set; raises `InvalidInput` with the line at which it failed."""
    if not _is_allowed:
        raise Forbidden("This process may not run code that a person wrote.")
    linecache.cache[what] = (len(code), None, code.splitlines(keepends=True), what)
    names: dict[str, Any] = {"__name__": "own_code", "__builtins__": __builtins__}
    try:
        exec(compile(code, what, "exec"), names)  # noqa: S102  # what own code is; the process is bounded
    except BaseException as error:
        raise failed(error, what) from error
    return names


@lru_cache(maxsize=_MANY)
def function(code: str, name: str, what: str) -> Any:
    """Return a function that code defines; raises `InvalidInput` where it defines none."""
    found = names_after(code, what).get(name)
    if not callable(found):
        raise InvalidInput(f"{what}: the code defines no function “{name}”.")
    return found


def failed(error: BaseException, what: str) -> InvalidInput:
    """Return what a person is told of an exception that came through their code."""
    line = error.lineno if isinstance(error, SyntaxError) else None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == what:
            line = frame.lineno
    where = f", line {line}" if line else ""
    said = str(error).splitlines()[0][:300] if str(error) else ""
    return InvalidInput(f"{what}{where}: {type(error).__name__}{f': {said}' if said else ''}.")
