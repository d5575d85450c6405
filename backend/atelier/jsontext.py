"""The one JSON encoder and decoder."""

from typing import Any

import orjson


def dumps(value: Any) -> str:
    """Return compact JSON text; dates as ISO, NumPy scalars and arrays as numbers and lists, NaN as null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_UTC_Z).decode()


def loads(text: str | bytes) -> Any:
    """Parse JSON text."""
    return orjson.loads(text)


def dumps_pretty(value: Any) -> str:
    """Return JSON text for people and for files under version control: indented, keys sorted."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode()
