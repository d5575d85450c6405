"""Shapes of recipe types, recipes, macros and their forms."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from atelier.api.schemas.base import FieldProblemOut, In, Out, WholeNumber


class RoleOut(Out):
    name: str
    label: str
    kind: Literal["dataset", "folder", "model"]
    help: str
    holds: Literal["pictures", "model", "labels"] | None
    required: bool
    many: bool


class RecipeTypeOut(Out):
    """A recipe type as a form and a menu need it. `params_schema` is JSON Schema with `ui` hints per property.

    `is_offered` is false for types that menus do not make: another action brings them into being.
    """

    type: str
    label: str
    description: str
    icon: str
    family: Literal["visual", "code", "deep", "ml"]
    verb: str
    version: int
    is_offered: bool
    inputs: list[RoleOut]
    outputs: list[RoleOut]
    params_schema: dict[str, Any]
    sections: list[str]
    defaults: dict[str, Any]


class MacroTypeOut(Out):
    type: str
    label: str
    description: str
    icon: str
    inputs: list[RoleOut]
    outputs: list[RoleOut]
    params_schema: dict[str, Any]
    sections: list[str]
    defaults: dict[str, Any]


class OutputIn(In):
    """An output: an existing item, or the name of a new one."""

    item_id: str | None = None
    new_name: str | None = Field(None, max_length=120)


class RecipeIn(In):
    type: str
    name: str | None = Field(None, max_length=120)
    inputs: dict[str, list[str]]
    outputs: dict[str, list[OutputIn]]
    params: dict[str, Any] | None = None


class RecipeSaveIn(In):
    """New settings; `revision` is the one they were made from: a newer one answers 409 with both sides."""

    revision: WholeNumber
    params: dict[str, Any]
    inputs: dict[str, list[str]] | None = None
    outputs: dict[str, list[OutputIn]] | None = None


class RecipePatch(In):
    name: str | None = Field(None, max_length=120)
    description: str | None = Field(None, max_length=10000)
    tags: list[str] | None = Field(None, max_length=50)


class RecipeOut(Out):
    id: str
    name: str
    type: str
    description: str
    tags: list[str]
    inputs: dict[str, list[str]]
    outputs: dict[str, list[str]]
    params: dict[str, Any]
    revision: int
    updated_at: datetime
    updated_by: str


class RecipeRevisionOut(Out):
    revision: int
    saved_at: datetime
    saved_by: str
    params: dict[str, Any]


class FormIn(In):
    """The state of a form: its settings and, when they are being changed too, its inputs."""

    params: dict[str, Any]
    inputs: dict[str, list[str]] | None = None


class ChoicesIn(FormIn):
    source: str


class ChoiceOut(Out):
    value: Any
    label: str
    help: str


class HintOut(Out):
    field: str
    result: str
    text: str
    value: Any


class FixedParamOut(Out):
    value: Any
    reason: str


class FormCheck(Out):
    """What the server says of a form: problems at their fields, sums, locked fields, better starting values."""

    problems: list[FieldProblemOut]
    hints: list[HintOut]
    fixed: dict[str, FixedParamOut]
    initial: dict[str, Any]


class MacroRunIn(In):
    params: dict[str, Any]
