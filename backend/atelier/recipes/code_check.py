"""Looking at code before it runs: does it parse, and are the items that it names those of the recipe."""

import ast
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

_READERS = {"Dataset": "dataset", "Folder": "folder"}


@dataclass(frozen=True, slots=True)
class CodeProblem:
    """Something at a place of the code, both counted from 1."""

    line: int
    column: int | None
    severity: Literal["error", "warning"]
    message: str


def syntax_problems(code: str) -> list[CodeProblem]:
    """Return where Python cannot read the code; nothing is run."""
    try:
        _parsed(code)
    except SyntaxError as error:
        return [CodeProblem(error.lineno or 1, error.offset or 1, "error", _sentence(error.msg))]
    except (ValueError, RecursionError, MemoryError) as error:
        return [CodeProblem(1, 1, "error", f"Python cannot read this: {error}")]
    return []


def item_problems(code: str, *, datasets: Collection[str], folders: Collection[str]) -> list[CodeProblem]:
    """Return the datasets and folders that the code names but the recipe does not have, with their places."""
    try:
        tree = _parsed(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    known = {"dataset": set(datasets), "folder": set(folders)}
    problems = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        kind = _READERS.get(_called(node.func))
        name = node.args[0].value
        if kind is None or not isinstance(name, str):
            continue
        short = name.split(".", 1)[-1] if kind == "dataset" else name
        if name not in known[kind] and short not in known[kind]:
            message = f"“{name}” is neither an input nor an output of this recipe."
            problems.append(CodeProblem(node.args[0].lineno, node.args[0].col_offset + 1, "warning", message))
    return problems


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _parsed(code: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a strange escape in a string is no reason to stop
        tree = ast.parse(code, "recipe.py")
        compile(tree, "recipe.py", "exec")  # finds what the grammar lets through: `return` outside of a function
    return tree


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]
