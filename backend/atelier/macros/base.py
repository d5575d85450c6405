"""What a macro is: an action run outside the flow, declared like a recipe type, in one file."""

import builtins
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Literal, TypeVar

from atelier.errors import FieldProblem
from atelier.recipes.base import Choice, Device, FormContext, Hint, Params, Role, RunContext

P = TypeVar("P", bound=Params)


class Macro(Generic[P]):
    """Base of all macros. The class docstring is the description shown to users.

    `inputs` are roles filled by item parameters of the same name. `outputs` are the items it writes:
    `output_names` says how they are called; an existing item of that name gets a new version.
    """

    type: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str] = "macro"
    inputs: ClassVar[tuple[Role, ...]] = ()
    outputs: ClassVar[tuple[Role, ...]] = ()
    Params: ClassVar[builtins.type[Params]]
    version: ClassVar[int] = 1
    dss_types: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[tuple[str, ...]] = ()
    result_kind: ClassVar[Literal["html", "json", "none"]] = "none"

    def slot_class(self, params: P) -> Literal["cpu", "gpu"]:
        return "cpu"

    def device_wish(self, params: P) -> Device:
        return Device()

    def output_names(self, params: P) -> dict[str, str]:
        """Return, for each output role, the name of the item to write."""
        return {}

    def input_ids(self, params: P) -> dict[str, str]:
        """Return, for each input role, the id of the item to read."""
        return {role.name: getattr(params, role.name) for role in self.inputs if getattr(params, role.name, None)}

    def check(self, form: FormContext, params: P) -> Sequence[FieldProblem]:
        return ()

    def hints(self, form: FormContext, params: P) -> Sequence[Hint]:
        return ()

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        raise KeyError(source)

    def from_dss(self, config: dict[str, Any]) -> dict[str, Any]:
        from atelier.recipes.dssconfig import params_from_dss

        return params_from_dss(self.Params, config)

    def run(self, ctx: RunContext, params: P) -> None:
        raise NotImplementedError
