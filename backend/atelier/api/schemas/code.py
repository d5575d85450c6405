"""Shapes of what is said of code."""

from typing import Any, Literal

from atelier.api.schemas.base import In, Out
from atelier.storage.schema import Column


class CodeIn(In):
    """The code as it is being typed, in its settings; inputs and outputs when they are being changed too."""

    params: dict[str, Any]
    inputs: dict[str, list[str]] | None = None
    outputs: dict[str, list[str]] | None = None


class CodeProblemOut(Out):
    """Something wrong at a place, both counted from 1."""

    line: int
    column: int | None
    severity: Literal["error", "warning"]
    message: str


class CodeCheckOut(Out):
    """What was found in code without running it; `columns` are those of a query that holds."""

    problems: list[CodeProblemOut]
    columns: list[Column]


class SnippetOut(Out):
    """A piece of code; `item` is empty for one that is about the whole recipe."""

    label: str
    code: str
    item: str
    direction: Literal["input", "output", ""]


class CodeHelpOut(Out):
    """Pieces of code for the recipe's inputs and outputs, and the names worth completing."""

    snippets: list[SnippetOut]
    words: list[str]
