"""Code needs the right to write it."""

import pytest

from atelier.errors import Forbidden
from atelier.items import coderight
from atelier.recipes import registry
from atelier.recipes.base import Params, Recipe


class _Script(Recipe[Params]):
    """A recipe that is code."""

    type = "script"
    label = "Script"
    icon = "code"
    family = "code"
    inputs = ()
    outputs = ()
    Params = Params


def test_a_code_recipe_needs_the_right() -> None:
    coderight.demand(_Script(), {}, may_write_code=True)
    with pytest.raises(Forbidden, match="This recipe is code, and you may not write code in this Atelier") as refused:
        coderight.demand(_Script(), {}, may_write_code=False)
    assert refused.value.hint == "Ask an administrator for the right to write code, or take the code out."


@pytest.mark.parametrize("steps", [None, "text", [], [3, None, {}, {"type": 5}, {"type": "ColumnRenamer"}]])
def test_settings_without_code_need_no_right_whatever_they_are(steps: object) -> None:
    coderight.demand(registry.get("prepare"), {"steps": steps}, may_write_code=False)
