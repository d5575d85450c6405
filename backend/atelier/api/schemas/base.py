"""The base of what the API sends: no field has a default, so that none is optional in TypeScript."""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from atelier import jsontext

T = TypeVar("T")

MOST = 2**53
"""The largest whole number that is taken: browsers hold no larger one exactly, databases none much larger."""
WholeNumber = Annotated[int, Field(ge=-MOST, le=MOST)]


class Out(BaseModel):
    """Something the API answers; may be read from a row."""

    model_config = ConfigDict(from_attributes=True, json_schema_serialization_defaults_required=True)


class In(BaseModel):
    """Something the API takes; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _demand_whole_texts(cls, value: Any) -> Any:
        """Refuse what could be stored but never be sent back; fields of any kind are looked at by nobody else."""
        fault = jsontext.fault_in(value) if isinstance(value, dict) else None
        if fault is not None:
            raise ValueError(fault)
        return value


class FieldProblemOut(Out):
    loc: list[str | int]
    message: str


class Problem(Out):
    """The body of every answer of 400 and above."""

    code: str
    message: str
    hint: str | None
    fields: list[FieldProblemOut]
    details: dict[str, Any]
    request_id: str


class Done(Out):
    """The answer where nothing else is to be said."""

    message: str


class Page(Out, Generic[T]):
    """A stretch of a list. `next` is the key to ask for what follows, None at the end."""

    items: list[T]
    total: int
    next: str | None
