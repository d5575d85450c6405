"""The settings of a recipe as scripts see them: payload and `params`, and what of theirs is kept without being read.

As long as nobody changed a recipe's settings elsewhere, a script reads back what it wrote, with what it left out
filled in; after a change in the browser it reads the settings anew, and its unread keys beside them.
"""

from typing import Any

from atelier import jsontext
from atelier.db.tables import Recipe
from atelier.dssapi import plugins
from atelier.dssapi.bodies import part_of
from atelier.errors import AtelierError, InvalidInput
from atelier.items import recipes
from atelier.items.sentences import validated
from atelier.recipes.base import Recipe as RecipeType


def text_in(body: dict[str, Any], field: str) -> str | None:
    """Return a payload, which is text, also that of a visual recipe; None where there is none."""
    value = body.get(field)
    if value is not None and not isinstance(value, str):
        raise InvalidInput.at(field, f"“{field}” has to be text: code, or a visual recipe's settings as JSON text.")
    return value


def params_from(
    found: RecipeType[Any], asked: str, params: dict[str, Any], payload: str | None, inputs: list[str]
) -> dict[str, Any]:
    """Return what a script's `params` and payload say of our settings; raises `InvalidInput`."""
    return {
        **found.from_dss(plugins.in_first_words(asked, part_of(params, "customConfig"))),
        **found.from_dss_settings(params),
        **(found.from_payload(payload, inputs) if payload is not None else {}),
    }


def payload_of(found: RecipeType[Any], recipe: Recipe, inputs: list[str]) -> str | None:
    """Return a recipe's payload as text; None for types that have none."""
    params = recipes.current_params(recipe)
    shown = found.to_payload(params)
    if shown is None or recipe.payload is None or found.family == "code":
        return shown if shown is not None else recipe.payload
    try:
        kept, ours = jsontext.loads(recipe.payload), jsontext.loads(shown)
    except ValueError:
        return shown
    if not isinstance(kept, dict):
        return shown
    same = _says(found, recipe, params, inputs)
    return jsontext.dumps(_filled(kept, ours) if same else {**kept, **ours})


def settings_of(found: RecipeType[Any], recipe: Recipe) -> dict[str, Any]:
    """Return a visual recipe's `params`: ours over what a script stored."""
    kept: dict[str, Any] = recipe.extra.get("dss_params", {})
    return _over(found.to_dss_settings(recipes.current_params(recipe)), kept)


def _says(found: RecipeType[Any], recipe: Recipe, params: dict[str, Any], inputs: list[str]) -> bool:
    """Say whether the stored payload still says what the settings are."""
    try:
        said = found.from_payload(recipe.payload or "", inputs)
        now, then = validated(found.Params, params), validated(found.Params, {**params, **said})
    except AtelierError:
        return False
    return bool(now == then)


def _filled(kept: Any, ours: Any) -> Any:
    """Return what was kept, with ours where nothing was said."""
    if kept is None:
        return ours
    if isinstance(kept, dict) and isinstance(ours, dict):
        return {**ours, **{name: _filled(value, ours.get(name)) for name, value in kept.items()}}
    if isinstance(kept, list) and isinstance(ours, list) and len(kept) == len(ours):
        return [_filled(one, other) for one, other in zip(kept, ours, strict=True)]
    return kept


def _over(ours: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Return ours, with what was kept where we say nothing."""
    below = {name: _over(value, kept[name]) for name, value in ours.items()
             if isinstance(value, dict) and isinstance(kept.get(name), dict)}  # fmt: skip
    return {**kept, **ours, **below}
