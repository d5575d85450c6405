"""The one JSON encoder and decoder."""

from typing import Any

import orjson


def dumps(value: Any) -> str:
    """Return compact JSON text; dates as ISO, NumPy scalars and arrays as numbers and lists, NaN as null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_UTC_Z).decode()


def loads(text: str | bytes) -> Any:
    """Parse JSON text."""
    return orjson.loads(text)
