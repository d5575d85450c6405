"""What the validator found, said in plain words."""

from typing import Any

_SENTENCES = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no field of this name.",
    "json_invalid": "The body is not JSON: {error}.",
    "string_type": "This has to be text.",
    "string_too_short": "This needs at least {min_length:,} characters.",
    "string_too_long": "This can have at most {max_length:,} characters.",
    "string_pattern_mismatch": "This has signs that are not allowed here.",
    "int_type": "This has to be a whole number.",
    "int_parsing": "This has to be a whole number.",
    "int_from_float": "This has to be a whole number.",
    "int_parsing_size": "This number is too large.",
    "float_type": "This has to be a number.",
    "float_parsing": "This has to be a number.",
    "finite_number": "This has to be a finite number.",
    "bool_type": "This has to be true or false.",
    "bool_parsing": "This has to be true or false.",
    "list_type": "This has to be a list.",
    "dict_type": "This has to be an object with named fields.",
    "model_type": "This has to be an object with named fields.",
    "model_attributes_type": "This has to be an object with named fields, sent as application/json.",
    "greater_than": "This has to be more than {gt}.",
    "greater_than_equal": "This has to be at least {ge}.",
    "less_than": "This has to be less than {lt}.",
    "less_than_equal": "This can be at most {le}.",
    "too_short": "At least {min_length:,} are needed.",
    "too_long": "At most {max_length:,} are allowed.",
    "literal_error": "This has to be one of {expected}.",
    "enum": "This has to be one of {expected}.",
}
_EMPTY = "This must not be empty."


def sentence_for(found: dict[str, Any]) -> str:
    """Return the sentence for one finding of Pydantic's; its own words, tidied, where we have none."""
    context = found.get("ctx") or {}
    kind = found.get("type", "")
    if kind in ("string_too_short", "too_short") and context.get("min_length") == 1:
        return _EMPTY
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**context)
    text = str(found.get("msg") or "This cannot be used.")
    text = text.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else f"{text}."
