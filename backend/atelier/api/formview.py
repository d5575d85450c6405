"""What the server says of a form that is being filled: problems at fields, sums, locked fields, choices."""

from typing import Any

from pydantic import ValidationError

from atelier.api.schemas.base import FieldProblemOut
from atelier.api.schemas.recipes import (
    ChoiceOut,
    FixedParamOut,
    FormCheck,
    HintOut,
    MacroTypeOut,
    RecipeTypeOut,
    RoleOut,
)
from atelier.errors import NotFound
from atelier.macros.base import Macro
from atelier.recipes.base import FormContext, Recipe, Role
from atelier.sentences import sentence

Type = Recipe[Any] | Macro[Any]


def form_check(found: Type, form: FormContext, values: dict[str, Any]) -> FormCheck:
    """Validate settings as they are being typed; sums are given as soon as the settings hold."""
    fixed = found.fixed_params(form) if isinstance(found, Recipe) else {}
    initial = found.initial_params(form) if isinstance(found, Recipe) else {}
    locked = {name: one.value for name, one in fixed.items()}
    problems: list[FieldProblemOut] = []
    hints: list[HintOut] = []
    try:
        params = found.Params.model_validate({**values, **locked})
    except ValidationError as error:
        problems = [
            FieldProblemOut(loc=["params", *one["loc"]], message=sentence(dict(one), found.Params))
            for one in error.errors(include_url=False)
        ]
    else:
        problems = [FieldProblemOut(loc=list(one.loc), message=one.message) for one in found.check(form, params)]
        hints = [
            HintOut(field=one.field, result=one.result, text=one.text, value=one.value)
            for one in found.hints(form, params)
        ]
    return FormCheck(
        problems=problems,
        hints=hints,
        fixed={name: FixedParamOut(value=one.value, reason=one.reason) for name, one in fixed.items()},
        initial=initial,
    )


def choices_out(found: Type, form: FormContext, source: str) -> list[ChoiceOut]:
    """Answer a named source; raises `NotFound` for one that the type does not know."""
    try:
        answered = found.choices(source, form)
    except KeyError:
        raise NotFound(f"{found.label} has no list called “{source}”.") from None
    return [ChoiceOut(value=one.value, label=one.label, help=one.help) for one in answered]


def recipe_type_out(found: Recipe[Any]) -> RecipeTypeOut:
    """Return a recipe type as menus and forms need it."""
    return RecipeTypeOut(
        family=found.family,
        verb=found.verb,
        version=found.version,
        is_offered=found.is_offered,
        **_common(found),
    )


def macro_type_out(found: Macro[Any]) -> MacroTypeOut:
    """Return a macro as menus and forms need it."""
    return MacroTypeOut(**_common(found))


def _common(found: Type) -> dict[str, Any]:
    return {
        "type": found.type,
        "label": found.label,
        "description": " ".join((found.__doc__ or "").split()),
        "icon": found.icon,
        "inputs": [_role(role) for role in found.inputs],
        "outputs": [_role(role) for role in found.outputs],
        "params_schema": found.Params.model_json_schema(),
        "sections": list(found.sections),
        "defaults": {
            name: field.get_default(call_default_factory=True)
            for name, field in found.Params.model_fields.items()
            if not field.is_required()
        },
    }


def _role(role: Role) -> RoleOut:
    return RoleOut(
        name=role.name,
        label=role.label,
        kind=role.kind,
        help=role.help,
        holds=role.holds,
        required=role.required,
        many=role.many,
    )
