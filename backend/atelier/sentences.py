"""One validation error of settings in words that name the field and say what it takes."""

from typing import Any

from pydantic import BaseModel


def sentence(problem: dict[str, Any], settings: type[BaseModel]) -> str:
    """Return one of Pydantic's problems as a sentence with the label of its field."""
    loc = problem["loc"]
    field = settings.model_fields.get(str(loc[0])) if loc else None
    label = (field.title if field and field.title else str(loc[-1]) if loc else "This").strip()
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return f"{label} is needed."
        case "extra_forbidden":
            return f"There is no setting called “{loc[-1]}”."
        case "greater_than_equal":
            return f"{label} must be at least {_number(context['ge'])}."
        case "greater_than":
            return f"{label} must be more than {_number(context['gt'])}."
        case "less_than_equal":
            return f"{label} must be at most {_number(context['le'])}."
        case "less_than":
            return f"{label} must be less than {_number(context['lt'])}."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{label} must be a whole number."
        case "float_parsing" | "float_type" | "finite_number":
            return f"{label} must be a number."
        case "bool_parsing" | "bool_type":
            return f"{label} must be on or off."
        case "literal_error" | "enum":
            return f"{label} must be one of {context.get('expected', 'the values offered')}."
        case "string_too_long":
            return f"{label} may have at most {context['max_length']:,} characters."
        case "string_type":
            return f"{label} must be text."
        case "value_error":
            return str(context.get("error", problem["msg"]))
        case _:
            return f"{label}: {problem['msg']}."


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else f"{value}"
