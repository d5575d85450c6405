"""Saying where in the settings something is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from atelier.errors import FieldProblem, InvalidInput


@contextmanager
def located(*loc: str | int) -> Iterator[None]:
    """Put `loc` before the fields that an `InvalidInput` raised within names; without any it belongs to `loc`."""
    try:
        yield
    except InvalidInput as error:
        whole = f"{error.message} {error.hint}" if error.hint else error.message
        fields = [FieldProblem((*loc, *each.loc), each.message) for each in error.fields]
        raise InvalidInput(error.message, hint=error.hint, fields=fields or [FieldProblem(loc, whole)]) from error
