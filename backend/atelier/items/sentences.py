"""Validation errors of settings as sentences at their fields."""

from typing import Any

from pydantic import ValidationError

from atelier.errors import FieldProblem, InvalidInput
from atelier.recipes.base import Params


def validated(params_class: type[Params], values: dict[str, Any]) -> Params:
    """Return checked settings; raises `InvalidInput` with a sentence for each field."""
    try:
        return params_class.model_validate(values)
    except ValidationError as error:
        fields = [
            FieldProblem(("params", *problem["loc"]), sentence(dict(problem), params_class))
            for problem in error.errors(include_url=False)
        ]
        count = len(fields)
        raise InvalidInput(
            fields[0].message if count == 1 else f"{count} settings need another value.", fields=fields
        ) from None


def sentence(problem: dict[str, Any], params_class: type[Params]) -> str:
    """Return one validation error in words that name the field and say what it takes."""
    loc = problem["loc"]
    field = params_class.model_fields.get(str(loc[0])) if loc else None
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
