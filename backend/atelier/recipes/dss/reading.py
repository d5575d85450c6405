"""Reading what a script sent as a recipe's settings: values are demanded in their kind, refusals name the place."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from atelier.errors import InvalidInput

T = TypeVar("T")


class Part:
    """An object among the settings, and where it stands. Values that are missing or null have their defaults."""

    def __init__(self, value: Any, *loc: str | int, inputs: Sequence[str] = ()) -> None:
        self.loc = loc
        self.inputs = inputs  # the names of the recipe's inputs in order, at the top
        if value is not None and not isinstance(value, dict):
            self.refuse("must be an object.")
        self.values: dict[str, Any] = value or {}

    def has(self, name: str) -> bool:
        """Say whether there is a value."""
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """Return a text; numbers and truth values are written out."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return repr(value)
        return default if value is None else self._demand(name, value, str, "must be a text.")

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a truth value."""
        value = self.values.get(name)
        return default if value is None else self._demand(name, value, bool, "must be true or false.")

    def whole(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse("must be a whole number.", name)
        return value

    def number(self, name: str, default: float = 0.0) -> float:
        """Return a number."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse("must be a number.", name)
        return value

    def word(self, name: str, known: Mapping[str, T], default: str, hint: str | None = None) -> T:
        """Return what one of the known words means; refuses others with the list of those there are."""
        value = self.text(name, default)
        if value not in known:
            self.refuse(f"is {value}, which has no counterpart here; there are: {', '.join(known)}.", name, hint=hint)
        return known[value]

    def part(self, name: str) -> "Part":
        """Return an object below; an empty one where there is none."""
        return Part(self.values.get(name), *self.loc, name)

    def parts(self, name: str) -> "list[Part]":
        """Return a list of objects."""
        return [Part(one, *self.loc, name, place) for place, one in enumerate(self._list(name))]

    def columns(self, name: str) -> list[str]:
        """Return a list of columns' names, each a text or an object with `column` or `name`."""
        found = []
        for place, one in enumerate(self._list(name)):
            if isinstance(one, dict):
                one = one.get("column", one.get("name"))
            if not isinstance(one, str):
                self.refuse("must be a column's name.", name, place)
            found.append(one)
        return found

    def demand_unset(self, name: str, why: str, *, hint: str | None = None) -> None:
        """Refuse anything but nothing (false, empty, null) there: what Atelier has no counterpart for."""
        if self.values.get(name):
            self.refuse(why, name, hint=hint)

    def refuse(self, why: str, *below: str | int, hint: str | None = None) -> NoReturn:
        """Raise `InvalidInput` that begins with the place."""
        loc = (*self.loc, *below)
        raise InvalidInput.at(("payload", *loc), f"“{_path(loc)}” {why}", hint=hint)

    def _list(self, name: str) -> Sequence[Any]:
        value = self.values.get(name)
        return [] if value is None else self._demand(name, value, list, "must be a list.")

    def _demand(self, name: str, value: Any, kind: type[T], why: str) -> T:
        if not isinstance(value, kind):
            self.refuse(why, name)
        return value


def agrees(shown: Any, given: Any) -> bool:
    """Say whether what a script sent still says all that it was shown; what it says besides is no matter."""
    if isinstance(shown, dict):
        return isinstance(given, dict) and all(agrees(value, given.get(name)) for name, value in shown.items())
    if isinstance(shown, list):
        same = isinstance(given, list) and len(given) == len(shown)
        return same and all(agrees(one, other) for one, other in zip(shown, given, strict=True))
    return bool(shown == given)


def _path(loc: Sequence[str | int]) -> str:
    path = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in loc).lstrip(".")
    return path or "payload"
