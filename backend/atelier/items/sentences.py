"""Validation errors of settings as sentences at their fields."""

from typing import Any

from pydantic import ValidationError

from atelier.errors import FieldProblem, InvalidInput
from atelier.recipes.base import Params
from atelier.sentences import sentence


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
