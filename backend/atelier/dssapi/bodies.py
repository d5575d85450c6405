"""Reading what the open client sends: JSON without a content type, `None` for every field it leaves out."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request

from atelier import jsontext
from atelier.errors import InvalidInput


async def read_object(request: Request) -> dict[str, Any]:
    """Return the body as a JSON object, an empty one when there is no body; raises `InvalidInput`."""
    raw = await request.body()
    if not raw.strip():
        return {}
    value = _parsed(raw)
    if not isinstance(value, dict):
        raise InvalidInput("The body has to be a JSON object.")
    return value


async def read_any(request: Request) -> Any:
    """Return the body as JSON of any kind, None when there is none; raises `InvalidInput`."""
    raw = await request.body()
    return _parsed(raw) if raw.strip() else None


ObjectBody = Annotated[dict[str, Any], Depends(read_object, scope="function")]
AnyBody = Annotated[Any, Depends(read_any, scope="function")]


def _parsed(raw: bytes) -> Any:
    try:
        value = json.loads(raw)
    except ValueError as error:
        raise InvalidInput(f"The body is not JSON: {error}.") from error
    except RecursionError:
        raise InvalidInput("The body has more levels than can be read.") from None
    fault = jsontext.fault_in(value)
    if fault is not None:
        raise InvalidInput(fault)
    return value


def text_of(body: dict[str, Any], field: str) -> str:
    """Return a text that has to be there; raises `InvalidInput` at the field."""
    value = body.get(field)
    if not isinstance(value, str) or not value:
        raise InvalidInput.at(field, f"“{field}” is needed, as text.")
    return value


def words_in(body: dict[str, Any], field: str) -> str:
    """Return a text, an empty one where it is missing or null; raises `InvalidInput` for anything else."""
    value = body.get(field)
    if value is not None and not isinstance(value, str):
        raise InvalidInput.at(field, f"“{field}” has to be text.")
    return value or ""


def tags_in(body: dict[str, Any]) -> list[str]:
    """Return the tags, none where they are missing or null; raises `InvalidInput` for what is no list of texts."""
    value = body.get("tags")
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise InvalidInput.at("tags", "“tags” has to be a list of texts.")
    return value or []


def part_of(body: dict[str, Any], field: str) -> dict[str, Any]:
    """Return an object of the body; an empty one where it is missing or null."""
    value = body.get(field)
    return value if isinstance(value, dict) else {}


def unknown_keys(body: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return what is kept without being understood, so that it comes back when asked for."""
    return {name: value for name, value in body.items() if name not in known}
