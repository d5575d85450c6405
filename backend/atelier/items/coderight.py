"""The right to write code: the one place that says which settings of a recipe need it, and refuses without it."""

from collections.abc import Mapping
from typing import Any

from atelier.errors import Forbidden
from atelier.recipes.base import Recipe


def demand(found: Recipe[Any], params: Mapping[str, Any], *, may_write_code: bool) -> None:
    """Raise `Forbidden` when settings hold code (`Recipe.code_in`) and the person may not write code.

    It is asked before settings are stored and before unstored ones are tried out. Running a stored recipe needs
    no such right: somebody who has it wrote the code.
    """
    if may_write_code:
        return
    code = found.code_in(params)
    if code:
        raise Forbidden(
            f"{code} is code, and you may not write code in this Atelier.",
            hint="Ask an administrator for the right to write code, or take the code out.",
        )
