"""The one JSON encoder and decoder."""

import json
from typing import Any

import orjson

from atelier.errors import InvalidInput

_FAULTS_OF_VALUES = {
    "Integer exceeds 64-bit range": "A whole number here is larger than 64 bits hold.",
    "Recursion limit reached": "This has more levels than can be kept.",
    "str is not valid UTF-8: surrogates not allowed": "A text here holds half of a character, which cannot be kept.",
}
"""What the encoder says of values that people may send, in our words; anything else is a fault of the program."""


def dumps(value: Any) -> str:
    """Return compact JSON text; dates as ISO, NumPy scalars and arrays as numbers and lists, NaN as null.

    Raises `InvalidInput` for numbers, texts and depths that JSON cannot hold.
    """
    return _dumped(value, orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_UTC_Z)


def loads(text: str | bytes) -> Any:
    """Parse JSON text."""
    return orjson.loads(text)


def dumps_pretty(value: Any) -> str:
    """Return JSON text for people and for files under version control: indented, keys sorted."""
    return _dumped(value, orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def fault_in(value: Any) -> str | None:
    """Return what makes a value that was sent impossible to keep and to send back, as a sentence, or None."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return "A text here holds half of a character, which cannot be kept."
    except RecursionError:
        return "This has more levels than can be kept."
    except (TypeError, ValueError):
        return None  # no JSON at all: that is for its reader to say
    return None


def _dumped(value: Any, option: int) -> str:
    try:
        return orjson.dumps(value, option=option).decode()
    except TypeError as error:
        for said, words in _FAULTS_OF_VALUES.items():
            if said in str(error):
                raise InvalidInput(words) from None
        raise
