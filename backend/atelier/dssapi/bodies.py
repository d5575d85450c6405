"""Reading what the open client sends: JSON without a content type, `None` for every field it leaves out."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request

from atelier.errors import InvalidInput


async def read_object(request: Request) -> dict[str, Any]:
    """Return the body as a JSON object, an empty one when there is no body; raises `InvalidInput`."""
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise InvalidInput(f"The body is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise InvalidInput("The body has to be a JSON object.")
    return value


async def read_any(request: Request) -> Any:
    """Return the body as JSON of any kind, None when there is none; raises `InvalidInput`."""
    raw = await request.body()
    try:
        return json.loads(raw) if raw.strip() else None
    except ValueError as error:
        raise InvalidInput(f"The body is not JSON: {error}.") from error


ObjectBody = Annotated[dict[str, Any], Depends(read_object, scope="function")]
AnyBody = Annotated[Any, Depends(read_any, scope="function")]


def text_of(body: dict[str, Any], field: str) -> str:
    """Return a text that has to be there; raises `InvalidInput` at the field."""
    value = body.get(field)
    if not isinstance(value, str) or not value:
        raise InvalidInput.at(field, f"“{field}” is needed, as text.")
    return value


def part_of(body: dict[str, Any], field: str) -> dict[str, Any]:
    """Return an object of the body; an empty one where it is missing or null."""
    value = body.get(field)
    return value if isinstance(value, dict) else {}


def unknown_keys(body: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return what is kept without being understood, so that it comes back when asked for."""
    return {name: value for name, value in body.items() if name not in known}
