"""The recipe types and macros there are, with all that menus and forms need."""

from fastapi import APIRouter

from atelier.api.deps import CallerDep
from atelier.api.formview import macro_type_out, recipe_type_out
from atelier.api.schemas.recipes import MacroTypeOut, RecipeTypeOut
from atelier.macros import registry as macros
from atelier.recipes import registry as recipes

router = APIRouter(prefix="/api", tags=["types"])


@router.get("/recipe-types")
def recipe_types(_caller: CallerDep) -> list[RecipeTypeOut]:
    """Return all recipe types."""
    return [recipe_type_out(found) for found in recipes.all_types().values()]


@router.get("/macro-types")
def macro_types(_caller: CallerDep) -> list[MacroTypeOut]:
    """Return all macros."""
    return [macro_type_out(found) for found in macros.all_types().values()]
