"""Variables in settings: `${name}` becomes the variable's value, in every text of a recipe's or macro's settings.

A variable's value may name further ones. `$${name}` stays as `${name}`; what is no name (`${1}`, `${`) is left alone.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atelier import jsontext
from atelier.errors import FieldProblem, InvalidInput

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_REFERENCE = re.compile(rf"(\$+)\{{({NAME.pattern})\}}")
MAX_CHARACTERS = 1_000_000
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Layer:
    """Variables of one level; `where` says where they are set, as in “the project's variables”."""

    where: str
    values: Mapping[str, Any]


class Variables:
    """The variables in force: those of earlier layers hide those of later ones."""

    def __init__(self, layers: Iterable[Layer] = ()) -> None:
        self._layers = list(layers)
        self._worked_out: dict[str, str] = {}
        self._found = {name: value for layer in reversed(self._layers) for name, value in layer.values.items()}

    @property
    def values(self) -> dict[str, Any]:
        """Return every variable with the value in force, as it was set."""
        return dict(self._found)

    def texts(self) -> dict[str, str]:
        """Return every variable as text, other values as JSON; one that cannot be worked out stays as it was set."""
        found = {}
        for name, value in self._found.items():
            try:
                found[str(name)] = self.expand_text(_text(value))
            except InvalidInput:
                found[str(name)] = _text(value)
        return found

    def where(self, name: str) -> str | None:
        """Return where the variable in force is set, None when it is nowhere."""
        return next((layer.where for layer in self._layers if name in layer.values), None)

    def expand(self, params: dict[str, Any], *, verbatim: Collection[str] = ()) -> dict[str, Any]:
        """Return settings with each reference replaced, at any depth; keys named in `verbatim` are left as they are.

        Raises `InvalidInput` at the setting that names a variable that is not there.
        """
        expanded = self._expanded(params, ("params",), frozenset(verbatim))
        assert isinstance(expanded, dict)
        return expanded

    def expand_text(self, text: str) -> str:
        """Return one text with each reference replaced; raises `InvalidInput`."""
        return self._replaced(text, ())

    def _expanded(self, value: Any, loc: tuple[str | int, ...], verbatim: frozenset[str]) -> Any:
        match value:
            case str():
                try:
                    return self.expand_text(value)
                except InvalidInput as error:
                    raise InvalidInput(
                        error.message, hint=error.hint, fields=[FieldProblem(loc, error.message)]
                    ) from None
            case dict():
                return {
                    name: one if name in verbatim else self._expanded(one, (*loc, name), verbatim)
                    for name, one in value.items()
                }
            case list():
                return [self._expanded(one, (*loc, place), verbatim) for place, one in enumerate(value)]
            case _:
                return value

    def _replaced(self, text: str, under: tuple[str, ...]) -> str:
        if "${" not in text:
            return text
        pieces: list[str] = []
        length = end = 0
        for found in _REFERENCE.finditer(text):
            dollars, name = found.group(1), found.group(2)
            # of each two dollars one is left; a single one before the brace makes the reference
            before = text[end : found.start()] + "$" * (len(dollars) // 2)
            inside = self._value(name, under) if len(dollars) % 2 else f"{{{name}}}"
            end = found.end()
            pieces += (before, inside)
            length += len(before) + len(inside)
            if length > MAX_CHARACTERS:
                raise InvalidInput(
                    f"With its variables replaced, this text has more than {MAX_CHARACTERS:,} characters."
                )
        return "".join(pieces) + text[end:]

    def _value(self, name: str, under: tuple[str, ...]) -> str:
        if name in under:
            ring = " → ".join((*under[under.index(name) :], name))
            raise InvalidInput(f"The variable “{name}” is made of itself: {ring}.")
        if len(under) >= _MAX_DEPTH:
            raise InvalidInput(f"Variables are nested more than {_MAX_DEPTH} deep: {' → '.join(under[:5])} → ….")
        if name not in self._found:
            raise InvalidInput(self._missing(name, under), hint=self._where_to_set())
        if name not in self._worked_out:  # once only: twelve variables of ten references each are 10^12
            self._worked_out[name] = self._replaced(_text(self._found[name]), (*under, name))
        return self._worked_out[name]

    def _missing(self, name: str, under: tuple[str, ...]) -> str:
        if under:
            return f"There is no variable “{name}”; “{under[-1]}” in {self.where(under[-1])} names it."
        near = [known for known in self._found if known.lower() == name.lower()]
        if near:
            return f"There is no variable “{name}”; there is “{near[0]}” in {self.where(near[0])}."
        return f"There is no variable “{name}”."

    def _where_to_set(self) -> str:
        places = " or ".join(layer.where for layer in self._layers) or "the project's variables"
        return f"Set it in {places}. For the characters themselves write $${{name}}."


def _text(value: Any) -> str:
    return value if isinstance(value, str) else jsontext.dumps(value)


def name_problem(name: str) -> str | None:
    """Return what is wrong with a variable's name, or None."""
    if NAME.fullmatch(name):
        return None
    return (
        f"“{name[:60]}” cannot be a variable's name: letters, digits, “_”, “.” and “-” only, a letter or “_” first, "
        "at most 100 characters."
    )
